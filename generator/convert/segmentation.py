"""Word segmentation: the most probable sequence of words (a unigram model)."""

from __future__ import annotations

import math
from collections.abc import Mapping

from generator.convert.lexicon import Lexicon

_NEVER = math.inf
"""The cost of a string that is no word."""


def segment(
    clause: str,
    lexicon: Lexicon,
    extra: Mapping[tuple[int, int], float] | None = None,
    *,
    whole: bool = True,
) -> list[tuple[int, int]]:
    """The words of a clause as (start, end) offsets, without gaps.

    ``extra`` holds further candidates, as spans of the clause with their costs (names that the
    lexicon lacks). With ``whole`` False, the clause itself is no candidate."""
    size = len(clause)
    best = [0.0] * (size + 1)
    ends = [0] * size
    candidates: dict[int, list[tuple[int, float]]] = {}
    for (start, end), total in (extra or {}).items():
        candidates.setdefault(start, []).append((end, total))
    after = ""
    for start in range(size - 1, -1, -1):
        char, rest = clause[start], start + 1
        known = lexicon[char]
        chosen, lowest = rest, known.alone + best[rest]
        for length in known.sizes.get(after, ()):
            end = start + length
            if end > size:
                break
            total = known.costs.get(clause[rest:end], _NEVER) + best[end]
            if total < lowest and (whole or length < size):
                lowest, chosen = total, end
        for end, total in candidates.get(start, ()) if candidates else ():
            if total + best[end] < lowest:
                lowest, chosen = total + best[end], end
        best[start], ends[start], after = lowest, chosen, char
    words, at = [], 0
    while at < size:
        words.append((at, ends[at]))
        at = ends[at]
    return words
