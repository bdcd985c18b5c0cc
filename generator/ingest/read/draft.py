"""The draft of an article: a :class:`Story` in, an :class:`ArticleDraft` out.

A draft holds front matter, Markdown, the pieces for the audit and doubts. Numbers, file names and
links to other pages are added by :mod:`generator.ingest.sync`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from generator.content.markdown import plain
from generator.ingest.read.audit import SeedPiece
from generator.ingest.read.block import BodyBlock
from generator.ingest.read.body import blocks_of, markdown, pieces_of
from generator.ingest.read.columns import is_column
from generator.ingest.read.forms.bylines import byline_at_paragraph_end
from generator.ingest.read.forms.jump_marks import jump_from, jump_to, references
from generator.ingest.read.forms.notes import Closing, closing, has_ending_note
from generator.ingest.read.forms.openings import Opening, opening
from generator.ingest.read.forms.roles import HAN
from generator.ingest.read.headline import Headline, headline
from generator.ingest.read.line_kinds import Row
from generator.ingest.read.read_settings import Settings
from generator.ingest.read.reading_doubt import Doubt
from generator.ingest.read.repair import joins
from generator.ingest.read.repair.joins import ParagraphStyle, ends_sentence
from generator.ingest.read.stories import Story
from generator.model.article import Byline, FrontMatter, Jump, Kind

_SHOT = {"摄影", "攝影"}
_BRIEF = 300
"""The longest text without a headline that is a brief (characters)."""


class ArticleDraft(msgspec.Struct, frozen=True):
    """One article of a page, without its number."""

    front: FrontMatter
    body: str
    """Markdown."""
    text: str
    """The rendered text, as a reader sees it."""
    first: int
    """First line of the seed."""
    last: int
    """Last line of the seed."""
    pieces: tuple[SeedPiece, ...]
    moved: tuple[Byline, ...]
    """The bylines whose lines were moved out of the text."""
    doubts: tuple[Doubt, ...]
    section_moved: bool = False
    """Whether the line of the column heading was moved into ``section``."""


def draft_article(
    story: Story, place: str, style: ParagraphStyle, settings: Settings
) -> ArticleDraft:
    """The draft of a story; ``place`` is the story's place on the page (``3``), ``style`` the
    page's paragraph style."""
    headline_read = headline(story.heads, place, settings)
    moved_rows = [row for row in story.rows if _moves(row)]
    body_rows = [row for row in story.rows if not _moves(row) and row.kind != "rule"]
    blocks, doubts = blocks_of([*headline_read.jump_rows, *body_rows], style, settings)
    facts = _BodyFacts.of(blocks, style, settings)
    guessed = ((row.line.number, row.text) for row in moved_rows if row.guessed)
    doubts += [Doubt(n, "byline", f"taken for a byline: {words}") for n, words in guessed]
    moved = headline_read.bylines + tuple(b for row in moved_rows for b in _people(row))
    kind = _kind(story, headline_read, blocks, facts)
    incomplete = kind != "photo" and facts.breaks_off
    if incomplete:
        line = story.rows[-1].line.number
        doubts.append(Doubt(line, "incomplete", "the text breaks off"))
    jump = Jump(facts.to, headline_read.jump_from or facts.origin)
    heads: tuple[Opening | Closing, ...] = (*facts.openings, *facts.closings)
    sources = [dispatch.source for dispatch in heads]
    if kind == "photo":
        sources += [row.photo_credit.source for row in story.rows if row.photo_credit]
    source = next(filter(None, sources), "")
    lines = (dispatch.dateline for dispatch in heads if dispatch.source in ("", source))
    front = FrontMatter(
        title=headline_read.title,
        kicker=headline_read.kicker,
        subtitle=headline_read.subtitle,
        kind=kind,
        section=story.column,
        bylines=_in_order(story, headline_read, facts, moved_rows),
        source=source,
        dateline=next(filter(None, lines), None),
        jump=jump if jump != Jump() else None,
        see=facts.see,
        incomplete=incomplete,
    )
    pieces = [*headline_read.pieces]
    for block in blocks:
        pieces += pieces_of(block, place, settings)
    pieces += _moved_pieces(story, moved_rows, place)
    body = markdown(blocks, settings)
    first, last = story.line_range()
    section_moved = story.column_row is not None
    return ArticleDraft(
        front, body, plain(body), first, last, tuple(pieces), moved, tuple(doubts), section_moved
    )


def _moves(row: Row) -> bool:
    """Whether a row names people and nothing else, so that its words are moved to ``bylines``."""
    return row.kind == "byline" or (row.kind == "credit" and bool(_people(row)))


def _moved_pieces(story: Story, moved_rows: Sequence[Row], place: str) -> list[SeedPiece]:
    """The pieces of the rows that are not in the body: the column heading, bylines, rules."""
    pieces = []
    if row := story.column_row:
        pieces.append(
            SeedPiece(row.line.number, row.text, "moved", f"{place} section", row.text, "section")
        )
    for row in moved_rows:
        text = row.text
        pieces.append(SeedPiece(row.line.number, text, "moved", f"{place} bylines", text, "byline"))
    for row in story.rows:
        if row.kind == "rule":
            pieces.append(SeedPiece(row.line.number, row.text, "left out", why="rule"))
    return pieces


def _people(row: Row) -> tuple[Byline, ...]:
    """The people a row names."""
    return row.photo_credit.bylines if row.photo_credit else row.people


def _kind(story: Story, head: Headline, blocks: Sequence[BodyBlock], facts: _BodyFacts) -> Kind:
    """The kind of article: photo, brief or article."""
    credited = any(row.kind == "credit" for row in story.rows)
    written = facts.openings or any(row.kind == "byline" for row in story.rows)
    photographed = (
        len(blocks) == 1 and bool(facts.people) and all(_SHOT & {*b.roles} for _, b in facts.people)
    )
    if story.photo or ((credited or photographed) and not written and len(blocks) <= 2):
        return "photo"
    size = sum(len(block.printed) for block in blocks)
    short = size <= _BRIEF and not any(row.kind == "byline" for row in story.rows)
    if any(is_column(row) for row in story.heads):
        return "brief"
    return "brief" if short and (story.column or not head.title) else "article"


def _in_order(
    story: Story, head: Headline, facts: _BodyFacts, moved_rows: Sequence[Row]
) -> tuple[Byline, ...]:
    """The bylines in the order of the lines that name them."""
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


class _BodyFacts(msgspec.Struct, frozen=True):
    """Facts that the text of the body states: openings, closings, people, jumps, references."""

    openings: tuple[Opening, ...]
    closings: tuple[Closing, ...]
    people: list[tuple[int, Byline]]
    """(line of the seed, byline)."""
    to: str
    """The page the text is continued on; empty if none."""
    origin: str
    """The page the text is continued from; empty if none."""
    see: tuple[str, ...]
    """The pages the text refers to."""
    breaks_off: bool
    """Whether the text ends in the middle of a sentence."""

    @classmethod
    def of(
        cls, blocks: Sequence[BodyBlock], style: ParagraphStyle, settings: Settings
    ) -> _BodyFacts:
        """The facts of these blocks."""
        texts = [block for block in blocks if block.kind == "paragraph"]
        openings, people = [], []
        closing_words = [block.printed for block in texts if not block.boxed][-1:]
        signed = any(byline_at_paragraph_end(text, names=True) for text in closing_words)
        for at, block in enumerate(texts):
            if at == 0 or block.rows[0].opening is not None:
                match = opening(block.printed, settings.edition)
                if match is not None:
                    openings.append(match)
                    people += [(block.rows[0].line.number, byline) for byline in match.people]
            last = block.rows[-1].line.number
            people += [
                (last, byline) for byline in byline_at_paragraph_end(block.printed, signed) or ()
            ]
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
            not to and bool(blocks) and _breaks_off(blocks[-1], style, settings),
        )


def _breaks_off(block: BodyBlock, style: ParagraphStyle, settings: Settings) -> bool:
    """Whether the last block of an article ends in the middle of a sentence."""
    text = block.printed
    if block.kind != "paragraph" or block.rows[-1].kind != "text" or len(text) < 12:
        return False
    last = block.rows[-1].text
    if joins.is_list_item(last) or joins.is_form_line(last) or not re.search(f"[{HAN}]", text):
        return False
    if ends_sentence(text) or style.marks_lost or (style.comma_ends and text[-1] in "，,、"):
        return False
    return not (
        has_ending_note(text)
        or byline_at_paragraph_end(text)
        or references(text[-12:], settings.page)
    )
