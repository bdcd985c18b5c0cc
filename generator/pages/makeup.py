"""Where things stand on a newspaper's page: by kind, rank, length and place on the page.

Knows the makeup of one page (版) from its cards. Refuses to know how it looks: the theme does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.card import Card
from generator.model.swift import swift

_VERTICAL = range(12, 27)
"""Characters of a headline that stands well upright (竖题), in two clauses or more."""
_ENOUGH = 6
"""Stories from which on a page has room for an upright headline."""
_BRIEF = 130
"""Characters of a text that is no more than a brief, whatever it was marked as."""


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Makeup:
    """A page (版), made up."""

    lead: Card | None = None
    """头条."""
    seconds: tuple[Card, ...] = ()
    """Two stories beside the lead."""
    vertical: Card | None = None
    """The story whose headline stands upright (竖题)."""
    stories: tuple[Card, ...] = ()
    photos: tuple[Card, ...] = ()
    briefs: tuple[Card, ...] = ()


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


def _is_short(card: Card) -> bool:
    return card.kind == "article" and card.untitled and card.length < _BRIEF


def _upright(cards: Sequence[Card]) -> Card | None:
    for card in reversed(cards):
        if len(card.clauses) > 1 and len(card.title) in _VERTICAL and card.length > 2 * _BRIEF:
            return card
    return None
