"""Calendars: a month, a year, all years. A day links exactly if its edition exists."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass

from generator.paper.imprint import Imprint
from generator.paper.views.frame import Frame, Link, frame
from generator.values import address
from generator.values.article import EditionId
from generator.values.variant import Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """One square of a month; ``number`` is 0 for those before the 1st and after the last."""

    number: int
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
class YearView:
    """A year's months."""

    frame: Frame
    year: int
    months: tuple[MonthCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveView:
    """All years, and the sections."""

    frame: Frame
    years: tuple[tuple[int, int, str], ...]
    """(year, how many editions, address), newest first."""
    sections: tuple[tuple[Link, int], ...]


def month(
    imprint: Imprint, variant: Variant, year: int, number: int, editions: Sequence[EditionId]
) -> MonthView:
    """A month's calendar; ``editions`` are those readers see in it."""
    folder = imprint.site.folder(variant)
    by_day: dict[int, list[Link]] = {}
    for edition in editions:
        link = Link(edition.suffix, address.in_variant(address.edition(edition), folder))
        by_day.setdefault(edition.date.day, []).append(link)
    weeks = calendar.Calendar().monthdayscalendar(year, number)
    return MonthView(
        frame=frame(imprint, variant, address.month(year, number)),
        year=year,
        month=number,
        weeks=tuple(
            tuple(CalendarDay(number=d, editions=tuple(by_day.get(d, ()))) for d in week)
            for week in weeks
        ),
        up=Link(str(year), address.in_variant(address.year(year), folder)),
    )


def year(
    imprint: Imprint, variant: Variant, number: int, editions: Sequence[EditionId]
) -> YearView:
    """A year; ``editions`` are those readers see in it."""
    folder = imprint.site.folder(variant)
    counts: dict[int, int] = {}
    for edition in editions:
        counts[edition.date.month] = counts.get(edition.date.month, 0) + 1
    return YearView(
        frame=frame(imprint, variant, address.year(number)),
        year=number,
        months=tuple(
            MonthCount(
                month=m,
                count=count,
                address=address.in_variant(address.month(number, m), folder),
            )
            for m, count in sorted(counts.items())
        ),
    )


def archive(
    imprint: Imprint,
    variant: Variant,
    years: Sequence[tuple[int, int]],
    sections: Sequence[tuple[str, str, int]],
) -> ArchiveView:
    """The archive; ``years`` are (year, editions), ``sections`` (folder, name, articles)."""
    voice = imprint.voice(variant)
    return ArchiveView(
        frame=frame(imprint, variant, address.ARCHIVE),
        years=tuple(
            (number, count, voice.at(address.year(number))) for number, count in reversed(years)
        ),
        sections=tuple(
            (Link(voice.text(name), voice.at(address.listing("sections", folder))), count)
            for folder, name, count in sections
        ),
    )
