"""The headline of an article: heading rows in, a :class:`Headline` out.

A byline behind a stroke and a jump mark at the end of a heading are separated from the headline's
words.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from generator.ingest.read import headings
from generator.ingest.read.audit import SeedPiece
from generator.ingest.read.forms.bylines import byline_at_title_end
from generator.ingest.read.forms.jump_marks import jump_from_in_title
from generator.ingest.read.line_kinds import Row
from generator.ingest.read.read_settings import Settings
from generator.ingest.read.repair.punctuation import full_width
from generator.model.article import Byline

_MAX_BYLINE = 60
"""The longest byline behind a headline (characters)."""


class Headline(msgspec.Struct, frozen=True):
    """The words of an article's headings."""

    kicker: str = ""
    title: str = ""
    subtitle: str = ""
    bylines: tuple[Byline, ...] = ()
    """People named in the headline: 标题／文：X."""
    jump_from: str = ""
    """The page named by a jump mark in the headline."""
    jump_rows: tuple[Row, ...] = ()
    """The jump marks as rows, which are put before the text."""
    pieces: tuple[SeedPiece, ...] = ()


def headline(heads: Sequence[Row], place: str, settings: Settings) -> Headline:
    """The headline of these rows. Its pieces are placed at ``PLACE title``, ``PLACE kicker``,
    ``PLACE subtitle`` and ``PLACE bylines``."""
    fields: dict[str, str] = {}
    pieces: list[SeedPiece] = []
    bylines: tuple[Byline, ...] = ()
    origin = ""
    jump_rows: list[Row] = []
    for name, rows in zip(
        ("kicker", "title", "subtitle"), headings.headline_parts(heads), strict=True
    ):
        lines = []
        for row in rows:
            text, tail, people, page = _split_tail(row.text, settings.page)
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


def _split_tail(text: str, page_number: str) -> tuple[str, str, tuple[Byline, ...], str]:
    """(the words of the headline, the byline or jump mark behind them, the people, the page it
    names)."""
    base = max(0, len(text) - _MAX_BYLINE)
    if named := byline_at_title_end(text[base:]):
        at, people = named
        at += base
        return text[:at].rstrip(), text[at:], people, ""
    mark = jump_from_in_title(text, page_number)
    if mark and mark.start:
        return text[: mark.start].rstrip(), text[mark.start :], (), mark.page
    return text, "", (), ""
