"""A clause into words: the most probable cut.

Knows one sum: the cut whose words are together the likeliest, each by itself (a unigram model).
Refuses to know what the words mean or become.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.script.lexicon import Lexicon


def cut(
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
    cost, sizes, unknown = lexicon.cost, lexicon.sizes, lexicon.unknown
    best = [0.0] * (size + 1)
    step = [0] * size
    offers: dict[int, list[tuple[int, float]]] = {}
    for (start, end), price in (extra or {}).items():
        offers.setdefault(start, []).append((end, price))
    for start in range(size - 1, -1, -1):
        lowest = cost.get(clause[start], unknown) + best[start + 1]
        chosen = start + 1
        for length in sizes.get(clause[start : start + 2], ()):
            end = start + length
            if end > size:
                break
            known = cost.get(clause[start:end])
            if known is not None and known + best[end] < lowest and (whole or end - start < size):
                lowest, chosen = known + best[end], end
        if start in offers:
            for end, price in offers[start]:
                if price + best[end] < lowest:
                    lowest, chosen = price + best[end], end
        best[start], step[start] = lowest, chosen
    words, at = [], 0
    while at < size:
        words.append((at, step[at]))
        at = step[at]
    return words
