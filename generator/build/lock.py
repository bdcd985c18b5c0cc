"""Locks: one process at a time works on an output folder, or on other files of a site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from generator.build import disk_errors
from generator.build.paths import CACHE, Paths
from generator.model.problem import Stop, error


@contextmanager
def at_work(paths: Paths) -> Iterator[None]:
    """Locks an output folder.

    Raises Stop where another process holds the lock, or a file cannot be written inside."""
    with hold(paths.lock, "another huozi is at work on this site", 0, paths.out, status=2):
        yield


@contextmanager
def hold(
    lock: Path, activity: str, timeout: float, where: Path, *, status: int = 1
) -> Iterator[None]:
    """Holds a lock file; ``activity`` is the message if another process still holds it after
    ``timeout`` seconds.

    Raises Stop then, or if a file cannot be written, the lock or one inside (``where`` if the error
    names none)."""
    with disk_errors.as_stop(where):
        try:
            lock.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(lock, timeout=timeout):
                yield
        except Timeout:
            problem = error(CACHE, activity, "wait until it is done", rule="locked")
            raise Stop([problem], status=status) from None
