"""Files that are missing, or not as large or as old as they were, are found by their owner."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.build import altered_files

SINCE = 1_700_000_000_123_456_789
ROWS = [
    b"edition:2025-03-20//3//a.html//b/c.html",
    "list:sections/要闻//1//要闻.html".encode(),
    b"site//0//x",
]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    for name, text in (("a.html", "a"), ("b/c.html", "bc"), ("要闻.html", "d")):
        (tmp_path / name).write_text(text)
        os.utime(tmp_path / name, ns=(SINCE, SINCE))
    return tmp_path


def seen(out: Path) -> set[bytes]:
    """The owners of missing or altered files."""
    return set(altered_files.missing(ROWS, str(out).encode(), SINCE))


def test_owners_of_missing_files(out: Path) -> None:
    assert seen(out) == {b"site"}
    (out / "b/c.html").unlink()
    (out / "要闻.html").unlink()
    everyone = {row.partition(b"//")[0] for row in ROWS}
    assert seen(out) == everyone


def test_owners_of_files_with_another_size_or_time(out: Path) -> None:
    (out / "a.html").write_text("abc")
    os.utime(out / "a.html", ns=(SINCE, SINCE))
    os.utime(out / "要闻.html", ns=(SINCE + 1, SINCE + 1))
    assert seen(out) == {row.partition(b"//")[0] for row in ROWS}


def test_all_files_of_a_missing_folder_are_missing(tmp_path: Path) -> None:
    assert len(seen(tmp_path / "nowhere")) == len(ROWS)
