"""Two sources for one address: one keeps it, the other is reported with the places of both."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from generator.build.report import Report
from generator.model.problem import Severity
from tests.press.driver import Paper, dangling, difference


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    made = Paper(tmp_path / "paper")
    assert made.build().status == 0
    return made


def told(report: Report, rule: str = "address") -> list[str]:
    """What is said of clashes, a line each."""
    return sorted({str(problem) for problem in report.problems if problem.rule == rule})


def article(title: str, *lines: str) -> str:
    return "\n".join(["---", f"title: {title}", *lines, "---", f"{title}。", ""])


EDITION = "content/2025-03-20"
OF_OURS = "is not made: the address is that of a page of huozi's own;"
ALIAS = "content/2025-03-19/01-02.md"


@pytest.mark.parametrize(
    ("path", "text", "complaint"),
    [
        (
            "static/2025/03-20/01-01/index.html",
            "mine",
            f"static/2025/03-20/01-01/index.html:1:1: /2025/03-20/01-01/ is not made: "
            f"the address is that of {EDITION}/01-01.md:1;",
        ),
        ("static/robots.txt", "mine", f"static/robots.txt:1:1: /robots.txt {OF_OURS}"),
        (
            "pages/archive.md",
            "---\ntitle: 旧报\n---\n旧。\n",
            f"pages/archive.md:1:1: /archive/ {OF_OURS}",
        ),
        (
            ALIAS,
            article("旧址", "aliases: [/2025/03-20/01-01/]"),
            f"{ALIAS}:3:1: /2025/03-20/01-01/ is not made: "
            f"the address is that of {EDITION}/01-01.md:1;",
        ),
        (
            ALIAS,
            article("旧址", "aliases:", "  - /a/", "  - /A/"),
            f"{ALIAS}:4:1: /a/ is not made: the address is that of {ALIAS}:5;",
        ),
        (
            ALIAS,
            article("旧址", "aliases: [/2025/03-19/01-02/]"),
            f"{ALIAS}:3:1: /2025/03-19/01-02/ is not made: the address is that of {ALIAS}:1;",
        ),
    ],
    ids=["static", "robots", "fixed", "alias", "aliases in two cases", "its own"],
)
def test_only_what_clashes_is_withheld(
    paper: Paper, tmp_path: Path, path: str, text: str, complaint: str
) -> None:
    paper.write(path, text)
    paper.replace("content/2025-03-19/02-01.md", "春来", "春归")
    for clean in (False, False, True):
        report = paper.build(clean=clean)
        assert report.status == 1
        (line,) = told(report)
        assert line.startswith(complaint)
    after = paper.tree()
    assert "春归" in after["2025/03-19/02-01/index.html"].decode(), "all else is built"
    assert "粮价平稳" in after["2025/03-20/01-01/index.html"].decode(), "and who had it keeps it"
    assert dangling(paper.out) == []
    assert difference(after, paper.clean_tree(tmp_path / "clean")) == []
    paper.remove(path)
    assert paper.build().status == 0
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_a_withheld_file_is_written_when_its_address_is_free(paper: Paper, tmp_path: Path) -> None:
    paper.write(ALIAS, article("旧址", "aliases: [/2025/03-20/01-02/]"))
    assert paper.build().status == 1
    paper.remove(f"{EDITION}/01-02.md")
    assert paper.build().status == 0
    redirect = html.fromstring(page(paper, "2025/03-20/01-02"))
    assert redirect.xpath("//meta[@http-equiv='refresh']")
    paper.write(f"{EDITION}/01-02.md", article("又来"))
    assert paper.build().status == 1, "and goes when it is taken"
    assert "又来" in paper.tree()["2025/03-20/01-02/index.html"].decode()
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_two_files_with_one_number_withhold_their_edition(paper: Paper) -> None:
    before = paper.tree()
    paper.write(f"{EDITION}/01-01-twice.md", article("双"))
    paper.replace("content/2025-03-19/02-01.md", "春来", "春归")
    for _ in range(2):
        report = paper.build()
        assert told(report) == [
            f"{EDITION}/01-01.md:1:1: the same article number as {EDITION}/01-01-twice.md:1; "
            "give one of them the next free number: 01-03.md"
        ]
    after = paper.tree()
    assert after["2025/03-20/01-01/index.html"] == before["2025/03-20/01-01/index.html"]
    assert "春归" in after["2025/03-19/02-01/index.html"].decode()


# -- names -----------------------------------------------------------------------------------


def sign(paper: Paper, edition: str, number: int, *lines: str) -> None:
    paper.write(f"content/{edition}/01-{number:02d}.md", article(f"第{number}篇", *lines))


def page(paper: Paper, there: str) -> str:
    return (paper.out / there / "index.html").read_text("utf-8")


def test_names_that_differ_in_case_or_width_are_one_list(paper: Paper, tmp_path: Path) -> None:
    sign(paper, "2025-03-19", 5, "tags: [NBA]", "bylines: [{name: John Smith}]")
    sign(paper, "2025-03-20", 6, "tags:", "  - nba", "bylines: [{name: JOHN SMITH}]")
    sign(paper, "2025-03-20", 7, "tags: [ＮＢＡ, NBA]")
    report = paper.build()
    assert report.status == 0
    assert told(report, "spelling") == [
        f'{EDITION}/01-06.md:4:1: "nba" is in the list /tags/NBA/ of "NBA" '
        "(content/2025-03-19/01-05.md:3); "
        "if it is the same, spell it like that; if not, give it an address under [slugs]",
        f'{EDITION}/01-06.md:5:1: "JOHN SMITH" is in the list /authors/John Smith/ of "John Smith" '
        "(content/2025-03-19/01-05.md:4); "
        "if it is the same, spell it like that; if not, give it an address under [slugs]",
        f'{EDITION}/01-07.md:3:1: "ＮＢＡ" is in the list /tags/NBA/ of "NBA" '
        "(content/2025-03-19/01-05.md:3); "
        "if it is the same, spell it like that; if not, give it an address under [slugs]",
    ]
    assert {folder.name for folder in (paper.out / "tags").iterdir()} == {"NBA", "春天"}
    listed = page(paper, "tags/NBA")
    assert [listed.count(f"第{number}篇") for number in (5, 6, 7)] == [1, 1, 1]
    assert "John%20Smith" in page(paper, "2025/03-20/01-06")
    assert "JOHN SMITH" in page(paper, "2025/03-20/01-06"), "as it was printed"
    assert dangling(paper.out) == []
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []
    assert told(paper.build(), "spelling") == [], "said once"


def test_a_list_keeps_the_address_that_was_published(paper: Paper, tmp_path: Path) -> None:
    sign(paper, "2025-03-20", 6, "tags: [nba]")
    paper.build()
    paper.write("addresses.txt", "# published\n/tags/nba/\n")
    sign(paper, "2025-03-19", 5, "tags: [NBA]")
    assert paper.build().status == 0
    assert [folder.name for folder in (paper.out / "tags").iterdir() if folder.name != "春天"] == [
        "nba"
    ]
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []
    paper.write("addresses.txt", "# nothing was\n")
    paper.build()
    assert (paper.out / "tags/NBA").exists() and not (paper.out / "tags/nba").exists()
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_the_first_spelling_may_go_and_the_next_is_the_lists(paper: Paper, tmp_path: Path) -> None:
    sign(paper, "2025-03-19", 5, "tags: [NBA]")
    sign(paper, "2025-03-20", 6, "tags: [nba]")
    paper.build()
    paper.remove("content/2025-03-19/01-05.md")
    assert paper.build().status == 0
    assert not (paper.out / "tags/NBA").exists()
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_names_that_only_share_an_address_are_not_one_list(paper: Paper, tmp_path: Path) -> None:
    sign(paper, "2025-03-19", 5, "bylines: [{name: 周/南}]")
    sign(paper, "2025-03-20", 6, "bylines: [{name: 周-南}]", "section: 副刊")
    for clean in (False, False, True):
        report = paper.build(clean=clean)
        assert told(report) == [
            f'{EDITION}/01-06.md:3:1: "周-南" has no list: /authors/周-南/ is the list of "周/南" '
            "(content/2025-03-19/01-05.md:3); "
            'give one of them an address under [slugs] in site.toml: "周-南" = "…"'
        ]
    assert "第6篇" not in page(paper, "authors/周-南")
    article = html.fromstring(page(paper, "2025/03-20/01-06"))
    assert article.xpath("//span[@class='p-author']/text()") == ["周-南"]
    for name in ("feed.xml", "feed.json"):
        text = (paper.out / name).read_text("utf-8")
        assert "周-南" in text and "authors/%E5%91%A8-%E5%8D%97/" in text
    assert "第6篇" in page(paper, "sections/副刊")
    assert dangling(paper.out) == []
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []
    paper.replace("site.toml", "base_url", 'slugs = {"周-南" = "zhou-nan"}\nbase_url')
    assert paper.build().status == 0
    assert "第6篇" in page(paper, "authors/zhou-nan")
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_two_spellings_in_one_article_are_a_doubt_and_listed_once(paper: Paper) -> None:
    sign(paper, "2025-03-20", 6, "tags: [NBA, nba]")
    (problem,) = [p for p in paper.build().problems if p.rule == "spelling"]
    assert problem.severity is Severity.DOUBT
    assert page(paper, "tags/NBA").count("第6篇") == 1
