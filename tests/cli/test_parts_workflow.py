"""The example workflow that builds an archive on many machines: sound by its linters, and its
shell steps, run as they stand on machines that share nothing, give what one machine gives."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT, huozi
from tests.press.driver import Paper, copy_sources, difference, tree

EXAMPLE = ROOT / "docs" / "publish-in-parts.yml"
BASE = "https://reader.example/paper"
CLOCK = "1743465600"
"""Noon in Shanghai of the driver's day, for every machine."""
ARTICLE = "---\ntitle: 第{}年\nbylines: [{{name: 李文}}]\n---\n头发白了，发现春天又来了。\n"


def tool(name: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    program = Path(sysconfig.get_path("scripts")) / name
    return subprocess.run([program, *words], capture_output=True, text=True, timeout=60)


def test_the_linters_find_nothing() -> None:
    done = tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", EXAMPLE)
    assert done.returncode == 0, done.stdout
    policy = Path(__file__).with_name("zizmor.yml")
    done = tool("zizmor", "--offline", "--config", policy, "--min-severity", "low", EXAMPLE)
    assert done.returncode == 0, done.stdout


def test_later_runs_find_the_state_in_the_cache() -> None:
    """publish.yml brings back what this workflow keeps: the same paths, the same key."""
    nightly = ROOT / "generator" / "cli" / "scaffold" / "publish.yml"
    kept = [
        step["with"]
        for path, job in ((EXAMPLE, "build"), (nightly, "build"))
        for step in jobs(path)[job]["steps"]
        if step.get("uses", "").startswith("actions/cache")
    ]
    assert len(kept) == 2
    assert (kept[0]["path"], kept[0]["key"]) == (kept[1]["path"], kept[1]["key"])


def jobs(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.read_text("utf-8"))["jobs"])


def run(job: str, checkout: Path, program: Path, years: str = "") -> None:
    """A job's own shell steps, as a runner that has huozi runs them."""
    values = {"${{ steps.pages.outputs.base_url }}": BASE, "${{ matrix.years }}": years}
    for step in jobs(EXAMPLE)[job]["steps"]:
        if "run" not in step or step["name"] == "Install huozi":
            continue
        env = {name: values[value] for name, value in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=checkout,
            capture_output=True,
            text=True,
            timeout=120,
            env={
                **os.environ,
                **env,
                "PATH": f"{program}:{os.environ['PATH']}",
                "PYTHONPATH": str(ROOT),
                "SOURCE_DATE_EPOCH": CLOCK,
            },
        )
        assert done.returncode == 0, f"{step['name']}: {done.stdout}{done.stderr}"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder with the command, as an installation leaves it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    command = folder / "huozi"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n')
    command.chmod(0o755)
    return folder


def test_its_steps_give_the_same_site_as_one_machine(tmp_path: Path, program: Path) -> None:
    paper = Paper(tmp_path / "paper")
    for year in (1951, 1980, 2001):
        paper.write(f"content/{year}-05-01/01-01.md", ARTICLE.format(year))
    whole = tmp_path / "whole"
    copy_sources(paper.root, whole)
    done = huozi(
        "build", "--base-url", BASE, "--quiet", site=whole, env={"SOURCE_DATE_EPOCH": CLOCK}
    )
    assert done.returncode == 0, done.stderr
    merging = tmp_path / "merging"
    copy_sources(paper.root, merging)
    (merging / "parts").mkdir()
    for years in jobs(EXAMPLE)["part"]["strategy"]["matrix"]["years"]:
        machine = tmp_path / f"machine-{years}"
        copy_sources(paper.root, machine)
        run("part", machine, program, years)
        shutil.copy(machine / f"part-{years}.tar", merging / "parts")
    run("build", merging, program)
    assert difference(tree(merging / "output"), tree(whole / "output")) == []
