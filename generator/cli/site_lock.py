"""Site locks: only one process at a time writes into a site; others wait briefly, then stop.

Each lock is a file in the site's cache folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from generator.build import disk_errors
from generator.build.database import Full
from generator.build.paths import CACHE
from generator.model.problem import Stop, error

TIMEOUT = 3.0
"""Seconds to wait for another process by default."""


@contextmanager
def hold(root: Path, name: str, activity: str, timeout: float = TIMEOUT) -> Iterator[None]:
    """Holds the site's lock ``name``; ``activity`` is the message if another process holds it.

    Raises Stop if another process still holds it after ``timeout`` seconds, or if the disk refuses
    the lock or a file written while it is held."""
    folder = root / CACHE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / f"{name}.lock", timeout=timeout):
            yield
    except Timeout:
        problem = error(CACHE, activity, "wait until it is done", rule="locked")
        raise Stop([problem], status=1) from None
    except (OSError, Full) as fault:
        stop = disk_errors.stop_for(fault, folder)
        if stop is None:
            raise
        raise stop from fault


def hold_content(root: Path) -> AbstractContextManager[None]:
    """Holds the lock of the files under version control: content/, variants.lock, addresses.txt."""
    return hold(root, "content", "another huozi is writing into this site's content")
