"""One printed page: its text in, its articles out, every character accounted for.

The pure heart of ingest. Knows the order of the work: lines, rows, stories, drafts, the audit.
Refuses to know where the text came from and where the articles go.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.ingest.read.audit import Piece, Tally, tally, unaccounted
from generator.ingest.read.bare_headings import with_bare_heads
from generator.ingest.read.body import habits_of
from generator.ingest.read.doubt import Doubt
from generator.ingest.read.draft import Draft, draft
from generator.ingest.read.furniture import parted
from generator.ingest.read.group_notes import with_group_notes
from generator.ingest.read.lines import Line, lines_of
from generator.ingest.read.rows import rows_of
from generator.ingest.read.settings import Settings
from generator.ingest.read.stories import stories_of


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page says."""

    drafts: tuple[Draft, ...]
    credits: tuple[str, ...]
    """The page's own credit lines (责编, 校对, 版式), as printed."""
    pieces: tuple[Piece, ...]
    """Every character, in the order of the lines."""
    tally: Tally
    doubts: tuple[Doubt, ...]
    faults: tuple[tuple[int, str], ...]
    """Where the ledger does not add up (line, what); such a page is refused."""


def read_page(text: str, settings: Settings) -> Reading:
    """The articles of a page's text (line ends ``\\n``)."""
    lines = lines_of(text)
    own = parted(rows_of(lines, settings.page, settings.edition), settings.paper)
    rows = with_bare_heads(own.rest)
    habits = habits_of(rows)
    stories, doubts = stories_of(rows)
    drafts = with_group_notes(
        [draft(story, str(at), habits, settings) for at, story in enumerate(stories, 1)]
    )
    credits = tuple(row.text for row in own.credits)
    pieces = [*own.pieces(), *_hidden(lines)]
    for made in drafts:
        pieces += made.pieces
    pieces.sort(key=lambda piece: piece.line)
    return Reading(
        tuple(drafts),
        credits,
        tuple(pieces),
        tally(pieces),
        tuple(doubts) + tuple(doubt for made in drafts for doubt in made.doubts),
        tuple(unaccounted(text, pieces, _shown(drafts, credits))),
    )


def _hidden(lines: tuple[Line, ...]) -> list[Piece]:
    return [
        Piece(line.number, line.hidden, "left out", why="invisible")
        for line in lines
        if line.hidden
    ]


def _shown(drafts: list[Draft], credits: tuple[str, ...]) -> dict[str, str]:
    """What a reader finds at each place of the page."""
    shown = {"page": "".join(credits)}
    for at, made in enumerate(drafts, 1):
        front = made.front
        shown[str(at)] = made.text
        shown |= {f"{at} {name}": getattr(front, name) for name in ("kicker", "title", "subtitle")}
        ids = {id(byline) for byline in made.moved}
        moved = [byline for byline in front.bylines if id(byline) in ids]
        if made.column_told:
            shown[f"{at} section"] = front.section
        shown[f"{at} bylines"] = "".join(byline.printed for byline in moved)
    return shown
