"""Linking the two halves of an article that continues on another page.

Halves are matched by page, printed marks and headline; ambiguous ones are not linked. The halves
stay separate articles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

import msgspec

from generator.model.article import Jump

_MIN_SIMILARITY = 0.6
"""The least similarity (difflib's ratio) of the headlines of one article."""


class JumpHalf(msgspec.Struct, frozen=True):
    """An article of the edition that is, or may be, one half."""

    page: str
    stem: str
    """``01-03``."""
    title: str
    jump: Jump
    """The jump as printed, with pages."""


class UntiedHalf(msgspec.Struct, frozen=True):
    """A half without a second one in the edition."""

    stem: str
    message: str


def tie(halves: Sequence[JumpHalf]) -> tuple[dict[str, Jump], list[UntiedHalf]]:
    """(stem → jump, naming the article of the other half if known; the halves without one)."""
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
        """By page and the page named in the mark as its beginning."""
        self._rivals: dict[tuple[str, str], list[JumpHalf]] = {}
        """By page and the page named in the mark as its continuation."""
        self._rank: dict[str, int] = {}
        """Stem → index of the half among its rivals."""
        for half in halves:
            page = plain_number(half.page)
            self._by_page.setdefault(page, []).append(half)
            self._by_mark.setdefault((page, plain_number(half.jump.origin)), []).append(half)
            rivals = self._rivals.setdefault((half.page, plain_number(half.jump.to)), [])
            self._rank[half.stem] = len(rivals)
            rivals.append(half)

    def second(self, first: JumpHalf) -> JumpHalf | None:
        """The half in which an article continues; None if unknown or ambiguous."""
        to = plain_number(first.jump.to)
        candidates = [half for half in self._by_page.get(to, ()) if half is not first]
        marked = self._by_mark.get((to, plain_number(first.page)), [])
        marked = [half for half in marked if half is not first]
        rivals = self._rivals[first.page, to]
        if len(marked) == 1 and len(rivals) == 1:
            return marked[0]
        near = sorted(marked or candidates, key=lambda half: similarity(first.title, half.title))
        if not near or similarity(first.title, near[-1].title) < _MIN_SIMILARITY:
            # Marks in the same order on both pages are unambiguous.
            return marked[self._rank[first.stem]] if len(marked) == len(rivals) else None
        return near[-1]


def plain_number(page: str) -> str:
    """A page's number without leading zeros: A03 and A3 are one page."""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", page)


def similarity(first: str, second: str) -> float:
    """The similarity of two headlines, from 0 to 1; 1 if one contains the other."""
    first, second = "".join(first.split()), "".join(second.split())
    if not first or not second:
        return 0
    if min(len(first), len(second)) >= 4 and (first in second or second in first):
        return 1
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
