"""Two processes on one site: the second waits a little, then reports the first."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from generator.cli import site_lock
from generator.model.problem import Stop
from tests.conftest import CLOCK, ROOT, example_site, huozi


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return example_site(tmp_path / "paper")


def test_a_lock_is_waited_for_and_then_reported(tmp_path: Path) -> None:
    with site_lock.hold(tmp_path, "content", "somebody is"):
        with pytest.raises(Stop) as stop, site_lock.hold(tmp_path, "content", "somebody is", 0.1):
            raise AssertionError("two at once")
        assert [problem.rule for problem in stop.value.problems] == ["locked"]
    with site_lock.hold(tmp_path, "content", "somebody is", 0.1):
        pass


@pytest.mark.parametrize("command", [["ingest"], ["build"], ["variants", "diff", "--accept"]])
def test_only_one_process_writes_into_content(command: list[str], site: Path) -> None:
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


WRITERS = [
    "ingest",
    "build",
    "build --frozen",
    "variants diff --accept",
    "serve --no-open --port 0",
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = example_site(tmp_path_factory.mktemp("built") / "paper")
    assert huozi("build", "--no-search", "--now", CLOCK, site=site).returncode == 0
    return site


def refused(command: str, site: Path) -> str:
    """What a command says that cannot write, with no more rights than the files' own modes give."""
    words = [sys.executable, "-m", "generator", *command.split(), "--site", site]
    done = subprocess.run(
        words, cwd=ROOT, capture_output=True, text=True, timeout=60, preexec_fn=_without_override
    )
    assert done.returncode == 1, done.stderr
    return done.stderr


def _without_override() -> None:
    """Takes from root what lets it write where nobody may (CAP_DAC_OVERRIDE, of the set that the
    next program gets); for anybody else there is nothing to take."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


@pytest.mark.parametrize("command", [line for line in WRITERS if "frozen" not in line])
def test_a_file_in_place_of_the_cache_folder_is_one_problem(command: str, site: Path) -> None:
    (site / ".huozi").write_text("mine", "utf-8")
    line = refused(command, site)
    assert line.startswith(".huozi:1:1: cannot be written: something that huozi did not make")
    assert line.count("\n") == 1
    assert (site / ".huozi").read_text("utf-8") == "mine"


def test_a_read_only_cache_is_one_problem_and_is_still_read(built: Path) -> None:
    cache = built / ".huozi"
    modes = {path: path.stat().st_mode for path in [cache, *cache.rglob("*")]}
    try:
        for path, mode in modes.items():
            path.chmod(mode & ~0o222)
        for command in WRITERS:
            line = refused(command, built)
            assert "cannot be written: permission denied" in line and line.startswith(".huozi/")
            assert line.count("\n") == 1
        for command in ("check", "doctor"):
            words = [sys.executable, "-m", "generator", command, "--site", str(built)]
            done = subprocess.run(
                words,
                cwd=ROOT,
                capture_output=True,
                text=True,
                timeout=60,
                preexec_fn=_without_override,
            )
            assert "since the last build" not in done.stderr, "the state is read"
            assert "cannot be read" not in done.stdout
            assert done.returncode == 0, done.stderr
    finally:
        for path, mode in modes.items():
            path.chmod(mode)
