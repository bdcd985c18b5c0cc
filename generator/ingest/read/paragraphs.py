"""Paragraphs of running text: rows in, blocks and doubts out.

Paragraphs that a column or a page cut are joined, as :mod:`generator.ingest.read.repair.joins`
decides. Rows that show by their kind that a paragraph begins or ends are never joined.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.ingest.read.block import BodyBlock
from generator.ingest.read.forms.boxes import is_label
from generator.ingest.read.forms.bylines import byline_at_paragraph_end
from generator.ingest.read.forms.jump_marks import references
from generator.ingest.read.forms.notes import has_ending_note
from generator.ingest.read.line_kinds import Row
from generator.ingest.read.read_settings import Settings
from generator.ingest.read.reading_doubt import Doubt
from generator.ingest.read.repair import joins
from generator.ingest.read.repair.joins import ParagraphStyle

_TAIL_LENGTH = 80
"""The length of a paragraph's end that is examined (characters)."""


class ParagraphBuilder:
    """Builds the paragraphs of one article and collects the doubts about them."""

    def __init__(self, style: ParagraphStyle, settings: Settings) -> None:
        self.doubts: list[Doubt] = []
        self._style = style
        self._settings = settings

    def build(self, rows: Sequence[Row], open_: BodyBlock | None) -> list[BodyBlock]:
        """The paragraphs of these rows. ``open_`` is the paragraph right before them, if any; the
        first result continues and replaces it."""
        blocks = [_OpenParagraph(open_)] if open_ else []
        for row in rows:
            decision = self._decision(blocks[-1], row) if blocks else "whole"
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
        return [paragraph.block() for paragraph in blocks]

    def _decision(self, before: _OpenParagraph, row: Row) -> joins.JoinDecision:
        """Whether a row continues a paragraph."""
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
            last.text, line.text, line.gap, set_in, self._style, running=running
        )


class _OpenParagraph:
    """A paragraph to which rows may still be joined."""

    def __init__(self, block: BodyBlock) -> None:
        self.rows = list(block.rows)
        self.tail = block.printed[-_TAIL_LENGTH:]
        self._parts = [block.printed]
        self._cut = set(block.cut)

    def join(self, row: Row, *, hyphens: bool) -> None:
        """Appends a row. With ``hyphens``, a hyphen that only marks the cut of a word is
        removed."""
        before, between = joins.join_texts(self.tail, row.text)
        if hyphens and len(before) < len(self.tail):
            self._parts[-1] = self._parts[-1][:-1]
            self._cut.add(len(self.rows) - 1)
        else:
            before = self.tail
        self._parts.append(between + row.text)
        self.tail = (before + between + row.text[-_TAIL_LENGTH:])[-_TAIL_LENGTH:]
        self.rows.append(row)

    def block(self) -> BodyBlock:
        """The paragraph with the rows joined so far."""
        return BodyBlock(
            "paragraph", tuple(self.rows), "".join(self._parts), cut=frozenset(self._cut)
        )
