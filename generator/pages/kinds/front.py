"""The front of each edition, and its picture."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.target import Recipe, Target, target
from generator.formats import edition_picture
from generator.formats.edition_picture import Poster
from generator.model import address, digest
from generator.model.article import EditionId, edition_ids
from generator.model.variant import Variant
from generator.pages import cards as cardroom
from generator.pages import edition as edition_pages
from generator.pages import emptied
from generator.pages.edition import EditionView
from generator.pages.edition_store import EditionStore
from generator.pages.page_kind import List, PageKind
from generator.pages.site_context import Font, SiteContext

EDITION = Recipe("edition", "edition.html")
POSTER = Recipe(
    "poster",
    write=edition_picture.draw,
    version=digest.of_bytes(Path(edition_picture.__file__).read_bytes()),
)


class Fronts(PageKind):
    """The fronts of editions, by edition. They are made of cards, and of what comes before and
    after them."""

    name = "front"
    recipes = (EDITION, POSTER)

    def owners(self, store: EditionStore) -> set[Owner]:
        """The editions with a front."""
        return {Owner(self.name, name) for name in (*store.shown(), *store.emptied())}

    def touched(self, store: EditionStore, edition: str, lists: Collection[List]) -> set[Owner]:
        """The edition's front, those before and after it, and those of the month's later
        editions: their calendars link back to it."""
        year, month = int(edition[:4]), int(edition[5:7])
        near = {store.neighbour(edition, False), store.neighbour(edition, True)} - {""}
        later = {other for other in store.shown(year, month) if other > edition}
        return {Owner(self.name, name) for name in {edition} | near | later}

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target]:
        """The front and its picture in every variant."""
        yield from edition_front(context, store, key, latest=False)


def edition_front(
    context: SiteContext, store: EditionStore, edition: str, *, latest: bool, has_book: bool = False
) -> Iterator[Target]:
    """The front of an edition; of the ``latest`` one, as it stands at the paper's own front."""
    row, parsed = store.edition(edition), EditionId.parse(edition)
    if row is None or parsed is None or not (row.shown or row.gone):
        return
    if not row.shown:
        yield from emptied.targets(
            context, lambda v: emptied.front(context.localization, v, parsed)
        )
        return
    summary = row.summary
    cards = [cardroom.from_json(data) for data in store.cards(edition)]
    neighbours = store.neighbour(edition, False), store.neighbour(edition, True)
    month = edition_ids(store.shown(parsed.date.year, parsed.date.month))
    for variant in context.site.variants:
        view = edition_pages.front(
            context.localization,
            variant,
            parsed,
            summary.issue,
            summary.pages[variant.tag],
            [card[variant.tag] for card in cards],
            summary.first_page,
            summary.small,
            neighbours,
            month,
            latest=latest,
            has_book=has_book,
            has_poster=context.font is not None and bool(cards),
        )
        yield target(EDITION, view, view.frame.address, variant)
        if not latest and context.font is not None and cards:
            yield _poster(context, context.font, view, parsed, variant)


def _poster(
    context: SiteContext, font: Font, front: EditionView, edition: EditionId, variant: Variant
) -> Target:
    """The picture of an edition: what stands at the head of its first page (版)."""
    first = front.pages[0]
    lead = first.makeup.lead or first.cards[0]
    say = context.theme.words[variant.tag].translate
    view = Poster(
        font=str(font.file),
        mark=font.mark,
        paper=front.frame.site,
        day=say("date", year=front.day.year, month=front.day.month, day=front.day.day),
        kicker=lead.kicker,
        clauses=lead.clauses,
    )
    url = address.in_variant(address.poster(edition), context.site.folder(variant))
    return target(POSTER, view, url, variant)


KIND = Fronts()
