"""An archive built in parts, by processes that know nothing of each other, in folders of their
own, one of them killed and begun again: merged, it is byte for byte what one machine gives."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.model.problem import Stop
from tests.conftest import ROOT
from tests.press.driver import NOW, Paper, copy_sources, dangling, difference, tree

ARTICLE = "---\ntitle: 第{}期\nsection: 要闻\nbylines: [{{name: 李文}}]\n---\n{}\n"


def an_archive(folder: Path) -> Paper:
    """Nine years, some days of each."""
    paper = Paper(folder)
    for year in range(2017, 2026):
        for month in range(1, 13, 4):
            body = "桥长一里，头发发现。" * (year - 2000)
            paper.write(f"content/{year}-{month:02d}-09/01-01.md", ARTICLE.format(month, body))
    return paper


def huozi(site: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "generator",
            *words,
            "--site",
            str(site),
            "--now",
            NOW,
            "--jobs",
            "1",
            "--quiet",
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_parts_from_many_machines_are_one_site(tmp_path: Path) -> None:
    paper = an_archive(tmp_path / "paper")
    whole = paper.clean_tree(tmp_path / "whole")
    years = ("2017-2019", "2020-2022", "2023-2026")
    machines = []
    for name in years:
        copy_sources(paper.root, tmp_path / f"machine-{name}")
        machines.append(huozi(tmp_path / f"machine-{name}", "build", "--years", name))
    _kill_at_work(machines[0], tmp_path / f"machine-{years[0]}" / f"part-{years[0]}")
    machines[0] = huozi(tmp_path / f"machine-{years[0]}", "build", "--years", years[0])
    for machine in machines:
        _, said = machine.communicate()
        assert machine.returncode == 0, said
    parts = [tmp_path / f"machine-{name}" / f"part-{name}" for name in years]
    before = [tree(part / "pages") for part in parts]
    merging = huozi(paper.root, "merge", *map(str, parts), "--no-search")
    _, said = merging.communicate()
    assert merging.returncode == 0, said
    assert difference(paper.tree(), whole) == []
    assert dangling(paper.out) == []
    assert [tree(part / "pages") for part in parts] == before
    assert paper.build().written == []


def _kill_at_work(machine: subprocess.Popen[str], part: Path) -> None:
    while machine.poll() is None and not (part / "state.sqlite").exists():
        time.sleep(0.01)
    machine.kill()
    machine.communicate()


def test_editions_missing_from_the_parts_or_changed_since_are_built(tmp_path: Path) -> None:
    paper = an_archive(tmp_path / "paper")
    part = tmp_path / "paper" / "part-2017-2020"
    assert huozi(paper.root, "build", "--years", "2017-2020").wait() == 0
    moved = Path(shutil.move(part, tmp_path / "part"))
    paper.replace("content/2018-05-09/01-01.md", "第5期", "第五期")
    paper.remove("content/2019-01-09")
    merging = huozi(paper.root, "merge", str(moved), "--no-search")
    _, said = merging.communicate()
    assert merging.returncode == 0, said
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


@pytest.mark.parametrize("wrong", ["settings", "twice", "no part", "unfinished"])
def test_an_unsuitable_part_is_refused_and_nothing_changes(tmp_path: Path, wrong: str) -> None:
    paper = an_archive(tmp_path / "paper")
    paper.build()
    before = paper.tree()
    part = tmp_path / "part"
    parts = [part]
    machine = huozi(paper.root, "build", "--years", "2017-2020", "--out", str(part))
    if wrong == "unfinished":
        _kill_at_work(machine, part)
    assert machine.wait() in (0, -9)
    if wrong == "settings":
        paper.write("site.toml", 'title = "别报"\n')
    if wrong == "no part":
        parts = [paper.root / "content"]
    if wrong == "twice":
        parts = [part, shutil.copytree(part, tmp_path / "other")]
    with pytest.raises(Stop) as stop:
        paper.merge(parts)
    assert all(problem.rule == "part" for problem in stop.value.problems)
    assert paper.tree() == before
