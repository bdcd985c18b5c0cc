"""The text of an article: rows in, :class:`BodyBlock` values and Markdown out.

Blocks are repaired and written as Markdown here, and each reports the fate of its characters.
Bylines and datelines are extracted by :mod:`generator.ingest.read.draft`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from generator.content.markdown import escape
from generator.ingest.read import verse
from generator.ingest.read.audit import SeedPiece, without_space
from generator.ingest.read.block import BlockKind, BodyBlock
from generator.ingest.read.forms.boxes import is_label, is_question
from generator.ingest.read.line_kinds import Row
from generator.ingest.read.paragraphs import ParagraphBuilder
from generator.ingest.read.read_settings import Settings
from generator.ingest.read.reading_doubt import Doubt
from generator.ingest.read.repair import joins
from generator.ingest.read.repair.joins import ParagraphStyle
from generator.ingest.read.repair.punctuation import full_width

_TABLE_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")


def paragraph_style_of(rows: Sequence[Row]) -> ParagraphStyle:
    """The way the page of these rows prints its paragraphs."""
    return joins.paragraph_style(
        [(row.text, row.line.indented, row.line.gap) for row in rows if row.kind == "text"]
    )


def blocks_of(
    rows: Sequence[Row], style: ParagraphStyle, settings: Settings
) -> tuple[list[BodyBlock], list[Doubt]]:
    """(blocks, doubts) of an article's rows in order; paragraphs that were cut are joined."""
    blocks: list[BodyBlock] = []
    paragraphs = ParagraphBuilder(style, settings)
    lowest = min((row.line.level for row in rows if row.kind == "heading"), default=0)
    for kind, run in _runs(rows, style):
        if kind == "subhead":
            blocks += [BodyBlock(kind, (r,), r.text, level=2 + r.line.level - lowest) for r in run]
        elif kind == "paragraph":
            before = blocks.pop() if blocks and blocks[-1].kind == "paragraph" else None
            blocks += paragraphs.build(run, before)
        else:
            blocks.append(BodyBlock(kind, tuple(run), "\n".join(r.text for r in run)))
    return _boxed([_repaired(block, settings) for block in blocks]), paragraphs.doubts


def _boxed(blocks: Sequence[BodyBlock]) -> list[BodyBlock]:
    """The blocks, with ``boxed`` set for those in a box: from its label to the next subhead,
    opening or question. A box above the article's own text has one block."""
    result: list[BodyBlock] = []
    inside, room, text_begun = False, 0, False
    for block in blocks:
        if is_label(block.printed) and block.kind != "subhead":
            inside, room = True, len(blocks) if text_begun else 2
        elif (
            block.kind == "subhead"
            or not room
            or is_question(block.printed)
            or block.rows[0].opening is not None
        ):
            inside = False
        room -= inside
        text_begun = text_begun or not inside
        result.append(replace(block, boxed=inside))
    return result


def _repaired(block: BodyBlock, settings: Settings) -> BodyBlock:
    """The block with its text set, half-width punctuation repaired."""
    if block.kind == "table":
        return block
    lines = [full_width(line, settings.punctuation) for line in block.printed.split("\n")]
    return replace(block, text="\n".join(lines))


def _runs(rows: Sequence[Row], style: ParagraphStyle) -> Iterator[tuple[BlockKind, Sequence[Row]]]:
    """(kind, rows) of consecutive rows that are of one kind of block."""
    for kind, group in groupby(rows, key=_kind):
        run = list(group)
        if kind == "table":
            for table in _tables(run):
                yield kind, table
        elif kind != "paragraph" or style.column:
            yield kind, run
        else:
            for is_verse, lines in verse.split_verse(run):
                yield ("verse" if is_verse else "paragraph"), lines


def _tables(run: Sequence[Row]) -> list[list[Row]]:
    """The rows of consecutive tables, cut at a blank line or where tabs and strokes change."""
    tables: list[list[Row]] = []
    for row in run:
        last = tables[-1][-1] if tables else None
        if last is None or row.line.gap or ("\t" in row.text) != ("\t" in last.text):
            tables.append([])
        tables[-1].append(row)
    return tables


def _kind(row: Row) -> BlockKind:
    if row.kind == "heading":
        return "subhead"
    return "table" if row.kind == "table" else "paragraph"


def markdown(blocks: Sequence[BodyBlock], settings: Settings) -> str:
    """The Markdown of the blocks; those in a box are a block quotation."""
    written = []
    for boxed, run in groupby(blocks, key=lambda block: block.boxed):
        text = "\n\n".join(filter(None, (_markdown(block, settings) for block in run)))
        quoted = (f"> {line}".rstrip() for line in text.split("\n"))
        written.append("\n".join(quoted) if boxed and text else text)
    return "\n\n".join(filter(None, written))


def _markdown(block: BodyBlock, settings: Settings) -> str:
    if block.kind == "table":
        return _table(block, settings)
    if block.kind == "subhead":
        return "#" * min(block.level, 6) + " " + escape(block.text)
    if block.kind == "verse":
        return "\\\n".join(escape(line) for line in block.text.split("\n"))
    return escape(block.text)


def pieces_of(block: BodyBlock, place: str, settings: Settings) -> list[SeedPiece]:
    """The pieces of all characters in the block's rows; ``place`` is the article's place on the
    page."""
    if block.kind == "table":
        return [piece for row in block.rows for piece in _table_pieces(row, place, settings)]
    now = without_space(block.text)
    pieces, at = [], 0
    for index, row in enumerate(block.rows):
        text = row.text[:-1] if index in block.cut else row.text
        size = len(without_space(text))
        pieces.append(SeedPiece(row.line.number, text, "kept", place, now[at : at + size], "marks"))
        at += size
        if index in block.cut:
            pieces.append(SeedPiece(row.line.number, "-", "left out", why="hyphen at a cut"))
    return pieces


def _cells(text: str) -> list[str]:
    if "\t" in text:
        return [cell.strip() for cell in text.split("\t")]
    return [cell.strip() for cell in text.strip().removeprefix("|").removesuffix("|").split("|")]


def _is_table_rule(row: Row) -> bool:
    """Whether a row is only the rule of a Markdown table: ``|---|---|``."""
    return "|" in row.text and _TABLE_RULE.fullmatch(row.text) is not None


def _table(block: BodyBlock, settings: Settings) -> str:
    lines = [
        [escape(full_width(cell, settings.punctuation)) for cell in _cells(row.text)]
        for row in block.rows
        if not _is_table_rule(row)
    ]
    if not lines:
        return ""
    width = max(len(cells) for cells in lines)
    lines = [cells + [""] * (width - len(cells)) for cells in lines]
    lines.insert(1, ["---"] * width)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _table_pieces(row: Row, place: str, settings: Settings) -> Iterator[SeedPiece]:
    number = row.line.number
    if _is_table_rule(row):
        yield SeedPiece(number, row.text, "left out", why="table rule")
        return
    rest = row.text
    for cell in _cells(row.text):
        if not cell:
            continue
        before, _, rest = rest.partition(cell)
        if without_space(before):
            yield SeedPiece(number, before, "left out", why="table rule")
        yield SeedPiece(
            number, cell, "kept", place, full_width(cell, settings.punctuation), "marks"
        )
    if without_space(rest):
        yield SeedPiece(number, rest, "left out", why="table rule")
