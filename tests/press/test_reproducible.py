"""Two clean builds give identical trees: on another path, in another time zone and locale, with
the files made in another order, other hash seeds, and another number of processes."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from tests.conftest import huozi
from tests.press.driver import NOW, PAPER, Paper, difference, tree

ONE = {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "1", "LANGUAGE": "zh_CN"}
OTHER = {"TZ": "America/New_York", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "LANGUAGE": "de"}
DAYS = 16
"""Enough that several processes are put to work."""


def a_paper(folder: Path) -> Paper:
    paper = Paper(folder, PAPER)
    for day in range(1, DAYS + 1):
        body = (
            f"---\ntitle: 第{day}日\ntags: [春, 秋]\nbylines: [{{name: 周南}}]\n---\n头发白了。\n"
        )
        paper.write(f"content/2025-02-{day:02d}/01-01.md", body)
    return paper


def shuffled(source: Path, to: Path) -> None:
    """The same files, made in another order: a folder often lists them so."""
    files = [path for path in source.rglob("*") if path.is_file()]
    random.Random(7).shuffle(files)
    for path in files:
        there = to / path.relative_to(source)
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, there)


def test_two_clean_builds_are_one(tmp_path: Path) -> None:
    one = a_paper(tmp_path / "one").root
    other = tmp_path / "a much longer path" / "另一处"
    shuffled(one, other)
    for site, env, jobs in ((one, ONE, "1"), (other, OTHER, "3")):
        done = huozi("build", "--now", NOW, "--jobs", jobs, "--quiet", site=site, env=env)
        assert done.returncode == 0, done.stderr
    trees = [tree(site / "output") for site in (one, other)]
    assert len(trees[0]) > 200
    assert any(path.startswith("search/data/") for path in trees[0])
    assert difference(*trees) == []
