"""The front of an edition, and its pages (版): made from cards alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import structs

from generator.build.target import Recipe
from generator.makeup.small_picture import SmallPicture
from generator.model import address
from generator.model.article import EditionId
from generator.model.card import Card, Picture
from generator.model.variant import Variant
from generator.pages.calendar import CalendarDay, Lunar, lunar_day, weeks
from generator.pages.edition_rows import PageFacts
from generator.pages.frame import Day, Frame, Link, day, frame
from generator.pages.head import graph, head
from generator.pages.localizer import Localization
from generator.pages.makeup import Makeup, make_up
from generator.pages.offline_views import MANIFEST
from generator.pages.story_boxes import Placed, Small, StoryBox, story_boxes, style


class PageLink(msgspec.Struct, frozen=True, kw_only=True):
    """A page (版) in the navigation."""

    number: str
    name: str
    address: str
    current: bool


class PageCards(msgspec.Struct, frozen=True, kw_only=True):
    """A page (版) with its cards."""

    number: str
    name: str
    address: str
    credits: tuple[str, ...]
    makeup: Makeup
    cards: tuple[Card, ...]
    """All of the page, in reading order."""
    boxes: tuple[StoryBox, ...] = ()
    """The boxes of the page made up, in the order of rank; none where it is not."""
    style: str = ""
    """What the whole page made up brings to the style sheet, as custom properties."""
    small: SmallPicture | None = None
    """The page in small, on a front."""
    areas: tuple[tuple[int, str], ...] = ()
    """Its areas: the number of the card among ``cards`` that each leads to, and its path."""


class EditionView(msgspec.Struct, frozen=True, kw_only=True):
    """The front of an edition."""

    frame: Frame
    day: Day
    edition: str
    """The edition's id."""
    issue: str
    pages: tuple[PageCards, ...]
    lunar: Lunar
    month: str
    """The address of the month's calendar."""
    weeks: tuple[tuple[CalendarDay, ...], ...]
    """The month up to this edition: its days link, later ones do not, so that an edition's front
    never changes with the next ones."""
    previous: Link | None
    next: Link | None
    latest: bool
    """Whether this is the paper's own front page."""
    manifest: str
    """The address of the web app manifest; empty where offline reading is off."""
    book: str
    """The address of the edition's EPUB, on the paper's own front; empty where there is none."""


class PageView(msgspec.Struct, frozen=True, kw_only=True):
    """A page (版) of an edition."""

    frame: Frame
    day: Day
    lunar: Lunar
    page: PageCards
    pages: tuple[PageLink, ...]
    edition: str
    """The edition's address."""
    previous: PageLink | None
    next: PageLink | None


def _pages(
    edition: EditionId,
    facts: Sequence[PageFacts],
    cards: Sequence[Card],
    placed: Mapping[str, Placed],
    folder: str,
) -> tuple[PageCards, ...]:
    by_page: dict[str, list[Card]] = {}
    for card in cards:
        by_page.setdefault(card.page, []).append(card)
    known = {page.number: page for page in facts}
    return tuple(
        PageCards(
            number=number,
            name=known[number].name if number in known else "",
            address=address.in_variant(address.page(edition, number), folder),
            credits=known[number].credits if number in known else (),
            makeup=make_up(page_cards),
            cards=tuple(page_cards),
            boxes=story_boxes(page_cards, placed[number]) if number in placed else (),
            style=style(placed[number]) if number in placed else "",
        )
        for number, page_cards in by_page.items()
    )


def front(
    localization: Localization,
    variant: Variant,
    edition: EditionId,
    issue: str,
    facts: Sequence[PageFacts],
    cards: Sequence[Card],
    placed: Placed | None,
    small: Mapping[str, Small],
    neighbours: tuple[str, str],
    month: Sequence[EditionId],
    *,
    latest: bool,
    has_book: bool = False,
    has_poster: bool = False,
) -> EditionView:
    """The front of an edition; ``placed`` is its first page made up,
    ``small`` are all in small, ``neighbours`` are the ids of
    the editions before and after it (empty where there is none), ``month`` the editions of its
    month that readers see; ``latest`` makes the view of the paper's own front, ``has_book`` links
    the edition's EPUB there, ``has_poster`` names its picture."""
    folder, localizer = localization.site.folder(variant), localization.localizer(variant)
    url = address.FRONT if latest else address.edition(edition)
    title = localizer.convert_text(localization.site.title) + ("" if latest else f" {edition}")
    picture = Picture(localizer.url(address.poster(edition)), title, "", "") if has_poster else None
    metadata = structs.replace(
        head(localizer), graph=graph(localization, "website", title, localizer.url(url), picture)
    )
    return EditionView(
        frame=frame(localization, variant, url, own_head=metadata),
        day=day(edition.date),
        edition=str(edition),
        issue=issue,
        lunar=lunar_day(localization.localizer(variant), edition.date),
        pages=_with_pictures(_pages(edition, facts, cards, _first(facts, placed), folder), small),
        month=address.in_variant(address.month(edition.date.year, edition.date.month), folder),
        weeks=weeks(
            localization.localizer(variant),
            edition.date.year,
            edition.date.month,
            [other for other in month if other <= edition],
        ),
        previous=_neighbour(neighbours[0], folder),
        next=_neighbour(neighbours[1], folder),
        latest=latest,
        manifest=localizer.url(MANIFEST) if latest and localization.site.offline else "",
        book=localizer.url(address.book(edition)) if latest and has_book else "",
    )


def _first(facts: Sequence[PageFacts], placed: Placed | None) -> dict[str, Placed]:
    return {facts[0].number: placed} if facts and placed else {}


def _with_pictures(pages: Sequence[PageCards], small: Mapping[str, Small]) -> tuple[PageCards, ...]:
    """The pages with their pictures in small."""
    return tuple(
        structs.replace(
            page,
            small=known.picture,
            areas=tuple(zip(known.cards, known.picture.areas, strict=True)),
        )
        if (known := small.get(page.number))
        else page
        for page in pages
    )


def _neighbour(name: str, folder: str) -> Link | None:
    other = EditionId.parse(name)
    return Link(name, address.in_variant(address.edition(other), folder)) if other else None


def pages(
    localization: Localization,
    variant: Variant,
    edition: EditionId,
    facts: Sequence[PageFacts],
    cards: Sequence[Card],
    placed: Mapping[str, Placed],
) -> list[PageView]:
    """The pages (版) of an edition; ``cards`` are all of it, ``placed`` its makeups by page."""
    localizer = localization.localizer(variant)
    sheets = _pages(edition, facts, cards, placed, localizer.folder)
    url, today = localizer.url(address.edition(edition)), day(edition.date)
    lunar = lunar_day(localizer, edition.date)
    views = []
    for at, page in enumerate(sheets):
        links = tuple(
            PageLink(number=p.number, name=p.name, address=p.address, current=p is page)
            for p in sheets
        )
        view = PageView(
            frame=frame(localization, variant, address.page(edition, page.number)),
            day=today,
            lunar=lunar,
            page=page,
            pages=links,
            edition=url,
            previous=links[at - 1] if at else None,
            next=links[at + 1] if at + 1 < len(links) else None,
        )
        views.append(view)
    return views


PAGE = Recipe("page", "page.html")
