"""What stands where everything was withdrawn or has expired: a list, a page (版), a front, a month.

Their addresses were published, and are answered for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from generator.build.target import Recipe, Target, target
from generator.model import address
from generator.model.article import EditionId
from generator.model.variant import Variant
from generator.pages.frame import Day, Frame, Link, day, frame
from generator.pages.head import head
from generator.pages.localizer import Localization
from generator.pages.site_context import SiteContext

FEEDS = ("sections", "authors")
"""Kinds of list that have feeds of their own."""


class EmptiedView(msgspec.Struct, frozen=True, kw_only=True):
    """The page of a list, a front or a page (版) whose articles were all withdrawn or have
    expired."""

    frame: Frame
    name: str = ""
    """The list's; of a page (版) its name, which may be empty."""
    day: Day | None = None
    """Of an edition, or of one of its pages; else None."""
    page: str = ""
    """A page's (版) number; else empty."""
    year: int = 0
    month: int = 0
    """0 on a year's page."""
    up: Link
    """What it is a part of; the label is empty where that is the archive or an edition."""


def listing(
    localization: Localization,
    variant: Variant,
    kind: str,
    folder: str,
    name: str,
    year: int = 0,
    month: int = 0,
) -> EmptiedView:
    """A list of which nothing is left, or a year or month of one."""
    localizer = localization.localizer(variant)
    top = Link(localizer.convert_text(name), localizer.url(address.listing(kind, folder)))
    feed = head(localizer, address.listing(kind, folder), top.label) if kind in FEEDS else None
    return EmptiedView(
        frame=frame(
            localization, variant, address.listing(kind, folder, year or None, month), own_head=feed
        ),
        name=top.label,
        year=year,
        month=month,
        up=top if year else Link("", localizer.url(address.ARCHIVE)),
    )


def corrections(localization: Localization, variant: Variant, name: str, year: int) -> EmptiedView:
    """A year's corrections; ``name`` is what corrections are called in the variant."""
    up = Link(name, localization.localizer(variant).url(address.corrections()))
    framed = frame(localization, variant, address.corrections(year))
    return EmptiedView(frame=framed, name=name, year=year, up=up)


def page(
    localization: Localization, variant: Variant, edition: EditionId, number: str, name: str
) -> EmptiedView:
    """A page (版); ``name`` in the variant."""
    up = Link("", localization.localizer(variant).url(address.edition(edition)))
    framed = frame(localization, variant, address.page(edition, number))
    return EmptiedView(frame=framed, name=name, day=day(edition.date), page=number, up=up)


def front(localization: Localization, variant: Variant, edition: EditionId) -> EmptiedView:
    """An edition's front."""
    up = address.month(edition.date.year, edition.date.month)
    framed = frame(localization, variant, address.edition(edition))
    at = Link("", localization.localizer(variant).url(up))
    return EmptiedView(frame=framed, day=day(edition.date), up=at)


def calendar(
    localization: Localization, variant: Variant, year: int, month: int = 0
) -> EmptiedView:
    """A year, or a month."""
    url = address.month(year, month) if month else address.year(year)
    up = Link(
        "", localization.localizer(variant).url(address.year(year) if month else address.ARCHIVE)
    )
    return EmptiedView(frame=frame(localization, variant, url), year=year, month=month, up=up)


EMPTIED = Recipe("emptied", "emptied.html")


def targets(context: SiteContext, view_in: Callable[[Variant], EmptiedView]) -> Iterator[Target]:
    """The page in every variant, where nothing is left but notices."""
    for variant in context.site.variants:
        view = view_in(variant)
        yield target(EMPTIED, view, view.frame.address, variant)
