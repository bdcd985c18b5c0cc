"""The lines of a headline as kicker, title and subtitle.

Knows which words of a heading are none of it: a byline behind a stroke, a jump mark. Refuses to
decide that a heading is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.ingest.read import headings
from generator.ingest.read.audit import Piece
from generator.ingest.read.forms.bylines import at_title_end
from generator.ingest.read.forms.jumps import jump_from_in_title
from generator.ingest.read.repair.punctuation import full_width
from generator.ingest.read.rows import Row
from generator.ingest.read.settings import Settings
from generator.model.article import Byline

_TAIL = 60
"""No byline behind a headline is longer (characters)."""


@dataclass(frozen=True, slots=True)
class Headline:
    """What the headings of one article say."""

    kicker: str = ""
    title: str = ""
    subtitle: str = ""
    bylines: tuple[Byline, ...] = ()
    """Printed in the headline: 标题／文：X."""
    jump_from: str = ""
    """The page named by a mark in the headline."""
    marks: tuple[Row, ...] = ()
    """The words of such marks, which go to the head of the text."""
    pieces: tuple[Piece, ...] = ()


def headline(heads: Sequence[Row], place: str, settings: Settings) -> Headline:
    """The headline these rows print; its pieces are at ``PLACE title`` and so on."""
    fields: dict[str, str] = {}
    pieces: list[Piece] = []
    bylines: tuple[Byline, ...] = ()
    origin = ""
    marks: list[Row] = []
    for name, rows in zip(("kicker", "title", "subtitle"), headings.parts(heads), strict=True):
        lines = []
        for row in rows:
            text, tail, people, page = _without_tail(row.text, settings.page)
            healed = full_width(text, settings.marks)
            lines.append(healed)
            number = row.line.number
            pieces.append(Piece(number, text, "moved", f"{place} {name}", healed, name))
            if people:
                bylines += people
                pieces.append(Piece(number, tail, "moved", f"{place} bylines", tail, "byline"))
            elif tail:
                marks.append(Row(replace(row.line, text=tail, level=0), "jump"))
                origin = origin or page
        fields[name] = " ".join(lines)
    return Headline(
        fields["kicker"],
        fields["title"],
        fields["subtitle"],
        bylines,
        origin,
        tuple(marks),
        tuple(pieces),
    )


def _without_tail(text: str, here: str) -> tuple[str, str, tuple[Byline, ...], str]:
    """(the headline's own words, what stands behind them, the people or the page it names)."""
    base = max(0, len(text) - _TAIL)
    if named := at_title_end(text[base:]):
        at, people = named
        at += base
        return text[:at].rstrip(), text[at:], people, ""
    mark = jump_from_in_title(text, here)
    if mark and mark.start:
        return text[: mark.start].rstrip(), text[mark.start :], (), mark.page
    return text, "", (), ""
