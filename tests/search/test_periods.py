"""The division of an archive into periods: independent of the order, one open period for new
editions."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from generator.search import periods
from generator.search.periods import Period, cut

Archive = list[tuple[str, Sequence[int]]]


def daily(days: int, articles: int, chars: int = 530, first: str = "2024-01-01") -> Archive:
    start = dt.date.fromisoformat(first)
    return [((start + dt.timedelta(days=n)).isoformat(), [chars] * articles) for n in range(days)]


def size(period: Period) -> int:
    return sum(part.size for part in period)


def test_a_small_archive_is_one_period() -> None:
    assert len(cut(daily(30, 9))) == 1
    assert cut([]) == []


def test_a_new_edition_changes_only_the_open_period_until_a_month_ends() -> None:
    archive = daily(420, 29)
    new = []
    before = set(cut(archive[:1]))
    for night in range(2, len(archive)):
        now = set(cut(archive[:night]))
        new.append((archive[night - 1][0], now - before))
        before = now
    for date, changed in new:
        if date.endswith("-01"):
            assert len(changed) <= 3, date
        else:
            assert len(changed) == 1, date
            assert size(next(iter(changed))) <= periods.OPEN


def test_a_word_more_in_an_old_article_touches_its_period_only() -> None:
    archive = daily(700, 29)
    before = set(cut(archive))
    archive[90] = (archive[90][0], [*archive[90][1][:-1], 590])
    changed = set(cut(archive)) - before
    assert len(changed) == 1
    assert any(part.edition == archive[90][0] for part in next(iter(changed)))


def test_an_edition_too_long_for_one_period_is_cut() -> None:
    result = cut([("2025-01-01", [1000] * 4000)])
    assert len(result) > 1 and all(size(period) <= periods.CLOSED for period in result)


archives = some.lists(
    some.tuples(
        some.dates(dt.date(2009, 1, 1), dt.date(2031, 12, 31)).map(dt.date.isoformat),
        some.lists(some.integers(1, 60), min_size=1, max_size=8),
    ),
    unique_by=lambda edition: edition[0],
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(archives, some.randoms())
def test_every_article_is_in_one_period_whatever_the_order(
    archive: Archive, chance: random.Random
) -> None:
    result = cut(archive, closed=200, opened=60)
    chance.shuffle(archive)
    assert cut(archive, closed=200, opened=60) == result
    places = [(p.edition, n) for period in result for p in period for n in range(p.start, p.end)]
    assert places == sorted(places)
    assert sorted(places) == sorted((e, n) for e, sizes in archive for n in range(len(sizes)))
    for period in result:
        assert size(period) <= 200 or len(period) == 1


@settings(max_examples=100, deadline=None)
@given(archives, some.sets(some.integers(2009, 2031).map(str), max_size=4))
def test_a_closed_year_shares_no_period_with_others(archive: Archive, years: set[str]) -> None:
    result = cut(archive, closed=200, opened=60, apart=years)
    places = [(p.edition, n) for period in result for p in period for n in range(p.start, p.end)]
    assert places == sorted((e, n) for e, sizes in archive for n in range(len(sizes)))
    for period in result:
        period_years = {part.edition[:4] for part in period}
        assert len(period_years) == 1 or not period_years & years


@pytest.mark.parametrize("per_day", [1, 27, 300])
def test_no_period_is_larger_than_the_engine_can_index(per_day: int) -> None:
    assert max(size(period) for period in cut(daily(800, per_day))) <= periods.CLOSED
