"""Files on their way into the output: whole, old or new, at every moment.

A build from nothing goes into a folder nobody reads yet, which is swapped in whole at the end.
Any other build stages every file first; then one release moves new files into place (nothing
links to them yet), then changed ones (all they link to stands), then deletes. The manifest makes
a release that was cut off end the next time.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.build.owner import Owner
from generator.model import digest

KEPT = (".gitkeep", ".git")
"""What stands in an output folder beside the site, for version control: a swap leaves it."""

_PAGE = "/index.html"
_WRITING = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
"""How a file is opened; Windows would put carriage returns into its lines."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a build writes its files."""

    out: Path
    """The folder the files are for."""
    staging: Path | None
    """Where they wait for their release; None: they go into ``out`` at once, which nobody
    reads yet."""

    def put(self, path: str, data: bytes) -> None:
        """Writes a file; until the build ends well, nobody relies on it."""
        final = f"{self.staging or self.out}/{path}"
        if path.endswith(_PAGE):  # a page's folder is its own: none stands here yet
            _make_folder(final[: -len(_PAGE)])
        try:
            file = os.open(final, _WRITING, 0o666)  # half the time of a file object
        except FileNotFoundError:
            _make_folder(final[: final.rindex("/")])
            file = os.open(final, _WRITING, 0o666)
        try:
            written = os.write(file, data)
            while written < len(data):  # a disk that fills up takes a part and refuses the rest
                written += os.write(file, data[written:])
        finally:
            os.close(file)

    def take_back(self, path: str) -> None:
        """Takes a file away that was put, before anyone relies on it."""
        delete(self.staging or self.out, path)

    def read(self, path: str) -> bytes:
        """A file as readers will have it after this build; empty where there is none."""
        for folder in (self.staging, self.out):
            file = folder / path if folder else None
            if file and file.is_file():
                return file.read_bytes()
        return b""

    def stands(self, path: str) -> bool:
        """Whether readers have the file."""
        return os.access(f"{self.out}/{path}", os.F_OK)

    def stat(self, path: str) -> os.stat_result | None:
        """What the disk says of a file that readers have; None where they have none."""
        try:
            return os.stat(f"{self.out}/{path}")  # noqa: PTH116 - half the time of a Path's
        except OSError:
            return None

    def names(self) -> set[str]:
        """What readers have, where it all lies in one folder."""
        with contextlib.suppress(FileNotFoundError), os.scandir(self.out) as entries:
            return {entry.name for entry in entries}
        return set()


def _make_folder(path: str) -> None:
    # Most often its parent stands and it does not: os.makedirs would ask first, and twice.
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103
    except FileExistsError:
        if not os.path.isdir(path):  # noqa: PTH112
            raise


@dataclass(frozen=True, slots=True)
class Stages:
    """Where the two things a build makes go: pages, and the records search is made from."""

    pages: Stage
    records: Stage


@dataclass(frozen=True, slots=True)
class Release:
    """What one release moves and deletes."""

    written: Sequence[tuple[str, Owner]]
    """(path, owner) of each new or changed file of the output."""
    deleted: Sequence[str] = ()
    records: Sequence[str] = ()
    """Record files, new or changed."""
    dropped: Sequence[str] = ()
    """Record files whose edition is gone."""

    def __bool__(self) -> bool:
        return bool(self.written or self.deleted or self.records or self.dropped)

    def save(self, manifest: Path) -> str:
        """Writes the manifest; its mark, by which a finished release is known."""
        written = [(path, str(owner)) for path, owner in self.written]
        fields = [written, self.deleted, self.records, self.dropped]
        data = json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")
        part = manifest.with_name(manifest.name + ".part")
        part.write_bytes(data)
        part.replace(manifest)
        return digest.of_bytes(data)

    @classmethod
    def load(cls, manifest: Path) -> tuple[Release, str] | None:
        """A release that was cut off, with its mark; None where there is none."""
        try:
            data = manifest.read_bytes()
        except FileNotFoundError:
            return None
        written, *rest = json.loads(data.decode("utf-8", "surrogatepass"))
        return cls([(path, Owner.parse(owner)) for path, owner in written], *rest), digest.of_bytes(
            data
        )

    def carry_out(self, stages: Stages) -> None:
        """Moves what is staged, new files first, then deletes; may be begun again at any time."""
        pages = stages.pages
        assert pages.staging is not None
        waiting = [path for path, _ in self.written if (pages.staging / path).exists()]
        new = [path for path in waiting if not pages.stands(path)]
        blocked = [path for path in new if not _moved(pages, path)]
        stood = set(waiting) - set(new)
        blocked += [path for path in waiting if path in stood and not _moved(pages, path)]
        for path in self.deleted:
            delete(pages.out, path)
        for path in blocked:  # a file stood where it needs a folder, or the other way round
            if not _moved(pages, path):
                raise FileExistsError(17, "is in the way", str(pages.out / path))
        for name in self.records:
            _moved(stages.records, name)
        for name in self.dropped:
            (stages.records.out / name).unlink(missing_ok=True)

    def clear(self, stages: Stages) -> None:
        """Deletes where nobody reads yet."""
        for path in self.deleted:
            delete(stages.pages.out, path)
        for name in self.dropped:
            (stages.records.out / name).unlink(missing_ok=True)


def _moved(stage: Stage, path: str) -> bool:
    """Moves a staged file into place; False where something else stands there."""
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
    """Deletes the files that a build from nothing left when it was cut off, and did not live to
    remember; ``known`` says of a path below the folder whether it did."""
    for at, _, names in os.walk(folder):
        for name in names:
            path = Path(at, name)
            below = path.relative_to(folder)
            if below.parts[0] not in KEPT and not known(below.as_posix()):
                delete(folder, below.as_posix())


def discard(new: Path, out: Path) -> None:
    """Gives up a build from nothing; what a swap had taken over already goes back."""
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
