"""Photos: every photo story and picture of the paper, the newest first, and by month."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

import msgspec

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.target import Recipe, Target, target
from generator.content.markdown import parse
from generator.model import address
from generator.model.article import Article
from generator.model.card import Card, Picture
from generator.model.variant import Variant
from generator.pages import cards as cardroom
from generator.pages import emptied
from generator.pages.calendar import MonthCount
from generator.pages.edition_rows import Filing, Standing
from generator.pages.edition_store import EditionStore
from generator.pages.emptied import EmptiedView
from generator.pages.frame import Day, Frame, Link, day, frame
from generator.pages.localizer import Localization
from generator.pages.page_kind import List, PageKind
from generator.pages.site_context import SiteContext

NEWEST = 30
"""Articles on the first page; each month has a page with all of its own."""
PHOTOS = Recipe("photos", "photos.html")
_ADDRESS = "/photos/"
_ALL = "all"
"""The folder in which articles with pictures are filed."""
_Month = tuple[int, int]
"""(year, month)."""


class PhotoStory(msgspec.Struct, frozen=True, kw_only=True):
    """The pictures of one article."""

    day: Day
    article: Link
    pictures: tuple[Picture, ...]


class PhotoMonth(msgspec.Struct, frozen=True, kw_only=True):
    """A month with photos on a page."""

    year: int
    month: int
    address: str
    stories: tuple[PhotoStory, ...]
    """Newest edition first, in reading order."""


class PhotosView(msgspec.Struct, frozen=True, kw_only=True):
    """The newest photos, or a month's."""

    frame: Frame
    year: int
    """0 on the first page."""
    month: int
    """0 on the first page."""
    up: str
    """The address of the first page."""
    years: tuple[tuple[int, tuple[MonthCount, ...]], ...]
    """On the first page: each year with its months, newest first."""
    months: tuple[PhotoMonth, ...]
    """The photos of the page, newest month first; on a month's page one."""
    earlier: str
    """On a month's page: the address of the month with photos before it; empty where none is."""
    later: str
    """The same, of the month after it."""


def address_of(year: int = 0, month: int = 0) -> str:
    """``/photos/``, or a month's: ``/photos/2025/03/``."""
    return f"{_ADDRESS}{year:04d}/{month:02d}/" if year else _ADDRESS


def photos(
    localization: Localization,
    variant: Variant,
    cards: Sequence[Card],
    counts: Sequence[tuple[int, int, int]],
    year: int = 0,
    month: int = 0,
) -> PhotosView:
    """A page of photos; ``counts`` are (year, month, articles) of all that have pictures, oldest
    first."""
    localizer = localization.localizer(variant)
    by_year: dict[int, list[MonthCount]] = {}
    for number, m, count in counts if not year else ():
        place = localizer.url(address_of(number, m))
        by_year.setdefault(number, []).append(MonthCount(month=m, count=count, address=place))
    earlier, later = (
        localizer.url(address_of(*when)) if when else ""
        for when in _neighbours([row[:2] for row in counts], (year, month))
    )
    return PhotosView(
        frame=frame(localization, variant, address_of(year, month)),
        year=year,
        month=month,
        up=localizer.url(_ADDRESS),
        years=tuple((number, tuple(months)) for number, months in reversed(by_year.items())),
        months=tuple(
            PhotoMonth(
                year=number,
                month=m,
                address=localizer.url(address_of(number, m)),
                stories=tuple(map(_story, cards_of_month)),
            )
            for (number, m), cards_of_month in groupby(
                cards, lambda card: (card.date.year, card.date.month)
            )
        ),
        earlier=earlier,
        later=later,
    )


def _story(card: Card) -> PhotoStory:
    return PhotoStory(
        day=day(card.date),
        article=Link(card.title, card.address),
        pictures=(*card.pictures, *card.embedded),
    )


def _neighbours(months: Sequence[_Month], month: _Month) -> tuple[_Month | None, _Month | None]:
    """Of some months, oldest first, the ones before and after one of them; None where there is
    none."""
    if month not in months:
        return None, None
    at = months.index(month)
    return months[at - 1] if at else None, months[at + 1] if months[at + 1 :] else None


class Photos(PageKind):
    """The pages of photos: the first one, and by month (``2025-03``)."""

    name = "photos"
    recipes = (PHOTOS,)
    entrance = (_ADDRESS, "photos")

    def filings(
        self, article: Article, card: Card | None, position: int, standing: Standing
    ) -> Iterator[Filing]:
        """An article with pictures that may be shown."""
        if article.front.offline and _has_pictures(article, card):
            yield Filing(self.name, _ALL, _ALL, position, article.id.stem, standing)

    def has_entrance(self, store: EditionStore) -> bool:
        """Whether any article has pictures."""
        return store.has_listed(self.name)

    def owners(self, store: EditionStore) -> Iterator[Owner]:
        """The first page and every month."""
        yield Owner(self.name)
        for year, month, *_ in store.filed_count(self.name, _ALL):
            yield Owner(self.name, f"{year:04d}-{month:02d}")

    def touched(
        self, store: EditionStore, edition: str, lists: Collection[List]
    ) -> Iterator[Owner]:
        """The first page and the edition's month, where it has pictures."""
        for kind, _, year, month in lists:
            if kind == self.name:
                yield Owner(self.name)
                yield Owner(self.name, f"{year:04d}-{month:02d}")

    def conditional(self, store: EditionStore, lists: Collection[List]) -> set[Owner]:
        """The neighbours of the months that have photos: they link to them."""
        months = _listed_months(store)
        return {
            Owner(self.name, f"{neighbour[0]:04d}-{neighbour[1]:02d}")
            for kind, _, *month in lists
            if kind == self.name
            for neighbour in _neighbours(months, (month[0], month[1]))
            if neighbour
        }

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target]:
        """The page in every variant; where all of its articles are gone, what says so."""
        year, month = (int(key[:4]), int(key[5:7])) if key else (0, 0)
        rows = store.filed_count(self.name, _ALL)
        counts = [(y, m, listed) for y, m, listed, _ in rows if listed]
        filed = store.filed(self.name, _ALL, key, -1 if key else NEWEST)
        if not filed and any((y, m) == (year, month) or not key for y, m, *_ in rows):
            yield from emptied.targets(context, lambda v: self._emptied(context, v, year, month))
        cards = [cardroom.from_json(row) for row in filed]
        for variant in context.site.variants if filed else ():
            shown = [card[variant.tag] for card in cards]
            view = photos(context.localization, variant, shown, counts, year, month)
            yield target(PHOTOS, view, view.frame.address, variant)

    def _emptied(
        self, context: SiteContext, variant: Variant, year: int, month: int
    ) -> EmptiedView:
        name = context.theme.words[variant.tag].translate("photos")
        up = context.localization.localizer(variant).url(_ADDRESS if year else address.ARCHIVE)
        framed = frame(context.localization, variant, address_of(year, month))
        label = name if year else ""
        return EmptiedView(frame=framed, name=name, year=year, month=month, up=Link(label, up))


def _has_pictures(article: Article, card: Card | None) -> bool:
    if article.front.images or card is None:
        return bool(article.front.images) or any(parse(article.body).document.images())
    return bool(card.embedded)


def _listed_months(store: EditionStore) -> list[_Month]:
    """The months with photos, oldest first."""
    return [(y, m) for y, m, listed, _ in store.filed_count(Photos.name, _ALL) if listed]


KIND = Photos()
