"""A story made into an article: front matter, body, and the fate of every character.

Knows what each row becomes and what the words say of who, where and when. Refuses to know
numbers, files and other pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.content.markdown import plain
from generator.ingest.read.audit import Piece
from generator.ingest.read.block import Block
from generator.ingest.read.body import blocks_of, markdown, pieces_of
from generator.ingest.read.columns import is_column
from generator.ingest.read.doubt import Doubt
from generator.ingest.read.forms.bylines import at_paragraph_end
from generator.ingest.read.forms.credits import Closing, closing, ends_by_word
from generator.ingest.read.forms.jumps import jump_from, jump_to, references
from generator.ingest.read.forms.openings import Opening, opening
from generator.ingest.read.forms.roles import HAN
from generator.ingest.read.headline import Headline, headline
from generator.ingest.read.repair import joins
from generator.ingest.read.repair.joins import Habits, ends_whole
from generator.ingest.read.rows import Row
from generator.ingest.read.settings import Settings
from generator.ingest.read.stories import Story
from generator.model.article import Byline, FrontMatter, Jump, Kind

_SHOT = {"摄影", "攝影"}
_BRIEF = 300
"""A text without a headline that is no longer is a brief (characters)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One article of a page, before it has a number."""

    front: FrontMatter
    body: str
    """Markdown."""
    text: str
    """What a reader sees of the body, rendered."""
    first: int
    last: int
    """The lines of the seed it was made from."""
    pieces: tuple[Piece, ...]
    moved: tuple[Byline, ...]
    """Those of its bylines whose lines were moved out of the text."""
    doubts: tuple[Doubt, ...]
    column_told: bool = False
    """Whether the common heading's own line is in its ``section``."""


def draft(story: Story, place: str, habits: Habits, settings: Settings) -> Draft:
    """The article a story makes; ``place`` is its place on the page, for the ledger."""
    head = headline(story.heads, place, settings)
    moved_rows = [row for row in story.rows if _moves(row)]
    rules = [row for row in story.rows if row.kind == "rule"]
    kept = [row for row in story.rows if not _moves(row) and row.kind != "rule"]
    blocks, doubts = blocks_of([*head.marks, *kept], habits, settings)
    facts = _Facts.of(blocks, habits, settings)
    guessed = ((row.line.number, row.text) for row in moved_rows if row.guessed)
    doubts += [Doubt(n, "byline", f"taken for a byline: {words}") for n, words in guessed]
    moved = head.bylines + tuple(b for row in moved_rows for b in _people(row))
    kind = _kind(story, head, blocks, facts)
    incomplete = kind != "photo" and facts.breaks_off
    if incomplete:
        line = story.rows[-1].line.number
        doubts.append(Doubt(line, "incomplete", "the text breaks off"))
    jump = Jump(facts.to, head.jump_from or facts.origin)
    heads: tuple[Opening | Closing, ...] = (*facts.openings, *facts.closings)
    sources = [one.source for one in heads]
    if kind == "photo":
        sources += [row.credit.source for row in story.rows if row.credit]
    source = next(filter(None, sources), "")
    lines = (dispatch.dateline for dispatch in heads if dispatch.source in ("", source))
    front = FrontMatter(
        title=head.title,
        kicker=head.kicker,
        subtitle=head.subtitle,
        kind=kind,
        section=story.column,
        bylines=_in_order(story, head, facts, moved_rows),
        source=source,
        dateline=next(filter(None, lines), None),
        jump=jump if jump != Jump() else None,
        see=facts.see,
        incomplete=incomplete,
    )
    pieces = [*head.pieces]
    if row := story.column_row:
        pieces.append(
            Piece(row.line.number, row.text, "moved", f"{place} section", row.text, "section")
        )
    for block in blocks:
        pieces += pieces_of(block, place, settings)
    for row in moved_rows:
        text = row.text
        pieces.append(Piece(row.line.number, text, "moved", f"{place} bylines", text, "byline"))
    pieces += [Piece(row.line.number, row.text, "left out", why="rule") for row in rules]
    body = markdown(blocks, settings)
    first, last = story.lines()
    told = story.column_row is not None
    return Draft(front, body, plain(body), first, last, tuple(pieces), moved, tuple(doubts), told)


def _moves(row: Row) -> bool:
    """Whether a row is only people: its words go to ``bylines``."""
    return row.kind == "byline" or (row.kind == "credit" and bool(_people(row)))


def _people(row: Row) -> tuple[Byline, ...]:
    return row.credit.bylines if row.credit else row.people


def _kind(story: Story, head: Headline, blocks: Sequence[Block], facts: _Facts) -> Kind:
    credited = any(row.kind == "credit" for row in story.rows)
    written = facts.openings or any(row.kind == "byline" for row in story.rows)
    shot = (
        len(blocks) == 1 and bool(facts.people) and all(_SHOT & {*b.roles} for _, b in facts.people)
    )
    if story.photo or ((credited or shot) and not written and len(blocks) <= 2):
        return "photo"
    size = sum(len(block.printed) for block in blocks)
    short = size <= _BRIEF and not any(row.kind == "byline" for row in story.rows)
    if any(is_column(row) for row in story.heads):
        return "brief"
    return "brief" if short and (story.column or not head.title) else "article"


def _in_order(
    story: Story, head: Headline, facts: _Facts, moved_rows: Sequence[Row]
) -> tuple[Byline, ...]:
    """All who are named, in the order of the lines that name them."""
    named = [(-1, byline) for byline in head.bylines]
    named += [(row.line.number, byline) for row in moved_rows for byline in _people(row)]
    named += facts.people
    named.sort(key=lambda pair: pair[0])
    known: list[Byline] = []
    names: set[tuple[tuple[str, ...], str]] = set()
    moved = {id(byline) for row in moved_rows for byline in _people(row)}
    moved |= {id(byline) for byline in head.bylines}
    for _, byline in named:
        if (byline.roles, byline.name) not in names or id(byline) in moved:
            known.append(byline)
            names.add((byline.roles, byline.name))
    return tuple(known)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the words of the body say."""

    openings: tuple[Opening, ...]
    closings: tuple[Closing, ...]
    people: list[tuple[int, Byline]]
    """With the line that names them."""
    to: str
    origin: str
    see: tuple[str, ...]
    breaks_off: bool

    @classmethod
    def of(cls, blocks: Sequence[Block], habits: Habits, settings: Settings) -> _Facts:
        texts = [block for block in blocks if block.kind == "paragraph"]
        openings, people = [], []
        closing_words = [block.printed for block in texts if not block.boxed][-1:]
        signed = any(at_paragraph_end(text, names=True) for text in closing_words)
        for at, block in enumerate(texts):
            if at == 0 or block.rows[0].opening is not None:
                found = opening(block.printed, settings.edition)
                if found is not None:
                    openings.append(found)
                    people += [(block.rows[0].line.number, byline) for byline in found.people]
            last = block.rows[-1].line.number
            people += [(last, byline) for byline in at_paragraph_end(block.printed, signed) or ()]
        to = next((m.page for b in texts[-2:] if (m := jump_to(b.printed, settings.page))), "")
        begun = jump_from(texts[0].printed, settings.page) if texts else None
        see = [page for b in texts for page in references(b.printed, settings.page)]
        closings = [c for b in texts[-2:] if (c := closing(b.printed, settings.edition))]
        return cls(
            tuple(openings),
            tuple(closings),
            people,
            to,
            begun.page if begun else "",
            tuple(dict.fromkeys(see)),
            not to and bool(blocks) and _breaks_off(blocks[-1], habits, settings),
        )


def _breaks_off(block: Block, habits: Habits, settings: Settings) -> bool:
    text = block.printed
    if block.kind != "paragraph" or block.rows[-1].kind != "text" or len(text) < 12:
        return False
    last = block.rows[-1].text
    if joins.is_item(last) or joins.is_field(last) or not re.search(f"[{HAN}]", text):
        return False
    if ends_whole(text) or habits.marks_lost or (habits.comma_ends and text[-1] in "，,、"):
        return False
    return not (
        ends_by_word(text) or at_paragraph_end(text) or references(text[-12:], settings.page)
    )
