"""Rows of running text into paragraphs, those that a column or a page cut joined.

Knows which rows end or begin a paragraph by what they are; asks ``healing.joins`` about the
others. Refuses to mend the words.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.ingest.read.block import BodyBlock
from generator.ingest.read.forms.boxes import is_label
from generator.ingest.read.forms.bylines import byline_at_paragraph_end
from generator.ingest.read.forms.jumps import references
from generator.ingest.read.forms.notes import has_ending_note
from generator.ingest.read.read_settings import Settings
from generator.ingest.read.reading_doubt import Doubt
from generator.ingest.read.repair import joins
from generator.ingest.read.repair.joins import ParagraphStyle
from generator.ingest.read.rows import Row

_TAIL = 80
"""How much of a paragraph's end is looked at (characters)."""


class Paragraphs:
    """Takes row after row and knows the paragraph that the next one may belong to."""

    def __init__(self, style: ParagraphStyle, settings: Settings) -> None:
        self.doubts: list[Doubt] = []
        self._habits = style
        self._settings = settings

    def of(self, rows: Sequence[Row], open_: BodyBlock | None) -> list[BodyBlock]:
        """The paragraphs of these rows; the first goes on from ``open_``, a paragraph right
        before them, where there is one, and takes its place."""
        blocks = [_OpenParagraph(open_)] if open_ else []
        for row in rows:
            decision = self._verdict(blocks[-1], row) if blocks else "whole"
            if decision in ("join", "perhaps joined"):
                blocks[-1].join(row, hyphens=self._settings.hyphens)
            else:
                blocks.append(_OpenParagraph(BodyBlock("paragraph", (row,), row.text)))
            if decision == "perhaps joined":
                message = "joined to the paragraph before it"
                self.doubts.append(Doubt(row.line.number, "join", message))
            elif decision == "perhaps cut":
                message = "the paragraph before it may be cut here"
                self.doubts.append(Doubt(row.line.number, "cut", message))
        return [block.closed() for block in blocks]

    def _verdict(self, before: _OpenParagraph, row: Row) -> joins.JoinDecision:
        last, line = before.rows[-1], row.line
        if not self._settings.joins or row.kind != "text" or last.kind != "text":
            return "whole"
        if row.opening is not None or row.mark is not None or byline_at_paragraph_end(before.tail):
            return "whole"
        if is_label(before.tail) or is_label(row.text):
            return "whole"
        if references(before.tail[-12:], self._settings.page) or has_ending_note(before.tail):
            return "whole"
        set_in = (before.rows[0].line.indented, line.indented)
        running = len(before.rows) > 1
        return joins.join_decision(
            last.text, line.text, line.gap, set_in, self._habits, running=running
        )


class _OpenParagraph:
    """A paragraph that rows may still be joined to."""

    def __init__(self, block: BodyBlock) -> None:
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

    def closed(self) -> BodyBlock:
        """The paragraph as it is now."""
        return BodyBlock(
            "paragraph", tuple(self.rows), "".join(self._parts), cut=frozenset(self._cut)
        )
