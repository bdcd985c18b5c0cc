"""Interrupted builds: every file is whole, old or new, no link leads nowhere, the sources are
untouched, and the next run heals."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.theme import theme as themes
from tests.conftest import ROOT
from tests.press import mishaps
from tests.press.driver import PAPER, Paper, dangling, difference, made, tree

MOMENTS = int(os.environ.get("HUOZI_STEPS", "50")) // 8
"""How many moments of each story are tried; all of them in a long run."""

Story = Callable[[Paper], None]


def an_edit(paper: Paper) -> None:
    """Pages come, change and go in one release."""
    paper.build()
    paper.write(
        "content/2025-03-21/01-01.md", "---\ntitle: 新\nbylines: [{name: 新人}]\n---\n新。\n"
    )
    paper.replace("content/2025-03-19/01-01.md", "车来车往", "人来人往")
    paper.remove("content/2025-03-20/01-02.md")
    paper.replace("content/2025-03-20/01-01.md", "李文", "周南")
    paper.write("static/robots-note.txt", "noted again")


def a_first_build(paper: Paper) -> None:
    """There is nothing yet."""


def a_lost_state(paper: Paper) -> None:
    """An old output stands, and nobody remembers how it was made."""
    an_edit(paper)
    shutil.rmtree(paper.root / ".huozi")


class Site:
    """A story, told once, to be begun again and again."""

    def __init__(self, folder: Path, story: Story) -> None:
        self.told = Paper(folder / "told")
        story(self.told)
        self.sources = sources(self.told.root)
        self.old = self.told.tree()
        self.folder = folder
        self.new = self.told.clean_tree(folder / "clean")

    def again(self) -> Paper:
        themes._unchanged.cache_clear()  # as in a process of its own, templates are compiled anew
        shutil.rmtree(self.folder / "again", ignore_errors=True)
        shutil.copytree(self.told.root, self.folder / "again")
        return Paper(self.folder / "again", "")

    def check(self, paper: Paper) -> None:
        """After a mishap: whole files, no lost links, sources as they were."""
        for path, data in paper.tree().items():
            assert data in (self.old.get(path), self.new.get(path)), (
                f"{path} is neither old nor new"
            )
        going = self.old.keys() - self.new.keys()
        assert dangling(paper.out, known=self.old or None, going=going) == []
        assert sources(paper.root) == self.sources

    def heals(self, paper: Paper) -> None:
        paper.build()
        assert difference(paper.tree(), self.new) == []
        assert sorted(p.name for p in paper.root.iterdir() if made(p.name)) == [".huozi", "output"]
        assert paper.build().written == []


def sources(root: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(root).items() if not made(path.partition("/")[0])}


@pytest.fixture(params=[an_edit, a_first_build, a_lost_state], ids=lambda story: story.__name__)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    return Site(tmp_path, request.param)


def some(count: int) -> list[int]:
    """Some of so many moments, always the last ones: there a release happens."""
    moments = range(1, count + 1)
    if count <= MOMENTS:
        return list(moments)
    return sorted({*random.Random(count).sample(moments, MOMENTS), count, count - 1})


def test_killed_at_any_moment(site: Site, tmp_path: Path) -> None:
    paper = site.again()
    count = mishaps.how_many(paper.root, paper.build, tmp_path / "count")
    assert count > 100
    for moment in some(count):
        paper = site.again()
        assert mishaps.killed_at(moment, paper.root, paper.build) == mishaps.KILLED
        site.check(paper)
        site.heals(paper)


def test_a_disk_that_is_full_from_any_moment_on(site: Site, tmp_path: Path) -> None:
    paper = site.again()
    count = mishaps.how_many(paper.root, paper.build, tmp_path / "count")
    for moment in some(count):
        paper = site.again()
        ended = mishaps.refused_at(moment, paper.root, paper.build)
        # What is tidied up after the last commit may be refused: that is done the next time.
        assert ended in (mishaps.STOPPED, mishaps.DONE), moment
        site.check(paper)
        site.heals(paper)


@pytest.mark.parametrize("size", [200, 5_000, 30_000])
def test_a_disk_that_takes_no_large_file(site: Site, size: int) -> None:
    paper = site.again()

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        paper.build()

    assert mishaps.in_a_child(limited) == mishaps.STOPPED
    site.check(paper)
    site.heals(paper)


@pytest.mark.parametrize("folder", ["", "output", ".huozi", "output/2025/03-19/01-01"])
def test_a_folder_that_may_not_be_written(tmp_path: Path, folder: str) -> None:
    site = Site(tmp_path, an_edit)
    paper = site.again()
    for path in (tmp_path, *tmp_path.parents[:3], *(paper.root).rglob("*"), paper.root):
        path.chmod(0o777 if path.is_dir() else 0o666)
    (paper.root / folder).chmod(0o555)

    def as_somebody() -> None:
        if os.getuid() == 0:
            os.setuid(65534)  # permissions mean nothing to root
        paper.build()

    assert mishaps.in_a_child(as_somebody) == mishaps.STOPPED
    site.check(paper)
    (paper.root / folder).chmod(0o777)
    site.heals(paper)


def truncate(state: Path) -> None:
    os.truncate(state, 5000)


def scribble(state: Path) -> None:
    with state.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (state.stat().st_size - 8192))


def grow_old(state: Path) -> None:
    db = sqlite3.connect(state)
    db.execute("pragma user_version=1")
    db.commit()
    db.close()


def empty(state: Path) -> None:
    state.write_bytes(b"")


def turn_to_text(state: Path) -> None:
    state.write_text("this is no database")


@pytest.mark.parametrize("harm", [truncate, scribble, grow_old, empty, turn_to_text, Path.unlink])
def test_a_state_that_is_damaged_or_old(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    site = Site(tmp_path, an_edit)
    paper = site.again()
    harm(paper.root / ".huozi" / "output.sqlite")
    site.heals(paper)


@pytest.mark.parametrize(
    "lost",
    [
        "2025/03-19/01-01/index.html",
        "authors",
        "assets",
        "2025/03",
        "sitemap.xml",
        "2025/03-20/zh-hant-tw/index.html",
    ],
)
def test_what_is_lost_from_the_output_is_made_again(tmp_path: Path, lost: str) -> None:
    paper = Paper(tmp_path / "paper")
    paper.build()
    whole = paper.tree()
    path = paper.out / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    report = paper.build()
    assert paper.tree() == whole
    assert all(written.startswith(lost) for written in report.written)


def test_a_lost_record_for_search_is_made_again(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "paper")
    paper.build()
    record = paper.root / ".huozi" / "output.records" / "2025-03-20.jsonl"
    was = record.read_bytes()
    record.unlink()
    assert paper.build().written == []
    assert record.read_bytes() == was


def a_large_paper(folder: Path, editions: int) -> Paper:
    paper = Paper(folder, PAPER)
    for number in range(editions):
        edition = f"2024-{1 + number // 28:02d}-{1 + number % 28:02d}"
        for article in (1, 2):
            paper.write(
                f"content/{edition}/01-{article:02d}.md",
                f"---\ntitle: 第{number}期\nsection: 要闻\n---\n{'桥长一里，头发发现。' * 60}\n",
            )
    return paper


def a_process(paper: Paper, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "generator",
            "build",
            "--site",
            str(paper.root),
            "--jobs",
            "2",
            "--no-search",
            "--now",
            paper.now,
            "--quiet",
            *words,
        ],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def test_killed_with_its_workers_and_continued(tmp_path: Path) -> None:
    paper = a_large_paper(tmp_path / "paper", 60)
    whole = paper.clean_tree(tmp_path / "clean")
    chance = random.Random(7)
    state = paper.root / ".huozi" / "output.next.sqlite"
    for remembered in [*chance.sample(range(40), max(1, MOMENTS // 6)), 20]:
        process = a_process(paper)
        while process.poll() is None and editions_in(state) < remembered:
            time.sleep(0.02)
        time.sleep(chance.uniform(0, 0.5))
        process.kill()
        process.communicate()
        _wait_for_the_orphans(process.pid)
    report = paper.build()
    assert report.opened < 62, "a killed build from nothing continues where it was"
    assert difference(paper.tree(), whole) == []


def editions_in(state: Path) -> int:
    try:
        with contextlib.closing(sqlite3.connect(f"file:{state}?mode=ro", uri=True)) as db:
            return int(db.execute("select count(*) from editions").fetchone()[0])
    except sqlite3.Error:
        return 0


def _wait_for_the_orphans(group: int) -> None:
    """The other processes of a killed press let go by themselves."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("the hands of a killed press are still at work")


def test_ctrl_c_ends_at_once_and_keeps_the_old_output(tmp_path: Path) -> None:
    paper = a_large_paper(tmp_path / "paper", 40)
    paper.build()
    old = paper.tree()
    paper.write("site.toml", 'title = "新报"\n')
    process = a_process(paper)
    time.sleep(1.5)
    os.killpg(process.pid, signal.SIGINT)
    began = time.monotonic()
    _, said = process.communicate(timeout=20)
    assert time.monotonic() - began < 10
    if process.returncode == 130:
        assert b"Traceback" not in said
        assert paper.tree() == old
    paper.build()
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_two_at_once(tmp_path: Path) -> None:
    paper = a_large_paper(tmp_path / "paper", 20)
    both = [a_process(paper), a_process(paper)]
    said = [process.communicate()[1] for process in both]
    codes = sorted(process.returncode for process in both)
    assert codes in ([0, 0], [0, 2])
    if codes == [0, 2]:
        assert any(b"another huozi is at work" in words for words in said)
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []
