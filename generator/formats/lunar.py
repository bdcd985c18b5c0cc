"""Lunar dates and solar terms.

As a masthead prints them below the date: 农历乙巳年二月廿一 春分. The only importer of
lunar_python.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import msgspec
from lunar_python import Lunar, LunarYear, Solar
from lunar_python.util import LunarUtil


class LunarDay(msgspec.Struct, frozen=True):
    """A day of the lunar calendar, in Simplified characters."""

    year: str
    """干支: 乙巳."""
    month: str
    """二月, 闰六月."""
    day: str
    """廿一."""
    term: str
    """节气, where one begins on this day: 春分. Empty on others."""

    @property
    def short(self) -> str:
        """The text for a square of a calendar: the term, the month's name on its first day, else
        the day."""
        return self.term or (self.month if self.day == "初一" else self.day)


def lunar(date: dt.date) -> LunarDay:
    """The lunar day of a date (1900–2100, the library's range)."""
    return _year(date.year)[date]


@lru_cache(maxsize=16)
def _year(number: int) -> dict[dt.date, LunarDay]:
    """The lunar days of a year by date; cached, because the library computes whole years."""
    year = LunarYear.fromYear(number)
    terms = {
        _date(moment): Lunar.JIE_QI[at % 24]
        for at, moment in enumerate(year.getJieQiJulianDays(), -1)
    }
    days = {}
    for month in year.getMonths():
        cycle = LunarUtil.JIA_ZI[(month.getYear() - 4) % 60]
        name = ("闰" if month.isLeap() else "") + LunarUtil.MONTH[abs(month.getMonth())] + "月"
        first = _date(month.getFirstJulianDay())
        for at in range(month.getDayCount()):
            date = first + dt.timedelta(at)
            term = terms.get(date, "")
            days[date] = LunarDay(year=cycle, month=name, day=LunarUtil.DAY[at + 1], term=term)
    return days


def _date(julian_day: float) -> dt.date:
    parts = Solar.fromJulianDay(julian_day)
    return dt.date(parts.getYear(), parts.getMonth(), parts.getDay())
