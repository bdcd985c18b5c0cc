"""The lines of a headline as kicker, title and subtitle.

Knows which words of a heading are none of it: a byline behind a stroke, a jump mark. Refuses to
decide that a heading is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.ingest.read import headings
from generator.ingest.read.audit import SeedPiece
from generator.ingest.read.forms.bylines import byline_at_title_end
from generator.ingest.read.forms.jumps import jump_from_in_title
from generator.ingest.read.read_settings import Settings
from generator.ingest.read.repair.punctuation import full_width
from generator.ingest.read.rows import Row
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
    jump_rows: tuple[Row, ...] = ()
    """The words of such marks, which go to the head of the text."""
    pieces: tuple[SeedPiece, ...] = ()


def headline(heads: Sequence[Row], place: str, settings: Settings) -> Headline:
    """The headline these rows print; its pieces are at ``PLACE title`` and so on."""
    fields: dict[str, str] = {}
    pieces: list[SeedPiece] = []
    bylines: tuple[Byline, ...] = ()
    origin = ""
    jump_rows: list[Row] = []
    for name, rows in zip(("kicker", "title", "subtitle"), headings.parts(heads), strict=True):
        lines = []
        for row in rows:
            text, tail, people, page = _without_tail(row.text, settings.page)
            repaired = full_width(text, settings.punctuation)
            lines.append(repaired)
            number = row.line.number
            pieces.append(SeedPiece(number, text, "moved", f"{place} {name}", repaired, name))
            if people:
                bylines += people
                pieces.append(SeedPiece(number, tail, "moved", f"{place} bylines", tail, "byline"))
            elif tail:
                jump_rows.append(Row(replace(row.line, text=tail, level=0), "jump"))
                origin = origin or page
        fields[name] = " ".join(lines)
    return Headline(
        fields["kicker"],
        fields["title"],
        fields["subtitle"],
        bylines,
        origin,
        tuple(jump_rows),
        tuple(pieces),
    )


def _without_tail(text: str, page_number: str) -> tuple[str, str, tuple[Byline, ...], str]:
    """(the headline's own words, what stands behind them, the people or the page it names)."""
    base = max(0, len(text) - _TAIL)
    if named := byline_at_title_end(text[base:]):
        at, people = named
        at += base
        return text[:at].rstrip(), text[at:], people, ""
    mark = jump_from_in_title(text, page_number)
    if mark and mark.start:
        return text[: mark.start].rstrip(), text[mark.start :], (), mark.page
    return text, "", (), ""
