"""What each line of a page is by itself: a headline, a byline, an opening, a credit, a text.

Asks the forms of :mod:`generator.ingest.read.forms` in one fixed order and looks at no neighbouring
line: what belongs together is decided by :mod:`generator.ingest.read.stories`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from generator.ingest.read.forms.bylines import PhotoCredit, byline, photo_credit
from generator.ingest.read.forms.imprint import is_staff_line
from generator.ingest.read.forms.jumps import JumpMark, jump_from, jump_to
from generator.ingest.read.forms.notes import is_group_note, is_page_credit, is_web_furniture
from generator.ingest.read.forms.openings import Opening, opening
from generator.ingest.read.lines import Line
from generator.model.article import Byline

RowKind = Literal[
    "heading", "byline", "credit", "jump", "page credit", "note", "rule", "table", "text"
]

_SENTENCE = frozenset("。！？；，、…")
"""A line that ends so is a sentence, or a part of one."""
_TABLE = re.compile(r"\|.*\|\s*$")


@dataclass(frozen=True, slots=True)
class Row:
    """One line and what it is."""

    line: Line
    kind: RowKind
    people: tuple[Byline, ...] = ()
    """Of a byline."""
    photo_credit: PhotoCredit | None = None
    opening: Opening | None = None
    """Of a text or a heading that begins with one."""
    mark: JumpMark | None = None
    """Of a jump on a line of its own, or of a text that says where it began."""
    guessed: bool = False
    """The page does not say what it is."""
    bare: bool = False
    """Of a heading: it has no mark of one."""

    @property
    def text(self) -> str:
        return self.line.text


def rows_of(lines: Sequence[Line], page: str, edition: dt.date) -> tuple[Row, ...]:
    """Each line of a page as a row; ``page`` is the page's number as the edition writes it."""
    return tuple(_row(line, page, edition) for line in lines if line.text)


def _row(line: Line, page: str, edition: dt.date) -> Row:
    text = line.text
    if line.rule:
        return Row(line, "rule")
    if line.level:
        return _heading(line, page)
    if len(text) <= 90 and (short := _short(line, page)):
        return short
    return Row(line, "text", opening=opening(text, edition), mark=jump_from(text, page))


def _heading(line: Line, page: str) -> Row:
    """A byline, a credit or a jump mark that a converter made a heading is none."""
    if (mark := jump_from(line.text, page)) and mark.end == len(line.text):
        return Row(line, "jump", mark=mark)
    if is_page_credit(line.text):
        return Row(line, "page credit")
    if people := byline(line.text):
        return Row(line, "byline", people)
    return Row(line, "heading")


def _short(line: Line, page: str) -> Row | None:
    text = line.text
    if _TABLE.match(text) or "\t" in text:
        return Row(line, "table")
    if text[-1] in _SENTENCE:
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
