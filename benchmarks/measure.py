"""How long a command takes, how much memory it and all it starts hold at once, and on what."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import platform
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """One command, measured."""

    seconds: float
    """By the clock."""
    cpu: float
    """Seconds of processor time, of all its processes."""
    peak: float
    """MB held at once, of all its processes together."""
    said: str
    """What it wrote on standard output."""


def run(
    command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Run:
    """Runs a command to its end. Raises RuntimeError where it fails."""
    if hasattr(os, "sync"):
        os.sync()  # what was written before is on the disk, and in nobody's way
    before, began = os.times(), time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in command],
        cwd=cwd,
        env={**_surroundings(), **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, peak), daemon=True)
    watcher.start()
    said, complained = process.communicate()
    seconds = time.perf_counter() - began
    after = os.times()
    watcher.join()
    if process.returncode:
        raise RuntimeError(f"{command[0]}: {complained[-2000:]}")
    cpu = (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )
    return Run(seconds, cpu, peak[0], said)


def _surroundings() -> dict[str, str]:
    """Python may keep what it compiles its modules to, as it does where nobody forbids it."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def median(times: int, work: Callable[[], Run], prepare: Callable[[], None] | None = None) -> Run:
    """The run in the middle of several, each after the same preparation."""
    runs = []
    for _ in range(times):
        if prepare:
            prepare()
        runs.append(work())
    return middle(runs)


def middle(runs: Sequence[Run]) -> Run:
    """The run in the middle of several."""
    seconds = statistics.median_low(run.seconds for run in runs)
    return next(run for run in runs if run.seconds == seconds)


def machine() -> list[str]:
    """On what, with what, when: two lines to stand above figures."""
    cpu = Path("/proc/cpuinfo").read_text().splitlines()
    models = (line.partition(": ")[2] for line in cpu if line.startswith("model name"))
    model = next(models, platform.processor())
    names = ("jinja2", "markdown-it-py", "opencc", "pyyaml", "pagefind-bin")
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in names)
    return [
        f"{dt.date.today().isoformat()} · {os.cpu_count()} × {model} · {platform.system()} "
        f"{platform.release()} · load before {os.getloadavg()[0]:.1f}",
        f"Python {platform.python_version()}, {versions}",
    ]


def _watch(process: subprocess.Popen[str], peak: list[float]) -> None:
    while process.poll() is None:
        began = time.perf_counter()
        peak[0] = max(peak[0], sum(_held(pid) for pid in _family(process.pid)) / 1024)
        # To look takes the longer the more is held: a thirtieth of the time at most.
        time.sleep(max(0.1, 30 * (time.perf_counter() - began)))


def _family(pid: int) -> Iterator[int]:
    yield pid
    # A child is entered with the thread that began it. Processes and threads end while one looks.
    with contextlib.suppress(OSError):
        for task in list(Path(f"/proc/{pid}/task").iterdir()):
            with contextlib.suppress(OSError):
                for child in (task / "children").read_text().split():
                    yield from _family(int(child))


def _held(pid: int) -> int:
    """Kilobytes in memory, each process's share of what is shared."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)
