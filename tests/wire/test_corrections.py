"""更正, 撤稿 and texts in print only, on every page that shows them."""

from __future__ import annotations

import re

import pytest
from lxml import html

from tests.press.driver import Paper, dangling, difference

WITHDRAWN = re.compile("旧事|舊事|不该再见到|不該再見到")
EXPIRED = re.compile("台风|颱風|台風|绳索|繩索")


def holding(paper: Paper, words: re.Pattern[str]) -> set[str]:
    """The files of the output that say any of the words."""
    found = set()
    for path, data in paper.tree().items():
        if words.search(data.decode("utf-8", "replace")):
            found.add(path)
    return found


def items(paper: Paper, path: str) -> list[str]:
    tree = html.fromstring((paper.out / path / "index.html").read_bytes().decode())
    return [" ".join(item.text_content().split()) for item in tree.xpath("//main//section")]


def test_every_correction_stands_on_one_page_with_its_article(built: Paper) -> None:
    assert items(built, "corrections") == ["2025年3月21日 桥长应为一里半。新桥通车 2025年3月19日"]
    assert items(built, "corrections/2025/zh-hant-tw") == [
        "2025年3月21日 橋長應為一里半。新橋通車 2025年3月19日"
    ]


def test_a_correction_stands_on_its_article(built: Paper) -> None:
    page = html.fromstring((built.out / "2025/03-19/01-01/index.html").read_bytes().decode())
    (above,) = page.xpath("//article/div[@class='e-content']/preceding-sibling::p")
    assert "桥长应为一里半。" in above.text_content()


def test_a_paper_without_corrections_says_so(paper: Paper) -> None:
    paper.replace(
        "content/2025-03-19/01-01.md",
        "corrections:\n  - {date: 2025-03-21, text: 桥长应为一里半。}\n",
        "",
    )
    paper.build()
    assert "至今没有更正" in (paper.out / "corrections/index.html").read_text("utf-8")
    assert not (paper.out / "corrections/2025").exists()


def test_a_new_correction_reaches_all_that_carries_the_article(paper: Paper) -> None:
    paper.replace(
        "content/2025-03-20/01-01.md",
        "title: 粮价平稳\n",
        "title: 粮价平稳\ncorrections:\n  - {date: 2025-03-20, text: 应为菜价。}\n",
    )
    written = set(paper.build().written)
    assert {
        "2025/03-20/01-01/index.html",
        "corrections/index.html",
        "feed.xml",
        "feed.json",
        "authors/李文/feed.xml",
        "sections/要闻/zh-hant-hk/feed.json",
    } <= written


def test_a_withdrawn_article_is_nowhere_but_in_its_notice(built: Paper) -> None:
    assert holding(built, WITHDRAWN) == set()
    notice = (built.out / "2025/03-19/A02-01/zh-hant-tw/index.html").read_text("utf-8")
    assert "作者請求撤回。" in notice
    assert html.fromstring(notice).xpath("//meta[@name='robots']/@content") == ["noindex"]
    page = (built.out / "2025/03-19/A02/index.html").read_text("utf-8")
    assert "这里的文章都已撤下" in page, "the page it stood on says that nothing is left of it"


@pytest.mark.parametrize("front", ["withdrawn: {date: 2025-03-20}", "expires: 2025-03-20 19:00"])
def test_a_withdrawn_article_leaves_every_page_at_once(paper: Paper, front: str) -> None:
    assert {"feed.xml", "news-sitemap.xml", "2025/03-20/01-02/index.html"} <= holding(
        paper, EXPIRED
    )
    paper.replace("content/2025-03-20/01-02.md", "expires: 2025-03-25 00:00", front)
    paper.build()
    assert holding(paper, EXPIRED) == set()
    for path in (paper.root / ".huozi/output.records").iterdir():
        assert not EXPIRED.search(path.read_bytes().decode("utf-8", "replace")), path
    assert (paper.out / "2025/03-20/01-02/index.html").exists()
    assert dangling(paper.out) == []
    locations = (paper.out / "sitemap-2025-03.xml").read_text("utf-8")
    assert "/2025/03-20/01-02/" not in locations


def test_an_article_expires_at_its_time(paper: Paper) -> None:
    paper.now = "2025-03-25T00:00:00+08:00"
    paper.build()
    assert holding(paper, EXPIRED) == set()


def test_an_article_in_print_only_keeps_its_headline_and_a_note(paper: Paper) -> None:
    text = (paper.out / "2025/03-20/02-01/index.html").read_text("utf-8")
    assert "长篇连载" in text and "本文仅见于印刷版" in text
    paper.replace("content/2025-03-20/02-01.md", "rights: {offline: false}\n", "")
    paper.build()
    assert "只许印在纸上的字句" in (paper.out / "2025/03-20/02-01/index.html").read_text("utf-8")


def test_all_of_it_built_at_once_is_the_same(paper: Paper, tmp_path) -> None:  # type: ignore[no-untyped-def]
    paper.replace(
        "content/2025-03-19/A02-01.md",
        "withdrawn: {date: 2025-03-22, reason: 作者请求撤回。}\n",
        "",
    )
    paper.build()
    assert WITHDRAWN.search((paper.out / "feed.xml").read_text("utf-8"))
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []
