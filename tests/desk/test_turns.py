"""Two huozi at once on one site: one works, the other waits a little, then says who is at it."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from generator.desk import turns
from generator.values.problems import Stop
from tests.conftest import example_site, huozi


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return example_site(tmp_path / "paper")


def test_a_turn_is_waited_for_and_then_refused(tmp_path: Path) -> None:
    with turns.turn(tmp_path, "content", "somebody is"):
        with pytest.raises(Stop) as stop, turns.turn(tmp_path, "content", "somebody is", 0.1):
            raise AssertionError("two at once")
        assert [problem.rule for problem in stop.value.problems] == ["locked"]
    with turns.turn(tmp_path, "content", "somebody is", 0.1):
        pass


@pytest.mark.parametrize("command", [["ingest"], ["build"], ["variants", "diff", "--accept"]])
def test_nobody_writes_into_content_while_another_does(command: list[str], site: Path) -> None:
    huozi("ingest", site=site)
    stood = {path: path.read_bytes() for path in (site / "content").rglob("*") if path.is_file()}
    with FileLock(site / ".huozi" / "content.lock"):
        done = huozi(*command, site=site)
    assert done.returncode == 1
    assert "another huozi is writing into this site's content" in done.stderr
    assert "Traceback" not in done.stderr
    assert stood == {
        path: path.read_bytes() for path in (site / "content").rglob("*") if path.is_file()
    }
    assert huozi(*command, site=site).returncode == 0
