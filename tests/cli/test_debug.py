"""``--debug``: the traceback of a fault, and the items that workers process."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.build import work_log
from generator.cli import main
from tests.conftest import huozi

SITE = 'title = "试报"\nbase_url = "https://paper.example/"\n'
ARTICLE = "---\ntitle: 桥通车\n---\n桥长一里。\n"
LINE = re.compile(r"\d\d:\d\d:\d\d worker (\d+): (.+)")


def site(folder: Path, editions: int) -> Path:
    """A site with one article in each edition."""
    (folder / "site.toml").write_text(SITE, "utf-8")
    for day in range(1, editions + 1):
        edition = folder / "content" / f"2025-03-{day:02d}"
        edition.mkdir(parents=True)
        (edition / "01-01.md").write_text(ARTICLE, "utf-8")
    return folder


def test_a_fault_shows_its_traceback_and_is_logged_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("generator.cli.doctor.examine", lambda *_: 1 // 0)
    root = str(site(tmp_path, 1))
    assert main.main(["doctor", "--json", "--debug", "--site", root]) == 70
    output = capsys.readouterr()
    assert output.err.startswith("Traceback (most recent call last):")
    assert "ZeroDivisionError" in output.err
    (problem,) = json.loads(output.out)["problems"]
    log = Path(problem["hint"].removeprefix("the traceback is in "))
    assert "ZeroDivisionError" in log.read_text("utf-8")
    log.unlink()


def test_every_worker_names_the_edition_or_list_it_begins(tmp_path: Path) -> None:
    words = ["build", "--no-search", "--jobs", "2", "--now", "2025-04-01T08:00:00+08:00"]
    done = huozi(*words, "--debug", site=site(tmp_path, 12))
    assert done.returncode == 0, done.stderr
    items = LINE.findall(done.stderr)
    editions = [item for _, item in items if item.startswith("edition")]
    assert len(editions) == len(set(editions)) == 12
    assert {number for number, item in items if item in editions} == {"1", "2"}
    assert len({item for _, item in items} - set(editions)) > 10


def test_an_item_that_stalls_is_named_again_with_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(work_log, "STALL", 0.001)
    words = ["build", "--no-search", "--jobs", "1", "--now", "2025-04-01T08:00:00+08:00"]
    assert main.main([*words, "--debug", "--site", str(site(tmp_path, 1))]) == 0
    lines = [item for _, item in LINE.findall(capsys.readouterr().err)]
    again = r"still at edition\S*2025-03-01, since \d\d:\d\d:\d\d \(\d+ s\)"
    assert any(re.fullmatch(again, line) for line in lines)
    assert not work_log.is_shown(), "the log ends with the command"


def test_without_the_option_no_work_is_logged(tmp_path: Path) -> None:
    done = huozi("build", "--no-search", "--jobs", "1", site=site(tmp_path, 1))
    assert done.returncode == 0
    assert not LINE.search(done.stderr)
