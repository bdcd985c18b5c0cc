"""Which seeds changed, without reading those that did not.

Knows a seed's size, time and inode as last seen (``.huozi/seeds.json``; deleting it costs only
time) and its digest. Refuses to trust the time of a file that was young when it was looked at
(Git's racy rule).
"""

from __future__ import annotations

import contextlib
import json
import time
from pathlib import Path

from generator.values import digest

_FILE = ".huozi/seeds.json"
_RACY = 2_000_000_000


class Looks:
    """What seeds looked like when they were last read."""

    def __init__(self, rows: dict[str, list[object]]) -> None:
        self._rows = rows
        self._changed = False

    @classmethod
    def load(cls, root: Path) -> Looks:
        """The looks kept below ``root``; none where there are none or they make no sense."""
        try:
            rows = json.loads((root / _FILE).read_text("utf-8"))
        except (OSError, ValueError):
            rows = {}
        return cls(rows if isinstance(rows, dict) else {})

    def save(self, root: Path) -> None:
        """Keeps them for the next time; a folder that can't be written costs only time."""
        if not self._changed:
            return
        path = root / _FILE
        with contextlib.suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            half = path.with_suffix(".half")
            half.write_text(json.dumps(self._rows), "utf-8")
            half.replace(path)

    def digest(self, root: Path, path: str) -> str:
        """A file's digest, from its look where that is safe. Raises OSError."""
        stat = (root / path).stat()
        look = [stat.st_size, stat.st_mtime_ns, stat.st_ino]
        row = self._rows.get(path)
        if isinstance(row, list) and row[:3] == look and len(row) == 4:
            return str(row[3])
        made = digest.of_bytes((root / path).read_bytes())
        if stat.st_mtime_ns + _RACY < time.time_ns():
            self._rows[path] = [*look, made]
            self._changed = True
        return made
