"""The output folder as a static host serves it: which file answers which address.

Pages are read on demand; nothing is written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from generator.check import webpage
from generator.check.webpage import WebPage

_ORIGIN = "https://own.invalid"


class Output:
    """A built site."""

    def __init__(self, root: Path, out: Path, base_url: str) -> None:
        self.out = out
        self.label = out.relative_to(root).as_posix() if out.is_relative_to(root) else str(out)
        """The name of the folder in the paths of problems."""
        self.base_url = base_url
        self.base_path = urlsplit(base_url).path or "/"
        self.paths = frozenset(_walk(out))
        self._cached = lru_cache(maxsize=64)(self._read)

    def pages(self) -> Iterator[WebPage]:
        """All web pages, sorted by path."""
        for path in sorted(self.paths):
            if path.endswith(".html"):
                yield self._read(path)

    def page(self, path: str) -> WebPage:
        """One page, cached."""
        return self._cached(path)

    def _read(self, path: str) -> WebPage:
        return webpage.read(path, (self.out / path).read_bytes())

    def place(self, path: str) -> str:
        """A file's path in problems."""
        return f"{self.label}/{path}"

    def address(self, path: str) -> str:
        """The address of a file, from the site's root."""
        return "/" + path.removesuffix("index.html") if path.endswith("index.html") else "/" + path

    def target(self, path: str, link: str) -> tuple[str, str] | None:
        """The target of a link in the file ``path``: (address from the site's root, fragment); None
        if it is outside the site or has another scheme. The address is empty if it is on the same
        host but outside the base path."""
        if self.base_url and link.startswith(self.base_url):
            link = _ORIGIN + "/" + link[len(self.base_url) :]
        elif link.startswith("/") and not link.startswith("//"):
            if not link.startswith(self.base_path):
                return "", ""  # outside /repo/
            link = _ORIGIN + "/" + link[len(self.base_path) :]
        try:
            target = urlsplit(urljoin(_ORIGIN + self.address(path), link))
        except ValueError:
            return link, ""
        if target.scheme != "https" or f"https://{target.netloc}" != _ORIGIN:
            return None
        return unquote(target.path) or "/", unquote(target.fragment)

    def file(self, address: str) -> str:
        """The file that answers an address; empty if there is none."""
        path = address[1:]
        for candidate in (
            (path + "index.html",)
            if address.endswith("/")
            else (path, path + ".html", path + "/index.html")
        ):
            if candidate in self.paths:
                return candidate
        return ""


def _walk(out: Path) -> Iterator[str]:
    for folder, _, files in os.walk(out):
        head = Path(folder).relative_to(out).as_posix()
        for name in files:
            yield name if head == "." else f"{head}/{name}"
