"""A clause into words: the most probable cut.

Knows one sum: the cut whose words are together the likeliest, each by itself (a unigram model).
Refuses to know what the words mean or become.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from generator.convert.lexicon import Lexicon

_NEVER = math.inf
"""The cost of what is no word."""


def segment(
    clause: str,
    lexicon: Lexicon,
    extra: Mapping[tuple[int, int], float] | None = None,
    *,
    whole: bool = True,
) -> list[tuple[int, int]]:
    """The words of a clause as (start, end) offsets, without gaps.

    ``extra`` gives further candidates with their costs (a name the lexicon lacks). Without
    ``whole``, the clause as one word is no candidate."""
    size = len(clause)
    cost, sizes, unknown = lexicon.cost.get, lexicon.sizes.get, lexicon.unknown
    best = [0.0] * (size + 1)
    step = [0] * size
    offers: dict[int, list[tuple[int, float]]] = {}
    for (start, end), price in (extra or {}).items():
        offers.setdefault(start, []).append((end, price))
    start, after = size, ""
    for char in reversed(clause):
        chosen = start
        start -= 1
        lowest = cost(char, unknown) + best[chosen]
        for length in sizes(char + after, ()):
            end = start + length
            if end > size:
                break
            price = cost(clause[start:end], _NEVER) + best[end]
            if price < lowest and (whole or length < size):
                lowest, chosen = price, end
        for end, price in offers.get(start, ()) if offers else ():
            if price + best[end] < lowest:
                lowest, chosen = price + best[end], end
        best[start], step[start], after = lowest, chosen, char
    words, at = [], 0
    while at < size:
        words.append((at, step[at]))
        at = step[at]
    return words
