"""A page (版) in small: shapes of headlines, texts and pictures, and an area for each story.

Across, a unit is a character; downwards, half a line. Everything is a path of rectangles, so that a
page of thirty stories takes less than four kilobytes; no letters, so that one serves all scripts.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from generator.makeup.advances import EM
from generator.makeup.headline_fit import LEADING
from generator.makeup.layout import Box, PageLayout
from generator.makeup.story import COLUMNS, GUTTER, LINE

HALVES = 2
"""Units of a line."""
_LAST = 7
"""Tenths of its width that the last line of a headline takes."""


class SmallPicture(msgspec.Struct, frozen=True, array_like=True):
    """A page's picture in small; paths as SVG writes them."""

    width: int
    height: int
    heads: str
    texts: str
    pictures: str
    areas: tuple[str, ...]
    """In the order of the stories."""


def draw(page: PageLayout) -> SmallPicture:
    """The picture of a page made up."""
    step = (page.width + GUTTER) // COLUMNS
    heads: list[str] = []
    texts: list[str] = []
    pictures: list[str] = []
    areas = []
    for box in page.boxes:
        left, wide = box.column * step, box.columns * step - GUTTER
        top, tall = box.line * HALVES, box.lines * HALVES
        areas.append(_rectangle(left, top, wide, tall))
        inner = top + 1
        shown = box.picture or (0, 0)
        across = shown[0] // EM
        room = box.text_width // EM
        below = inner + HALVES * (0 if box.mode == "upright" else box.headed)
        start = left
        if box.mode in ("box", "verse"):
            start, wide = left + (wide - room) // 2, room
        if box.mode == "beside" and shown[1] + box.caption > box.rows:
            # A photo story: the picture at the left, all the rest at its right.
            start, wide = left + wide - room, room
            pictures.append(_rectangle(left, inner, across, shown[1] * HALVES))
        elif box.picture:
            pictures.append(_rectangle(left + wide - across, below, across, shown[1] * HALVES))
            below += 0 if box.mode == "beside" else (shown[1] + box.caption) * HALVES
        texts += _columns(box, start, below, room)
        heads += _headline(box, start, inner, wide)
    return SmallPicture(
        page.width,
        page.lines * HALVES,
        "".join(heads),
        "".join(texts),
        "".join(pictures),
        tuple(areas),
    )


def _columns(box: Box, left: int, top: int, room: int) -> Iterable[str]:
    if box.rows <= 0:
        return
    column = (room - (box.text_columns - 1) * GUTTER) // box.text_columns
    for at in range(box.text_columns):
        yield _rectangle(left + at * (column + GUTTER), top, column, box.rows * HALVES)


def _headline(box: Box, left: int, top: int, wide: int) -> Iterable[str]:
    if box.heading is None:
        return
    line = box.heading.size * LEADING // EM
    lines = len(box.heading.after) + 1
    if box.mode == "upright":
        thick = max(line // EM, 1)
        for at in range(lines):
            tall = (box.rows - 1) * HALVES * (_LAST if at and at == lines - 1 else 10) // 10
            yield _rectangle(left + wide - (at + 1) * thick, top, thick - 1, tall)
        return
    step = line * HALVES // LINE
    for at in range(lines):
        length = wide * _LAST // 10 if at == lines - 1 and lines > 1 else wide
        yield _rectangle(left, top + at * step, length, max(step - 1, 1))


def _rectangle(left: int, top: int, wide: int, tall: int) -> str:
    return f"M{left} {top}h{wide}v{tall}H{left}z"
