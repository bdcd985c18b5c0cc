"""Stretches of a text that no variant changes: addresses, other languages, descriptions of
characters.

They are hidden from the stages of the conversion, and put back after the last one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from generator.convert import opencc_chains
from generator.convert.table_cache import cached_table

_HIDDEN = "\U0010ffff"
"""Replaces each character of a stretch; no text holds it."""
HIDDEN = re.compile(f"{_HIDDEN}+")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_WORD = f"A-Za-z0-9{_HAN}"
_PATH = "A-Za-z0-9._~:/?#@!$&'*+;=%-"
_TOP = "(?:[A-Za-z]{2,}|中国|中國|公司|网络|網絡)(?![A-Za-z0-9-])"
# Han behind a letter or a digit belongs to the sentence: 见https://example.com/news的报道.
_REST = rf"(?:[{_PATH}]|(?<![A-Za-z0-9])[{_HAN}])*"
_WEB = re.compile(
    rf"(?:https?|ftp)://{_REST}|www\.{_REST}|[A-Za-z0-9][A-Za-z0-9.-]{{0,252}}\.[A-Za-z]{{2,}}/{_REST}"
)
_MAY_BE_WEB = re.compile(r"://|www\.|\.[A-Za-z]{2,}/")
_DOMAIN = re.compile(rf"@[{_WORD}][{_WORD}-]*(?:\.[{_WORD}][{_WORD}-]*)*\.{_TOP}")
_MAILBOX = re.compile(rf"(?:[A-Za-z0-9][A-Za-z0-9._+-]*|[{_HAN}]+)$")
_LONGEST_MAILBOX = 64
_BEFORE_MAIL = re.compile(f"[{_HAN}]*[至到为為给給箱是系繫向往址於于](?=[{_HAN}])")
"""The words of a sentence that stand before an address of e-mail without a space."""
_OPERATORS = {**dict.fromkeys("⿰⿱⿴⿵⿶⿷⿸⿹⿺⿻⿼⿽㇯", 2), "⿲": 3, "⿳": 3, "⿾": 1, "⿿": 1}
"""Ideographic description characters → how many parts each has."""
_DESCRIPTION = re.compile(f"[{''.join(_OPERATORS)}]")
_KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"
_JAPANESE = re.compile(f"[{_HAN}々〆{_KANA}]+")
_PARTICLES = re.compile("[\u3041-\u306d\u306f-\u3096]")
"""Hiragana other than の, which Chinese shop signs borrow."""
_HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3"
_KOREAN = re.compile(f"[{_HAN}{_HANGUL}]+(?:[ ·,.()（）-]+[{_HAN}{_HANGUL}]+)*")
_KOREAN_WORD = re.compile(f"[{_HAN}]*[{_HANGUL}][{_HAN}{_HANGUL}]*")
_IS_KANA = re.compile(f"[{_KANA}]")
_NOT_CHINESE = re.compile(f"[{_KANA}{_HANGUL}{''.join(_OPERATORS)}]")
_CHINESE_WORDS = "你您她它们們吗嗎呢吧这這那哪很还還让讓啊么麼"
"""Characters of Chinese sentences that Japanese and Korean texts do not hold."""


def hide_addresses(text: str) -> str:
    """The text with web and mail addresses hidden, of unchanged length."""
    if _MAY_BE_WEB.search(text):
        text = _hide(text, [match.span() for match in _WEB.finditer(text)])
    return _hide(text, list(_mail_addresses(text))) if "@" in text else text


def hide_other_languages(text: str) -> str:
    """The text with Japanese, Korean and descriptions of characters (⿰亻发) hidden, of unchanged
    length."""
    if not _NOT_CHINESE.search(text):
        return text
    return _hide(text, [*_japanese(text), *_korean(text), *_descriptions(text)])


def put_back(converted: str, text: str) -> str:
    """The converted text with what was hidden as it stands in ``text``."""
    if _HIDDEN not in converted:
        return converted
    return HIDDEN.sub(lambda match: text[match.start() : match.end()], converted)


def _hide(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + _HIDDEN * (end - start) + text[end:]
    return text


def _mail_addresses(text: str) -> Iterator[tuple[int, int]]:
    for domain in _DOMAIN.finditer(text):
        at = domain.start()
        mailbox = _MAILBOX.search(text, max(0, at - _LONGEST_MAILBOX), at)
        if mailbox:
            sentence = _BEFORE_MAIL.match(text, mailbox.start())
            start = sentence.end() if sentence and sentence.end() < at else mailbox.start()
            yield start, domain.end()


def _japanese(text: str) -> Iterator[tuple[int, int]]:
    """Runs of kana and Han that are a sentence: 気温の変化, but not 鲜の美味."""
    for match in _JAPANESE.finditer(text):
        is_sentence = _PARTICLES.search(match[0]) or (
            _IS_KANA.search(match[0]) and _japanese_only().search(match[0])
        )
        if is_sentence and not _chinese_only().search(match[0]):
            yield match.span()


def _korean(text: str) -> Iterator[tuple[int, int]]:
    """Hangul with the Han in and between its words."""
    for match in _KOREAN.finditer(text):
        words = [word.span() for word in _KOREAN_WORD.finditer(text, *match.span())]
        if not words:
            continue
        whole = words[0][0], words[-1][1]
        spans = words if _chinese_only().search(text, *whole) else [whole]
        yield from (span for span in spans if not _chinese_only().search(text, *span))


def _descriptions(text: str) -> Iterator[tuple[int, int]]:
    end = 0
    for match in _DESCRIPTION.finditer(text):
        if match.start() >= end:
            at, missing = match.start(), 1
            while missing and at < len(text):
                missing += _OPERATORS.get(text[at], 0) - 1
                at += 1
            end = at
            yield match.start(), end


@cache
def _japanese_only() -> re.Pattern[str]:
    return re.compile(f"[{_tables()[0]}]")


@cache
def _chinese_only() -> re.Pattern[str]:
    return re.compile(f"[{_tables()[1]}{_CHINESE_WORDS}]")


@cached_table
def _tables() -> tuple[str, str]:
    """The characters of Japanese that no Chinese text holds, and those of Simplified Chinese and
    of Chinese alone that no Japanese or Korean text holds."""
    simplified = opencc_chains.dictionary("STCharacters")
    traditional = opencc_chains.dictionary("TSCharacters")
    japanese = opencc_chains.dictionary("JPShinjitaiCharacters").keys()
    chinese = simplified.keys() | traditional.keys()
    chinese |= {form for forms in simplified.values() for form in forms}
    chinese |= {form for forms in traditional.values() for form in forms}
    only = {char for char, forms in simplified.items() if char not in forms and len(char) == 1}
    return "".join(sorted(japanese - chinese)), "".join(sorted(only - japanese))
