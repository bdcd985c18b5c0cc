"""Rows of running text into paragraphs, those that a column or a page cut joined.

Knows which rows end or begin a paragraph by what they are; asks ``healing.joins`` about the
others. Refuses to mend the words.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.ingest.read.block import Block
from generator.ingest.read.doubt import Doubt
from generator.ingest.read.forms.boxes import is_label
from generator.ingest.read.forms.bylines import at_paragraph_end
from generator.ingest.read.forms.credits import ends_by_word
from generator.ingest.read.forms.jumps import references
from generator.ingest.read.repair import joins
from generator.ingest.read.repair.joins import Habits
from generator.ingest.read.rows import Row
from generator.ingest.read.settings import Settings

_TAIL = 80
"""How much of a paragraph's end is looked at (characters)."""


class Paragraphs:
    """Takes row after row and knows the paragraph that the next one may belong to."""

    def __init__(self, habits: Habits, settings: Settings) -> None:
        self.doubts: list[Doubt] = []
        self._habits = habits
        self._settings = settings

    def of(self, rows: Sequence[Row], open_: Block | None) -> list[Block]:
        """The paragraphs of these rows; the first goes on from ``open_``, a paragraph right
        before them, where there is one, and takes its place."""
        blocks = [_Open(open_)] if open_ else []
        for row in rows:
            said = self._verdict(blocks[-1], row) if blocks else "whole"
            if said in ("join", "perhaps joined"):
                blocks[-1].join(row, hyphens=self._settings.hyphens)
            else:
                blocks.append(_Open(Block("paragraph", (row,), row.text)))
            if said == "perhaps joined":
                said_so = "joined to the paragraph before it"
                self.doubts.append(Doubt(row.line.number, "join", said_so))
            elif said == "perhaps cut":
                said_so = "the paragraph before it may be cut here"
                self.doubts.append(Doubt(row.line.number, "cut", said_so))
        return [block.closed() for block in blocks]

    def _verdict(self, before: _Open, row: Row) -> joins.Verdict:
        last, line = before.rows[-1], row.line
        if not self._settings.joins or row.kind != "text" or last.kind != "text":
            return "whole"
        if row.opening is not None or row.mark is not None or at_paragraph_end(before.tail):
            return "whole"
        if is_label(before.tail) or is_label(row.text):
            return "whole"
        if references(before.tail[-12:], self._settings.page) or ends_by_word(before.tail):
            return "whole"
        set_in = (before.rows[0].line.indented, line.indented)
        running = len(before.rows) > 1
        return joins.verdict(last.text, line.text, line.gap, set_in, self._habits, running=running)


class _Open:
    """A paragraph that rows may still be joined to."""

    def __init__(self, block: Block) -> None:
        self.rows = list(block.rows)
        self.tail = block.printed[-_TAIL:]
        self._parts = [block.printed]
        self._cut = set(block.cut)

    def join(self, row: Row, *, hyphens: bool) -> None:
        """Puts a row behind the others; with ``hyphens`` the one that marks a cut goes."""
        before, between = joins.joined(self.tail, row.text)
        if hyphens and len(before) < len(self.tail):
            self._parts[-1] = self._parts[-1][:-1]
            self._cut.add(len(self.rows) - 1)
        else:
            before = self.tail
        self._parts.append(between + row.text)
        self.tail = (before + between + row.text[-_TAIL:])[-_TAIL:]
        self.rows.append(row)

    def closed(self) -> Block:
        """The paragraph as it is now."""
        return Block("paragraph", tuple(self.rows), "".join(self._parts), cut=frozenset(self._cut))
