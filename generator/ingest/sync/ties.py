"""The two halves of an article that goes on on another page, tied to each other.

Knows halves by their pages and marks, by headline and by text. Refuses to merge them, and to tie
what could as well be another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.model.article import Jump

_LIKE = 0.6
"""Two headlines so much alike (difflib's ratio) are of one article."""


@dataclass(frozen=True, slots=True)
class Half:
    """An article of the edition that is, or may be, one half."""

    page: str
    stem: str
    """``01-03``."""
    title: str
    jump: Jump
    """As printed: pages."""


@dataclass(frozen=True, slots=True)
class Loose:
    """A half whose other half is not in the edition."""

    stem: str
    message: str


def tie(halves: Sequence[Half]) -> tuple[dict[str, Jump], list[Loose]]:
    """(each half's jump, naming articles where they are known; the halves left alone)."""
    to = {half.stem: half.jump.to for half in halves}
    origin = {half.stem: half.jump.origin for half in halves}
    loose: list[Loose] = []
    pages = _Pages(halves)
    for first in halves:
        if not first.jump.to:
            continue
        second = pages.second(first)
        if second is None:
            said = f"goes on on page {first.jump.to}, where no other half was found"
            loose.append(Loose(first.stem, said))
        else:
            to[first.stem], origin[second.stem] = second.stem, first.stem
    for half in halves:
        if half.jump.origin and origin[half.stem] == half.jump.origin:
            said = f"began on page {half.jump.origin}, where no other half was found"
            loose.append(Loose(half.stem, said))
    jumps = {half.stem: Jump(to[half.stem], origin[half.stem]) for half in halves}
    return jumps, loose


class _Pages:
    """The halves of an edition by their pages and marks."""

    def __init__(self, halves: Sequence[Half]) -> None:
        self._on: dict[str, list[Half]] = {}
        self._marked: dict[tuple[str, str], list[Half]] = {}
        """By the page and the one the mark says it began on."""
        self._rivals: dict[tuple[str, str], list[Half]] = {}
        """By the page and the one the mark says it goes on on."""
        self._rank: dict[str, int] = {}
        """The place of each half among its rivals."""
        for half in halves:
            page = plain_number(half.page)
            self._on.setdefault(page, []).append(half)
            self._marked.setdefault((page, plain_number(half.jump.origin)), []).append(half)
            rivals = self._rivals.setdefault((half.page, plain_number(half.jump.to)), [])
            self._rank[half.stem] = len(rivals)
            rivals.append(half)

    def second(self, first: Half) -> Half | None:
        """The half in which an article goes on."""
        to = plain_number(first.jump.to)
        there = [half for half in self._on.get(to, ()) if half is not first]
        marked = self._marked.get((to, plain_number(first.page)), [])
        marked = [half for half in marked if half is not first]
        rivals = self._rivals[first.page, to]
        if len(marked) == 1 and len(rivals) == 1:
            return marked[0]
        near = sorted(marked or there, key=lambda half: likeness(first.title, half.title))
        if not near or likeness(first.title, near[-1].title) < _LIKE:
            # Marks in the same order on both pages leave one answer too.
            return marked[self._rank[first.stem]] if len(marked) == len(rivals) else None
        return near[-1]


def plain_number(page: str) -> str:
    """A page's number without padding: A03 and A3 are one page."""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", page)


def likeness(one: str, other: str) -> float:
    """How much two headlines are alike, from 0 to 1; 1 where one holds the other."""
    one, other = "".join(one.split()), "".join(other.split())
    if not one or not other:
        return 0
    if min(len(one), len(other)) >= 4 and (one in other or other in one):
        return 1
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
