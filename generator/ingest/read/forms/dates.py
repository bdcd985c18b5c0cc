"""Numbers and dates as newspapers print them: 3月18日, 十二月三十一日, １月１日, 二〇二五年.

Folded text in; ``int``, ``date`` or :class:`Dateline` out. Words such as 昨日 are not parsed.
"""

from __future__ import annotations

import datetime as dt
import re

from generator.model.article import Dateline

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
NUMERAL = "(?:[0-9]{1,3}|[〇○零一二三四五六七八九十廿卅]{1,4})"
"""A number below a thousand, in folded text."""
DATE = (
    r"(?:(?P<year>[0-9]{4}|[〇○零一二三四五六七八九]{4})年)?"
    rf"(?:(?P<month>{NUMERAL})月)?(?P<day>{NUMERAL})[日号]"
)
"""A date in folded text, with groups ``year``, ``month`` and ``day``; year and month may be
missing."""


def number(text: str) -> int | None:
    """The value of digits or a Chinese numeral below a hundred (廿三 → 23); None if the text is
    neither."""
    if text.isascii() and text.isdigit():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "十" not in text:
        if not text or any(char not in _DIGITS for char in text):
            return None
        return int("".join(str(_DIGITS[char]) for char in text))
    tens, _, ones = text.partition("十")
    if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return None
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)


def date(match: re.Match[str], edition: dt.date) -> dt.date | None:
    """The date of a match of :data:`DATE` in an edition of that day; None if there is no such day.
    A missing year or month is the one that brings the date nearest to the edition: 12月31日 in a
    New Year's edition is yesterday."""
    day = number(match["day"] or "")
    if day is None:
        return None
    if match["month"]:
        month = number(match["month"])
        years = [number(match["year"])] if match["year"] else _around(edition.year)
        options = [(year, month) for year in years]
    else:
        options = [_shift(edition, step) for step in (-2, -1, 0)]
    days = [candidate for year, month in options if (candidate := _make(year, month, day))]
    if not match["month"]:
        # 31日电 is of a month that has been, or at most of tomorrow.
        days = [candidate for candidate in days if candidate <= edition + dt.timedelta(days=1)]
    return min(days, key=lambda candidate: abs(candidate - edition), default=None)


def dateline(place: str, day: str | None, edition: dt.date) -> Dateline | None:
    """The dateline of a place and a printed day (folded text of the form :data:`DATE`); None
    where both are missing."""
    match = re.fullmatch(DATE, day) if day else None
    printed = date(match, edition) if match else None
    return Dateline(place, printed) if place or printed else None


def _around(year: int) -> list[int | None]:
    return [year - 1, year, year + 1]


def _shift(day: dt.date, months: int) -> tuple[int | None, int | None]:
    """(year, month) of a day moved by a number of months."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def _make(year: int | None, month: int | None, day: int) -> dt.date | None:
    """The date; None if there is no such day."""
    try:
        return dt.date(year or 0, month or 0, day)
    except ValueError:
        return None
