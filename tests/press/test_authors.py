"""The index of authors: in which order they stand, how one comes to them, and what stays."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser

from generator.pages.kinds.authors import by_letter
from tests.conftest import until
from tests.gates.places import window
from tests.press.driver import SITE, Paper, dangling

LETTERS = {
    "A": "阿城 Ann",
    "B": "薄云",
    "C": "晁盖 长河 重山 单于明",
    "G": "盖叫天",
    "J": "纪晓",
    "L": "令狐冲",
    "M": "缪红 万俟红",
    "N": "能江",
    "O": "欧阳春 区家麟 區德",
    "P": "朴树",
    "Q": "仇英 覃辉",
    "R": "任长霞",
    "S": "单田方 單田方",
    "T": "澹台明",
    "W": "万里",
    "X": "解海龙 冼星海 肖华",
    "Y": "乐嘉 员峰 尉迟恭 尉遲恭",
    "Z": "曾宪林 查良镛 翟勇 长孙明 長孫明",
    "": "2号观察员 «Ж»",
}
"""Letters and who stands there: surnames that are read in their own way; signs without a letter."""


def ordered(*names: str) -> list[str]:
    """Names as the index orders them."""
    return [row[1] for _, rows in by_letter([(name, name, 1) for name in names]) for row in rows]


@pytest.mark.parametrize("letter", LETTERS)
def test_names_stand_under_the_letter_as_they_are_read(letter: str) -> None:
    for name in LETTERS[letter].split():
        assert [group for group, _ in by_letter([(name, name, 1)])] == [letter], name


def test_names_stand_in_the_order_of_letters_tones_and_characters() -> None:
    expected = ["安", "É.Li", "Lin", "黎明", "李白", "李文", "礼文", "厉害", "林", "2号"]
    assert ordered(*reversed(expected)) == expected


PAPER = (
    SITE
    + """\
-- content/2025-03-19/01-01.md --
---
title: 新桥通车
bylines:
  - {roles: [记者], name: 任长霞, house: 本报}
  - {roles: [摄影], name: 单田方}
---
桥长一里。
-- content/2025-03-20/01-01.md --
---
title: 粮价平稳
bylines: [{roles: [记者], name: 任长霞, house: 本报}]
---
今年干旱，粮价平稳。
"""
)
SECOND = "content/2025-03-20/01-01.md"


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path / "paper", PAPER)


def index(paper: Paper, folder: str = "") -> dict[str, list[str]]:
    """The page: letter → each name with the number of articles."""
    page = html.fromstring((paper.out / "authors" / folder / "index.html").read_bytes())
    return {
        section.xpath("string(h2)"): [
            " ".join(a.text_content().split()) for a in section.xpath(".//li/a")
        ]
        for section in page.xpath("//main//section")
    }


def linked(paper: Paper, path: str) -> list[str]:
    """Where the links of a page's main part lead, as they are written."""
    return html.fromstring((paper.out / path / "index.html").read_bytes()).xpath("//main//a/@href")


def test_everyone_stands_under_a_letter_in_every_script(paper: Paper) -> None:
    assert paper.build().status == 0
    assert index(paper) == {"R": ["任长霞 2篇"], "S": ["单田方 1篇"]}
    assert index(paper, "zh-hant-tw") == {"R": ["任長霞 2篇"], "S": ["單田方 1篇"]}
    assert linked(paper, "authors")[:2] == ["#R", "#S"]
    assert "../authors/" in linked(paper, "archive")
    for page in ("任长霞", "任长霞/2025"):
        assert linked(paper, f"authors/{page}")[0] == "../" * page.count("/") + "../"
    assert dangling(paper.out) == []


def test_a_paper_in_traditional_script_has_the_same_letters(paper: Paper) -> None:
    script = 'script = "zh-Hant-TW"\nvariants = ["zh-Hant-TW", "zh-Hans"]\n'
    paper.replace("site.toml", "title", f"{script}title")
    for name, other in (("任长霞", "任長霞"), ("单田方", "單田方")):
        for path in ("content/2025-03-19/01-01.md", SECOND):
            text = (paper.root / path).read_text("utf-8")
            paper.write(path, text.replace(name, other))
    paper.build()
    assert index(paper) == {"R": ["任長霞 2篇"], "S": ["單田方 1篇"]}
    assert index(paper, "zh-hans") == {"R": ["任长霞 2篇"], "S": ["单田方 1篇"]}


def test_a_paper_without_authors_has_no_page_of_them(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "paper", SITE + f"-- {SECOND} --\n---\ntitle: 新桥\n---\n桥长一里。\n")
    assert paper.build().status == 0
    assert not (paper.out / "authors").exists()
    assert "../authors/" not in linked(paper, "archive")


def test_who_comes_goes_or_is_renamed_changes_the_page(paper: Paper, tmp_path: Path) -> None:
    paper.build()
    paper.write(
        "content/2025-03-21/01-01.md",
        "---\ntitle: 春来\nbylines: [{roles: [作者], name: 区家麟}]\n---\n春天来了。\n",
    )
    assert "authors/index.html" in paper.build().written
    assert index(paper) == {"O": ["区家麟 1篇"], "R": ["任长霞 2篇"], "S": ["单田方 1篇"]}
    assert paper.tree() == paper.clean_tree(tmp_path / "clean")
    paper.replace(SECOND, "任长霞", "李文")
    paper.build()
    assert index(paper)["L"] == ["李文 1篇"]
    assert index(paper)["R"] == ["任长霞 1篇"]
    assert paper.tree() == paper.clean_tree(tmp_path / "clean")
    paper.replace(SECOND, "title", "withdrawn: {date: 2025-03-30, reason: 有误}\ntitle")
    paper.build()
    assert "L" not in index(paper)
    assert dangling(paper.out) == []
    assert paper.tree() == paper.clean_tree(tmp_path / "clean")
    paper.replace(SECOND, "今年干旱", "今年大旱")
    assert "authors/index.html" not in paper.build().written


def test_the_page_stays_where_everyone_is_withdrawn(paper: Paper, tmp_path: Path) -> None:
    paper.build()
    for path in ("content/2025-03-19/01-01.md", SECOND):
        paper.replace(path, "title", "withdrawn: {date: 2025-03-30, reason: 有误}\ntitle")
    paper.build()
    assert "noindex" in (paper.out / "authors/index.html").read_text("utf-8")
    assert "../authors/" not in linked(paper, "archive")
    assert paper.tree() == paper.clean_tree(tmp_path / "clean")


def test_pinyin_is_loaded_only_for_the_page() -> None:
    code = "import sys, generator.pages.newspaper, generator.pages.page_kinds as kinds; "
    code += "kinds.all_kinds(); print('pypinyin' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr


@pytest.mark.browser
def test_a_reader_goes_from_a_letter_to_a_person_to_an_article(
    paper: Paper, served: Callable[[Path], str], browser: Browser
) -> None:
    paper.build()
    with window(browser, served(paper.out) + "archive/", 375) as page:
        page.set_viewport_size({"width": 375, "height": 320})
        page.click("main a:text-is('作者')")
        page.click("nav a:text-is('S')")
        assert page.url.endswith("/authors/#S")
        until(page, "document.querySelector('#S').getBoundingClientRect().top < 320")
        page.click("main a:has-text('单田方')")
        assert page.inner_text("h1") == "单田方"
        page.click("main a:text-is('新桥通车')")
        assert page.inner_text("h1") == "新桥通车"
        page.click("a.p-author:text-is('单田方')")
        page.click("main a:text-is('作者')")
        assert page.url.endswith("/authors/")
