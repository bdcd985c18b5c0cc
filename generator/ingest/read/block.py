"""One block of an article's body: a paragraph, a subhead, verse, a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.ingest.read.rows import Row

BlockKind = Literal["paragraph", "subhead", "verse", "table"]


@dataclass(frozen=True, slots=True)
class BodyBlock:
    """Rows that stand together, and their words."""

    kind: BlockKind
    rows: tuple[Row, ...]
    printed: str
    """The words as the seed has them, joined."""
    text: str = ""
    """The words, mended; of a table nothing."""
    cut: frozenset[int] = frozenset()
    """Which of the rows ended in a hyphen that marked the cut of a Latin word."""
    level: int = 0
    """Of a subhead, relative to the others: 2, 3 …"""
    boxed: bool = False
    """Whether it stands in a box beside the article's own text."""
