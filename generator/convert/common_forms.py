"""Conversion of characters to their commonest forms, and the clauses where that may be wrong.

Evidence for another form is a word or phrase, a rule for the character's context, or a person's
name. One clause in fourteen holds some; only these are segmented (``word_forms``). A clause that is
not reported converts as its words would: every word, rule and name is searched for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache

import msgspec

from generator.convert import lone_characters, opencc_chains, person_names
from generator.convert.lexicon import phrases
from generator.convert.table_cache import cached_table

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\u3007\U00020000-\U000323af]+")
"""A clause: a run of Han characters."""
_DOUBT = "\U0010fffe"
"""Replaces a character that may have another form than its commonest; no text holds it."""
_DOUBTS = re.compile(_DOUBT)


class _Characters(msgspec.Struct, frozen=True):
    plain: dict[int, str]
    """Each character → its commonest form, for ``str.translate``."""
    several: dict[str, tuple[str, ...]]
    """Each character with more than one form → its forms, commonest first."""


@cache
def characters() -> _Characters:
    """OpenCC's dictionary of characters, with the forms that stand only in phrases."""
    return _Characters(*_character_tables())


@cached_table
def _character_tables() -> tuple[dict[int, str], dict[str, tuple[str, ...]]]:
    table = opencc_chains.dictionary("STCharacters")
    several = {char: list(forms) for char, forms in table.items() if len(forms) > 1}
    for phrase, forms in phrases().items():
        for char, form in zip(phrase, forms, strict=True):
            commonest = several.get(char) or table.get(char, (char,))
            if form not in commonest:
                several[char] = [*commonest, form]
    plain = {ord(char): forms[0] for char, forms in table.items() if forms[0] != char}
    return plain, {char: tuple(forms) for char, forms in several.items()}


class _Evidence(msgspec.Struct, frozen=True):
    convert: Callable[[str], str]
    """Converts each character to its commonest form, and to ``_DOUBT`` in evidence for another."""
    context_dependent: dict[str, str]
    """Characters with rules for their context → their commonest form."""
    candidates: re.Pattern[str]
    """One of these, or a character with a form of its own in names."""


def convert(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with each character in its commonest form, and the clauses, as (start, end) in
    order, that hold evidence for another form. In these clauses the returned text is meaningless.

    ``text`` holds no opaque characters."""
    evidence = _evidence()
    plain = evidence.convert(text)
    doubts = [match.start() for match in _DOUBTS.finditer(plain)]
    doubts += [match.start() for match in evidence.candidates.finditer(text)]
    clauses, end = [], 0
    for at in sorted(doubts):
        if at >= end and (
            plain[at] == _DOUBT or _is_doubtful(text, at, evidence.context_dependent)
        ):
            start, end = _clause(text, at)
            clauses.append((start, end))
    return plain, clauses


def _is_doubtful(text: str, at: int, context_dependent: Mapping[str, str]) -> bool:
    """Whether a rule or a name gives the character at an offset another form than its commonest."""
    char = text[at]
    if char in context_dependent:
        form = lone_characters.form_in_context(text, at, at + 1)
        if form not in ("", context_dependent[char]):
            return True
    return char in person_names.DISTINCTIVE and bool(
        person_names.candidates(text, *_clause(text, at))
    )


def _clause(text: str, at: int) -> tuple[int, int]:
    """The clause around an offset, as (start, end)."""
    match = HAN.match(text, at)
    assert match
    start = at
    while start and HAN.match(text, start - 1):
        start -= 1
    return start, match.end()


@cache
def _evidence() -> _Evidence:
    commonest, evidence_words, context_dependent = _evidence_tables()
    entries = commonest | {word: _DOUBT * len(word) for word in evidence_words}
    candidates = re.compile(f"[{''.join(sorted({*context_dependent, *person_names.DISTINCTIVE}))}]")
    return _Evidence(opencc_chains.replacer(entries), context_dependent, candidates)


@cached_table
def _evidence_tables() -> tuple[dict[str, str], tuple[str, ...], dict[str, str]]:
    several = characters().several
    commonest = {chr(at): form for at, form in characters().plain.items() if HAN.match(chr(at))}
    context_dependent: dict[str, str] = {}
    forms = list(phrases().items())
    for word, form, _, _ in lone_characters.rows():
        if len(word) > 1:
            forms.append((word, form))
        elif word in several:
            commonest[word] = lone_characters.default_form(word) or several[word][0]
            if any(rule.form != commonest[word] for rule in lone_characters.rules(word)):
                context_dependent[word] = commonest[word]
    evidence_words: set[str] = set()
    for word, form in forms:
        if HAN.fullmatch(word):
            evidence_words |= _evidence_in(word, form, commonest)
    return commonest, _minimal(evidence_words), context_dependent


def _evidence_in(word: str, form: str, commonest: Mapping[str, str]) -> set[str]:
    """The strings that are evidence in a word: the word itself where it holds a form that is not
    the commonest, and each such character with a neighbour, which decide outside known words."""
    evidence: set[str] = set()
    for at, (char, other) in enumerate(zip(word, form, strict=True)):
        if other != commonest.get(char, char):
            evidence.add(word)
            if char in characters().several and not lone_characters.default_form(char):
                evidence |= {word[at : at + 2], word[max(0, at - 1) : at + 1]} - {char}
    return evidence


def _minimal(words: Collection[str]) -> tuple[str, ...]:
    """The words that contain no other of them: a text that holds any word holds one of these."""
    minimal: set[str] = set()
    for word in sorted(words, key=lambda word: (len(word), word)):
        size = len(word)
        if not any(word[a:b] in minimal for a in range(size) for b in range(a + 2, size + 1)):
            minimal.add(word)
    return tuple(sorted(minimal))
