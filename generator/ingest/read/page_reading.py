"""One printed page: text and :class:`Settings` in, a :class:`PageReading` out.

The steps are run in order: lines, rows, furniture, headings, stories, drafts, audit. No file is
read or written.
"""

from __future__ import annotations

import msgspec

from generator.ingest.read.audit import AuditSummary, SeedPiece, discrepancies, summarize
from generator.ingest.read.bare_headings import promote_bare_headings
from generator.ingest.read.body import paragraph_style_of
from generator.ingest.read.draft import ArticleDraft, draft_article
from generator.ingest.read.furniture import separate_furniture
from generator.ingest.read.group_notes import apply_group_notes
from generator.ingest.read.line_kinds import rows_of
from generator.ingest.read.lines import Line, lines_of
from generator.ingest.read.read_settings import Settings
from generator.ingest.read.reading_doubt import Doubt
from generator.ingest.read.stories import stories_of


class PageReading(msgspec.Struct, frozen=True):
    """The articles of a page and the audit of its text."""

    drafts: tuple[ArticleDraft, ...]
    credits: tuple[str, ...]
    """The page's credit lines (责编, 校对, 版式), as printed."""
    pieces: tuple[SeedPiece, ...]
    """Pieces for every character of the seed, in the order of the lines."""
    summary: AuditSummary
    doubts: tuple[Doubt, ...]
    faults: tuple[tuple[int, str], ...]
    """(line, what is wrong) where the audit fails; such a page is not written."""


def read_page(text: str, settings: Settings) -> PageReading:
    """The reading of a page; line ends of ``text`` are ``\\n``."""
    lines = lines_of(text)
    furniture = separate_furniture(rows_of(lines, settings.page, settings.edition), settings.paper)
    rows = promote_bare_headings(furniture.rest)
    style = paragraph_style_of(rows)
    stories, doubts = stories_of(rows)
    drafts = apply_group_notes(
        [draft_article(story, str(at), style, settings) for at, story in enumerate(stories, 1)]
    )
    credits = tuple(row.text for row in furniture.credits)
    pieces = [*furniture.pieces(), *_hidden(lines)]
    for draft in drafts:
        pieces += draft.pieces
    pieces.sort(key=lambda piece: piece.line)
    return PageReading(
        tuple(drafts),
        credits,
        tuple(pieces),
        summarize(pieces),
        tuple(doubts) + tuple(doubt for draft in drafts for doubt in draft.doubts),
        tuple(discrepancies(text, pieces, _shown(drafts, credits))),
    )


def _hidden(lines: tuple[Line, ...]) -> list[SeedPiece]:
    """The pieces of the invisible characters."""
    return [
        SeedPiece(line.number, line.hidden, "left out", why="invisible")
        for line in lines
        if line.hidden
    ]


def _shown(drafts: list[ArticleDraft], credits: tuple[str, ...]) -> dict[str, str]:
    """The text that a reader sees at each place, as :func:`discrepancies` expects it."""
    shown = {"page": "".join(credits)}
    for at, draft in enumerate(drafts, 1):
        front = draft.front
        shown[str(at)] = draft.text
        shown |= {f"{at} {name}": getattr(front, name) for name in ("kicker", "title", "subtitle")}
        ids = {id(byline) for byline in draft.moved}
        moved = [byline for byline in front.bylines if id(byline) in ids]
        if draft.section_moved:
            shown[f"{at} section"] = front.section
        shown[f"{at} bylines"] = "".join(byline.printed for byline in moved)
    return shown
