"""The folders of the search in the output: ``search/data/``, and ``2024/search/`` of a closed year.

A folder of files is put in its place complete, and the list of periods is replaced in one step.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

FOLDER = "search/data"
OF_A_YEAR = "search"
"""Below a closed year's folder, which is published on a host of its own with all its files."""
LIST = "index.json"
"""The list of periods, which a browser reads first."""
_PART = ".part"


class Extent(msgspec.Struct, frozen=True):
    """The number of files in a folder, and of their bytes; a truncated file changes it."""

    files: int
    bytes: int
    whole: bool = True
    """Whether no file is empty."""


def extent(folder: Path) -> Extent:
    """The extent of a folder and all below it; zero where there is none."""
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


class IndexFolder:
    """A folder of the search in one output."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put_folder(self, name: str, files: Mapping[str, bytes]) -> Extent:
        """Writes a folder of files, then moves it to its place. Raises OSError."""
        part = self.root / (name + _PART)
        shutil.rmtree(part, ignore_errors=True)
        for path in sorted(files):
            file = part / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(files[path])
        written = extent(part)
        if written != Extent(len(files), sum(map(len, files.values()))):
            raise OSError(f"not all of {name} reached the disk")
        shutil.rmtree(self.root / name, ignore_errors=True)
        part.replace(self.root / name)
        return written

    def put_file(self, name: str, data: bytes) -> None:
        """Writes a file, then moves it to its place, unless it is there already."""
        file = self.root / name
        if file.is_file() and file.read_bytes() == data:
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(file.name + _PART)
        part.write_bytes(data)
        part.replace(file)

    def put_list(self, value: Mapping[str, Any]) -> None:
        """Replaces the list of periods, which readers see, in one step."""
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self.put_file(LIST, text.encode())

    def clear(self, keep: Iterable[str]) -> None:
        """Deletes all but the files and folders named, and the list."""
        wanted = {*keep, LIST}
        for path in sorted(self.root.iterdir()) if self.root.is_dir() else []:
            if path.name in wanted:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
