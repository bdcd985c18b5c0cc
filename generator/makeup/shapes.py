"""Rectangles of stories: every way to cut them is priced without trying out heights.

A story may stand a little higher or lower than it would: its cost rises with the square of the
difference. Two stories above one another, or side by side, are such a rectangle again, so a cut is
priced in one step. Of each rectangle the few cheapest cuts are kept. Stories keep the order of
their rank: the higher stands above, or at the left.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.makeup.leaves import Forms, Leaf
from generator.makeup.story import COLUMNS, Measure

KEPT = 4
"""Cuts that are kept of a rectangle."""
_TWO_HEADS = 450_000
"""Two headlines of one class side by side (碰题)."""
_STACKED_ALIKE = 150_000
_TWINS = 120_000
"""Two stories of one width and one form, above one another; side by side."""


class Shape:
    """A rectangle: one story, or two rectangles above one another or side by side."""

    __slots__ = (
        "cost", "first", "highest", "is_stack", "leaf", "lowest", "second", "stiffness", "units",
        "wanted",
    )  # fmt: skip

    def __init__(
        self,
        units: int,
        cost: int,
        heights: tuple[int, int, int],
        stiffness: int,
        leaf: Leaf | None = None,
        parts: tuple[Shape, Shape, bool] | None = None,
    ) -> None:
        self.units, self.cost, self.stiffness = units, cost, stiffness
        self.lowest, self.wanted, self.highest = heights
        self.leaf = leaf
        if parts:
            self.first, self.second, self.is_stack = parts

    @property
    def top(self) -> Leaf:
        """The story at the upper left."""
        shape = self
        while shape.leaf is None:
            shape = shape.first
        return shape.leaf


class Search:
    """The rectangles of one page."""

    def __init__(self, forms: Forms, measure: Measure) -> None:
        self.forms, self.cuts = forms, dict(measure.cuts)
        self._stories: dict[tuple[int, int], list[Shape]] = {}
        self._blocks: dict[tuple[int, int, int], list[Shape]] = {}
        self._columns: dict[tuple[int, int, int], list[Shape]] = {}

    def story(self, index: int, units: int) -> list[Shape]:
        """One story in a width."""
        key = index, units
        shapes = self._stories.get(key)
        if shapes is None:
            shapes = self._stories[key] = [
                Shape(
                    units,
                    leaf.cost,
                    (leaf.lowest, leaf.wanted, leaf.highest),
                    leaf.stiffness,
                    leaf,
                )
                for leaf in self.forms.of(index, units)[:KEPT]
            ]
        return shapes

    def block(self, start: int, end: int, units: int) -> list[Shape]:
        """Stories in a rectangle that is not divided across: one of them, or a cut upright."""
        if end - start == 1:
            return self.story(start, units)
        key = start, end, units
        shapes = self._blocks.get(key)
        if shapes is None:
            shapes = []
            for left, right in self.cuts.get(units, ()):
                for middle in range(start + 1, end):
                    first = self.column(start, middle, left)
                    if first:
                        _beside(first, self.column(middle, end, right), units, shapes)
            shapes = self._blocks[key] = _best(shapes)
        return shapes

    def column(self, start: int, end: int, units: int) -> list[Shape]:
        """Stories in a rectangle, however it is divided."""
        if end - start == 1:
            return self.story(start, units)
        key = start, end, units
        shapes = self._columns.get(key)
        if shapes is None:
            shapes = list(self.block(start, end, units))
            for middle in range(start + 1, end):
                above = self.block(start, middle, units)
                if above:
                    _stacked(above, self.column(middle, end, units), units, shapes)
            shapes = self._columns[key] = _best(shapes)
        return shapes


def _best(shapes: list[Shape]) -> list[Shape]:
    shapes.sort(key=_cost)
    return shapes[:KEPT]


def _cost(shape: Shape) -> int:
    return shape.cost


def _beside(
    first: Sequence[Shape], second: Sequence[Shape], units: int, shapes: list[Shape]
) -> None:
    """Adds what two rectangles are side by side."""
    for a in first:
        for b in second:
            lowest = a.lowest if a.lowest > b.lowest else b.lowest
            highest = a.highest if a.highest < b.highest else b.highest
            if lowest > highest:
                continue
            stiff = a.stiffness + b.stiffness
            wanted = (a.stiffness * a.wanted + b.stiffness * b.wanted) // stiff
            wanted = lowest if wanted < lowest else highest if wanted > highest else wanted
            off, other = wanted - a.wanted, wanted - b.wanted
            cost = a.cost + b.cost + a.stiffness * off * off + b.stiffness * other * other
            cost += _neighbours(a.top, b.top)
            heights = lowest, wanted, highest
            shapes.append(Shape(units, cost, heights, stiff, parts=(a, b, False)))


def _stacked(
    first: Sequence[Shape], second: Sequence[Shape], units: int, shapes: list[Shape]
) -> None:
    """Adds what two rectangles are above one another."""
    for a in first:
        for b in second:
            stiff = a.stiffness * b.stiffness // (a.stiffness + b.stiffness) or 1
            heights = a.lowest + b.lowest, a.wanted + b.wanted, a.highest + b.highest
            cost = a.cost + b.cost
            if a.leaf and b.leaf and a.leaf.mode == b.leaf.mode:
                cost += _STACKED_ALIKE
            shapes.append(Shape(units, cost, heights, stiff, parts=(a, b, True)))


def _neighbours(a: Leaf, b: Leaf) -> int:
    """What two stories cost whose tops stand side by side."""
    cost = 0
    if a.head and b.head and a.mode != "upright" and b.mode != "upright":
        if a.head.level == b.head.level:
            cost += _TWO_HEADS
        if a.wide == b.wide and a.mode == b.mode:
            cost += _TWINS
    return cost


def strips(search: Search, count: int) -> list[Shape]:
    """The cheapest page: rectangles over the whole width, above one another."""
    reach = 7 if count <= 8 else 5 if count <= 14 else 4
    best: list[tuple[int, list[Shape]] | None] = [None] * (count + 1)
    best[0] = (0, [])
    for end in range(1, count + 1):
        for start in range(max(end - reach, 0), end):
            before = best[start]
            if before is None:
                continue
            for shape in search.block(start, end, COLUMNS)[:1]:
                cost = before[0] + shape.cost + _strip_cost(shape, start, end, count)
                known = best[end]
                if known is None or cost < known[0]:
                    best[end] = (cost, [*before[1], shape])
    page = best[count]
    return page[1] if page else []


def _strip_cost(shape: Shape, start: int, end: int, count: int) -> int:
    """What a rectangle over the whole width costs beside its own price."""
    del end
    if shape.leaf is None:
        return 250_000
    # The lead may stand over all; below, rows of one story look like a list.
    return 300_000 if not start and count > 1 else 900_000 if count > 1 else 0
