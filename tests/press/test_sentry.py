"""Whoever looks for an archive's files, here or in a process of its own, misses the same ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.build import file_probe

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


def asked(out: Path) -> set[bytes]:
    with file_probe.start(out, SINCE) as one:
        for row in ROWS:
            one.send(row)
        return one.close()


def seen(out: Path) -> set[bytes]:
    """What is missed, wherever it is looked for."""
    missed = set(file_probe.missing(ROWS, str(out).encode(), SINCE))
    assert missed == asked(out)
    return missed


def test_the_owners_of_what_does_not_stand(out: Path) -> None:
    assert seen(out) == {b"site"}
    (out / "b/c.html").unlink()
    (out / "要闻.html").unlink()
    everyone = {row.partition(b"//")[0] for row in ROWS}
    assert seen(out) == everyone


def test_the_owners_of_what_is_not_as_large_or_as_old_as_it_was(out: Path) -> None:
    (out / "a.html").write_text("abc")
    os.utime(out / "a.html", ns=(SINCE, SINCE))
    os.utime(out / "要闻.html", ns=(SINCE + 1, SINCE + 1))
    assert seen(out) == {row.partition(b"//")[0] for row in ROWS}


def test_where_there_is_no_folder_nothing_stands(tmp_path: Path) -> None:
    assert len(asked(tmp_path / "nowhere")) == len(ROWS)


def test_more_is_asked_than_a_pipe_holds(out: Path) -> None:
    with file_probe.start(out, SINCE) as one:
        for number in range(20_000):
            one.send(f"edition:{number}//3//a.html//b/c.html".encode())
        one.send(b"edition:lost//0//b/d.html")
        assert one.close() == {b"edition:lost"}
