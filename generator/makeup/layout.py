"""A page made up: where each story stands and how it is set; what all drawers draw from."""

from __future__ import annotations

from typing import Literal

import msgspec

from generator.makeup.leaves import Mode


class Heading(msgspec.Struct, frozen=True, array_like=True):
    """A headline set."""

    level: int
    """The size class, 1 to 5."""
    size: int
    """In thousandths of an em."""
    after: tuple[int, ...]
    """The words after which its lines end, counted over all clauses."""
    spacing: int = 0
    """Of an upright headline what is put between its characters, in thousandths of its size."""


class Box(msgspec.Struct, frozen=True, array_like=True):
    """A story's place; columns and lines from 0."""

    story: int
    mode: Mode
    column: int
    line: int
    columns: int
    lines: int
    heading: Heading | None
    headed: int
    """Lines of the headline and what stands with it."""
    text_columns: int
    text_width: int
    """Of all of them, in thousandths of an em."""
    rows: int
    """Lines of a text column."""
    picture: tuple[int, int] | None
    """Width in thousandths of an em, height in lines."""
    caption: int
    """Lines of the picture's caption."""
    whole: bool
    """Whether the whole text stands in the box; else it is cut at its foot."""
    shown: int
    """Characters of the text that fill the box and a little more."""
    scale: int
    """The size of the text in thousandths of the page's; of verse it may be larger."""


class PageLayout(msgspec.Struct, frozen=True, array_like=True):
    """A page made up to a measure."""

    measure: Literal["wide", "narrow"]
    width: int
    """Characters."""
    lines: int
    boxes: tuple[Box, ...]
    """In the order of the stories."""
