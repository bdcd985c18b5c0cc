"""Errors of the operating system in writing files, as messages."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.build.database import Full
from generator.build.paths import CACHE
from generator.model.problem import Stop, error

_IN_THE_WAY = "something that huozi did not make is in the way"
_REFUSED = {
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EROFS: "the file system is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "a file may not become that large",
    errno.EXDEV: "it is a disk of its own; let --out name a folder on it",
    errno.EBUSY: "it is in use as a disk of its own; let --out name a folder on it",
    errno.EEXIST: _IN_THE_WAY,
    errno.ENOTDIR: _IN_THE_WAY,
    errno.EISDIR: _IN_THE_WAY,
    errno.ENOTEMPTY: _IN_THE_WAY,
    errno.ENAMETOOLONG: "a name is too long for this file system",
}


@contextmanager
def as_stop(where: Path) -> Iterator[None]:
    """Turns errors in writing files inside into a Stop; ``where`` is the place of those that name
    no file."""
    try:
        yield
    except (OSError, Full) as fault:
        stop = _stop_for(fault, where)
        if stop is None:
            raise
        raise stop from fault


def _stop_for(fault: Exception, where: Path) -> Stop | None:
    """The Stop for an error in writing, which names the file (``where`` if the error does not);
    None for an exception that is a fault of huozi."""
    if isinstance(fault, Full):
        name, why = CACHE, str(fault)
    elif isinstance(fault, OSError) and fault.errno in _REFUSED:
        name, why = _place(Path(fault.filename or where)), _REFUSED[fault.errno]
    else:
        return None
    hint = "what stood before still stands"
    if why == _IN_THE_WAY:
        hint = f"move it away; {hint}"
    problem = error(name, f"cannot be written: {why}", hint, rule="unwritable")
    return Stop([problem], status=1)


def _place(path: Path) -> str:
    """A file's name; below the cache its path from there."""
    steps = path.parts
    return "/".join(steps[steps.index(CACHE) :]) if CACHE in steps else path.name
