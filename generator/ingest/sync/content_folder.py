"""One edition's folder in content/: reading and replacing its files.

Files are replaced atomically. What may be overwritten is decided in ``content_writer``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.content.loader import ARTICLE, FOLDER
from generator.model import digest
from generator.model.article import EditionId

_PARTIAL = ".half-"
"""The prefix of a file that is being written."""


class ArticleFile(msgspec.Struct, frozen=True):
    """An existing file of an article."""

    name: str
    page: str
    number: int
    text: str

    @property
    def digest(self) -> str:
        """The digest of the file's text."""
        return digest.of_text(self.text)


class ContentFolder:
    """One edition's folder below ``content/``."""

    def __init__(self, root: Path, edition: EditionId) -> None:
        self.path = f"{FOLDER}/{edition}"
        """Relative to the site."""
        self._root = root
        self._folder = root / self.path
        self._names: set[str] = set()
        self._index: dict[tuple[str, int], str] = {}
        for name in self._listed():
            self._enter(name)
        self._exists = bool(self._names)

    def _listed(self) -> list[str]:
        try:
            return sorted(path.name for path in self._folder.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []

    def _enter(self, name: str) -> None:
        self._names.add(name)
        if match := ARTICLE.fullmatch(name):
            self._index.setdefault((match[1], int(match[2])), name)

    def numbers(self, page: str) -> set[int]:
        """The article numbers of a page."""
        return {number for number_page, number in self._index if number_page == page}

    def articles(self) -> Iterator[ArticleFile]:
        """The readable files of articles, by page and number."""
        for (page, number), name in sorted(self._index.items()):
            with contextlib.suppress(OSError):
                text = self.text(name)
                if text is not None:
                    yield ArticleFile(name, page, number, text)

    def article(self, page: str, number: int) -> ArticleFile | None:
        """The file of one article, whatever the tail of its name; None if missing. Raises
        OSError."""
        name = self._index.get((page, number))
        text = self.text(name) if name else None
        return None if name is None or text is None else ArticleFile(name, page, number, text)

    def text(self, name: str) -> str | None:
        """A file's text; None if there is no such file. Raises OSError.

        Invalid UTF-8 is decoded with replacement characters, so that it differs from any text that
        ingest wrote."""
        if name not in self._names:
            return None
        return (self._folder / name).read_bytes().decode("utf-8", "replace")

    def write(self, name: str, text: str) -> None:
        """Writes a file atomically. Raises OSError."""
        if not self._exists:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._exists = True
        partial = self._folder / f"{_PARTIAL}{name}"
        partial.write_bytes(text.encode("utf-8"))
        partial.replace(self._folder / name)
        self._enter(name)

    def remove_partial_files(self) -> None:
        """Removes partial files that a killed run left."""
        for name in sorted(self._names):
            if name.startswith(_PARTIAL):
                (self._folder / name).unlink(missing_ok=True)
