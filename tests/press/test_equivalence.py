"""After any edits, an incremental build is byte for byte what a clean one gives, and it writes
exactly the files whose bytes are not what they were."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from generator.build.report import Report
from tests.press.driver import Paper, dangling, difference
from tests.press.editor import edit

pytestmark = pytest.mark.slow

STEPS = int(os.environ.get("HUOZI_STEPS", "50"))
RUNS = 2


@pytest.mark.parametrize("seed", range(RUNS))
def test_an_incremental_build_is_a_clean_one(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    paper = Paper(tmp_path / "paper")
    paper.write("static/photo.png", "no picture")
    paper.build()
    story = []
    hurt = False
    """Whether the state was damaged and no build came upon it yet: one that does begins anew."""
    for _ in range(max(1, STEPS // RUNS)):
        before = paper.tree()
        what, mishap = edit(paper, chance)
        story.append(what)
        hurt = hurt or "the state damaged" in what
        report = paper.build()
        after = paper.tree()
        told = "\n".join(story)
        assert report.status == 0, report.problems
        assert difference(after, paper.clean_tree(tmp_path / "clean")) == [], told
        if not mishap and not hurt:
            assert written_wrongly(report, before, after) == [], told
        hurt = hurt and report.opened < report.counts["editions"]
        assert dangling(paper.out, left_out(paper)) == [], told


def left_out(paper: Paper) -> tuple[str, ...]:
    """Where links need lead nowhere: into what another stage makes, and to a static file that an
    editor took from an article that names it."""
    photo = "static/photo.png"
    gone = () if (paper.root / photo).exists() else (photo.removeprefix("static/"),)
    return ("assets/", "search/", *gone)


def written_wrongly(report: Report, before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """Files whose bytes and what the report says of them are two things."""
    written = {path for path in after if after[path] != before.get(path)}
    deleted = before.keys() - after.keys()
    return sorted((written ^ set(report.written)) | (deleted ^ set(report.deleted)))
