"""The archive: all years with their months, and the ways to what else spans editions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import msgspec

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.target import Recipe, Target, target
from generator.model import address
from generator.model.article import EditionId, edition_ids
from generator.model.variant import Variant
from generator.pages.calendar import MonthCount
from generator.pages.edition_store import EditionStore
from generator.pages.frame import Day, Frame, Link, day, frame
from generator.pages.kinds.book import book_editions
from generator.pages.localizer import Localization
from generator.pages.page_kind import List, PageKind
from generator.pages.page_kinds import all_kinds
from generator.pages.site_context import SiteContext


class YearCount(msgspec.Struct, frozen=True, kw_only=True):
    """A year of the archive: how many editions it has, where, and its months."""

    year: int
    count: int
    address: str
    months: tuple[MonthCount, ...]


class ArchiveView(msgspec.Struct, frozen=True, kw_only=True):
    """All years with their months, newest first, and the sections."""

    frame: Frame
    years: tuple[YearCount, ...]
    sections: tuple[tuple[Link, int], ...]
    books: tuple[tuple[Day, str], ...]
    """The newest editions as EPUB: (day, address)."""
    entrances: tuple[Link, ...]
    """Pages that span editions, such as the corrections."""


def archive(
    localization: Localization,
    variant: Variant,
    months: Sequence[tuple[int, int, int]],
    sections: Sequence[tuple[str, str, int]],
    books: Sequence[EditionId],
    entrances: tuple[Link, ...],
) -> ArchiveView:
    """The archive; ``months`` are (year, month, editions), ``sections`` (folder, name,
    articles), ``books`` the editions that stand as books, newest first,
    ``entrances`` the pages that span editions."""
    localizer = localization.localizer(variant)
    by_year: dict[int, list[MonthCount]] = {}
    for number, m, count in sorted(months):
        place = localizer.url(address.month(number, m))
        by_year.setdefault(number, []).append(MonthCount(month=m, count=count, address=place))
    return ArchiveView(
        frame=frame(localization, variant, address.ARCHIVE),
        years=tuple(
            YearCount(
                year=number,
                count=sum(m.count for m in months_of_year),
                address=localizer.url(address.year(number)),
                months=tuple(months_of_year),
            )
            for number, months_of_year in reversed(by_year.items())
        ),
        sections=tuple(
            (
                Link(
                    localizer.convert_text(name), localizer.url(address.listing("sections", folder))
                ),
                count,
            )
            for folder, name, count in sections
        ),
        books=tuple((day(edition.date), localizer.url(address.book(edition))) for edition in books),
        entrances=entrances,
    )


ARCHIVE = Recipe("archive", "archive.html")


class ArchivePage(PageKind):
    """The archive page."""

    name = "archive"
    recipes = (ARCHIVE,)

    def touched(self, store: EditionStore, edition: str, lists: Collection[List]) -> tuple[Owner]:
        """The page: it counts editions."""
        return (Owner(self.name),)

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target]:
        """The page in every variant."""
        months = store.months()
        sections = [row for row in store.names("sections") if row[2]]
        books = edition_ids(book_editions(context, store))
        kinds = [kind.entrance for kind in all_kinds().values() if kind.has_entrance(store)]
        for variant in context.site.variants:
            localizer = context.localization.localizer(variant)
            words = context.theme.words[variant.tag]
            entrances = tuple(
                Link(words.translate(word), localizer.url(url)) for url, word in kinds
            )
            view = archive(context.localization, variant, months, sections, books, entrances)
            yield target(ARCHIVE, view, view.frame.address, variant)


KIND = ArchivePage()
