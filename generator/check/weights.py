"""The weight of the built site, as transferred to a reader and as stored on its host.

Measured on the pages of the newest edition. The limit is the rule ``page-weight``.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from generator.check.webpage import read, shown_words

_EDITION = re.compile(r"\d{4}/\d\d-\d\d[^/]*")
_ARTICLE = re.compile(r"(\w+-\d+)(?:/[\w-]+)?/index\.html")
_IMPORT = re.compile(r"""^import ["']([^"']+)["']""", re.MULTILINE)


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """Sizes in bytes: the heaviest of the pages as transferred, the mean of those on the host."""

    front: int
    """The heaviest front page, compressed (gzip)."""
    article: int
    """The heaviest article's page, compressed."""
    styles: int
    """All style sheets of that page, compressed."""
    scripts: int
    """All scripts of that page and their static imports, compressed."""
    page: int
    """An article's page in one script, on the host."""
    beyond: int
    """The bytes of such a page that are not visible text."""
    site: int
    """The whole site on the host."""

    def lines(self) -> Iterable[str]:
        """The lines printed by ``huozi check``."""
        yield (
            f"over the wire (gzip): front {_kb(self.front)}, article {_kb(self.article)}, "
            f"styles {_kb(self.styles)}, scripts {_kb(self.scripts)}"
        )
        yield (
            f"on the host: an article's page {_kb(self.page)} a script, {_kb(self.beyond)} of it "
            f"beyond its own text; the site {self.site / 1e6:.1f} MB"
        )


def measure(out: Path) -> Weights | None:
    """The weights of the site in an output folder; None if it has no edition."""
    editions = [path for path in out.glob("[0-9]*/*-*") if _EDITION.fullmatch(_below(out, path))]
    if not editions:
        return None
    newest = max(editions)
    pages = sorted(newest.rglob("index.html"))
    articles = [page for page in pages if _ARTICLE.fullmatch(_below(newest, page))]
    if not articles:
        return None
    fronts = [page for page in pages if page not in articles and "/" not in _below(newest, page)]
    heaviest = max(articles, key=_compressed_size)
    return Weights(
        front=max(map(_compressed_size, [*fronts, out / "index.html"])),
        article=_compressed_size(heaviest),
        styles=sum(map(_compressed_size, _loaded(heaviest, "link"))),
        scripts=sum(map(_compressed_size, _loaded(heaviest, "script"))),
        page=round(sum(page.stat().st_size for page in articles) / len(articles)),
        beyond=round(sum(markup_size(page.read_bytes()) for page in articles) / len(articles)),
        site=sum(path.stat().st_size for path in out.rglob("*") if path.is_file()),
    )


def markup_size(data: bytes) -> int:
    """The bytes of a page that are not visible text: markup, addresses, metadata."""
    return len(data) - len(shown_words(data).encode())


def _loaded(page: Path, element: str) -> set[Path]:
    """The files loaded by a page's elements of that name, with their static imports."""
    links = [link for link in read(page.name, page.read_bytes()).links if link.element == element]
    names = [link.address for link in links if element == "script" or link.rel == "stylesheet"]
    queue = {(page.parent / name).resolve() for name in names}
    files: set[Path] = set()
    while queue:
        file = queue.pop()
        files.add(file)
        if file.suffix == ".js":
            names = _IMPORT.findall(file.read_text("utf-8"))
            queue |= {(file.parent / name).resolve() for name in names} - files
    return {file for file in files if file.is_file()}


def _compressed_size(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9, mtime=0)) if file.is_file() else 0


def _below(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _kb(count: int) -> str:
    return f"{count / 1000:.1f} kB"
