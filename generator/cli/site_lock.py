"""Site locks: only one process at a time writes into a site; others wait briefly, then stop.

Each lock is a file in the site's cache folder.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from generator.build import lock
from generator.build.paths import CACHE

TIMEOUT = 3.0
"""Seconds to wait for another process by default."""


def hold(
    root: Path, name: str, activity: str, timeout: float = TIMEOUT
) -> AbstractContextManager[None]:
    """Holds the site's lock ``name``; ``activity`` is the message if another process holds it.

    Raises Stop if another process still holds it after ``timeout`` seconds, or if the disk refuses
    the lock or a file written while it is held."""
    folder = root / CACHE
    return lock.hold(folder / f"{name}.lock", activity, timeout, folder)


def hold_content(root: Path) -> AbstractContextManager[None]:
    """Holds the lock of the files under version control: content/, variants.lock, addresses.txt."""
    return hold(root, "content", "another huozi is writing into this site's content")
