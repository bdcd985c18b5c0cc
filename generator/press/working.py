"""One process at a time on an output folder, and what is said where the disk refuses.

Knows the lock and what the system's errors mean for a publisher.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from generator.press.paths import CACHE, Paths
from generator.state.database import Full
from generator.values.problems import Stop, error


@contextmanager
def at_work(paths: Paths) -> Iterator[None]:
    """Holds an output folder against other processes.

    Raises Stop where another one is at work, or where the disk refuses."""
    try:
        paths.cache.mkdir(parents=True, exist_ok=True)
        with FileLock(paths.lock, timeout=0):
            yield
    except Timeout:
        said = error(CACHE, "another huozi is at work on this site", "wait until it is done",
                     rule="locked")  # fmt: skip
        raise Stop([said]) from None
    except OSError as fault:
        why = _REFUSED.get(fault.errno or 0)
        if why is None:
            raise
        name = Path(fault.filename or paths.out).name
        raise Stop([error(name, f"cannot be written: {why}", "what stood before still stands",
                          rule="unwritable")], status=1) from fault  # fmt: skip
    except Full as fault:
        raise Stop([error(CACHE, f"cannot be written: {fault}", "what stood before still stands",
                          rule="unwritable")], status=1) from fault  # fmt: skip


_REFUSED = {
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EROFS: "the file system is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "a file may not become that large",
    errno.EXDEV: "it is a disk of its own; let --out name a folder on it",
    errno.EBUSY: "it is in use as a disk of its own; let --out name a folder on it",
    errno.EEXIST: "something that huozi did not make is in the way",
    errno.ENOTDIR: "something that huozi did not make is in the way",
    errno.EISDIR: "something that huozi did not make is in the way",
    errno.ENOTEMPTY: "something that huozi did not make is in the way",
    errno.ENAMETOOLONG: "a name is too long for this file system",
}
