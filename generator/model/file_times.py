"""Whether a file's modification time can be trusted to change when the file does."""

from __future__ import annotations

_RACY = 2_000_000_000
"""In nanoseconds: the coarsest step of a file system's clock (two seconds, on FAT)."""


def is_racy(mtime_ns: int, read_ns: int) -> bool:
    """Whether a file was so young when it was read that it may have changed since without a change
    of its modification time (Git's racy rule): it has to be read again. Both times are in
    nanoseconds since the epoch."""
    return mtime_ns + _RACY >= read_ns
