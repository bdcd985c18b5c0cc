"""Pages whose articles were all withdrawn or have expired stay, with a notice: an expiry or a
withdrawal makes no address disappear."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.pages.kinds import listing
from tests.press.driver import Paper, dangling, difference

ONLY = "content/2025-03-19/02-01.md"
"""The only article of its page, its section, its author, its tag."""
NOTHING = "这里的文章都已撤下，或过了刊登期限。"
LISTS = ("authors/周南/", "sections/副刊/", "tags/春天/")
LASTING = (*LISTS, *(f"{there}2025/" for there in LISTS), "2025/03-19/02/")
VARIANTS = ("", "zh-hant-tw/", "zh-hant-hk/")


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    made = Paper(tmp_path / "paper")
    made.replace(
        ONLY, "title: 春来\n", "title: 春来\ncorrections: [{date: 2024-12-31, text: 错}]\n"
    )
    assert made.build().status == 0
    return made


def pages(paper: Paper) -> set[str]:
    return {path for path in paper.tree() if path.endswith("/index.html")}


@pytest.mark.parametrize("how", ["withdrawn: {date: 2025-04-01}", "expires: 2025-04-01"])
def test_every_page_of_what_lapses_stays(paper: Paper, tmp_path: Path, how: str) -> None:
    before = pages(paper)
    paper.replace(ONLY, "title: 春来\n", f"title: 春来\n{how}\n")
    if how.startswith("expires"):
        assert paper.build().due == "2025-04-01T16:00:00.000000Z"
        paper.now = "2025-04-02T00:05:00+08:00"
    report = paper.build()
    assert report.status == 0
    assert before <= pages(paper)
    for path in (*LASTING, "corrections/2024/"):
        for variant in VARIANTS:
            page = (paper.out / f"{path}{variant}index.html").read_text("utf-8")
            assert "noindex" in page and "春来" not in page, path
        assert NOTHING in (paper.out / path / "index.html").read_text("utf-8"), path
    feed = json.loads((paper.out / "authors/周南/feed.json").read_text("utf-8"))
    assert feed["items"] == []
    assert "副刊" not in (paper.out / "archive/index.html").read_text("utf-8")
    assert dangling(paper.out) == []
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_every_page_of_an_edition_of_which_nothing_is_left_stays(
    paper: Paper, tmp_path: Path
) -> None:
    paper.write("content/2023-05-01/01-01.md", "---\ntitle: 独文\n---\n一段。\n")
    paper.build()
    before = pages(paper)
    paper.replace("content/2023-05-01/01-01.md", "title: 独文", "title: 独文\nexpires: 2025-04-01")
    paper.now = "2025-04-02T00:05:00+08:00"
    assert paper.build().status == 0
    assert before <= pages(paper)
    for path in ("2023/", "2023/05/", "2023/05-01/", "2023/05-01/01/"):
        assert NOTHING in (paper.out / path / "index.html").read_text("utf-8"), path
    assert "2023" not in (paper.out / "archive/index.html").read_text("utf-8")
    assert dangling(paper.out) == []
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_the_months_of_a_long_year_stay_when_it_is_short(
    paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "WHOLE_YEAR", 2)
    article = "---\ntitle: 雪\nsection: 要闻\n---\n下雪。\n"
    paper.write("content/2025-02-01/01-01.md", article)
    paper.write("content/2025-01-01/01-01.md", article)
    paper.build(clean=True)
    before = pages(paper)
    for month in ("01", "02"):
        path = f"content/2025-{month}-01/01-01.md"
        paper.replace(path, "section", "withdrawn: {date: 2025-04-01}\nsection")
    assert paper.build().status == 0
    assert before <= pages(paper)
    assert NOTHING in (paper.out / "sections/要闻/2025/02/index.html").read_text("utf-8")
    year = (paper.out / "sections/要闻/2025/index.html").read_text("utf-8")
    assert 'href="02/"' not in year and "03/" in year, "what is left is linked"
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_a_withdrawal_can_be_taken_back(paper: Paper, tmp_path: Path) -> None:
    before = paper.tree()
    paper.replace(ONLY, "title: 春来", "withdrawn: {date: 2025-04-01}\ntitle: 春来")
    paper.build()
    paper.replace(ONLY, "withdrawn: {date: 2025-04-01}\n", "")
    paper.build()
    assert difference(paper.tree(), before) == []


def test_a_name_corrected_in_a_withdrawn_article_has_a_page(paper: Paper, tmp_path: Path) -> None:
    paper.replace(ONLY, "title: 春来", "withdrawn: {date: 2025-04-01}\ntitle: 春来")
    paper.build()
    paper.replace(ONLY, "周南", "周楠")
    paper.build()
    assert (paper.out / "authors/周楠/index.html").exists()
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []
