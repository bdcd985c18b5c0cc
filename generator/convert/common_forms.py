"""What a character becomes where nothing speaks for another form; and where something does.

Knows every kind of evidence there is (words and phrases, rules for characters alone, names), but
not how it is weighed. Nine clauses in ten hold none, and need not be cut into words. Refuses to
miss any: where there is a doubt, it says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache

from generator.convert import lone_characters, opencc_chains, person_names
from generator.convert.lexicon import load_lexicon
from generator.convert.table_cache import cached_table

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\u3007\U00020000-\U000323af]+")
"""A clause: characters that stand together."""
_DOUBT = "\U0010fffe"
"""Stands where a character may have another form than the usual; no text that is converted holds
it."""
_DOUBTS = re.compile(_DOUBT)


@dataclass(frozen=True, slots=True)
class _Characters:
    plain: dict[int, str]
    """Every character with its commonest form, for ``str.translate``."""
    several: dict[str, tuple[str, ...]]
    """Characters with more than one form."""


@cache
def characters() -> _Characters:
    """OpenCC's table of single characters, with the forms only its phrases have."""
    return _Characters(*_tabled())


@cached_table
def _tabled() -> tuple[dict[int, str], dict[str, tuple[str, ...]]]:
    table = opencc_chains.dictionary("STCharacters")
    several = {char: list(forms) for char, forms in table.items() if len(forms) > 1}
    for phrase, forms in load_lexicon().forms.items():
        for char, form in zip(phrase, forms, strict=True):
            usual = several.get(char) or table.get(char, (char,))
            if form not in usual:
                several[char] = [*usual, form]
    plain = {ord(char): forms[0] for char, forms in table.items() if forms[0] != char}
    return plain, {char: tuple(forms) for char, forms in several.items()}


@dataclass(frozen=True, slots=True)
class _Evidence:
    convert: Callable[[str], str]
    """Each character as usual; where something speaks for another form, ``_DOUBT`` for each."""
    ruled: dict[str, str]
    """Characters that a rule may give another form → the usual one."""
    alone: re.Pattern[str]
    """These, and those that are written otherwise in names."""


def convert(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with each character as usual; and its clauses, as (start, end) in order, in which
    something may speak for another form: there the first says nothing.

    For a text that :mod:`~generator.convert.opaque_characters` has been led round."""
    evidence = _evidence()
    plain = evidence.convert(text)
    doubts = [found.start() for found in _DOUBTS.finditer(plain)]
    doubts += [found.start() for found in evidence.alone.finditer(text)]
    clauses, end = [], 0
    for at in sorted(doubts):
        if at >= end and (plain[at] == _DOUBT or _is_doubtful(text, at, evidence.ruled)):
            start, end = _clause(text, at)
            clauses.append((start, end))
    return plain, clauses


def _is_doubtful(text: str, at: int, ruled: Mapping[str, str]) -> bool:
    """Whether a rule or a name may give the character at an offset another form."""
    char = text[at]
    if char in ruled and lone_characters.form_in_context(text, at, at + 1) not in ("", ruled[char]):
        return True
    return char in person_names.DISTINCTIVE and bool(
        person_names.candidates(text, *_clause(text, at))
    )


def _clause(text: str, at: int) -> tuple[int, int]:
    found = HAN.match(text, at)
    assert found
    start = at
    while start and HAN.match(text, start - 1):
        start -= 1
    return start, found.end()


@cache
def _evidence() -> _Evidence:
    usual, speaking, ruled = _gathered()
    entries = usual | {word: _DOUBT * len(word) for word in speaking}
    alone = re.compile(f"[{''.join(sorted({*ruled, *person_names.DISTINCTIVE}))}]")
    return _Evidence(opencc_chains.replacer(entries), ruled, alone)


@cached_table
def _gathered() -> tuple[dict[str, str], tuple[str, ...], dict[str, str]]:
    several = characters().several
    usual = {chr(at): form for at, form in characters().plain.items() if HAN.match(chr(at))}
    ruled: dict[str, str] = {}
    forms = list(load_lexicon().forms.items())
    for word, form, _, _ in lone_characters.rows():
        if len(word) > 1:
            forms.append((word, form))
        elif word in several:
            usual[word] = lone_characters.default_form(word) or several[word][0]
            if any(rule.form != usual[word] for rule in lone_characters.rules(word)):
                ruled[word] = usual[word]
    speaking: set[str] = set()
    for word, form in forms:
        if HAN.fullmatch(word):
            speaking |= _speaking(word, form, usual)
    return usual, _least(speaking), ruled


def _speaking(word: str, form: str, usual: Mapping[str, str]) -> set[str]:
    """What in a word speaks for another form: it as a whole, and each character that isn't as
    usual in it with its neighbours, which are asked where no word is known."""
    found: set[str] = set()
    for at, (char, other) in enumerate(zip(word, form, strict=True)):
        if other != usual.get(char, char):
            found.add(word)
            if char in characters().several and not lone_characters.default_form(char):
                found |= {word[at : at + 2], word[max(0, at - 1) : at + 1]} - {char}
    return found


def _least(words: Collection[str]) -> tuple[str, ...]:
    """Those in which none of the others stands: where a longer one is, one of these is too."""
    least: set[str] = set()
    for word in sorted(words, key=lambda word: (len(word), word)):
        size = len(word)
        if not any(word[a:b] in least for a in range(size) for b in range(a + 2, size + 1)):
            least.add(word)
    return tuple(sorted(least))
