"""更正: every correction of the paper, newest first, each with its article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import address
from generator.model.card import Card
from generator.model.variant import Variant
from generator.pages.frame import Day, Frame, Link, day, frame
from generator.pages.localizer import Localization

NEWEST = 100
"""Corrections on the first page; each year has a page with all of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """One correction."""

    day: Day
    text: str
    article: Link
    edition: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsView:
    """The newest corrections, or a year's."""

    frame: Frame
    year: int
    """0 on the first page."""
    up: str
    """The address of the first page."""
    years: tuple[Link, ...]
    entries: tuple[Corrected, ...]


def view(
    localization: Localization, variant: Variant, cards: Sequence[Card], year: int = 0
) -> CorrectionsView:
    """A page of corrections; ``cards`` are all that were ever corrected, in the variant."""
    localizer = localization.localizer(variant)
    found = [(card, note) for card in cards for note in card.corrections]
    found.sort(key=lambda one: (one[1].date, one[0].edition, one[0].stem), reverse=True)
    years = () if year else sorted({note.date.year for _, note in found}, reverse=True)
    entries = tuple(
        Corrected(
            day=day(note.date),
            text=note.text,
            article=Link(card.title, card.address),
            edition=day(card.date),
        )
        for card, note in found
        if year in (0, note.date.year)
    )
    return CorrectionsView(
        frame=frame(localization, variant, address.corrections(year)),
        year=year,
        up=localizer.url(address.corrections()),
        years=tuple(Link(str(y), localizer.url(address.corrections(y))) for y in years),
        entries=entries if year else entries[:NEWEST],
    )
