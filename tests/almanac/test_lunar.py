"""Lunar dates as a masthead and a calendar print them."""

from __future__ import annotations

import datetime as dt

import pytest
from lunar_python import Solar

from generator.formats.lunar import lunar

KNOWN = """\
1900-01-31 庚子 正月 初一
2020-05-23 庚子 闰四月 初一
2024-12-31 甲辰 腊月 初一
2025-01-28 甲辰 腊月 廿九
2025-01-29 乙巳 正月 初一
2025-03-20 乙巳 二月 廿一 春分
2025-07-25 乙巳 闰六月 初一
2033-12-22 癸丑 闰冬月 初一
2034-02-19 甲寅 正月 初一
2100-12-31 庚申 腊月 初一
"""


@pytest.mark.parametrize("line", KNOWN.splitlines())
def test_a_day(line: str) -> None:
    date, *expected = line.split()
    found = lunar(dt.date.fromisoformat(date))
    assert [found.year, found.month, found.day, *([found.term] if found.term else [])] == expected


def test_every_day_is_the_librarys_own() -> None:
    for number in range(0, 201 * 365, 97):
        date = dt.date(1900, 1, 1) + dt.timedelta(number)
        own = Solar.fromYmd(date.year, date.month, date.day).getLunar()
        found = lunar(date)
        assert (found.year, found.day) == (own.getYearInGanZhi(), own.getDayInChinese())
        assert (found.month, found.term) == (own.getMonthInChinese() + "月", own.getJieQi())
