"""Files of the output that something else has changed since they were written.

They are found by size and time, and confirmed by their bytes; the bytes of other files are not
read. Only ``huozi check`` finds a change that leaves size and time as they were.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from operator import attrgetter

from generator.build.owner import Owner
from generator.build.release import Stage
from generator.build.store import Store
from generator.model import digest
from generator.model.problem import Problem, warning

_SEEN = "seen"
"""The state's key for the moment up to which files are as they were written."""
_COARSE = 10_000_000
"""By as much (ns) a disk's clock may be behind."""


def seen_until(store: Store) -> int:
    """The moment (ns) after which no file of the output was written by huozi."""
    return int(store.meta(_SEEN) or 0)


def mark_unaltered(store: Store) -> None:
    """Records that every file is as it was written, up to now."""
    store.set_meta(_SEEN, str(time.time_ns() - _COARSE))


def among(store: Store, pages: Stage, owners: Iterable[Owner]) -> tuple[set[Owner], list[Problem]]:
    """Of the owners of files that seem missing or changed, those of which a file is missing or
    changed, and a warning for each changed file."""
    since = seen_until(store)
    stale: set[Owner] = set()
    changed: list[tuple[str, Owner]] = []
    for owner in owners:
        for row in store.targets(owner).values():
            stat = pages.stat(row.path)
            if stat is None:
                stale.add(owner)
            elif row.digest and (
                stat.st_size != row.size
                or (stat.st_mtime_ns > since and _digest(pages, row.path) != row.digest)
            ):
                changed.append((row.path, owner))
    store.begin()
    store.mark_unsure(changed)
    store.commit()
    message, hint = "was changed by another hand", "it is written again; change its source instead"
    problems = [
        warning(f"{pages.out.name}/{path}", message, hint, rule="altered-file")
        for path, _ in sorted(changed)
    ]
    return stale | {owner for _, owner in changed}, problems


def _digest(pages: Stage, path: str) -> str:
    return digest.of_bytes(pages.read(path))


_SIZE, _TIME = attrgetter("st_size"), attrgetter("st_mtime_ns")


def missing(rows: Iterable[bytes], out: bytes, since: int) -> Iterator[bytes]:
    """The owners of files that are missing below a folder, are not as large as they were, or were
    written after ``since`` (ns)."""
    before = out + b"/" if out else b""
    for row in rows:
        owner, size, *paths = row.split(b"//")
        try:
            stats = [os.stat(before + path) for path in paths]  # noqa: PTH116
        except OSError:
            yield owner
            continue
        if sum(map(_SIZE, stats)) != int(size) or max(map(_TIME, stats), default=0) > since:
            yield owner
