"""What is worked out of the dictionaries serves the next process, or is worked out again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.convert import table_cache


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for this test's tables alone."""
    before = list(table_cache._folder)
    table_cache.cache_tables_in(tmp_path / "tables")
    yield tmp_path / "tables"
    table_cache._folder[:] = before


def asked(times: list[str]) -> dict[str, int]:
    """A table, as a new process would ask for it."""

    def _words() -> dict[str, int]:
        times.append("made")
        return {"大同": 2}

    return table_cache.cached_table(_words)()


def test_a_table_is_made_once_and_read_by_the_next_process(folder: Path) -> None:
    times: list[str] = []
    assert asked(times) == asked(times) == {"大同": 2}
    assert times == ["made"]
    assert [path.name for path in folder.iterdir()] == ["test_kept-words.table"]


@pytest.mark.parametrize("harm", ["cut off", "one byte", "another version", "nothing in it"])
def test_a_table_that_is_not_whole_or_not_ours_is_made_again(folder: Path, harm: str) -> None:
    times: list[str] = []
    asked(times)
    (path,) = folder.iterdir()
    data = path.read_bytes()
    harmed = {
        "cut off": data[:-1],
        "one byte": data[:-1] + bytes([data[-1] ^ 1]),
        "another version": b"0" * 32 + data[32:],
        "nothing in it": b"",
    }
    path.write_bytes(harmed[harm])
    assert asked(times) == {"大同": 2}
    assert times == ["made", "made"]
    assert path.read_bytes() == data


def test_without_a_place_for_it_a_table_is_made_each_time(tmp_path: Path) -> None:
    (tmp_path / "tables").write_text("a file where the folder would be")
    times: list[str] = []
    assert asked(times) == asked(times) == {"大同": 2}
    assert times == ["made", "made"]
