"""Publication times follow the paper's time zone, whatever that of the machine is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import huozi

FILES = {
    "site.toml": 'title = "试报"\ndescription = "试"\nbase_url = "https://paper.example/"\n',
    "content/2025-03-19/01-01.md": "---\ntitle: 昨日旧闻\n---\n昨日的事。\n",
    "content/2025-03-20/01-01.md": "---\ntitle: 今日要闻\nsection: 今日栏\n---\n今日的事。\n",
    "content/2025-03-20/01-02.md": (
        "---\ntitle: 六点见报\npublish_at: 2025-03-20 06:00\n---\n早些。\n"
    ),
    "content/2025-03-20/01-03.md": "---\ntitle: 午后撤下\nexpires: 2025-03-20 12:00\n---\n限时。\n",
    "content/2025-03-20/01-04.md": "---\ntitle: 永是草稿\ndraft: true\n---\n未定。\n",
    "content/2025-03-21/01-01.md": "---\ntitle: 明日之事\nsection: 明日栏\n---\n明日的事。\n",
}
UTC = {"TZ": "UTC"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path


def built(site: Path, now: str, **env: str) -> dict[str, Any]:
    words = ["--now", now] if now else []
    done = huozi("build", "--no-search", "--json", *words, site=site, env=UTC | env)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def where(site: Path, words: str) -> set[str]:
    """Every file of the output, of whatever kind, in which some words stand."""
    output = site / "output"
    files = [path for path in output.rglob("*") if path.is_file()]
    return {
        path.relative_to(output).as_posix()
        for path in files
        if words.encode() in path.read_bytes() or words in path.as_posix()
    }


def test_half_an_hour_into_the_day_in_shanghai_on_a_machine_in_utc(site: Path) -> None:
    built(site, "2025-03-19T16:30:00+00:00")
    assert "2025/03-20/01-01/index.html" in where(site, "今日要闻"), "today is out"
    assert "index.html" in where(site, "今日要闻")
    for tomorrow in ("明日之事", "明日栏", "2025-03-21", "03-21"):
        assert where(site, tomorrow) == set(), tomorrow
    for hidden in ("六点见报", "永是草稿"):
        assert where(site, hidden) == set(), hidden


def test_half_an_hour_before_it_is_still_yesterday(site: Path) -> None:
    built(site, "2025-03-19T15:30:00+00:00")
    assert where(site, "今日要闻") == set()
    assert "昨日旧闻" in (site / "output" / "index.html").read_text("utf-8")


def test_each_build_reports_when_the_next_change_is_due(site: Path) -> None:
    moments = []
    now = "2025-03-19T23:00:00+08:00"
    while now:
        now = built(site, now)["due"]
        moments.append(now[:16])
    # In Shanghai: midnight, six o'clock, noon, midnight; then nothing more.
    assert moments == [
        "2025-03-19T16:00",
        "2025-03-19T22:00",
        "2025-03-20T04:00",
        "2025-03-20T16:00",
        "",
    ]


def test_an_embargo_ends_by_itself_and_an_expired_article_leaves_a_notice(site: Path) -> None:
    built(site, "2025-03-20T05:59:00+08:00")
    assert where(site, "六点见报") == set()
    report = built(site, "2025-03-20T06:00:00+08:00")
    assert "2025/03-20/01-02/index.html" in report["paths"]["written"]
    built(site, "2025-03-20T12:00:00+08:00")
    assert where(site, "午后撤下") == set(), "gone from lists, feeds, sitemaps"
    notice = site / "output" / "2025/03-20/01-03/zh-hant-hk/index.html"
    assert notice.is_file(), "but its address answers"


def test_an_article_that_expires_on_a_day_is_read_until_the_day_ends(site: Path) -> None:
    article = site / "content/2025-03-20/01-03.md"
    text = article.read_text("utf-8")
    article.write_text(text.replace("expires: 2025-03-20 12:00", "expires: 2025-03-20"), "utf-8")
    report = built(site, "2025-03-20T23:59:00+08:00")
    assert "午后撤下" in (site / "output/2025/03-20/01-03/index.html").read_text("utf-8")
    assert report["due"].startswith("2025-03-20T16:00"), "midnight in Shanghai"
    built(site, "2025-03-21T00:00:00+08:00")
    assert where(site, "午后撤下") == set()


def test_drafts_are_for_the_preview_alone(site: Path) -> None:
    built(site, "2026-01-01T00:00:00+08:00")
    assert where(site, "永是草稿") == set()


def test_the_clock_comes_from_one_place(site: Path) -> None:
    epoch = "1742401800"  # 2025-03-20T00:30:00+08:00
    built(site, "", SOURCE_DATE_EPOCH=epoch)
    by_epoch = snapshot(site)
    assert "今日要闻" in (site / "output" / "index.html").read_text("utf-8")
    built(site, "2025-03-20T00:30:00+08:00", SOURCE_DATE_EPOCH="0")
    assert snapshot(site) == by_epoch, "--now comes first, and says the same"
    for wrong in ("yesterday", "2025-13-01"):
        done = huozi("build", "--now", wrong, site=site)
        assert done.returncode == 2
        assert re.fullmatch(r'--now:1:1: ".*" is no time; .*\n', done.stderr)


def snapshot(site: Path) -> dict[str, bytes]:
    files = (site / "output").rglob("*")
    return {path.as_posix(): path.read_bytes() for path in files if path.is_file()}


def test_a_time_without_an_offset_is_the_papers(site: Path) -> None:
    settings = FILES["site.toml"] + 'timezone = "America/New_York"\n'
    (site / "site.toml").write_text(settings, "utf-8")
    built(site, "2025-03-20T03:59:00+00:00")
    assert where(site, "今日要闻") == set()
    built(site, "2025-03-20T00:00")
    assert where(site, "今日要闻") != set()
