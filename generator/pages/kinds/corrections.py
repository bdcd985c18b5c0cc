"""更正: every correction of the paper, newest first, each with its article."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import msgspec

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.target import Recipe, Target, target
from generator.model import address
from generator.model.article import Article
from generator.model.card import Card
from generator.model.variant import Variant
from generator.pages import cards as cardroom
from generator.pages import emptied
from generator.pages.edition_rows import Filing, Standing
from generator.pages.edition_store import EditionStore
from generator.pages.frame import Day, Frame, Link, day, frame
from generator.pages.localizer import Localization
from generator.pages.page_kind import List, PageKind
from generator.pages.site_context import SiteContext

NEWEST = 100
"""Corrections on the first page; each year has a page with all of its own."""


class Corrected(msgspec.Struct, frozen=True, kw_only=True):
    """One correction."""

    day: Day
    text: str
    article: Link
    edition: Day


class CorrectionsView(msgspec.Struct, frozen=True, kw_only=True):
    """The newest corrections, or a year's."""

    frame: Frame
    year: int
    """0 on the first page."""
    up: str
    """The address of the first page."""
    years: tuple[Link, ...]
    entries: tuple[Corrected, ...]


def corrections_page(
    localization: Localization, variant: Variant, cards: Sequence[Card], year: int = 0
) -> CorrectionsView:
    """A page of corrections; ``cards`` are all that were ever corrected, in the variant."""
    localizer = localization.localizer(variant)
    notes = [(card, note) for card in cards for note in card.corrections]
    notes.sort(key=lambda entry: (entry[1].date, entry[0].edition, entry[0].stem), reverse=True)
    years = () if year else sorted({note.date.year for _, note in notes}, reverse=True)
    entries = tuple(
        Corrected(
            day=day(note.date),
            text=note.text,
            article=Link(card.title, card.address),
            edition=day(card.date),
        )
        for card, note in notes
        if year in (0, note.date.year)
    )
    return CorrectionsView(
        frame=frame(localization, variant, address.corrections(year)),
        year=year,
        up=localizer.url(address.corrections()),
        years=tuple(Link(str(y), localizer.url(address.corrections(y))) for y in years),
        entries=entries if year else entries[:NEWEST],
    )


CORRECTIONS = Recipe("corrections", "corrections.html")
FILED = "corrections"
"""The kind of list in which articles with corrections are filed: under ``all``, and what is gone
under the years of its corrections."""


class Corrections(PageKind):
    """The page of corrections, and one for each year."""

    name = "corrections"
    recipes = (CORRECTIONS,)
    entrance = (address.corrections(), "corrections")

    def touched(self, store: EditionStore, edition: str, lists: Collection[List]) -> set[Owner]:
        """The page, where an article with corrections is touched."""
        return {Owner(self.name) for kind, *_ in lists if kind == FILED}

    def filings(
        self, article: Article, card: Card | None, position: int, standing: Standing
    ) -> Iterator[Filing]:
        """An article with corrections."""
        notes, stem = article.front.corrections, article.id.stem
        if notes and standing is Standing.LISTED:
            yield Filing(FILED, "all", "all", position, stem)
        elif notes:
            for year in sorted({f"{note.date.year:04d}" for note in notes}):
                yield Filing(FILED, year, year, position, stem, standing)

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target]:
        """The pages in every variant."""
        rows = [cardroom.from_json(row) for row in store.filed(FILED, "all")]
        emptied_years = {int(year) for year, *_ in store.names(FILED) if year != "all"}
        for variant in context.site.variants:
            cards = [row[variant.tag] for row in rows]
            years = {c.date.year for card in cards for c in card.corrections}
            name = context.theme.words[variant.tag].translate("corrections")
            for year in sorted(emptied_years - years):
                gone = emptied.corrections(context.localization, variant, name, year)
                yield target(emptied.EMPTIED, gone, gone.frame.address, variant)
            for year in (0, *sorted(years)):
                view = corrections_page(context.localization, variant, cards, year)
                yield target(CORRECTIONS, view, view.frame.address, variant)


KIND = Corrections()
