"""Which editions are searched together: an archive cut into periods by the calendar.

Knows only each edition's id and how many characters it has, so that the same archive is cut in
the same way in whatever order its editions came. Refuses to remember what it did before.

A period is closed (at most CLOSED characters: what the engine can index in its memory) or open
(at most OPEN: what is indexed anew with every edition). Whole decades, years, months and days
are packed, never parts of two: a change is felt inside its own decade, nearly always inside its
own period, and the newest edition inside the open one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

CLOSED = 2_000_000
OPEN = 330_000
"""Characters: some 500 articles."""
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

_LEVELS: tuple[Callable[[Part], str], ...] = (
    lambda part: part.edition[:3],
    lambda part: part.edition[:4],
    lambda part: part.edition[:7],
    lambda part: part.edition,
    lambda part: f"{part.edition} {part.start}",
)
"""Decade, year, month, edition, part of one."""


def cut(
    editions: Sequence[tuple[str, Sequence[int]]], closed: int = CLOSED, opened: int = OPEN
) -> list[Period]:
    """The periods of an archive, oldest first. ``editions`` are (id, characters of each article
    in reading order), in any order."""
    parts = [
        part for name, sizes in sorted(editions) for part in _parts(name, sizes, closed) if sizes
    ]
    return [period for period in _open(parts, 0, closed, opened) if period]


def _parts(edition: str, sizes: Sequence[int], limit: int) -> Iterator[Part]:
    start = total = 0
    for at, size in enumerate(sizes):
        if total and total + size > limit:
            yield Part(edition, start, at, total)
            start, total = at, 0
        total += size
    yield Part(edition, start, len(sizes), total)


def _open(parts: list[Part], level: int, closed: int, opened: int) -> Iterator[Period]:
    """What holds the newest edition: one period if it is short enough, else its older children
    packed and its newest one looked at in the same way."""
    if not parts:
        return
    children = _children(parts, level) if level < len(_LEVELS) else [parts]
    if _size(parts) <= opened or len(parts) == 1 or level == len(_LEVELS):
        yield tuple(parts)
        return
    if _LEVELS[level] is _LEVELS[3]:
        # Days of the newest month: short periods all, the last of which is open.
        yield from _pack(children, level, opened, step=1)
        return
    yield from _pack(children[:-1], level, closed)
    yield from _open(children[-1], level + 1, closed, opened)


def _pack(
    children: list[list[Part]], level: int, limit: int, step: int = _STEP
) -> Iterator[Period]:
    """Neighbours packed up to the limit, oldest first; one that is too long is cut itself."""
    group: list[Part] = []
    filled = 0
    for child in children:
        size = -(-_size(child) // step) * step
        if group and filled + size > limit:
            yield tuple(group)
            group, filled = [], 0
        if size > limit and len(child) > 1 and level + 1 < len(_LEVELS):
            yield from _pack(_children(child, level + 1), level + 1, limit, step)
        else:
            group += child
            filled += size
    if group:
        yield tuple(group)


def _children(parts: list[Part], level: int) -> list[list[Part]]:
    found: dict[str, list[Part]] = {}
    for part in parts:
        found.setdefault(_LEVELS[level](part), []).append(part)
    return list(found.values())


def _size(parts: Sequence[Part]) -> int:
    return sum(part.size for part in parts)
