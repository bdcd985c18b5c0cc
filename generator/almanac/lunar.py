"""Lunar dates and solar terms.

Knows what a masthead prints below the date (农历乙巳年二月廿一 春分); the only importer of its
library. Refuses fortunes, feasts and everything else an almanac has.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from lunar_python import Solar


@dataclass(frozen=True, slots=True)
class LunarDay:
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
        """What a square of a calendar has room for: the term, the month's name on its first
        day, else the day."""
        return self.term or (self.month if self.day == "初一" else self.day)


@lru_cache(maxsize=4096)
def lunar(date: dt.date) -> LunarDay:
    """The lunar day of a date (1900–2100, the library's range)."""
    found = Solar.fromYmd(date.year, date.month, date.day).getLunar()
    return LunarDay(
        year=found.getYearInGanZhi(),
        month=f"{found.getMonthInChinese()}月",
        day=found.getDayInChinese(),
        term=found.getJieQi(),
    )
