"""Every rule of a build: a mini-site that breaks it, the problems reported, and the exit status.

The mini-sites are text files in ``sites/``, laid over the sound one; to add one, copy another.
What only ``huozi check`` knows has its mini-sites beside its own tests.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import time
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from generator.check.inspection import RULES
from generator.cli import main
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

SITES = Path(__file__).parent / "sites"
NAMES = sorted(path.stem for path in SITES.glob("*.txt"))
FILES = re.compile(r"^-- (.+) --\n", re.MULTILINE)
NOON = "1743480000"  # 2025-04-01, noon in Shanghai

NEEDS_MORE_THAN_A_SITE = {
    "locked": "tests/cli/test_site_lock.py",
    "new": "tests/cli/test_new.py",
    "installation": "tests/cli/test_installation.py",
    "no-browser": "tests/cli/test_commands.py",
    "fault": "tests/cli/test_commands.py",
    "join": "tests/ingest/test_forms.py",
    "empty": "tests/ingest/test_formats.py",
    "binary": "tests/ingest/test_formats.py",
    "size": "tests/ingest/test_formats.py",
    "nul": "tests/ingest/test_formats.py",
    "damaged": "tests/ingest/test_damaged_docx.py",
    "password": "tests/ingest/test_damaged_docx.py",
    "terms": "tests/convert/test_term_files.py",
    "search": "tests/search/test_update.py",
    "publish-manifest": "tests/publish/test_folder.py",
    "publish-verify": "tests/publish/test_folder.py",
    "announcement": "tests/publish/test_announcements.py",
}
"""Rules that are broken by another program, a missing one, or more than a text file holds."""


def read(name: str) -> tuple[dict[str, list[str]], dict[str, str]]:
    """What a mini-site's text says of itself, and its files."""
    head, *rest = FILES.split((SITES / f"{name}.txt").read_text("utf-8"))
    header: dict[str, list[str]] = {"run": [], "exit": [], "expect": [], "may": []}
    for key, value in re.findall(r"^(run|exit|expect|may): (.+)$", head, re.MULTILINE):
        header[key].append(value)
    return header, dict(zip(rest[::2], rest[1::2], strict=True))


def put(root: Path, name: str, text: str) -> None:
    place, _, how = name.partition(" (")
    file = root / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    if how == "link)":
        file.symlink_to(text.strip())
    elif how != "gone)":
        file.write_bytes(text.encode("latin-1" if how else "utf-8"))
    if file.suffix == ".md" and file.exists():
        # As if it was written a while ago, so that what was read of it may be remembered.
        os.utime(file, (time.time() - 10,) * 2)


def run_json(
    root: Path, words: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[dict[str, Any]]]:
    """The exit status of a command and the problems in its JSON."""
    status = main.main([*words, "--json", "--site", str(root)])
    answer = json.loads(capsys.readouterr().out)
    return status, answer["problems"]


def matches(problem: dict[str, Any], expected: str) -> bool:
    place, rule, severity = expected.rsplit(" ", 2)
    where = f"{problem['path']}:{problem['line']}"
    return fnmatchcase(where, place) and (problem["rule"], problem["severity"]) == (rule, severity)


@pytest.mark.parametrize("name", NAMES)
def test_a_broken_site_gets_exactly_the_expected_problems(
    name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    header, files = read(name)
    for path, text in {**read("BASE")[1], **files}.items():
        if not path.startswith("after-run "):
            put(tmp_path, path, text)
    runs = [shlex.split(line.replace("SITE", str(tmp_path))) for line in header["run"] or ["check"]]
    if runs == [["check"]] and header["exit"] == ["0"]:
        runs.insert(0, ["build", "--no-search"])
    for words in runs[:-1]:
        main.main([*words, "--quiet", "--site", str(tmp_path)])
        capsys.readouterr()
    for path, text in files.items():
        if path.startswith("after-run "):
            put(tmp_path, path.removeprefix("after-run "), text)
    status, problems = run_json(tmp_path, runs[-1], capsys)
    for wanted in header["expect"]:
        assert any(matches(p, wanted) for p in problems), f"{wanted} is not among {problems}"
    for problem in problems:
        allowed = (*header["expect"], *header["may"], "* not-built warning")
        assert any(matches(problem, e) for e in allowed), f"not expected: {problem}"
    assert [str(status)] == header["exit"]


def test_every_rule_has_its_broken_site() -> None:
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    documented = set(re.findall(r"^### `([a-z-]+)`", page, re.MULTILINE))
    shown = {rule.name for rule in RULES} | set(NAMES) - {"BASE"} | set(NEEDS_MORE_THAN_A_SITE)
    assert shown == documented
    for rule, file in NEEDS_MORE_THAN_A_SITE.items():
        assert f'"{rule}"' in (ROOT / file).read_text("utf-8"), f"{file} shows no {rule}"
