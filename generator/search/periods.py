"""The division of an archive into periods, each of which has an index of its own.

It depends on nothing but the ids of the editions and their lengths in characters, so the same
archive is divided in the same way whatever the order in which its editions came.

A period is closed (at most CLOSED characters, which bounds the engine's memory) or open (at most
OPEN, which are indexed anew with every edition). Decades, years, thirds of months and days are
kept together where they fit: a change affects its own decade, nearly always only its own period,
and a new edition only the open one. A year that another host publishes shares no period with
others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby

import msgspec

CLOSED = 1_000_000
"""Characters: some 900 articles. Two such periods are indexed at once in 1.4 GB."""
OPEN = 330_000
"""Characters: some 600 articles."""
_STEP = 16_384
"""Characters. Sizes are rounded up to it, so that a small change in an old article seldom moves a
border."""


class PeriodPart(msgspec.Struct, frozen=True):
    """Articles of one edition; an edition is divided only where it is too long for a period."""

    edition: str
    start: int
    """The first article, counted from 0."""
    end: int
    """The one after the last."""
    size: int
    """Characters."""


Period = tuple[PeriodPart, ...]
"""Oldest edition first."""

_Level = Callable[[PeriodPart], str]


def _decade(part: PeriodPart) -> str:
    return part.edition[:3]


def _year(part: PeriodPart) -> str:
    return part.edition[:4]


def _month(part: PeriodPart) -> str:
    return part.edition[:7]


def _third(part: PeriodPart) -> str:
    """The third of a month: the 1st to 10th, the 11th to 20th, the rest."""
    return f"{_month(part)} {min(int(part.edition[8:10]) - 1, 20) // 10}"


def _edition(part: PeriodPart) -> str:
    return part.edition


def _part(part: PeriodPart) -> str:
    return f"{part.edition} {part.start}"


_OPEN_LEVELS = ((_decade, _decade), (_year, _year), (_month, _third))
"""The calendar unit of the newest edition, and the unit by which older editions are packed."""
_FINER: dict[_Level, _Level] = {_decade: _year, _year: _third, _third: _edition, _edition: _part}


def cut(
    editions: Sequence[tuple[str, Sequence[int]]],
    closed: int = CLOSED,
    opened: int = OPEN,
    apart: Collection[str] = (),
) -> list[Period]:
    """The periods of an archive, oldest first. ``editions`` are (id, characters of each article
    in reading order), in any order; ``apart`` are the years that share no period with others."""
    parts = [
        part for name, sizes in sorted(editions) for part in _parts(name, sizes, closed) if sizes
    ]
    if not parts:
        return []
    *before, (last, newest) = [
        (year, list(run))
        for year, run in groupby(parts, lambda part: _year(part) if _year(part) in apart else "")
    ]
    result: list[Period] = []
    for year, run in before:
        result += _pack(run, _third if year else _decade, closed)
    result += _pack(newest, _third, closed) if last else _open(newest, 0, closed, opened)
    return result


def _parts(edition: str, sizes: Sequence[int], limit: int) -> Iterator[PeriodPart]:
    start = total = 0
    for at, size in enumerate(sizes):
        if total and total + size > limit:
            yield PeriodPart(edition, start, at, total)
            start, total = at, 0
        total += size
    yield PeriodPart(edition, start, len(sizes), total)


def _open(parts: list[PeriodPart], level: int, closed: int, opened: int) -> Iterator[Period]:
    """The periods with the newest edition: one if it is short enough, else the periods before its
    newest year (or month), and those of that in the same way."""
    if _size(parts) <= opened:
        yield tuple(parts)
    elif level == len(_OPEN_LEVELS):
        # The newest month: short periods all, the last of which is open.
        yield from _pack(parts, _edition, opened, step=1)
    else:
        newest, packed = _OPEN_LEVELS[level]
        last = newest(parts[-1])
        before = [part for part in parts if newest(part) != last]
        yield from _pack(before, packed, closed)
        yield from _open(parts[len(before) :], level + 1, closed, opened)


def _pack(
    parts: list[PeriodPart], level: _Level, limit: int, step: int = _STEP
) -> Iterator[Period]:
    """Neighbours packed up to the limit, oldest first; one that is too long is divided."""
    group: list[PeriodPart] = []
    filled = 0
    for _, neighbours in groupby(parts, level):
        child = list(neighbours)
        size = -(-_size(child) // step) * step
        if group and filled + size > limit:
            yield tuple(group)
            group, filled = [], 0
        if size > limit and len(child) > 1:
            yield from _pack(child, _FINER[level], limit, step)
        else:
            group += child
            filled += size
    if group:
        yield tuple(group)


def _size(parts: Sequence[PeriodPart]) -> int:
    return sum(part.size for part in parts)
