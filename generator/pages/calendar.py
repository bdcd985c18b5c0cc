"""Calendars: a month, a year, all years. A day links exactly if its edition exists."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence

import msgspec

from generator.formats.lunar import lunar
from generator.model import address
from generator.model.article import EditionId
from generator.model.variant import VARIANTS
from generator.pages.frame import Link
from generator.pages.localizer import Localizer


class Lunar(msgspec.Struct, frozen=True, kw_only=True):
    """A lunar date, in one variant."""

    year: str
    month: str
    day: str
    term: str


class CalendarDay(msgspec.Struct, frozen=True, kw_only=True):
    """One square of a month; ``number`` is 0 for those before the 1st and after the last."""

    number: int
    lunar: str = ""
    """廿一; 春分 where a solar term begins; 三月 on a lunar month's first day."""
    editions: tuple[Link, ...] = ()
    """Labels are suffixes: empty for the day's ordinary edition."""


class MonthCount(msgspec.Struct, frozen=True, kw_only=True):
    """A month in a list: its number, how many editions or articles, and where."""

    month: int
    count: int
    address: str


def lunar_day(localizer: Localizer, date: dt.date) -> Lunar:
    """The lunar date of a date, in the localizer's variant."""
    say = _almanac(localizer).convert_text
    almanac_date = lunar(date)
    return Lunar(
        year=say(almanac_date.year),
        month=say(almanac_date.month),
        day=say(almanac_date.day),
        term=say(almanac_date.term),
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
