"""One block of an article's text: a paragraph, a subhead, verse or a table."""

from __future__ import annotations

from typing import Literal

import msgspec

from generator.ingest.read.line_kinds import Row

BlockKind = Literal["paragraph", "subhead", "verse", "table"]


class BodyBlock(msgspec.Struct, frozen=True):
    """Rows that belong together, and their text."""

    kind: BlockKind
    rows: tuple[Row, ...]
    printed: str
    """The text as in the seed, rows joined."""
    text: str = ""
    """The repaired text; empty for a table."""
    cut: frozenset[int] = frozenset()
    """The indexes of rows that end in a hyphen which only marked the cut of a Latin word."""
    level: int = 0
    """The level of a subhead relative to the others: 2, 3 …"""
    boxed: bool = False
    """Whether the block stands in a box beside the article's own text."""
