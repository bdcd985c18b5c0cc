"""The calendar of a month."""

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
from generator.pages.frame import Frame, Link, frame
from generator.pages.localizer import Localization
from generator.pages.page_kind import List, PageKind
from generator.pages.site_context import SiteContext


class MonthView(msgspec.Struct, frozen=True, kw_only=True):
    """The calendar of a month."""

    frame: Frame
    year: int
    month: int
    weeks: tuple[tuple[CalendarDay, ...], ...]
    """Weeks begin on Monday."""
    up: Link


def month(
    localization: Localization,
    variant: Variant,
    year: int,
    number: int,
    editions: Sequence[EditionId],
) -> MonthView:
    """A month's calendar; ``editions`` are those readers see in it."""
    localizer = localization.localizer(variant)
    return MonthView(
        frame=frame(localization, variant, address.month(year, number)),
        year=year,
        month=number,
        weeks=weeks(localizer, year, number, editions),
        up=Link(str(year), localizer.url(address.year(year))),
    )


MONTH = Recipe("month", "month.html")


class Months(PageKind):
    """The calendars of the months, by month (``2025-03``)."""

    name = "month"
    recipes = (MONTH,)

    def owners(self, store: EditionStore) -> set[Owner]:
        """The months with editions."""
        return {Owner(self.name, name[:7]) for name in (*store.shown(), *store.emptied())}

    def touched(self, store: EditionStore, edition: str, lists: Collection[List]) -> tuple[Owner]:
        """The edition's month."""
        return (Owner(self.name, edition[:7]),)

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target]:
        """The calendar in every variant."""
        year, number = int(key[:4]), int(key[5:7])
        editions = edition_ids(store.shown(year, number))
        if not editions and store.emptied(year, number):
            yield from emptied.targets(
                context, lambda v: emptied.calendar(context.localization, v, year, number)
            )
        for variant in context.site.variants if editions else ():
            view = month(context.localization, variant, year, number, editions)
            yield target(MONTH, view, view.frame.address, variant)


KIND = Months()
