"""One huozi at a time: who writes into a site waits a little for who does already, then refuses.

Knows the locks of a site's cache by name. Refuses to know what is written under them.
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
"""Seconds that a short piece of work is waited for."""


@contextmanager
def hold(root: Path, name: str, activity: str, timeout: float = TIMEOUT) -> Iterator[None]:
    """Holds the site's lock called ``what``; ``said`` is what another holder is at.

    Raises Stop where another one still holds it after ``patience`` seconds, or where the disk
    refuses the lock or what is written under it."""
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
    """Holds what stands under version control: content/, variants.lock, addresses.txt."""
    return hold(root, "content", "another huozi is writing into this site's content")
