"""A page's makeup: stories and a measure in, boxes out."""

from __future__ import annotations

from collections.abc import Sequence

from generator.makeup.advances import EM
from generator.makeup.headline_fit import longest
from generator.makeup.layout import Box, Heading, PageLayout
from generator.makeup.leaves import PART, Forms, Leaf
from generator.makeup.shapes import Search, Shape, strips
from generator.makeup.story import COLUMNS, LINE, Measure, PageStory

_SPREAD = 350
"""What an upright headline is spread by at most, in thousandths of its size."""


def make_up(stories: Sequence[PageStory], measure: Measure) -> PageLayout | None:
    """The makeup of a page; None where there is none, which only a page without stories has."""
    forms = Forms(tuple(stories), measure)
    search = Search(forms, measure)
    page = strips(search, len(stories))
    if not page:
        return None
    boxes: list[Box] = []
    line = 0
    for strip in page:
        height = _rounded(strip.wanted, strip)
        _place(strip, (0, line), height, forms, boxes)
        line += height // PART
    boxes.sort(key=lambda box: box.story)
    return PageLayout(measure.name, measure.width(COLUMNS), line, tuple(boxes))


def _rounded(height: int, shape: Shape) -> int:
    """A height in whole lines that a rectangle may have."""
    whole = (height + PART // 2) // PART * PART
    return max(min(whole, shape.highest), shape.lowest)


def _place(shape: Shape, at: tuple[int, int], height: int, forms: Forms, boxes: list[Box]) -> None:
    """Adds the boxes of a rectangle whose upper left corner and height are known."""
    column, line = at
    if shape.leaf is not None:
        boxes.append(_box(shape.leaf, shape.units, at, height // PART, forms))
        return
    first, second = shape.first, shape.second
    if not shape.is_stack:
        _place(first, at, height, forms, boxes)
        _place(second, (column + first.units, line), height, forms, boxes)
        return
    upper = _share(first, second, height)
    _place(first, at, upper, forms, boxes)
    _place(second, (column, line + upper // PART), height - upper, forms, boxes)


def _share(first: Shape, second: Shape, height: int) -> int:
    """The height of the upper of two rectangles: the softer of them gives or takes more."""
    over = height - first.wanted - second.wanted
    stiff = first.stiffness + second.stiffness
    upper = _rounded(first.wanted + over * second.stiffness // stiff, first)
    upper = max(upper, height - second.highest)
    return min(upper, height - second.lowest)


def _box(leaf: Leaf, units: int, at: tuple[int, int], lines: int, forms: Forms) -> Box:
    copy = forms.copies[leaf.story]
    rows = lines - leaf.above
    fixed = leaf.mode in ("verse", "briefs")
    whole = fixed or copy.fits(leaf.column, leaf.columns, rows)
    return Box(
        story=leaf.story,
        mode=leaf.mode,
        column=at[0],
        line=at[1],
        columns=units,
        lines=lines,
        heading=_heading(leaf, forms.stories[leaf.story], rows),
        headed=leaf.headed,
        text_columns=leaf.columns,
        text_width=leaf.text,
        rows=rows,
        picture=_picture(leaf, rows),
        caption=leaf.caption,
        whole=whole,
        shown=sum(map(len, copy.paragraphs))
        if whole
        else copy.shown(leaf.column, leaf.columns, rows),
        scale=leaf.scale,
    )


def _picture(leaf: Leaf, rows: int) -> tuple[int, int] | None:
    """The picture, as high as the text beside it, which may be a line more or less than its own
    proportions ask for."""
    if leaf.picture is None or leaf.mode != "beside":
        return leaf.picture
    wide, tall = leaf.picture
    return wide, tall + rows - (leaf.wanted // PART - leaf.above)


def _heading(leaf: Leaf, story: PageStory, rows: int) -> Heading | None:
    """The headline; an upright one spreads over the height of its box."""
    head = leaf.head
    if head is None:
        return None
    spacing = 0
    if leaf.mode == "upright":
        letters = max(longest(story, head.after), 1)
        spacing = ((rows * LINE - LINE // 2) * EM // head.size - letters * EM) // letters
    return Heading(head.level, head.size, head.after, max(min(spacing, _SPREAD), 0))
