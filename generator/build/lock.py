"""The lock of an output folder: one process works on it at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from generator.build import disk_errors
from generator.build.database import Full
from generator.build.paths import CACHE, Paths
from generator.model.problem import Stop, error


@contextmanager
def at_work(paths: Paths) -> Iterator[None]:
    """Locks an output folder.

    Raises Stop where another process holds the lock, or a file cannot be written inside."""
    try:
        paths.cache.mkdir(parents=True, exist_ok=True)
        with FileLock(paths.lock, timeout=0):
            yield
    except Timeout:
        message = error(
            CACHE, "another huozi is at work on this site", "wait until it is done", rule="locked"
        )
        raise Stop([message]) from None
    except (OSError, Full) as fault:
        stop = disk_errors.stop_for(fault, paths.out)
        if stop is None:
            raise
        raise stop from fault
