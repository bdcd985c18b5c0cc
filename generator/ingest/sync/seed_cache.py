"""A cache that tells which seeds changed, without reading the others.

``.huozi/seeds.json`` has each seed's size, time, inode and digest, and a quick stamp of each
folder that had neither new seeds nor problems and need not be opened while the stamp is the same.
Stamps of files modified just before they were read are not trusted (Git's racy rule). In a fresh
clone, where file times mean nothing, Git's tree names are compared instead. Deleting the file
costs only time.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Mapping
from pathlib import Path

from generator.content.loader import FOLDER as CONTENT
from generator.ingest.sync import ledger as ledger_file
from generator.model import digest
from generator.model.article import EditionId
from generator.model.file_times import is_racy

_FILE = ".huozi/seeds.json"
Trees = Mapping[str, Mapping[str, str]]
"""``seeds`` and ``content`` → folder → Git's tree name."""
NO_TREES: Trees = {}


class SeedCache:
    """The stamps of seeds and their folders when they were last read."""

    def __init__(
        self, rows: dict[str, list[object]], unchanged: dict[str, list[str]], trees: Trees
    ) -> None:
        self._rows = rows
        self._unchanged = unchanged
        """Folder → [edition, quick stamp, Git's tree names]."""
        self._trees = trees
        self._changed = False

    @classmethod
    def load(cls, root: Path, trees: Trees = NO_TREES) -> SeedCache:
        """The cache of the site in ``root``; empty if it is missing or invalid."""
        try:
            cached = json.loads((root / _FILE).read_text("utf-8"))
            return cls(dict(cached["seeds"]), dict(cached["rested"]), trees)
        except (OSError, ValueError, KeyError, TypeError):
            return cls({}, {}, trees)

    def save(self, root: Path) -> None:
        """Writes the cache if it changed; errors are ignored, as they cost only time."""
        if not self._changed:
            return
        path = root / _FILE
        with contextlib.suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            partial = path.with_suffix(".half")
            partial.write_text(
                json.dumps({"seeds": self._rows, "rested": self._unchanged}), "utf-8"
            )
            partial.replace(path)

    def unchanged_edition(self, root: Path, folder: str) -> EditionId | None:
        """The edition of a folder of seeds that is unchanged; else None."""
        edition, stamp, tree = self._unchanged.get(folder, ("", "", ""))
        if (tree and self._tree_names(folder, edition) == tree) or (
            stamp and _quick_stamp(root, folder, edition)[0] == stamp
        ):
            return EditionId.parse(edition)
        return None

    def mark_unchanged(self, root: Path, folder: str, edition: EditionId) -> None:
        """Records that all seeds of a folder are ingested, and its edition's ledger is current."""
        with contextlib.suppress(OSError):
            stamp, newest = _quick_stamp(root, folder, str(edition))
            trusted = "" if is_racy(newest, time.time_ns()) else stamp
            self._unchanged[folder] = [
                str(edition),
                trusted,
                self._tree_names(folder, str(edition)),
            ]
            self._changed = True

    def _tree_names(self, folder: str, edition: str) -> str:
        """Git's tree names of the seeds and the content of an edition; empty unless both are
        known."""
        home, _, name = folder.partition("/")
        seeds, content = self._trees.get(home, {}), self._trees.get(CONTENT, {})
        both = name in seeds and edition in content
        return f"{seeds[name]} {content[edition]}" if both else ""

    def digest(self, root: Path, path: str) -> str:
        """A file's digest, from the cache if its stamp is the same. Raises OSError."""
        stat = (root / path).stat()
        stamp = [stat.st_size, stat.st_mtime_ns, stat.st_ino]
        row = self._rows.get(path)
        if isinstance(row, list) and row[:3] == stamp and len(row) == 4:
            return str(row[3])
        value = digest.of_bytes((root / path).read_bytes())
        if not is_racy(stat.st_mtime_ns, time.time_ns()):
            self._rows[path] = [*stamp, value]
            self._changed = True
        return value


def _quick_stamp(root: Path, folder: str, edition: str) -> tuple[str, int]:
    """A stamp of a folder of seeds and its edition's ledger, made without opening files, and the
    latest time of modification (ns)."""
    files = []
    with contextlib.suppress(OSError), os.scandir(f"{root}/{folder}") as entries:
        files = [(entry.name, entry.stat()) for entry in entries]
    with contextlib.suppress(OSError):
        files.append(("", os.stat(f"{root}/{CONTENT}/{edition}/{ledger_file.FILE}")))  # noqa: PTH116
    cache = [f"{n} {s.st_size} {s.st_mtime_ns} {s.st_ino}" for n, s in files]
    newest = max((stat.st_mtime_ns for _, stat in files), default=0)
    return digest.of_text("/".join(sorted(cache))), newest
