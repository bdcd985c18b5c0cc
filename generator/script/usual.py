"""What a character becomes where nothing speaks for another form; and where something does.

Knows every kind of evidence there is (words and phrases, rules for characters alone, names), but
not how it is weighed. Nine clauses in ten hold none, and need not be cut into words. Refuses to
miss any: where there is a doubt, it says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from generator.script import alone, chains, names
from generator.script.kept import kept
from generator.script.lexicon import load

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\u3007\U00020000-\U000323af]+")
"""A clause: characters that stand together."""


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


@kept
def _tabled() -> tuple[dict[int, str], dict[str, tuple[str, ...]]]:
    table = chains.dictionary("STCharacters")
    several = {char: list(forms) for char, forms in table.items() if len(forms) > 1}
    for phrase, forms in load().forms.items():
        for char, form in zip(phrase, forms, strict=True):
            usual = several.get(char) or table.get(char, (char,))
            if form not in usual:
                several[char] = [*usual, form]
    plain = {ord(char): forms[0] for char, forms in table.items() if forms[0] != char}
    return plain, {char: tuple(forms) for char, forms in several.items()}


@dataclass(frozen=True, slots=True)
class _Evidence:
    usual: dict[int, str]
    """For ``str.translate``: what each character becomes where nothing speaks for another form."""
    restless: re.Pattern[str]
    """Any character that something may speak for another form of."""
    telling: frozenset[str]
    """Two neighbours as they stand in some word, where one of them is not as usual in it."""
    ruled: dict[str, str]
    """Characters that a rule may give another form → the usual one."""


def convert(text: str) -> str:
    """The text with each character as usual."""
    return text.translate(_evidence().usual)


def doubtful(text: str) -> Iterator[tuple[int, int]]:
    """The clauses of a text, as (start, end), in which something may speak for another form than
    the usual of some character; in order."""
    evidence = _evidence()
    telling, ruled = evidence.telling, evidence.ruled
    end = asked = 0
    for found in evidence.restless.finditer(text):
        at = found.start()
        if at < end:
            continue
        char = found[0]
        doubt = (
            text[at : at + 2] in telling
            or text[max(0, at - 1) : at + 1] in telling
            or (char in ruled and alone.form(text, at, at + 1) not in ("", ruled[char]))
        )
        if not doubt and char in names.TOLD and at >= asked:
            start, asked = _clause(text, at)
            doubt = bool(names.candidates(text, start, asked))
        if doubt:
            start, end = _clause(text, at)
            yield start, end


def _clause(text: str, at: int) -> tuple[int, int]:
    found = HAN.match(text, at)
    assert found
    start = at
    while start and HAN.match(text, start - 1):
        start -= 1
    return start, found.end()


@cache
def _evidence() -> _Evidence:
    usual, restless, telling, ruled = _gathered()
    return _Evidence(usual, re.compile(f"[{restless}]"), frozenset(telling), ruled)


@kept
def _gathered() -> tuple[dict[int, str], str, tuple[str, ...], dict[str, str]]:
    several = characters().several
    usual = {point: form for point, form in characters().plain.items() if HAN.match(chr(point))}
    ruled: dict[str, str] = {}
    forms = list(load().forms.items())
    for word, form, _, _ in alone.table():
        if len(word) > 1:
            forms.append((word, form))
        elif word in several:
            usual[ord(word)] = alone.lasting(word) or several[word][0]
            if any(rule.form != usual[ord(word)] for rule in alone.rules(word)):
                ruled[word] = usual[ord(word)]
    restless, telling = {*ruled, *names.TOLD}, set()
    for word, form in forms:
        for at, (char, other) in enumerate(zip(word, form, strict=True)):
            if other != usual.get(ord(char), char):
                restless.add(char)
                telling |= {word[at : at + 2], word[max(0, at - 1) : at + 1]} - {char}
    return usual, "".join(sorted(restless)), tuple(sorted(telling)), ruled
