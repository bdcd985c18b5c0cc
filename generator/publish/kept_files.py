"""Copies of published files, by digest: what is being sent, and what it takes to put earlier
publications back.

A copy is a hard link where the disk has them. The output's file is replaced by the next build, not
changed; the link keeps what was published and costs no room until then.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path


class KeptFiles:
    """A folder of kept files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folders: set[str] = set()

    def file(self, digest: str) -> Path:
        """Where the file of a digest is, or would be."""
        return self.root / digest[:2] / digest

    def keep(self, digest: str, source: Path) -> None:
        """Keeps a file under its digest. Raises OSError."""
        if digest[:2] not in self._folders:
            (self.root / digest[:2]).mkdir(parents=True, exist_ok=True)
            self._folders.add(digest[:2])
        file = self.file(digest)
        try:
            file.hardlink_to(source)
        except FileExistsError:
            # Another hand may have changed what was linked; the build has written it anew.
            if not file.samefile(source):
                file.unlink()
                file.hardlink_to(source)
        except FileNotFoundError:
            raise
        except OSError:  # a disk without links
            part = file.with_name(f"{digest}.part")
            shutil.copyfile(source, part)
            part.replace(file)

    def drop(self, digests: Iterable[str]) -> None:
        """Deletes files that are not needed any more."""
        for digest in digests:
            self.file(digest).unlink(missing_ok=True)

    def clear(self) -> None:
        """Deletes all."""
        shutil.rmtree(self.root, ignore_errors=True)
