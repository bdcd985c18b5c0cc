"""``[moved]``: what is below an address that moved goes with it, in every script."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.press.driver import Paper, dangling, difference

VARIANTS = ("", "zh-hant-tw/", "zh-hant-hk/")
PUBLISHED = (
    "# published\n/authors/周南/\n/authors/周南/2019/\n/authors/周南/2025/\n"
    "/authors/周南/2025/03/\n/authors/李文/\n/authors/李文/2025/\n"
)


def move(paper: Paper, *entries: str) -> None:
    text = (paper.root / "site.toml").read_text("utf-8").partition("[moved]")[0]
    paper.write("site.toml", text + "[moved]\n" + "".join(f"{entry}\n" for entry in entries))


def leads_to(paper: Paper, there: str) -> set[str]:
    """Where a redirect leads, in every script, as an address in the paper's own."""
    found = set()
    for variant in VARIANTS:
        page = html.fromstring((paper.out / there / variant / "index.html").read_bytes())
        (canonical,) = page.xpath("//link[@rel='canonical']/@href")
        assert page.xpath("//meta[@http-equiv='refresh']"), there
        assert canonical.endswith(f"/{variant}"), there
        found.add(canonical.removeprefix("https://paper.example").removesuffix(variant))
    return found


ZHOU, NAN = "/authors/%E5%91%A8%E5%8D%97/", "/authors/%E5%91%A8%E6%A5%A0/"


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    """周南 is 周楠 now."""
    made = Paper(tmp_path / "paper")
    made.build()
    made.write("addresses.txt", PUBLISHED)
    made.replace("content/2025-03-19/02-01.md", "周南", "周楠")
    move(made, '"/authors/周南/" = "/authors/周楠/"')
    assert made.build().status == 0
    return made


def test_a_moved_list_redirects_its_years_and_feeds(paper: Paper, tmp_path: Path) -> None:
    assert leads_to(paper, "authors/周南") == {NAN}
    assert leads_to(paper, "authors/周南/2025") == {f"{NAN}2025/"}
    assert leads_to(paper, "authors/周南/2019") == {NAN}, "which has no such year"
    for variant in VARIANTS:
        for name in ("feed.xml", "feed.json"):
            old, new = (paper.out / f"authors/{who}/{variant}{name}" for who in ("周南", "周楠"))
            assert old.read_bytes() == new.read_bytes()
    assert dangling(paper.out) == []
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_addresses_below_a_moved_one_redirect_too(paper: Paper, tmp_path: Path) -> None:
    paper.write(
        "content/2019-05-01/01-01.md",
        "---\ntitle: 旧文\nbylines: [{name: 周楠}]\n---\n旧。\n",
    )
    paper.build()
    assert leads_to(paper, "authors/周南/2019") == {f"{NAN}2019/"}
    assert "旧文" in (paper.out / "authors/周南/feed.xml").read_text("utf-8")
    paper.remove("content/2019-05-01")
    paper.build()
    assert leads_to(paper, "authors/周南/2019") == {NAN}
    paper.write("addresses.txt", PUBLISHED + "/authors/周南/2024/\n")
    paper.build()
    assert "authors/周南/2024/index.html" not in paper.tree(), "the file is sorted, and ends there"
    paper.write("addresses.txt", PUBLISHED.replace("2019/", "2018/"))
    paper.build()
    assert leads_to(paper, "authors/周南/2018") == {NAN}
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_the_most_specific_entry_wins_and_entries_chain(paper: Paper, tmp_path: Path) -> None:
    paper.replace("content/2025-03-19/02-01.md", "周楠", "周喃")
    move(
        paper,
        '"/authors/周南/" = "/authors/周楠/"',
        '"/authors/周楠/" = "/authors/周喃/"',
        '"/authors/周南/2019/" = "/archive/"',
    )
    assert paper.build().status == 0
    assert leads_to(paper, "authors/周南/2025") == {"/authors/%E5%91%A8%E5%96%83/2025/"}
    assert leads_to(paper, "authors/周南/2019") == {"/archive/"}
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []
    move(paper)
    paper.build()
    assert not (paper.out / "authors/周南").exists()


def test_an_alias_answers_before_what_is_below_an_address_that_moved(
    paper: Paper, tmp_path: Path
) -> None:
    alias = "aliases: [/authors/周南/2019/]\n"
    paper.replace("content/2025-03-20/01-02.md", "title:", f"{alias}title:")
    assert paper.build().status == 0
    assert leads_to(paper, "authors/周南/2019") == {"/2025/03-20/01-02/"}
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []
    paper.replace("content/2025-03-20/01-02.md", alias, "")
    assert paper.build().status == 0
    assert leads_to(paper, "authors/周南/2019") == {NAN}
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_a_moved_edition_redirects_its_articles(paper: Paper, tmp_path: Path) -> None:
    below = [f"/2025/03-20/{step}" for step in ("", "01-01/", "01-09/", "01/")]
    paper.write("addresses.txt", "# published\n" + "".join(f"{there}\n" for there in below))
    paper.move("content/2025-03-20", "content/2025-03-21")
    move(paper, '"/2025/03-20/" = "/2025/03-21/"')
    assert paper.build().status == 0
    assert leads_to(paper, "2025/03-20/01-01") == {"/2025/03-21/01-01/"}
    assert leads_to(paper, "2025/03-20/01-09") == {"/2025/03-21/"}
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_a_list_that_is_not_empty_keeps_its_address(paper: Paper, tmp_path: Path) -> None:
    """And what moved is withheld; a list of which nothing is left gives way."""
    other = "content/2025-03-20/01-02.md"
    paper.replace(other, "title:", "bylines: [{name: 周南}]\ntitle:")
    report = paper.build()
    (line,) = {str(problem) for problem in report.problems if problem.rule == "address"}
    assert line.startswith("site.toml:4:1: /authors/周南/ is not made: the address is that of ")
    paper.replace(other, "title:", "withdrawn: {date: 2025-04-01}\ntitle:")
    assert paper.build().status == 0
    assert leads_to(paper, "authors/周南/2025") == {f"{NAN}2025/"}
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []
