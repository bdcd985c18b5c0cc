"""Where a headline may break: between its clauses, then between words.

Knows that a space in a Chinese headline parts clauses, and that a mark stays with its word. Cuts
the source script; a variant of the same length is cut at the same places.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.convert.lexicon import load_lexicon
from generator.convert.segmentation import segment

_SPACE = re.compile(r"[ \u3000\t]+")
# A run of Han, a run of Latin and digits (with the marks inside numbers), or one other character.
_RUN = re.compile(
    "(?P<han>[\u3400-\u4dbf\u4e00-\u9fff]+)|(?P<latin>[0-9A-Za-z.,:%+-]+)|(?P<mark>.)", re.DOTALL
)
_OPENING = frozenset("“‘「『《〈（〔【([—…")

Clauses = tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1024)
def clauses(headline: str) -> Clauses:
    """The clauses of a headline in Simplified script, each in words that must not break.

    One in another script is parted at its spaces alone: the lexicon does not know its words."""
    return tuple(_words(clause) for clause in _SPACE.split(headline) if clause)


def aligned_clauses(pattern: Clauses, headline: str) -> Clauses:
    """Another script's form of a headline, cut where ``pattern`` is; only at its clauses where
    the lengths differ."""
    found = tuple(clause for clause in _SPACE.split(headline) if clause)
    if [len(clause) for clause in found] != [sum(map(len, words)) for words in pattern]:
        return tuple((clause,) for clause in found)
    cut_up = []
    for clause, words in zip(found, pattern, strict=True):
        at, pieces = 0, []
        for word in words:
            pieces.append(clause[at : at + len(word)])
            at += len(word)
        cut_up.append(tuple(pieces))
    return tuple(cut_up)


def _words(clause: str) -> tuple[str, ...]:
    words: list[str] = []
    glued = False
    for run in _RUN.finditer(clause):
        han = run["han"]
        pieces = [han[a:b] for a, b in segment(han, load_lexicon())] if han else [run[0]]
        for piece in pieces:
            # A number stays with its unit, a mark with its word, one character with the next.
            if words and (glued or (run["mark"] and piece not in _OPENING)):
                words[-1] += piece
            else:
                words.append(piece)
            glued = bool(run["latin"]) or piece in _OPENING
    return _no_orphans(words)


def _no_orphans(words: list[str]) -> tuple[str, ...]:
    """Single characters go with the word before them: a line should not begin with 了 or 的."""
    found: list[str] = []
    for word in words:
        if found and (len(word) == 1 or len(found[-1]) == 1):
            found[-1] += word
        else:
            found.append(word)
    return tuple(found)
