"""A clause into words: the most probable cut.

Knows one sum: the cut whose words are together the likeliest, each by itself (a unigram model).
Refuses to know what the words mean or become.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import add

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


def apart(clause: str, lexicon: Lexicon, extra: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Parts of a clause that no word reaches out of, as (start, end) offsets, without gaps.

    The most probable cut of each by itself is that of the clause."""
    further: dict[int, int] = {}
    for start, end in extra:
        further[start] = max(end, further.get(start, 0))
    size = len(clause)
    parts = []
    begin, end = 0, 1
    beginnings = map(add, clause, clause[1:])
    for at, lengths in enumerate(map(lexicon.sizes.get, beginnings)):
        if at == end:
            parts.append((begin, end))
            begin, end = end, end + 1
        if lengths and at + lengths[-1] > end:
            end = min(at + lengths[-1], size)
        if further and further.get(at, 0) > end:
            end = further[at]
    if end < size:
        parts.append((begin, end))
        begin = end
    parts.append((begin, size))
    return parts
