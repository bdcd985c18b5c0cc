"""A new paper builds at once, in every script, and takes the folder it is given whole or not."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT, huozi


def new(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", "new", str(folder), *words],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("script", "headline"),
    [
        ("zh-Hans", "河畔书屋开门迎客"),
        ("zh-Hant-TW", "河畔書屋開門迎客"),
        ("zh-Hant-HK", "河畔書屋開門迎客"),
    ],
)  # fmt: skip
def test_a_new_paper_builds_at_once(tmp_path: Path, script: str, headline: str) -> None:
    site = tmp_path / "paper"
    made = new(site, "--title", '晨报 "A" <b>', "--script", script, "--timezone", "Asia/Taipei")
    assert made.returncode == 0, made.stderr
    settings = tomllib.loads((site / "site.toml").read_text("utf-8"))
    assert settings["title"] == '晨报 "A" <b>'
    assert settings["script"] == script
    built = huozi("build", "--json", site=site)
    assert built.returncode == 0, built.stderr
    report = json.loads(built.stdout)
    assert (report["editions"], report["articles"]) == (1, 2)
    assert [p for p in report["problems"] if p["severity"] != "doubt"] == []
    front = (site / "output" / "index.html").read_text("utf-8")
    assert headline in front
    assert f"<html lang={script}>" in front


def test_it_brings_what_an_editor_and_a_workflow_need(tmp_path: Path) -> None:
    made = new(tmp_path / "paper", "--json")
    files = set(json.loads(made.stdout)["files"])
    assert files >= {
        "site.toml", "names.toml", "glossary.toml", ".gitignore", "README.md", "README.zh.md",
        ".github/workflows/publish.yml", "requirements.txt",
    }  # fmt: skip
    for file in files:
        assert "@@" not in (tmp_path / "paper" / file).read_text("utf-8"), file


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    made = new(tmp_path)
    assert made.returncode == 2
    assert "not empty" in made.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.txt"]


def test_a_fresh_repository_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert new(tmp_path).returncode == 0
    assert (tmp_path / "site.toml").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--script", "zh_hans"], 'did you mean "zh-Hans"'),
        (["--timezone", "Asia/Datong"], "unknown time zone"),
        (["--base-url", "ftp://x"], "no base address"),
    ],
)
def test_wrong_settings_make_nothing(tmp_path: Path, words: list[str], said: str) -> None:
    made = new(tmp_path / "paper", *words)
    assert made.returncode == 2
    assert said in made.stderr
    assert not (tmp_path / "paper").exists()


def test_the_schedule_follows_the_papers_midnight(tmp_path: Path) -> None:
    new(tmp_path / "east")
    new(tmp_path / "west", "--timezone", "America/Vancouver")
    crons = [
        [line.split('"')[1] for line in (tmp_path / side / ".github/workflows/publish.yml")
         .read_text("utf-8").splitlines() if "cron:" in line]
        for side in ("east", "west")
    ]  # fmt: skip
    assert crons[0] == ["7 16 * * *", "37 22 * * *"]
    assert crons[1][0] in ("7 7 * * *", "7 8 * * *")
