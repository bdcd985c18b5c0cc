"""The calendar of a year."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import msgspec

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.target import Recipe, Target, target
from generator.model import address
from generator.model.article import EditionId, edition_ids
from generator.model.variant import Variant
from generator.pages import emptied
from generator.pages.calendar import CalendarDay, weeks
from generator.pages.edition_store import EditionStore
from generator.pages.frame import Frame, frame
from generator.pages.localizer import Localization
from generator.pages.page_kind import List, PageKind
from generator.pages.site_context import SiteContext


class YearMonth(msgspec.Struct, frozen=True, kw_only=True):
    """A month of a year."""

    month: int
    address: str
    weeks: tuple[tuple[CalendarDay, ...], ...]


class YearView(msgspec.Struct, frozen=True, kw_only=True):
    """The calendar of a year: each month that has editions."""

    frame: Frame
    year: int
    count: int
    """Editions of the year."""
    months: tuple[YearMonth, ...]


def year(
    localization: Localization, variant: Variant, number: int, editions: Sequence[EditionId]
) -> YearView:
    """A year; ``editions`` are those readers see in it."""
    localizer = localization.localizer(variant)
    by_month: dict[int, list[EditionId]] = {}
    for edition in editions:
        by_month.setdefault(edition.date.month, []).append(edition)
    return YearView(
        frame=frame(localization, variant, address.year(number)),
        year=number,
        count=len(editions),
        months=tuple(
            YearMonth(
                month=m,
                address=localizer.url(address.month(number, m)),
                weeks=weeks(localizer, number, m, editions_of_month),
            )
            for m, editions_of_month in sorted(by_month.items())
        ),
    )


YEAR = Recipe("year", "year.html")


class Years(PageKind):
    """The calendars of the years, by year."""

    name = "year"
    recipes = (YEAR,)

    def owners(self, store: EditionStore) -> set[Owner]:
        """The years with editions."""
        return {Owner(self.name, name[:4]) for name in (*store.shown(), *store.emptied())}

    def touched(self, store: EditionStore, edition: str, lists: Collection[List]) -> tuple[Owner]:
        """The edition's year."""
        return (Owner(self.name, edition[:4]),)

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target]:
        """The calendar in every variant."""
        number = int(key)
        editions = edition_ids(store.shown(number))
        if not editions and store.emptied(number):
            yield from emptied.targets(
                context, lambda v: emptied.calendar(context.localization, v, number)
            )
        for variant in context.site.variants if editions else ():
            view = year(context.localization, variant, number, editions)
            yield target(YEAR, view, view.frame.address, variant)


KIND = Years()
