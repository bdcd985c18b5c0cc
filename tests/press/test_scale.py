"""The work of a night does not grow with the archive: when today's edition is added, the files
read, written, converted and indexed are the same over ten editions and over a thousand. Counted, so
that the machine's speed does not matter."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.convert import Converter
from generator.search import periods
from tests.press.driver import SITE, Paper
from tests.reading import files_read

pytestmark = pytest.mark.slow

TODAY = dt.date(2025, 3, 20)
SIZES = (10, 1_000)
A_DAY = 4
"""Articles: ten days of them fill every feed."""
TWO_SCRIPTS = SITE.replace('"试报"\n', '"试报"\nvariants = ["zh-Hans", "zh-Hant-TW"]\n', 1)
ARTICLE = """\
---
title: 第{0}日见闻
bylines: [{{roles: [记者], name: 李文, house: 本报}}]
---
桥长一里，车来车往。今年干旱，粮价平稳，是第{0}日。
"""


@dataclass(frozen=True)
class Night:
    """What was done when today's edition was added."""

    read: int
    """Files opened for reading, below the site's folder."""
    editions: int
    """Opened."""
    written: frozenset[str]
    unchanged: int
    converted: int
    """Bodies, once for each script but the source."""


def put_edition(paper: Paper, date: dt.date) -> None:
    """An edition whose files lay there an hour: what is younger is read twice."""
    folder = f"content/{date}"
    paper.write(f"{folder}/edition.toml", '[pages]\n01 = "要闻"\n')
    for number in range(1, A_DAY + 1):
        paper.write(f"{folder}/01-0{number}.md", ARTICLE.format(date.day))
    then = dt.datetime.now().timestamp() - 3600
    for path in (*(paper.root / folder).iterdir(), paper.root / folder):
        os.utime(path, (then, then))


def days(size: int) -> list[dt.date]:
    """The ten days up to yesterday, and before them one in 25 days."""
    recent = [TODAY - dt.timedelta(days=back) for back in range(1, 11)]
    older = [dt.date(2024, 12, 30) - dt.timedelta(days=25 * back) for back in range(size - 10)]
    return sorted(recent + older)


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """The days up to yesterday, built."""
    folder = tmp_path_factory.mktemp("archives")
    for size in SIZES:
        paper = Paper(folder / str(size), TWO_SCRIPTS)
        for date in days(size):
            put_edition(paper, date)
        assert paper.build(jobs=2).counts["articles"] == A_DAY * size
    return {size: folder / str(size) for size in SIZES}


def copied(archive: Path, to: Path) -> Paper:
    """A copy with its state, once built: the files' places on the disk are known again."""
    shutil.copytree(archive, to, copy_function=shutil.copy2)
    paper = Paper(to, "")
    assert paper.build().written == []
    return paper


def tonight(paper: Paper, only: str, monkeypatch: pytest.MonkeyPatch) -> Night:
    """Adds today's edition and counts."""
    put_edition(paper, TODAY)
    converted: list[Sequence[str]] = []
    runs = Converter.convert_runs

    def counted(
        converter: Converter, texts: Sequence[str], *given: Any, **named: Any
    ) -> Sequence[Sequence[str]]:
        converted.append(texts)
        return runs(converter, texts, *given, **named)

    monkeypatch.setattr(Converter, "convert_runs", counted)
    with files_read(paper.root) as read:
        done = paper.build(only=only)
    assert done.status == 0 and done.counts["articles"] % 10 == A_DAY
    return Night(len(read), done.opened, frozenset(done.written), done.unchanged, len(converted))


@pytest.mark.parametrize("only", ["", str(TODAY)], ids=["plain build", "--edition"])
def test_a_new_edition_costs_the_same_over_ten_and_a_thousand(
    archives: dict[int, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, only: str
) -> None:
    nights = []
    for size in SIZES:
        root = tmp_path / str(size)
        nights.append(tonight(copied(archives[size], root), only, monkeypatch))
    few, many = nights
    assert few.editions == 1 and few.converted == A_DAY
    assert many == few


def test_an_article_edited_writes_the_same_files_in_any_archive(
    archives: dict[int, Path], tmp_path: Path
) -> None:
    written = []
    for size in SIZES:
        root = tmp_path / str(size)
        paper = copied(archives[size], root)
        yesterday = TODAY - dt.timedelta(days=1)
        paper.replace(f"content/{yesterday}/01-02.md", "粮价平稳", "粮价略涨")
        written.append(set(paper.build().written))
    assert written[0] == written[1]
    assert {"2025/03-19/01-02/index.html", "2025/03-19/01-02/zh-hant-tw/index.html"} <= written[0]


@pytest.mark.parametrize("days", [10, 1_000, 10_000])
def test_what_is_indexed_at_night_is_bounded(days: int) -> None:
    a_day = 40 * 600
    editions = [
        (str(TODAY - dt.timedelta(days=back)), [600] * 40) for back in range(days + 60, -1, -1)
    ]
    stood = set(periods.cut(editions[:days], periods.CLOSED, periods.OPEN))
    worst, total = 0, 0
    for night in range(1, 61):
        now = set(periods.cut(editions[: days + night], periods.CLOSED, periods.OPEN))
        indexed = sum(part.size for period in now - stood for part in period)
        worst, total, stood = max(worst, indexed), total + indexed, now
    assert worst <= periods.CLOSED + periods.OPEN
    assert total / 60 <= periods.OPEN + a_day
