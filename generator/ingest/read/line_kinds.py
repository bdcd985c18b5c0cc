"""The kinds of a page's lines: lines in, each classified by itself, :class:`Row` values out.

The patterns of :mod:`generator.ingest.read.forms` are tried in a fixed order on each line; no other
line is examined. Rows are grouped by :mod:`generator.ingest.read.stories`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from generator.ingest.read.forms.bylines import PhotoCredit, byline, photo_credit
from generator.ingest.read.forms.imprint import is_staff_line
from generator.ingest.read.forms.jump_marks import JumpMark, jump_from, jump_to
from generator.ingest.read.forms.notes import is_group_note, is_page_credit, is_web_furniture
from generator.ingest.read.forms.openings import Opening, opening
from generator.ingest.read.lines import Line
from generator.model.article import Byline

RowKind = Literal[
    "heading", "byline", "credit", "jump", "page credit", "note", "rule", "table", "text"
]
"""The kind of a line; ``credit`` is a photo credit, ``page credit`` a line that says who made the
page, ``note`` one about several items."""

_SENTENCE_MARKS = frozenset("。！？；，、…")
"""The last characters of a sentence or a part of one."""
_TABLE = re.compile(r"\|.*\|\s*$")


class Row(msgspec.Struct, frozen=True):
    """One line and its kind."""

    line: Line
    kind: RowKind
    people: tuple[Byline, ...] = ()
    """The people of a byline."""
    photo_credit: PhotoCredit | None = None
    opening: Opening | None = None
    """The opening that a text begins with."""
    mark: JumpMark | None = None
    """The jump mark on a line of its own, or at the beginning of a text."""
    guessed: bool = False
    """Whether the kind was guessed from neighbouring rows."""
    bare: bool = False
    """Whether a heading has no heading mark."""

    @property
    def text(self) -> str:
        return self.line.text


def rows_of(lines: Sequence[Line], page: str, edition: dt.date) -> tuple[Row, ...]:
    """The rows of a page's lines; ``page`` is the page's number as the edition writes it."""
    return tuple(_row(line, page, edition) for line in lines if line.text)


def _row(line: Line, page: str, edition: dt.date) -> Row:
    text = line.text
    if line.rule:
        return Row(line, "rule")
    if line.level:
        return _heading(line, page)
    if len(text) <= 90 and (short := _short_row(line, page)):
        return short
    return Row(line, "text", opening=opening(text, edition), mark=jump_from(text, page))


def _heading(line: Line, page: str) -> Row:
    """The row of a line with heading marks. A byline, a credit or a jump mark that a converter
    marked as a heading has its own kind."""
    if (mark := jump_from(line.text, page)) and mark.end == len(line.text):
        return Row(line, "jump", mark=mark)
    if is_page_credit(line.text):
        return Row(line, "page credit")
    if people := byline(line.text):
        return Row(line, "byline", people)
    return Row(line, "heading")


def _short_row(line: Line, page: str) -> Row | None:
    """The row of a short line of a special kind; None for text."""
    text = line.text
    if _TABLE.match(text) or "\t" in text:
        return Row(line, "table")
    if text[-1] in _SENTENCE_MARKS:
        return None
    if is_page_credit(text) or is_staff_line(text):
        return Row(line, "page credit")
    if is_group_note(text) or is_web_furniture(text):
        return Row(line, "note")
    photo = photo_credit(text)
    if photo is not None and not photo.story:
        return Row(line, "credit", photo_credit=photo)
    if people := byline(text):
        return Row(line, "byline", people)
    if photo is not None:
        return Row(line, "credit", photo_credit=photo)
    mark = jump_from(text, page)
    if mark is None or mark.end < len(text):
        mark = jump_to(text, page)
        mark = mark if mark and mark.start == 0 else None
    return Row(line, "jump", mark=mark) if mark else None


def usual_gap(rows: Sequence[Row]) -> int:
    """The median number of blank lines between two rows of a page; 0 for fewer than two rows."""
    gaps = sorted(row.line.gap for row in rows[1:])
    return gaps[len(gaps) // 2] if gaps else 0
