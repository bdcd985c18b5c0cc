"""The files of the search in the output: ``search/data/``, a closed year's ``2024/search/``, and
nothing else there.

Knows how a folder of files is put there whole, how to see that it still is, and how the list of
periods is changed in one step. Refuses to know what is in them.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = "search/data"
OF_A_YEAR = "search"
"""Below a closed year's folder, which stands with all its files on a host of its own."""
LIST = "index.json"
"""What a browser reads first."""
_PART = ".part"


@dataclass(frozen=True, slots=True)
class Extent:
    """How many files a folder holds, and how many bytes; any cut-off file changes it."""

    files: int
    bytes: int
    whole: bool = True
    """Whether no file is empty."""


def extent(folder: Path) -> Extent:
    """What stands in a folder and below it; nothing where there is none."""
    files = total = 0
    whole = True
    waiting = [folder] if folder.is_dir() else []
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
                    continue
                size = entry.stat().st_size
                files, total, whole = files + 1, total + size, whole and size > 0
    return Extent(files, total, whole)


class Shelf:
    """A folder of the search in one output."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put_folder(self, name: str, files: Mapping[str, bytes]) -> Extent:
        """Puts a folder of files in its place, whole; raises OSError where that fails."""
        part = self.root / (name + _PART)
        shutil.rmtree(part, ignore_errors=True)
        for path in sorted(files):
            file = part / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(files[path])
        found = extent(part)
        if found != Extent(len(files), sum(map(len, files.values()))):
            raise OSError(f"not all of {name} reached the disk")
        shutil.rmtree(self.root / name, ignore_errors=True)
        part.replace(self.root / name)
        return found

    def put_file(self, name: str, data: bytes) -> None:
        """Puts a file in its place, whole, unless it stands there already."""
        file = self.root / name
        if file.is_file() and file.read_bytes() == data:
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(file.name + _PART)
        part.write_bytes(data)
        part.replace(file)

    def put_list(self, value: Mapping[str, Any]) -> None:
        """Shows readers another set of periods, in one step."""
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self.put_file(LIST, text.encode())

    def clear(self, keep: Iterable[str]) -> None:
        """Deletes all but the files and folders named, and the list."""
        kept = {*keep, LIST}
        for path in sorted(self.root.iterdir()) if self.root.is_dir() else []:
            if path.name in kept:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
