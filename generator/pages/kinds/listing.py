"""Lists of articles: of a section, an author, a tag; cut by year and month, never by page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

import msgspec

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.target import Recipe, Target, target
from generator.model import address
from generator.model.card import ListEntry
from generator.model.variant import Variant
from generator.pages import cards as cardroom
from generator.pages import emptied
from generator.pages.calendar import MonthCount
from generator.pages.edition_store import EditionStore
from generator.pages.frame import Frame, Link, frame
from generator.pages.head import head
from generator.pages.localizer import Localization
from generator.pages.page_kind import List, PageKind
from generator.pages.page_kinds import all_kinds
from generator.pages.site_context import SiteContext

FEEDS = ("sections", "authors")
"""Kinds of list that have feeds of their own."""
NEWEST = 30
"""Cards on a list's own page."""
WHOLE_YEAR = 200
"""A year with more cards than this is cut into months."""


class ListedDay(msgspec.Struct, frozen=True):
    """The articles of one day."""

    date: dt.date
    entries: tuple[ListEntry, ...]
    """In the order of the editions and of their reading."""


class ListView(msgspec.Struct, frozen=True, kw_only=True):
    """A list: its newest cards, a year's or a month's."""

    frame: Frame
    kind: str
    """sections, authors or tags."""
    name: str
    index: Link | None
    """The page that names all lists of the kind; None without such a page."""
    up: Link | None
    """The list this is a part of."""
    year: int
    """0 on the list's own page."""
    month: int
    """0 but on a month's page."""
    count: int
    years: tuple[Link, ...]
    """On the list's own page; a year's page stays as it is when another year begins."""
    months: tuple[MonthCount, ...]
    """A long year's months; empty where the articles stand here."""
    days: tuple[ListedDay, ...]
    """The newest first."""


def listing(
    localization: Localization,
    variant: Variant,
    kind: str,
    folder: str,
    name: str,
    counts: Sequence[tuple[int, int, int]],
    entries: Sequence[ListEntry],
    *,
    year: int = 0,
    month: int = 0,
    index: Link | None = None,
) -> ListView:
    """A list's page. ``counts`` are (year, month, how many) of the whole list; ``entries`` those
    to be shown, the newest first (none for a year that is cut into months); ``index`` the page
    that names all lists of the kind."""
    localizer = localization.localizer(variant)
    url = address.listing(kind, folder, year or None, month)
    years = sorted({y for y, _, _ in counts}, reverse=True)
    shown = [(y, m, n) for y, m, n in counts if year in (0, y) and month in (0, m)]
    top = Link(localizer.convert_text(name), localizer.url(address.listing(kind, folder)))
    has_feed = kind in FEEDS
    metadata = head(localizer, address.listing(kind, folder), top.label) if has_feed else None
    months = tuple(
        MonthCount(month=m, count=n, address=localizer.url(address.listing(kind, folder, y, m)))
        for y, m, n in shown
        if year and not month and not entries
    )
    return ListView(
        frame=frame(localization, variant, url, own_head=metadata),
        kind=kind,
        name=top.label,
        index=index,
        up=top if year else None,
        year=year,
        month=month,
        count=sum(n for _, _, n in shown),
        years=()
        if year
        else tuple(Link(str(y), localizer.url(address.listing(kind, folder, y))) for y in years),
        months=months,
        days=tuple(
            ListedDay(date, tuple(entries_of_day))
            for date, entries_of_day in groupby(entries, attrgetter("date"))
        ),
    )


LISTS = ("sections", "authors", "tags")
"""The kinds of lists."""
LISTING = Recipe("listing", "listing.html")
Count = tuple[int, int, int, int]
"""What a list has in a month: (year, month, listed, gone)."""


def list_owner(kind: str, folder: str, year: int = 0, month: int = 0) -> Owner:
    """The owner of a list's page, or of its page of a year or month."""
    when = f"/{year:04d}" * bool(year) + f"/{month:02d}" * bool(month)
    return Owner("list", f"{kind}/{folder}{when}")


def is_long(counts: Iterable[Count]) -> bool:
    """Whether a year, of which these are the months, is cut into them. What is gone counts: with
    it a month's page would go."""
    return sum(listed + gone for _, _, listed, gone in counts) > WHOLE_YEAR


def _index(context: SiteContext, variant: Variant, kind: str) -> Link | None:
    """The page that names all lists of a kind; None without such a page."""
    for page_kind in all_kinds().values():
        if page_kind.index_of == kind:
            url, word = page_kind.entrance
            label = context.theme.words[variant.tag].translate(word)
            return Link(label, context.localization.localizer(variant).url(url))
    return None


class Lists(PageKind):
    """The lists of sections, authors and tags, by kind, folder, year and month
    (``sections/要闻/2025/03``)."""

    name = "list"
    recipes = (LISTING,)

    def owners(self, store: EditionStore) -> Iterator[Owner]:
        """Every list, with its years and months."""
        for kind in LISTS:
            for folder, _, _ in store.names(kind):
                yield list_owner(kind, folder)
                for year, month, *_ in store.filed_count(kind, folder):
                    yield list_owner(kind, folder, year)
                    yield list_owner(kind, folder, year, month)

    def touched(self, store: EditionStore, edition: str, lists: Collection[List]) -> set[Owner]:
        """The lists that the edition's cards are in."""
        return {
            list_owner(kind, folder, *when)
            for kind, folder, year, month in lists
            if kind in LISTS
            for when in ((), (year,), (year, month))
        }

    def conditional(self, store: EditionStore, lists: Collection[List]) -> set[Owner]:
        """The months of the years that are cut into months."""
        owners: set[Owner] = set()
        for kind, folder, year in {row[:3] for row in lists if row[0] in LISTS}:
            months = [row for row in store.filed_count(kind, folder) if row[0] == year]
            if is_long(months):
                owners |= {list_owner(kind, folder, year, month) for _, month, *_ in months}
        return owners

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target]:
        """The page in every variant."""
        kind, folder, *when = key.split("/")
        name, whole = store.name(kind, folder), store.filed_count(kind, folder)
        year, month = (int(when[0]) if when else 0), (int(when[1]) if when[1:] else 0)
        of_year = [row for row in whole if year in (0, row[0])]
        shown = [row for row in of_year if month in (0, row[1])]
        by_month = bool(year) and is_long(of_year)
        if not shown or (month and not by_month):
            return
        counts = [(y, m, listed) for y, m, listed, _ in whole if listed]
        if not any(listed for _, _, listed, _ in shown):
            # An heir answers for the whole of a list of which nothing is left.
            if counts or address.listing(kind, folder) not in context.site.moved:
                localization = context.localization
                yield from emptied.targets(
                    context,
                    lambda v: emptied.listing(localization, v, kind, folder, name, year, month),
                )
            return
        limit = -1 if year else NEWEST
        filed = [] if by_month and not month else store.listed(kind, folder, "-".join(when), limit)
        rows = [cardroom.entries_from_json(row) for row in filed]
        for variant in context.site.variants:
            view = listing(
                context.localization,
                variant,
                kind,
                folder,
                name,
                counts,
                [row[variant.tag] for row in rows],
                year=year,
                month=month,
                index=_index(context, variant, kind),
            )
            yield target(LISTING, view, view.frame.address, variant)


KIND = Lists()
