"""Calendars: a month, a year, all years. A day links exactly if its edition exists."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from generator.formats.lunar import lunar
from generator.model import address
from generator.model.article import EditionId
from generator.model.swift import swift
from generator.model.variant import VARIANTS, Variant
from generator.pages.frame import Day, Frame, Link, day, frame
from generator.pages.localizer import Localization, Localizer


@dataclass(frozen=True, slots=True, kw_only=True)
class Lunar:
    """A lunar date, in one variant."""

    year: str
    month: str
    day: str
    term: str


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """One square of a month; ``number`` is 0 for those before the 1st and after the last."""

    number: int
    lunar: str = ""
    """廿一; 春分 where a solar term begins; 三月 on a lunar month's first day."""
    editions: tuple[Link, ...] = ()
    """Labels are suffixes: empty for the day's ordinary edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """The calendar of a month."""

    frame: Frame
    year: int
    month: int
    weeks: tuple[tuple[CalendarDay, ...], ...]
    """Weeks begin on Monday."""
    up: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCount:
    """A month in a list: its number, how many editions or articles, and where."""

    month: int
    count: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearMonth:
    """A month among a year's."""

    month: int
    address: str
    weeks: tuple[tuple[CalendarDay, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """The calendar of a year: each month that has editions."""

    frame: Frame
    year: int
    count: int
    """Editions of the year."""
    months: tuple[YearMonth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCount:
    """A year of the archive: how many editions it has, where, and its months."""

    year: int
    count: int
    address: str
    months: tuple[MonthCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveView:
    """All years with their months, newest first, and the sections."""

    frame: Frame
    years: tuple[YearCount, ...]
    sections: tuple[tuple[Link, int], ...]
    books: tuple[tuple[Day, str], ...]
    """The newest editions as EPUB: (day, address)."""


def lunar_day(localizer: Localizer, date: dt.date) -> Lunar:
    """The lunar date of a date, in the localizer's variant."""
    say = _almanac(localizer).convert_text
    found = lunar(date)
    return Lunar(
        year=say(found.year), month=say(found.month), day=say(found.day), term=say(found.term)
    )


def _almanac(localizer: Localizer) -> Localizer:
    """The localizer for the almanac, whose texts are Simplified, whatever the paper's script."""
    return localizer.localization.localizer(localizer.variant, source=VARIANTS["zh-Hans"])


def weeks(
    localizer: Localizer, year: int, number: int, editions: Sequence[EditionId]
) -> tuple[tuple[CalendarDay, ...], ...]:
    """A month's squares, week by week from Monday; ``editions`` are those that link."""
    by_day: dict[int, list[Link]] = {}
    for edition in editions:
        link = Link(edition.suffix, localizer.url(address.edition(edition)))
        by_day.setdefault(edition.date.day, []).append(link)
    say = _almanac(localizer).convert_text
    return tuple(
        tuple(
            CalendarDay(
                number=d,
                lunar=say(lunar(dt.date(year, number, d)).short) if d else "",
                editions=tuple(by_day.get(d, ())),
            )
            for d in week
        )
        for week in calendar.Calendar().monthdayscalendar(year, number)
    )


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
                weeks=weeks(localizer, number, m, found),
            )
            for m, found in sorted(by_month.items())
        ),
    )


def archive(
    localization: Localization,
    variant: Variant,
    months: Sequence[tuple[int, int, int]],
    sections: Sequence[tuple[str, str, int]],
    books: Sequence[EditionId],
) -> ArchiveView:
    """The archive; ``months`` are (year, month, editions), ``sections`` (folder, name,
    articles), ``books`` the editions that stand as books, newest first."""
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
                count=sum(m.count for m in found),
                address=localizer.url(address.year(number)),
                months=tuple(found),
            )
            for number, found in reversed(by_year.items())
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
    )
