"""A clause into words: the most probable cut.

Knows one sum: the cut whose words are together the likeliest, each by itself (a unigram model).
Refuses to know what the words mean or become.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    cost, reach, unknown = lexicon.cost, lexicon.reach, lexicon.unknown
    best = [0.0] * (size + 1)
    step = [0] * size
    offers: dict[int, list[tuple[int, float]]] = {}
    for (start, end), price in (extra or {}).items():
        offers.setdefault(start, []).append((end, price))
    for start in range(size - 1, -1, -1):
        lowest = cost.get(clause[start], unknown) + best[start + 1]
        chosen = start + 1
        last = start + reach.get(clause[start : start + 2], 0)
        for end in range(start + 2, (last if last < size else size) + 1):
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
    size, reach = len(clause), lexicon.reach
    further: dict[int, int] = {}
    for start, end in extra:
        further[start] = max(end, further.get(start, 0))
    parts = []
    begin = at = 0
    while begin < size:
        end = begin + 1
        at = begin
        while at < end:
            far = at + reach.get(clause[at : at + 2], 0)
            if further and at in further:
                far = max(far, further[at])
            if far > end:
                end = far if far < size else size
            at += 1
        parts.append((begin, end))
        begin = end
    return parts
