"""The real seed page becomes exactly these manuscripts, and exactly this site.

``make golden`` writes what is made now as what is expected; look at the difference."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT

EXPECTED = Path(__file__).parent / "output"
# The index is binary and versioned by its engine; its own tests ask it questions.
NOT_TEXT = {".pf_meta", ".pf_index", ".pf_fragment", ".pagefind", ".png", ".webp", ".wasm", ".epub"}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.suffix not in NOT_TEXT
        and path.name != "newest.json"  # named by every byte of the others
        and "search" not in path.relative_to(folder).parts[0]
        and "assets" not in path.relative_to(folder).parts[0]
    }


def test_the_seed_becomes_the_content_that_is_committed(paper: Path) -> None:
    made, kept = tree(paper / "content"), tree(ROOT / "content")
    assert sorted(made) == sorted(kept)
    for name, data in made.items():
        assert data.decode() == kept[name].decode(), name


def test_the_content_becomes_the_golden_site(paper: Path, pytestconfig: pytest.Config) -> None:
    made = tree(paper / "output")
    if pytestconfig.getoption("--renew-golden"):
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for name, data in made.items():
            (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / name).write_bytes(data)
    expected = tree(EXPECTED)
    assert sorted(made) == sorted(expected)
    for name, data in made.items():
        assert data.decode() == expected[name].decode(), name
