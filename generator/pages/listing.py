"""Lists of articles: of a section, an author, a tag; cut by year and month, never by page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from generator.model import address
from generator.model.card import Entry
from generator.model.swift import swift
from generator.model.variant import Variant
from generator.pages.calendar import MonthCount
from generator.pages.frame import Frame, Link, frame
from generator.pages.head import head
from generator.pages.localizer import Localization

FEEDS = ("sections", "authors")
"""Kinds of list that have feeds of their own."""
NEWEST = 30
"""Cards on a list's own page."""
WHOLE_YEAR = 200
"""A year with more cards than this is cut into months."""


@swift
@dataclass(frozen=True, slots=True)
class ListedDay:
    """The articles of one day."""

    date: dt.date
    entries: tuple[Entry, ...]
    """In the order of the editions and of their reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """A list: its newest cards, a year's or a month's."""

    frame: Frame
    kind: str
    """sections, authors or tags."""
    name: str
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
    entries: Sequence[Entry],
    *,
    year: int = 0,
    month: int = 0,
) -> ListView:
    """A list's page. ``counts`` are (year, month, how many) of the whole list; ``entries`` those
    to be shown, the newest first (none for a year that is cut into months)."""
    localizer = localization.localizer(variant)
    here = address.listing(kind, folder, year or None, month)
    years = sorted({y for y, _, _ in counts}, reverse=True)
    shown = [(y, m, n) for y, m, n in counts if year in (0, y) and month in (0, m)]
    top = Link(localizer.convert_text(name), localizer.url(address.listing(kind, folder)))
    has_feed = kind in FEEDS
    told = head(localizer, address.listing(kind, folder), top.label) if has_feed else None
    months = tuple(
        MonthCount(month=m, count=n, address=localizer.url(address.listing(kind, folder, y, m)))
        for y, m, n in shown
        if year and not month and not entries
    )
    return ListView(
        frame=frame(localization, variant, here, own_head=told),
        kind=kind,
        name=top.label,
        up=top if year else None,
        year=year,
        month=month,
        count=sum(n for _, _, n in shown),
        years=()
        if year
        else tuple(Link(str(y), localizer.url(address.listing(kind, folder, y))) for y in years),
        months=months,
        days=tuple(
            ListedDay(date, tuple(own)) for date, own in groupby(entries, attrgetter("date"))
        ),
    )
