"""Which editions are searched together: an archive cut into periods by the calendar.

Knows only each edition's id and how many characters it has, so that the same archive is cut in
the same way in whatever order its editions came. Refuses to remember what it did before.

A period is closed (at most CLOSED characters: what the engine can index in its memory) or open
(at most OPEN: what is indexed anew with every edition). Decades, years, thirds of months and days
are packed whole: a change is felt inside its own decade, nearly always inside its own period, and
the newest edition inside the open one. A year that another host answers for is cut by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

CLOSED = 1_000_000
"""Characters: some 900 articles. Two such periods are indexed at once in 1.4 GB."""
OPEN = 330_000
"""Characters: some 600 articles."""
_STEP = 16_384
"""Sizes are counted in steps: a word more in an old article seldom moves a border."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some articles of one edition; an edition is cut only where it alone is too long."""

    edition: str
    start: int
    """The first article, counted from 0."""
    end: int
    """The one behind the last."""
    size: int
    """Characters."""


Period = tuple[Part, ...]
"""Oldest edition first."""

_Level = Callable[[Part], str]


def _decade(part: Part) -> str:
    return part.edition[:3]


def _year(part: Part) -> str:
    return part.edition[:4]


def _month(part: Part) -> str:
    return part.edition[:7]


def _third(part: Part) -> str:
    """Of a month: the 1st to 10th, 11th to 20th, the rest."""
    return f"{_month(part)} {min(int(part.edition[8:10]) - 1, 20) // 10}"


def _edition(part: Part) -> str:
    return part.edition


def _part(part: Part) -> str:
    return f"{part.edition} {part.start}"


_OPEN_LEVELS = ((_decade, _decade), (_year, _year), (_month, _third))
"""Where the newest edition is looked for, and what is packed of what lies before it."""
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
    found: list[Period] = []
    for year, run in before:
        found += _pack(run, _third if year else _decade, closed)
    found += _pack(newest, _third, closed) if last else _open(newest, 0, closed, opened)
    return found


def _parts(edition: str, sizes: Sequence[int], limit: int) -> Iterator[Part]:
    start = total = 0
    for at, size in enumerate(sizes):
        if total and total + size > limit:
            yield Part(edition, start, at, total)
            start, total = at, 0
        total += size
    yield Part(edition, start, len(sizes), total)


def _open(parts: list[Part], level: int, closed: int, opened: int) -> Iterator[Period]:
    """What holds the newest edition: one period if it is short enough, else what lies before its
    newest year (or month) packed, and that looked at in the same way."""
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


def _pack(parts: list[Part], level: _Level, limit: int, step: int = _STEP) -> Iterator[Period]:
    """Neighbours packed up to the limit, oldest first; one that is too long is cut itself."""
    group: list[Part] = []
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


def _size(parts: Sequence[Part]) -> int:
    return sum(part.size for part in parts)
