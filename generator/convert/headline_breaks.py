"""Positions where a headline may break: between its clauses, then between words.

A space in a Chinese headline separates clauses. Segmentation works on Simplified text; a converted
headline of the same length breaks at the same positions.
"""

from __future__ import annotations

import re

from generator.convert.lexicon import load_lexicon
from generator.convert.segmentation import segment

_SPACE = re.compile(r"[ \u3000\t]+")
# A run of Han, a run of Latin and digits (with the marks inside numbers), or one other character.
_RUN = re.compile(
    "(?P<han>[\u3400-\u4dbf\u4e00-\u9fff]+)|(?P<latin>[0-9A-Za-z.,:%+-]+)|(?P<mark>.)", re.DOTALL
)
_OPENING = frozenset("“‘「『《〈（〔【([—…")

Clauses = tuple[tuple[str, ...], ...]
"""The clauses of a headline, each a sequence of words."""


def clauses(headline: str) -> Clauses:
    """The clauses of a headline, each in words that must not break.

    A Traditional headline is split at its spaces only: the lexicon holds Simplified words."""
    return tuple(_words(clause) for clause in _SPACE.split(headline) if clause)


def aligned_clauses(pattern: Clauses, headline: str) -> Clauses:
    """The clauses of a converted headline, with the word breaks of ``pattern``; without word breaks
    where the lengths differ."""
    converted = tuple(clause for clause in _SPACE.split(headline) if clause)
    if [len(clause) for clause in converted] != [sum(map(len, words)) for words in pattern]:
        return tuple((clause,) for clause in converted)
    aligned = []
    for clause, words in zip(converted, pattern, strict=True):
        at, pieces = 0, []
        for word in words:
            pieces.append(clause[at : at + len(word)])
            at += len(word)
        aligned.append(tuple(pieces))
    return tuple(aligned)


def _words(clause: str) -> tuple[str, ...]:
    words: list[str] = []
    joins_next = False
    for run in _RUN.finditer(clause):
        han = run["han"]
        pieces = [han[a:b] for a, b in segment(han, load_lexicon())] if han else [run[0]]
        for piece in pieces:
            # Numbers stay with their units, opening marks with the next word, others with the last.
            if words and (joins_next or (run["mark"] and piece not in _OPENING)):
                words[-1] += piece
            else:
                words.append(piece)
            joins_next = bool(run["latin"]) or piece in _OPENING
    return _join_single_characters(words)


def _join_single_characters(words: list[str]) -> tuple[str, ...]:
    """Words with each single character joined to the word before it, so that no line begins with 了
    or 的."""
    joined: list[str] = []
    for word in words:
        if joined and (len(word) == 1 or len(joined[-1]) == 1):
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(joined)
