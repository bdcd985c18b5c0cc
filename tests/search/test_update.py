"""Updates of the search index: only what changed, the same bytes, complete at every moment."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.model import digest
from generator.model.search_record import from_line, to_line
from generator.model.site import Site
from generator.search import pagefind
from generator.search.search_report import SearchReport
from generator.search.update import update

Editions = list[tuple[str, str]]
Run = Callable[..., SearchReport]
SMALL = {"closed": 700, "opened": 500}
"""Characters: the four editions of the paper are three periods."""


@pytest.fixture
def archive(records: tuple[Path, Editions], tmp_path: Path) -> tuple[Path, Editions]:
    """Records of one's own to change."""
    folder = tmp_path / "records"
    shutil.copytree(records[0], folder)
    return folder, list(records[1])


@pytest.fixture
def run(archive: tuple[Path, Editions], settings: Site, tmp_path: Path) -> Run:
    def index(out: str = "out", editions: Editions | None = None, **how: object) -> SearchReport:
        return update(
            archive[0],
            tmp_path / out,
            tmp_path / f"{out}.json",
            site=settings,
            editions=archive[1] if editions is None else editions,
            **{**SMALL, **how},
        )

    return index


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def edit(archive: tuple[Path, Editions], edition: str, old: str, new: str) -> None:
    """An editor changes a word."""
    folder, editions = archive
    path = folder / f"{edition}.jsonl"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    at = [name for name, _ in editions].index(edition)
    editions[at] = (edition, digest.of_bytes(path.read_bytes()))


def test_what_has_not_changed_is_not_indexed_again(run: Run, tmp_path: Path) -> None:
    first = run()
    assert len(first.indexed) == 3 and first.problems == []
    stood = tree(tmp_path / "out")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    again = run()
    assert (again.indexed, again.unchanged) == ([], 3)
    assert tree(tmp_path / "out") == stood
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == times


def test_a_change_touches_its_own_period_only(
    run: Run, archive: tuple[Path, Editions], tmp_path: Path
) -> None:
    run()
    edit(archive, "2024-11-05", "旧闻", "新闻")
    assert run().indexed == ["2024-11-05…2024-11-05"]


def test_one_by_one_or_all_at_once_gives_the_same_bytes(
    run: Run, archive: tuple[Path, Editions], tmp_path: Path
) -> None:
    run()
    for some in ([2], [2, 0], [2, 0, 3], [1, 2, 0, 3]):
        run("slowly", [archive[1][at] for at in some])
    assert tree(tmp_path / "slowly") == tree(tmp_path / "out")


def test_a_clean_run_indexes_all_and_changes_no_byte(run: Run, tmp_path: Path) -> None:
    run()
    stood = tree(tmp_path / "out")
    assert len(run(clean=True).indexed) == 3
    assert tree(tmp_path / "out") == stood


@pytest.mark.parametrize("kind", [".pf_index", ".pf_meta", "table.huozi", "t/0.huozi", ".pagefind"])
@pytest.mark.parametrize("harm", ["cut", "empty", "gone"])
def test_a_damaged_index_is_made_again(kind: str, harm: str, run: Run, tmp_path: Path) -> None:
    run()
    stood = tree(tmp_path / "out")
    path = next(p for p in sorted((tmp_path / "out").rglob("*")) if p.as_posix().endswith(kind))
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(b"" if harm == "empty" else path.read_bytes()[:-9])
    run()
    assert tree(tmp_path / "out") == stood


def test_readers_keep_the_last_good_index_when_the_engine_fails(
    run: Run, archive: tuple[Path, Editions], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    stood = tree(tmp_path / "out")
    edit(archive, "2025-03-20", "皇后", "皇帝")
    false = shutil.which("false")
    assert false
    monkeypatch.setattr(pagefind.pagefind_bin, "get_executable", lambda: Path(false))
    failed = run()
    assert [(p.rule, p.severity) for p in failed.problems] == [("search", "error")]
    assert tree(tmp_path / "out") == stood
    monkeypatch.undo()
    assert run().problems == []
    assert tree(tmp_path / "out") != stood


def test_a_full_disk_leaves_the_last_good_index(
    run: Run, archive: tuple[Path, Editions], tmp_path: Path
) -> None:
    run()
    shown = (tmp_path / "out" / "search" / "data" / "index.json").read_bytes()
    edit(archive, "2025-03-20", "皇后", "皇帝")
    data = tmp_path / "out" / "search" / "data"
    for name in ("2025", "x"):
        (data / name).write_text("in the way")
    # The folder of the next open period cannot be made: a file stands where it would be.
    before = {path.name for path in data.iterdir()}
    probe = run("probe")
    assert probe.problems == []
    new = {p.name for p in (tmp_path / "probe" / "search" / "data").iterdir()} - before
    for name in new:
        (data / f"{name}.part").write_text("in the way")
    assert [problem.rule for problem in run().problems] == ["search"]
    assert (data / "index.json").read_bytes() == shown
    for key in (period["key"] for period in json.loads(shown)["periods"]):
        assert (data / key).is_dir()


def test_what_was_withdrawn_leaves_no_trace(run: Run, archive: tuple[Path, Editions]) -> None:
    run()
    without = [pair for pair in archive[1] if pair[0] != "2025-03-20"]
    assert run(editions=without).articles == 18
    assert run(editions=[]).articles == 0


def test_the_engine_and_the_tables_are_shipped_once(run: Run, tmp_path: Path) -> None:
    run()
    names = [path.name for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert sum(name.endswith(".pagefind") for name in names) == 1
    assert not [name for name in names if "ui" in name or name.endswith((".js", ".css"))]
    assert not [name for name in names if name.endswith(".pf_fragment")]


def test_records_pass_through_their_lines(records: tuple[Path, Editions]) -> None:
    for path in records[0].glob("*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            assert to_line(from_line(line)) == line
