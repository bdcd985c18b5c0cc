"""Incremental builds of a small paper: which files an edit writes."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import pytest

from generator.build.owner import Owner
from generator.model.problem import Stop
from generator.pages import page_kinds
from generator.pages.kinds import listing
from tests.press.driver import PAPER, Paper, dangling, difference

VARIANTS = ("", "zh-hant-tw/", "zh-hant-hk/")
ABROAD = re.compile(r"/?feed\.(xml|json)$|\.epub$")
"""What carries whole texts elsewhere."""


def in_variants(*addresses: str) -> set[str]:
    return {f"{at}{variant}index.html" for at in addresses for variant in VARIANTS}


def said(paper: Paper, path: str) -> str:
    """All that a file says; a book, in all of its chapters."""
    file = paper.out / path
    if file.suffix != ".epub":
        return file.read_text("utf-8")
    book = zipfile.ZipFile(file)
    return "".join(book.read(name).decode() for name in book.namelist())


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    made = Paper(tmp_path / "paper")
    report = made.build()
    assert report.status == 0, report.problems
    return made


def test_no_link_of_a_built_paper_leads_nowhere(paper: Paper) -> None:
    assert dangling(paper.out) == []


def test_a_second_build_opens_nothing_and_writes_nothing(paper: Paper) -> None:
    before = {path: path.stat().st_mtime_ns for path in paper.out.rglob("*")}
    report = paper.build()
    assert (report.opened, report.written, report.deleted) == (0, [], [])
    assert before == {path: path.stat().st_mtime_ns for path in paper.out.rglob("*")}


def test_a_word_deep_in_a_body_changes_three_pages_and_the_feeds(paper: Paper) -> None:
    paper.write("content/2025-03-19/01-01.md", long_article("里程从此短了。"))
    paper.build()
    paper.replace("content/2025-03-19/01-01.md", "里程从此短了。", "路程从此短了。")
    report = paper.build()
    abroad = {path for path in report.written if ABROAD.search(path)}
    assert set(report.written) - abroad == in_variants("2025/03-19/01-01/")
    assert {
        "feed.xml",
        "feed.json",
        "sections/要闻/feed.xml",
        "2025/03-19/2025-03-19.epub",
    } <= abroad
    for path in abroad:
        assert re.search("路程从此短了|路程從此短了", said(paper, path)), path
    assert report.deleted == []


def test_the_first_word_of_a_body_changes_its_pages_and_all_leads(paper: Paper) -> None:
    paper.replace("content/2025-03-19/02-01.md", "头发白了", "须发白了")
    report = paper.build()
    own = in_variants("2025/03-19/02-01/")
    assert own <= set(report.written)
    for path in set(report.written) - own:
        assert re.search("[须鬚須]", said(paper, path)), path


def long_article(end: str) -> str:
    return f"---\ntitle: 新桥通车\n---\n{'桥长一里，车来车往。' * 100}\n\n{end}\n"


def test_the_offline_list_changes_with_every_byte_of_the_newest_edition(
    paper: Paper,
) -> None:
    first = "---\ntitle: 粮价平稳\n"
    paper.replace("content/2025-03-20/01-01.md", first, f'{first}see: ["02"]\n')
    written = set(paper.build().written)
    assert {"2025/03-20/01-01/index.html", "newest.json"} <= written


def test_a_headline_changes_every_page_that_shows_it(paper: Paper) -> None:
    paper.replace("content/2025-03-20/01-01.md", "粮价平稳\n", "粮价回落\n")
    report = paper.build()
    assert report.deleted == []
    assert in_variants("2025/03-20/01-01/", "2025/03-20/", "", "authors/李文/") <= set(
        report.written
    )
    assert "newest.json" in report.written, "browsers keep the newest edition"
    for path in set(report.written) - {"newest.json"}:
        assert "回落" in said(paper, path), path
    assert not any(path.startswith("2025/03-19/") for path in report.written)


def test_the_clock_alone_changes_what_readers_see(paper: Paper) -> None:
    paper.replace(
        "content/2025-03-20/01-02.md",
        "title: 台风将至\n",
        "title: 台风将至\npublish_at: 2025-04-02 06:00\nexpires: 2025-04-03 06:00\n",
    )
    report = paper.build()
    assert set(report.deleted) == in_variants("2025/03-20/01-02/")
    assert report.due == "2025-04-01T22:00:00.000000Z"
    paper.now = "2025-04-02T06:00:00+08:00"
    assert in_variants("2025/03-20/01-02/") <= set(paper.build().written)
    paper.now = "2025-04-03T06:00:00+08:00"
    assert in_variants("2025/03-20/01-02/") <= set(paper.build().written)
    assert "绳索" not in (paper.out / "2025/03-20/01-02/index.html").read_text("utf-8")
    paper.now = "2025-04-01T08:00:00+08:00"
    assert set(paper.build().deleted) == in_variants("2025/03-20/01-02/")


def test_a_new_year_leaves_the_old_years_lists_alone(paper: Paper) -> None:
    paper.write(
        "content/2026-01-01/01-01.md",
        "---\ntitle: 元旦\nsection: 要闻\n---\n新年好。\n",
    )
    paper.now = "2026-01-02T00:00:00+08:00"
    written = set(paper.build().written)
    assert in_variants("sections/要闻/", "sections/要闻/2026/") <= written
    assert not written & in_variants("sections/要闻/2025/")


def test_a_new_edition_leaves_a_long_years_other_months_alone(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "WHOLE_YEAR", 2)
    paper.write("content/2025-02-01/01-01.md", "---\ntitle: 雪\nsection: 要闻\n---\n下雪。\n")
    paper.build()
    assert (paper.out / "sections/要闻/2025/02/index.html").exists()
    paper.write("content/2025-03-21/01-01.md", "---\ntitle: 雨\nsection: 要闻\n---\n下雨。\n")
    watch: list[object] = []
    printed = page_kinds.targets
    monkeypatch.setattr(
        page_kinds, "targets", lambda *given: (watch.append(given[-1]), printed(*given))[1]
    )
    assert "sections/要闻/2025/03/index.html" in paper.build().written
    assert Owner("list", "sections/要闻/2025/03") in watch
    assert Owner("list", "sections/要闻/2025/02") not in watch


def test_a_folder_that_is_gone_takes_its_pages_and_no_other(paper: Paper) -> None:
    paper.remove("content/2025-03-20")
    report = paper.build()
    assert in_variants("2025/03-20/", "2025/03-20/01-01/", "2025/03-20/01-02/") <= set(
        report.deleted
    )
    assert not any(path.startswith("2025/03-19/0") for path in [*report.deleted, *report.written])
    assert not (paper.out / "2025/03-20").exists()
    assert dangling(paper.out) == []


def test_a_theme_changes_the_pages_of_its_template_alone(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "paper", PAPER + OWN_THEME)
    paper.build()
    paper.replace("themes/own/templates/archive.html", "历年", "往年")
    assert set(paper.build().written) == in_variants("archive/")


OWN_THEME = """\
-- site.toml --
title = "试报"
theme = "own"
-- themes/own/theme.toml --
extends = "default"
-- themes/own/templates/archive.html --
<p>历年</p>
"""


def test_a_broken_article_keeps_its_edition_as_it_was(paper: Paper) -> None:
    before = paper.tree()
    paper.replace("content/2025-03-20/01-01.md", "title: 粮价平稳", "titel: 粮价平稳")
    paper.replace("content/2025-03-19/01-01.md", "车来车往", "人来人往")
    report = paper.build()
    assert report.status == 1
    assert any(problem.path == "content/2025-03-20/01-01.md" for problem in report.problems)
    after = paper.tree()
    assert all(before[path] == after[path] for path in before if path.startswith("2025/03-20/0"))
    assert "人来人往" in after["2025/03-19/01-01/index.html"].decode()
    assert dangling(paper.out) == []


def test_a_broken_edition_keeps_the_style_its_old_pages_use(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "paper", PAPER + OWN_THEME)
    paper.write("themes/own/assets/style.css", "p { color: black }")
    paper.build()
    paper.replace("content/2025-03-20/01-01.md", "title: 粮价平稳", "titel: 粮价平稳")
    paper.write("themes/own/assets/style.css", "p { color: navy }")
    assert paper.build().status == 1
    assert dangling(paper.out, but=()) == []
    paper.replace("content/2025-03-20/01-01.md", "titel: 粮价平稳", "title: 粮价平稳")
    report = paper.build()
    assert [path for path in report.deleted if path.startswith("assets/")] != []
    assert dangling(paper.out, but=()) == []


def test_a_new_broken_edition_is_absent(paper: Paper) -> None:
    paper.write("content/2025-03-21/01-01.md", "---\ntitel: 错\n---\n")
    assert paper.build().status == 1
    assert not (paper.out / "2025/03-21").exists()
    assert "03-21" not in (paper.out / "index.html").read_text("utf-8")


def test_explain_prints_the_change_on_the_page(paper: Paper) -> None:
    page = "2025/03-19/01-01/index.html"
    assert "kept" in paper.build(ask=page).reason
    paper.replace("content/2025-03-19/01-01.md", "两岸", "东西")
    reason = paper.build(ask=page).reason
    was, _, now = reason.removeprefix("written: ").partition(" became ")
    assert ("两岸" in was, "东西" in now) == (True, True)
    assert len(reason) < 160
    assert paper.build(ask="nowhere/index.html").reason == "no such file in the output"


def test_only_one_edition(paper: Paper, tmp_path: Path) -> None:
    paper.replace("content/2025-03-19/01-01.md", "车来车往", "人来人往")
    paper.replace("content/2025-03-20/01-01.md", "粮价平稳\n", "粮价回落\n")
    report = paper.build(only="2025-03-20")
    assert report.opened == 1
    assert not any(path.startswith("2025/03-19/") for path in report.written)
    paper.build()
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_one_edition_restores_its_own_files_and_scans_no_others(paper: Paper) -> None:
    own, other = in_variants("2025/03-20/01-01/"), in_variants("2025/03-19/01-01/")
    for path in own | other:
        (paper.out / path).unlink()
    assert set(paper.build(only="2025-03-20").written) == own
    assert set(paper.build().written) == other


def test_one_edition_that_was_removed_or_never_existed(paper: Paper) -> None:
    paper.remove("content/2025-03-20")
    report = paper.build(only="2025-03-20")
    assert in_variants("2025/03-20/01-01/") <= set(report.deleted)
    with pytest.raises(Stop) as stop:
        paper.build(only="2025-02-31")
    assert "2025-02-31" in str(stop.value)


def test_only_one_edition_after_a_change_of_theme_builds_all(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "paper", PAPER + OWN_THEME)
    paper.write("themes/own/assets/style.css", "p { color: black }")
    paper.build()
    paper.write("themes/own/assets/style.css", "p { color: navy }")
    paper.build(only="2025-03-20")
    assert dangling(paper.out, but=()) == []
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_what_stands_in_output_for_version_control_stays(paper: Paper) -> None:
    (paper.out / ".gitkeep").touch()
    (paper.out / ".git").mkdir()
    (paper.out / ".git" / "HEAD").write_text("ref: refs/heads/pages")
    paper.build(clean=True)
    assert (paper.out / ".git" / "HEAD").is_file()
    assert (paper.out / ".gitkeep").is_file()


def test_a_folder_that_others_filled_is_refused(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "paper")
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "novel.txt").write_text("chapter one")
    with pytest.raises(Stop):
        paper.build_into(theirs)
    assert [path.name for path in theirs.iterdir()] == ["novel.txt"]


def test_files_that_huozi_did_not_make_are_never_deleted(paper: Paper) -> None:
    (paper.out / "2025/03-20/mine.txt").write_text("mine")
    paper.remove("content/2025-03-20")
    paper.build()
    assert (paper.out / "2025/03-20/mine.txt").read_text() == "mine"


def test_a_file_may_become_a_folder_and_back(paper: Paper, tmp_path: Path) -> None:
    paper.write("static/well", "a file")
    paper.build()
    paper.remove("static/well")
    paper.write("static/well/known", "a folder")
    paper.build()
    assert (paper.out / "well/known").read_text() == "a folder"
    paper.remove("static/well")
    paper.write("static/well", "a file")
    paper.build()
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_a_file_name_that_is_not_utf_8_stops_nothing(paper: Paper) -> None:
    """Such as one of a zip from Windows."""
    name = os.fsdecode("照片.jpg".encode("gb18030"))
    for size in (1, 2):
        (paper.root / "content/2025-03-19" / name).write_bytes(b"x" * size)
        assert paper.build().status == 0
    assert paper.build().written == []
