"""Writing, release and deletion of files; each file of the output is at all times whole.

A build from nothing writes into a new folder, which replaces the output at the end.
Any other build stages every file first; then one release moves new files into place (nothing
links to them yet), then changed ones (all they link to exists), then deletes. With the
manifest, the next build completes a release that was interrupted.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from generator.build.owner import Owner
from generator.model import digest

KEPT = (".gitkeep", ".git")
"""Files of version control in an output folder; a swap leaves them there."""

_PAGE = "/index.html"
_WRITING = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
"""How a file is opened; Windows would put carriage returns into its lines."""


class Stage(msgspec.Struct, frozen=True):
    """Where a build writes its files."""

    out: Path
    """The folder the files are for."""
    staging: Path | None
    """The folder for files that are not released yet; None: they are written to ``out``, which is
    not published yet."""

    def put(self, path: str, data: bytes) -> None:
        """Writes a file into the staging folder, or into ``out`` where there is none."""
        final = f"{self.staging or self.out}/{path}"
        if path.endswith(_PAGE):  # a page's folder usually does not exist yet
            _make_folder(final[: -len(_PAGE)])
        try:
            file = os.open(final, _WRITING, 0o666)  # half the time of a file object
        except FileNotFoundError:
            _make_folder(final[: final.rindex("/")])
            file = os.open(final, _WRITING, 0o666)
        try:
            written = os.write(file, data)
            while written < len(data):  # a disk that fills up writes a part, then fails
                written += os.write(file, data[written:])
        finally:
            os.close(file)

    def take_back(self, path: str) -> None:
        """Deletes a file that was put."""
        delete(self.staging or self.out, path)

    def read(self, path: str) -> bytes:
        """A file as it will be after the release; empty where there is none."""
        for folder in (self.staging, self.out):
            file = folder / path if folder else None
            if file and file.is_file():
                return file.read_bytes()
        return b""

    def exists(self, path: str) -> bool:
        """Whether a file is published."""
        return os.access(f"{self.out}/{path}", os.F_OK)

    def stat(self, path: str) -> os.stat_result | None:
        """The status of a published file; None where there is none."""
        try:
            return os.stat(f"{self.out}/{path}")  # noqa: PTH116 - half the time of a Path's
        except OSError:
            return None

    def names(self) -> set[str]:
        """The names of the published files of a flat folder."""
        with contextlib.suppress(FileNotFoundError), os.scandir(self.out) as entries:
            return {entry.name for entry in entries}
        return set()


def _make_folder(path: str) -> None:
    # Usually only the folder itself is missing; os.makedirs would check for it first, twice.
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103
    except FileExistsError:
        if not os.path.isdir(path):  # noqa: PTH112
            raise


class Stages(msgspec.Struct, frozen=True):
    """The stages of the pages and of the search records."""

    pages: Stage
    records: Stage


class Release(msgspec.Struct, frozen=True):
    """What one release moves and deletes."""

    written: Sequence[tuple[str, Owner]]
    """(path, owner) of each new or changed file of the output."""
    deleted: Sequence[str] = ()
    records: Sequence[str] = ()
    """Record files, new or changed."""
    dropped: Sequence[str] = ()
    """Record files whose source is gone."""

    def __bool__(self) -> bool:
        return bool(self.written or self.deleted or self.records or self.dropped)

    def save(self, manifest: Path) -> str:
        """Writes the manifest and returns its digest, by which a finished release is recognized."""
        written = [(path, str(owner)) for path, owner in self.written]
        fields = [written, self.deleted, self.records, self.dropped]
        data = json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")
        part = manifest.with_name(manifest.name + ".part")
        part.write_bytes(data)
        part.replace(manifest)
        return digest.of_bytes(data)

    @classmethod
    def load(cls, manifest: Path) -> tuple[Release, str] | None:
        """An interrupted release with the digest of its manifest; None where there is none."""
        try:
            data = manifest.read_bytes()
        except FileNotFoundError:
            return None
        written, *rest = json.loads(data.decode("utf-8", "surrogatepass"))
        return cls([(path, Owner.parse(owner)) for path, owner in written], *rest), digest.of_bytes(
            data
        )

    def carry_out(self, stages: Stages) -> None:
        """Moves staged files into place, new ones first, then deletes. Can be repeated."""
        pages = stages.pages
        assert pages.staging is not None
        waiting = [path for path, _ in self.written if (pages.staging / path).exists()]
        new = [path for path in waiting if not pages.exists(path)]
        blocked = [path for path in new if not _moved(pages, path)]
        stood = set(waiting) - set(new)
        blocked += [path for path in waiting if path in stood and not _moved(pages, path)]
        for path in self.deleted:
            delete(pages.out, path)
        for path in blocked:  # a file was where it needs a folder, or the other way round
            if not _moved(pages, path):
                raise FileExistsError(17, "is in the way", str(pages.out / path))
        for name in self.records:
            _moved(stages.records, name)
        for name in self.dropped:
            (stages.records.out / name).unlink(missing_ok=True)

    def clear(self, stages: Stages) -> None:
        """Deletes files of an output that is not published yet."""
        for path in self.deleted:
            delete(stages.pages.out, path)
        for name in self.dropped:
            (stages.records.out / name).unlink(missing_ok=True)


def _moved(stage: Stage, path: str) -> bool:
    """Moves a staged file into place; False where something else is in the way."""
    assert stage.staging is not None
    source, final = stage.staging / path, stage.out / path
    if not source.exists():
        return True
    try:
        try:
            source.replace(final)
        except FileNotFoundError:
            final.parent.mkdir(parents=True, exist_ok=True)
            source.replace(final)
    except (NotADirectoryError, FileExistsError, IsADirectoryError):
        return False
    return True


def delete(out: Path, path: str) -> None:
    """Deletes a file of ours, and the folders that it leaves empty."""
    file = out / path
    try:
        file.unlink(missing_ok=True)
    except (NotADirectoryError, IsADirectoryError):
        return
    folder = file.parent
    while folder != out:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def sweep(folder: Path, known: Callable[[str], bool]) -> None:
    """Deletes the files below a folder, other than KEPT, whose path is not ``known``: an
    interrupted build wrote them and did not record them."""
    for at, _, names in os.walk(folder):
        for name in names:
            path = Path(at, name)
            below = path.relative_to(folder)
            if below.parts[0] not in KEPT and not known(below.as_posix()):
                delete(folder, below.as_posix())


def discard(new: Path, out: Path) -> None:
    """Deletes the output of an unfinished build from nothing; KEPT files in it go back to
    ``out``."""
    for name in KEPT:
        if (new / name).exists() and not (out / name).exists():
            out.mkdir(parents=True, exist_ok=True)
            (new / name).replace(out / name)
    shutil.rmtree(new, ignore_errors=True)


def swap(new: Path, out: Path, old: Path) -> None:
    """Puts a whole new folder in the place of ``out``, which goes to ``old`` and is deleted."""
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        for name in KEPT:
            if (out / name).exists():
                (out / name).replace(new / name)
        out.replace(old)
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
    new.replace(out)
    shutil.rmtree(old, ignore_errors=True)
