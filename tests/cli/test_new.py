"""``huozi new``: a new paper builds at once; a folder that is not empty is refused."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT, huozi


def new(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", "new", str(folder), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("script", "headline"),
    [
        ("zh-Hans", "河畔书屋开门迎客"),
        ("zh-Hant-TW", "河畔書屋開門迎客"),
        ("zh-Hant-HK", "河畔書屋開門迎客"),
    ],
)
def test_a_new_paper_builds_at_once(tmp_path: Path, script: str, headline: str) -> None:
    site = tmp_path / "paper"
    done = new(site, "--title", '晨报 "A" <b>', "--script", script, "--timezone", "Asia/Taipei")
    assert done.returncode == 0, done.stderr
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
    assert f'<html lang="{script}">' in front


def test_it_brings_what_an_editor_and_a_workflow_need(tmp_path: Path) -> None:
    done = new(tmp_path / "paper", "--json")
    files = set(json.loads(done.stdout)["files"])
    assert files >= {
        "site.toml",
        "names.toml",
        "glossary.toml",
        ".gitignore",
        "README.md",
        "README.zh.md",
        ".github/workflows/publish.yml",
        "requirements.txt",
    }
    (wheel,) = (file for file in files if file.endswith(".whl"))
    for file in files - {wheel}:
        assert "@@" not in (tmp_path / "paper" / file).read_text("utf-8"), file


def test_an_empty_paper_has_no_invented_news_and_builds(tmp_path: Path) -> None:
    site = tmp_path / "paper"
    created = new(site, "--empty", "--json")
    assert not any(file.startswith("seeds/") for file in json.loads(created.stdout)["files"])
    assert "invented" not in (site / "README.md").read_text("utf-8")
    built = huozi("build", "--json", "--no-search", site=site)
    report = json.loads(built.stdout)
    assert (report["editions"], report["problems"]) == (0, [])
    assert (site / "output" / "index.html").is_file()
    seed = site / "seeds" / "2025-03-20" / "01.txt"
    seed.parent.mkdir(parents=True)
    seed.write_text("# 夜市昨晚开张\n\n夜市昨晚在河边开张，摊位六十个。\n", "utf-8")
    built = huozi("build", "--json", "--no-search", site=site)
    assert json.loads(built.stdout)["articles"] == 1


def test_the_example_news_are_removed_as_the_readme_describes(tmp_path: Path) -> None:
    site = tmp_path / "paper"
    new(site)
    assert huozi("build", "--no-search", site=site).returncode == 0
    readme = (site / "README.md").read_text("utf-8")
    invented = re.findall(r"`((?:seeds|content)/\d{4}-\d\d-\d\d/)`", readme)
    assert sorted({path.partition("/")[0] for path in invented}) == ["content", "seeds"]
    for path in {*invented}:
        shutil.rmtree(site / path)
    assert "河畔书屋" not in huozi("build", "--no-search", site=site).stdout
    assert not list((site / "output").glob("2*/*/01-01"))


def test_what_merge_and_broken_off_builds_leave_is_not_for_version_control(tmp_path: Path) -> None:
    site = tmp_path / "paper"
    new(site)
    subprocess.run(["git", "-C", site, "init", "--quiet"], check=True)
    assert huozi("build", "--no-search", "--years", "2020-2030", site=site).returncode == 0
    for name in ("part-1950-1974.tar", "parts/part-1950-1974/state.sqlite", ".output.next/a.html"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("made by a machine", "utf-8")
    status = ["git", "-C", site, "status", "--porcelain", "--untracked-files=all"]
    listed = subprocess.run(status, capture_output=True, text=True, check=True).stdout
    assert "site.toml" in listed and ".whl" in listed and "content/" in listed
    assert "part" not in listed and ".output" not in listed, listed


def test_a_paper_that_stands_gets_the_huozi_that_runs(tmp_path: Path) -> None:
    site = tmp_path / "paper"
    new(site)
    (wheel,) = site.glob("*.whl")
    fresh = {path: path.read_bytes() for path in (wheel, site / "requirements.txt")}
    (site / "huozi-0.0.9-py3-none-any.whl").write_bytes(wheel.read_bytes())
    wheel.unlink()
    (site / "requirements.txt").write_text("huozi==0.0.9\n", "utf-8")
    settings = (site / "site.toml").read_bytes() + b"# mine\n"
    (site / "site.toml").write_bytes(settings)
    assert new(site, "--renew").returncode == 0
    assert {path: path.read_bytes() for path in fresh} == fresh
    assert list(site.glob("*.whl")) == [wheel]
    assert (site / "site.toml").read_bytes() == settings
    refused = new(tmp_path / "nothing", "--renew")
    assert refused.returncode == 2 and "no site.toml" in refused.stderr


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    done = new(tmp_path)
    assert done.returncode == 2
    assert "not empty" in done.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.txt"]


def test_a_fresh_repository_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert new(tmp_path).returncode == 0
    assert (tmp_path / "site.toml").is_file()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--script", "zh_hans"], 'did you mean "zh-Hans"'),
        (["--script", "zh-CN"], 'did you mean "zh-Hans"'),
        (["--script", "zh_SG"], 'did you mean "zh-Hans"'),
        (["--script", "zh"], 'did you mean "zh-Hans"'),
        (["--script", "zh-TW"], 'did you mean "zh-Hant-TW"'),
        (["--script", "zh-MO"], 'did you mean "zh-Hant-HK"'),
        (["--script", "zh-Hant-CN"], 'did you mean "zh-Hant"'),
        (["--script", "en"], "known: zh-Hans"),
        (["--timezone", "Asia/Datong"], "unknown time zone"),
        (["--base-url", "ftp://x"], "no base address"),
    ],
)
def test_wrong_settings_create_no_files(tmp_path: Path, words: list[str], message: str) -> None:
    done = new(tmp_path / "paper", *words)
    assert done.returncode == 2
    assert message in done.stderr
    assert not (tmp_path / "paper").exists()


def test_the_schedule_follows_the_papers_midnight(tmp_path: Path) -> None:
    new(tmp_path / "east")
    new(tmp_path / "west", "--timezone", "America/Vancouver")
    crons = [
        [
            line.split('"')[1]
            for line in (tmp_path / side / ".github/workflows/publish.yml")
            .read_text("utf-8")
            .splitlines()
            if "cron:" in line
        ]
        for side in ("east", "west")
    ]
    assert crons[0] == ["7 16 * * *", "37 22 * * *"]
    assert crons[1][0] in ("7 7 * * *", "7 8 * * *")
