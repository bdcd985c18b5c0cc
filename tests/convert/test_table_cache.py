"""Tables in the cache on disk serve the next process, or are computed again."""

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


def request(times: list[str]) -> dict[str, int]:
    """A table, as a new process requests it."""

    def _words() -> dict[str, int]:
        times.append("computed")
        return {"大同": 2}

    return table_cache.cached_table(_words)()


def test_a_table_is_computed_once_and_read_by_the_next_process(folder: Path) -> None:
    times: list[str] = []
    assert request(times) == request(times) == {"大同": 2}
    assert times == ["computed"]
    assert [path.name for path in folder.iterdir()] == ["test_table_cache-words.table"]


@pytest.mark.parametrize("harm", ["cut off", "one byte", "another version", "nothing in it"])
def test_a_damaged_or_outdated_table_is_computed_again(folder: Path, harm: str) -> None:
    times: list[str] = []
    request(times)
    (path,) = folder.iterdir()
    data = path.read_bytes()
    harmed = {
        "cut off": data[:-1],
        "one byte": data[:-1] + bytes([data[-1] ^ 1]),
        "another version": b"0" * 32 + data[32:],
        "nothing in it": b"",
    }
    path.write_bytes(harmed[harm])
    assert request(times) == {"大同": 2}
    assert times == ["computed", "computed"]
    assert path.read_bytes() == data


def test_without_a_folder_a_table_is_computed_by_each_process(tmp_path: Path) -> None:
    (tmp_path / "tables").write_text("a file where the folder would be")
    times: list[str] = []
    assert request(times) == request(times) == {"大同": 2}
    assert times == ["computed", "computed"]
