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

_MIN_SIMILARITY = 0.6
"""Two headlines so much alike (difflib's ratio) are of one article."""


@dataclass(frozen=True, slots=True)
class JumpHalf:
    """An article of the edition that is, or may be, one half."""

    page: str
    stem: str
    """``01-03``."""
    title: str
    jump: Jump
    """As printed: pages."""


@dataclass(frozen=True, slots=True)
class UntiedHalf:
    """A half whose other half is not in the edition."""

    stem: str
    message: str


def tie(halves: Sequence[JumpHalf]) -> tuple[dict[str, Jump], list[UntiedHalf]]:
    """(each half's jump, naming articles where they are known; the halves left alone)."""
    to = {half.stem: half.jump.to for half in halves}
    origin = {half.stem: half.jump.origin for half in halves}
    untied: list[UntiedHalf] = []
    pages = _HalvesByPage(halves)
    for first in halves:
        if not first.jump.to:
            continue
        second = pages.second(first)
        if second is None:
            message = f"goes on on page {first.jump.to}, where no other half was found"
            untied.append(UntiedHalf(first.stem, message))
        else:
            to[first.stem], origin[second.stem] = second.stem, first.stem
    for half in halves:
        if half.jump.origin and origin[half.stem] == half.jump.origin:
            message = f"began on page {half.jump.origin}, where no other half was found"
            untied.append(UntiedHalf(half.stem, message))
    jumps = {half.stem: Jump(to[half.stem], origin[half.stem]) for half in halves}
    return jumps, untied


class _HalvesByPage:
    """The halves of an edition by their pages and marks."""

    def __init__(self, halves: Sequence[JumpHalf]) -> None:
        self._by_page: dict[str, list[JumpHalf]] = {}
        self._by_mark: dict[tuple[str, str], list[JumpHalf]] = {}
        """By the page and the one the mark says it began on."""
        self._rivals: dict[tuple[str, str], list[JumpHalf]] = {}
        """By the page and the one the mark says it goes on on."""
        self._rank: dict[str, int] = {}
        """The place of each half among its rivals."""
        for half in halves:
            page = plain_number(half.page)
            self._by_page.setdefault(page, []).append(half)
            self._by_mark.setdefault((page, plain_number(half.jump.origin)), []).append(half)
            rivals = self._rivals.setdefault((half.page, plain_number(half.jump.to)), [])
            self._rank[half.stem] = len(rivals)
            rivals.append(half)

    def second(self, first: JumpHalf) -> JumpHalf | None:
        """The half in which an article goes on."""
        to = plain_number(first.jump.to)
        candidates = [half for half in self._by_page.get(to, ()) if half is not first]
        marked = self._by_mark.get((to, plain_number(first.page)), [])
        marked = [half for half in marked if half is not first]
        rivals = self._rivals[first.page, to]
        if len(marked) == 1 and len(rivals) == 1:
            return marked[0]
        near = sorted(marked or candidates, key=lambda half: similarity(first.title, half.title))
        if not near or similarity(first.title, near[-1].title) < _MIN_SIMILARITY:
            # Marks in the same order on both pages leave one answer too.
            return marked[self._rank[first.stem]] if len(marked) == len(rivals) else None
        return near[-1]


def plain_number(page: str) -> str:
    """A page's number without padding: A03 and A3 are one page."""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", page)


def similarity(first: str, second: str) -> float:
    """How much two headlines are alike, from 0 to 1; 1 where one holds the other."""
    first, second = "".join(first.split()), "".join(second.split())
    if not first or not second:
        return 0
    if min(len(first), len(second)) >= 4 and (first in second or second in first):
        return 1
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
