"""Half-width marks in Chinese text become full-width, character for character.

Knows where a mark belongs to a number, a time, a score, a formula, a Latin passage or an address
and stays as it is. Refuses to touch letters, digits and full-width marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
_CANDIDATE = re.compile(r"[,;:!?()\"'.]|--")
_SAFE = re.compile(
    r"(?:https?|ftp)://[^\s\u3000-\u9fff（）《》“”]+|www\.[\w./?=&%#~:-]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![0-9.:])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+(?::[0-9]+)+|[0-9]+(?:\.[0-9]+)+"
    r"|[A-Za-z]:\\[^\s\u4e00-\u9fff]+"
)
_CJK = re.compile(
    "[\u2e80-\u303f\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff—…‘’“”·％]"
)
_CLOSED = frozenset("”’」』》）〉】〕％%°℃")


@dataclass(frozen=True, slots=True)
class Marks:
    """Which marks are mended; each can be switched off."""

    stops: bool = True
    """, ; : ! ?"""
    brackets: bool = True
    quotes: bool = True
    traditional: bool = False
    """The paper quotes with 「」."""


def full_width(text: str, rules: Marks) -> str:
    """The text with its marks mended; as long as ``text``, but for spaces behind a mark that
    became full-width, which go."""
    if not _CANDIDATE.search(text):
        return text
    kept = {at for found in _SAFE.finditer(text) for at in range(*found.span())}
    chars = list(text)
    if rules.brackets:
        _brackets(text, kept, chars)
    if rules.quotes:
        _quotes(text, chars, rules.traditional)
    for at, char in enumerate(text):
        if at in kept:
            continue
        if rules.stops and char in ",;:!?" and _in_chinese(text, at):
            chars[at] = _WIDE[char]
        elif rules.stops and char == "." and _is_full_stop(text, at):
            chars[at] = "。"
        elif rules.stops and char == "-" and _is_dash(text, at):
            chars[at] = "—"
    return "".join(_without_spaces(text, chars))


def _cjk(char: str) -> bool:
    return bool(char) and _CJK.match(char) is not None


def _beside(text: str, at: int, step: int) -> str:
    at += step
    while 0 <= at < len(text) and text[at].isspace():
        at += step
    return text[at] if 0 <= at < len(text) else ""


def _in_chinese(text: str, at: int) -> bool:
    """Whether a stop separates Chinese words, or numbers of a Chinese sentence."""
    before, after = _beside(text, at, -1), _beside(text, at, 1)
    if _cjk(before) or before in _CLOSED or _cjk(after):
        return True
    mark = text[at]
    if mark == ":":
        return False
    if not after:
        return _chinese_around(text, at)
    # Between Latin words or inside a formula it stays; between figures it parts two of them.
    if (before.isdigit() or before == ")") and (after.isdigit() or after in "(\"'"):
        return mark in ",;" and _chinese_around(text, at)
    mixed = before.isdigit() != after.isdigit() and mark in ",;"
    return (mixed or after in "\"'(" or before in "\"')") and _chinese_around(text, at)


def _chinese_around(text: str, at: int) -> bool:
    return _CJK.search(text, max(0, at - 12), min(len(text), at + 13)) is not None


def _is_full_stop(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], _beside(text, at, 1)
    return _cjk(before) and (
        not after or (text[at + 1 : at + 2].isspace() and _cjk(after)) or after in "”\"'」）)"
    )


def _is_dash(text: str, at: int) -> bool:
    start, end = at, at + 1
    while start > 0 and text[start - 1] == "-":
        start -= 1
    while end < len(text) and text[end] == "-":
        end += 1
    return end - start == 2 and (_cjk(text[start - 1 : start]) or _cjk(text[end : end + 1]))


def _brackets(text: str, kept: set[int], chars: list[str]) -> None:
    """Pairs change together; a lone bracket by its neighbours."""
    opened: list[int] = []
    for at, char in enumerate(text):
        if at in kept:
            continue
        if char in "(（":
            opened.append(at)
        elif char in ")）":
            start = opened.pop() if opened else -1
            if _wide_pair(text, start, at):
                chars[at] = "）"
                if start >= 0:
                    chars[start] = "（"
    for at in opened:
        if _cjk(_beside(text, at, 1)) or _cjk(_beside(text, at, -1)):
            chars[at] = "（"


def _wide_pair(text: str, start: int, end: int) -> bool:
    before, after = _beside(text, start, -1) if start >= 0 else "", _beside(text, end, 1)
    if start < 0:
        return _cjk(_beside(text, end, -1)) or _cjk(after)
    if text[start] == "（" or text[end] == "）":
        return True
    if _CJK.search(text, start + 1, end):
        return True
    tight = start > 0 and text[start - 1].isascii() and text[start - 1].isalnum()
    return not tight and (_cjk(before) or (_cjk(after) and not before))


def _quotes(text: str, chars: list[str], traditional: bool) -> None:
    """Straight quotes of a Chinese paragraph, paired and nested; an odd one leaves them all."""
    outer, inner = ("「」", "『』") if traditional else ("“”", "‘’")
    doubles = [at for at, char in enumerate(text) if char == '"']
    singles = [
        at
        for at, char in enumerate(text)
        if (char == "'" and not (text[at - 1 : at].isascii() and text[at - 1 : at].isalnum()))
        or (char == "'" and _cjk(_beside(text, at, 1)))
    ]
    for spots, pair in ((doubles, outer), (singles, inner if doubles or "“" in text else outer)):
        if len(spots) % 2:
            continue
        for start, end in zip(spots[::2], spots[1::2], strict=True):
            if _CJK.search(text, start, end) or (
                _cjk(_beside(text, start, -1)) or _cjk(_beside(text, end, 1))
            ):
                chars[start], chars[end] = pair[0], pair[1]


def _without_spaces(text: str, chars: list[str]) -> list[str]:
    made = []
    for at, char in enumerate(chars):
        changed = at > 0 and chars[at - 1] != text[at - 1]
        if char == " " and changed and chars[at - 1] in "，；：！？（）。":
            continue
        made.append(char)
    return made
