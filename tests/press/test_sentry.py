"""Whoever looks for an archive's files, here or in a process of its own, misses the same ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.press import sentry

ROWS = [
    b"edition:2025-03-20//a.html//b/c.html",
    "list:sections/要闻//要闻.html".encode(),
    b"site//x",
]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    for name in ("a.html", "b/c.html", "要闻.html"):
        (tmp_path / name).write_text("")
    return tmp_path


def asked(out: Path) -> set[bytes]:
    with sentry.called(out) as one:
        for row in ROWS:
            one.ask(row)
        return one.answer()


def test_the_owners_of_what_does_not_stand(out: Path) -> None:
    assert set(sentry.lost(ROWS, str(out).encode())) == asked(out) == {b"site"}
    (out / "b/c.html").unlink()
    (out / "要闻.html").unlink()
    everyone = {row.partition(b"//")[0] for row in ROWS}
    assert set(sentry.lost(ROWS, str(out).encode())) == asked(out) == everyone


def test_where_there_is_no_folder_nothing_stands(tmp_path: Path) -> None:
    assert len(asked(tmp_path / "nowhere")) == len(ROWS)


def test_more_is_asked_than_a_pipe_holds(out: Path) -> None:
    with sentry.called(out) as one:
        for number in range(20_000):
            one.ask(f"edition:{number}//a.html//b/c.html".encode())
        one.ask(b"edition:lost//b/d.html")
        assert one.answer() == {b"edition:lost"}
