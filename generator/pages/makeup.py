"""Where things stand on a newspaper's page: by kind, rank, length and place on the page.

A makeup sorts the cards of one page (版); a sheet gives each of them a place and as many sentences
as there is room for. How wide a column is and what a place looks like is the theme's to say.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from generator.model.card import Card

_VERTICAL = range(12, 27)
"""Characters of a headline that stands well upright (竖题), in two clauses or more."""
_ENOUGH = 6
"""Stories from which on a page has room for an upright headline."""
_BRIEF = 130
"""Characters of a text that is no more than a brief, whatever it was marked as."""
_SHORT = 120
"""Characters below which a story's beginning stands in one column."""
_UNBROKEN = 64
"""Characters below which a paragraph is not broken between columns."""
_IN_A_ROW = 3
"""Stories in a row of a sheet; an upright headline takes the room of two."""


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph of a story's beginning."""

    text: str
    unbroken: bool
    """Whether it is too short to be broken between columns."""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A story as it is placed on a sheet."""

    card: Card
    paragraphs: tuple[Paragraph, ...] = ()
    """The whole sentences for which there is room; none for a photo."""
    short: bool = False
    """Whether these are so few that they are set in one column."""
    wide: bool = False
    """Whether it is in a last row of fewer than three."""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A page (版) laid out."""

    lead: Cell | None
    side: tuple[Cell, ...]
    """The stories beside the lead."""
    stories: tuple[Cell, ...]
    """The stories below, three to a row."""
    vertical: Cell | None
    """The story whose headline is set upright (竖题)."""
    photos: tuple[Cell, ...]
    """The photos that fill the rows beside the upright headline."""
    gallery: tuple[Cell, ...]
    """The photos of a page without one: three to a row, below the stories."""


class Makeup(msgspec.Struct, frozen=True, kw_only=True):
    """The make-up of a page (版)."""

    lead: Card | None = None
    """头条."""
    seconds: tuple[Card, ...] = ()
    """Two stories beside the lead."""
    vertical: Card | None = None
    """The story whose headline is set upright (竖题)."""
    stories: tuple[Card, ...] = ()
    photos: tuple[Card, ...] = ()
    briefs: tuple[Card, ...] = ()

    def sheet(self, room: int) -> Sheet:
        """The page laid out. ``room`` is that of the lead's text, in characters; the others have
        part of it: two fifths where two share the width, a quarter where three do."""
        fifths, quarter = room * 2 // 5, room // 4
        count = len(self.stories)
        around = self.photos if self.vertical else ()
        taken = 2 if self.vertical else 0
        wide = _in_last_row(count + len(around), taken)
        return Sheet(
            lead=_cell(self.lead, room) if self.lead else None,
            side=tuple(
                _cell(card, fifths if len(self.seconds) == 1 else quarter) for card in self.seconds
            ),
            stories=tuple(
                _cell(card, fifths if last else quarter, wide=last)
                for card, last in zip(self.stories, wide, strict=False)
            ),
            vertical=_cell(self.vertical, room) if self.vertical else None,
            photos=_photos(around, wide[count:]),
            gallery=_photos(
                () if self.vertical else self.photos, _in_last_row(len(self.photos), 0)
            ),
        )


def make_up(cards: Sequence[Card]) -> Makeup:
    """The makeup of a page from its cards in reading order."""
    photos, briefs, stories = [], [], []
    for card in cards:
        if card.kind == "photo":
            photos.append(card)
        elif card.kind == "brief" or _is_short(card):
            briefs.append(card)
        else:
            stories.append(card)
    if not stories and briefs:
        stories, briefs = briefs[:1], briefs[1:]
    lead, rest = (stories[0], stories[1:]) if stories else (None, [])
    upright = _upright(rest) if len(stories) >= _ENOUGH else None
    rest = [card for card in rest if card is not upright]
    return Makeup(
        lead=lead,
        seconds=tuple(rest[:2]),
        vertical=upright,
        stories=tuple(rest[2:]),
        photos=tuple(photos),
        briefs=tuple(briefs),
    )


def _in_last_row(count: int, taken: int) -> list[bool]:
    """For each of ``count`` cells whether it stands in a last row that is not full; ``taken`` are
    places of the rows that something else fills."""
    rest = max(count - taken, 0) % _IN_A_ROW
    return [number >= count - rest for number in range(count)]


def _cell(card: Card, room: int, *, wide: bool = False) -> Cell:
    texts = card.begin(room)
    paragraphs = tuple(Paragraph(text, len(text) < _UNBROKEN) for text in texts)
    short = sum(map(len, texts)) < _SHORT
    return Cell(card=card, paragraphs=paragraphs, short=short, wide=wide)


def _photos(cards: Sequence[Card], wide: Sequence[bool]) -> tuple[Cell, ...]:
    pairs = zip(cards, wide, strict=False)
    return tuple(Cell(card=card, wide=last) for card, last in pairs)


def _is_short(card: Card) -> bool:
    return card.kind == "article" and card.untitled and card.length < _BRIEF


def _upright(cards: Sequence[Card]) -> Card | None:
    for card in reversed(cards):
        if len(card.clauses) > 1 and len(card.title) in _VERTICAL and card.length > 2 * _BRIEF:
            return card
    return None
