"""A folder as a place: the document root of a server on this machine, or a mounted disk."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from generator.build import disk_errors
from generator.build.release import delete
from generator.model.problem import Stop
from generator.publish.headers import Form
from generator.publish.place import FOLDER, Listed, RemoteRecord, Upload, refused

_PART = f"{FOLDER}part"
"""Where a file is written before it is moved into place."""


class LocalFolder:
    """A folder of this machine."""

    batch = 5000

    def __init__(self, path: Path, form: Form) -> None:
        self.path, self.form = path, form
        self.requests = 0

    @property
    def name(self) -> str:
        """As a person gave it."""
        return f"dir:{self.path}"

    def read(self, path: str) -> RemoteRecord | None:
        """A record; None where there is none."""
        with self._refusals():
            try:
                file = self.path / path
                age = max(0.0, time.time() - file.stat().st_mtime)
                return RemoteRecord(file.read_bytes(), age)
            except FileNotFoundError:
                return None

    def write(self, path: str, data: bytes) -> None:
        """Writes a record."""
        with self._refusals():
            self._put(path, data)

    def create(self, path: str, data: bytes) -> bool:
        """Writes a record where there is none; whether it did."""
        with self._refusals():
            file = self.path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            try:
                with file.open("xb") as stream:
                    stream.write(data)
            except FileExistsError:
                return False
            return True

    def send(self, uploads: Sequence[Upload], done: Callable[[Sequence[Upload]], None]) -> None:
        """Writes files, each moved into place whole."""
        for upload in uploads:
            for stored in self.form.objects(upload):
                with self._refusals():
                    self._put(stored.path, stored.data)
            done([upload])

    def remove(self, paths: Sequence[str], done: Callable[[Sequence[str]], None]) -> None:
        """Deletes files, and folders that are left empty."""
        for path in paths:
            for name in self.form.names(path):
                self.requests += 1
                with self._refusals():
                    delete(self.path, name)
            done([path])

    def listing(self) -> Iterator[Listed]:
        """All files but the records of publications."""
        for at, _, names in os.walk(self.path):
            for name in names:
                file = Path(at, name)
                path = file.relative_to(self.path).as_posix()
                if not path.startswith(FOLDER):
                    with self._refusals():
                        data = file.read_bytes()
                    md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
                    yield Listed(path, len(data), md5)

    def fetch(self, upload: Upload) -> tuple[bytes, str] | None:
        """A file's bytes; the server in front of the folder decides their type."""
        self.requests += 1
        with self._refusals():
            try:
                return (self.path / upload.path).read_bytes(), ""
            except FileNotFoundError:
                return None

    def _put(self, path: str, data: bytes) -> None:
        self.requests += 1
        final, part = self.path / path, self.path / _PART
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        final.parent.mkdir(parents=True, exist_ok=True)
        part.replace(final)

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        """Makes a disk's refusal a Stop."""
        try:
            with disk_errors.as_stop(self.path):
                yield
        except Stop as stop:
            raise refused(self.name, stop.problems[0].message) from stop
