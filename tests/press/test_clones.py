"""A fresh clone gives every file a new time. With the state of the run before, version control
says which editions are as they were: only what has changed is read."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.build.report import Report
from generator.content import git as versions
from tests.press.driver import Paper
from tests.reading import files_read

TODAY = "---\ntitle: 夜里下了雨\n---\n雨停了，路还是湿的。\n"


def git(root: Path, *words: str) -> None:
    who = ("-c", "user.name=某", "-c", "user.email=who@paper.example")
    subprocess.run(["git", "-C", root, *who, *words], check=True, capture_output=True)


def commit(paper: Paper) -> None:
    git(paper.root, "add", "--all")
    git(paper.root, "commit", "--message", "一期")


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    """A paper under version control, below the repository's top, as it often stands."""
    git(tmp_path, "init", "local")
    paper = Paper(tmp_path / "local" / "paper")
    paper.write(".gitignore", ".huozi\noutput\n")
    commit(paper)
    return paper


def cloned(paper: Paper, to: Path, last: Paper | None = None) -> Paper:
    """A fresh clone, to which the state and the output of the last run come back."""
    git(paper.root, "clone", "--depth=1", paper.root.parent.as_uri(), str(to))
    fresh = Paper(to / "paper", "")
    for folder in (".huozi", "output") if last else ():
        shutil.move((last or paper).root / folder, fresh.root / folder)
    return fresh


def build(paper: Paper) -> tuple[Report, set[str]]:
    """The workflow's build, and the files of content/ that it opened."""
    with files_read(paper.root / "content") as opened:
        report = paper.build(cloned=True)
    return report, {path.removeprefix(f"{paper.root}/content/") for path in opened}


def test_only_what_is_new_is_read(paper: Paper, tmp_path: Path) -> None:
    first = cloned(paper, tmp_path / "first")
    assert build(first)[0].status == 0
    paper.write("content/2025-03-21/01-01.md", TODAY)
    commit(paper)
    second = cloned(paper, tmp_path / "second", first)
    report, opened = build(second)
    assert opened == {"2025-03-21/01-01.md"}
    assert "2025/03-21/01-01/index.html" in report.written
    assert second.tree() == second.clean_tree(tmp_path / "clean")


def test_what_was_committed_since_is_read(paper: Paper, tmp_path: Path) -> None:
    first = cloned(paper, tmp_path / "first")
    build(first)
    paper.replace("content/2025-03-19/02-01.md", "头发白了", "头发全白了")
    commit(paper)
    second = cloned(paper, tmp_path / "second", first)
    report, opened = build(second)
    assert opened == {f"2025-03-19/{name}" for name in ("01-01.md", "02-01.md", "edition.toml")}
    assert "2025/03-19/02-01/index.html" in report.written
    assert second.tree() == second.clean_tree(tmp_path / "clean")


@pytest.mark.parametrize("path", ["content/2025-03-19/02-01.md", "content/2025-03-19/02-02.md"])
def test_what_is_not_committed_is_read(paper: Paper, tmp_path: Path, path: str) -> None:
    first = cloned(paper, tmp_path / "first")
    build(first)
    second = cloned(paper, tmp_path / "second", first)
    second.write(path, "---\ntitle: 改了\n---\n一段。\n")
    report, _ = build(second)
    assert f"2025/03-19/{path[-8:-3]}/index.html" in report.written
    assert "2025-03-19" not in versions.trees(second.root, "content")


def test_a_broken_edition_is_reported_in_every_clone(paper: Paper, tmp_path: Path) -> None:
    last = cloned(paper, tmp_path / "0")
    assert build(last)[0].status == 0
    paper.write("content/2025-03-20/01-02.md", "---\ntitel: 台风\n---\n一段。\n")
    commit(paper)
    for run in ("1", "2"):
        last = cloned(paper, tmp_path / run, last)
        report, _ = build(last)
        assert [problem.path for problem in report.problems] == ["content/2025-03-20/01-02.md"]


def test_tree_ids_exclude_links_and_depend_on_attributes(paper: Paper) -> None:
    (paper.root / "content/2025-03-19/01-02.md").symlink_to("01-01.md")
    commit(paper)
    known = versions.trees(paper.root, "content")
    assert set(known) == {"2025-03-20"}
    paper.write(".gitattributes", "*.md text eol=crlf\n")
    commit(paper)
    assert set(versions.trees(paper.root, "content").values()).isdisjoint(known.values())


def test_without_version_control_every_source_is_read(tmp_path: Path) -> None:
    assert versions.trees(Paper(tmp_path / "paper").root, "content") == {}
    assert versions.committed(tmp_path / "paper", "site.toml") == ""
