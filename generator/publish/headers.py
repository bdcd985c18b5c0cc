"""How a file is served: content type, cache lifetime, compression, redirect."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.check import webpage
from generator.model import digest
from generator.publish.place import Kind, Upload, refused

_TEXT = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "json": "application/json",
    "xml": "application/xml",
    "txt": "text/plain",
    "svg": "image/svg+xml",
    "webmanifest": "application/manifest+json",
    "md": "text/markdown",
    "csv": "text/csv",
}
_BINARY = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/vnd.microsoft.icon",
    "epub": "application/epub+zip",
    "pdf": "application/pdf",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "otf": "font/otf",
    "ttf": "font/ttf",
    "zip": "application/zip",
}
_FEED, _OPENSEARCH = "application/atom+xml", "application/opensearchdescription+xml"
_NAMES = {"feed.xml": _FEED, "opensearch.xml": _OPENSEARCH, "feed.json": "application/feed+json"}

FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=300"
AN_HOUR = "public, max-age=3600"
ALWAYS_ASK = "no-cache"
_SMALL = 256
"""Bytes up to which compression gains nothing."""


def content_type(path: str) -> str:
    """The content type of a file, with its charset where it is text."""
    name = path.rpartition("/")[2]
    ending = name.rpartition(".")[2].lower() if "." in name[1:] else ""
    if known := _NAMES.get(name) or _TEXT.get(ending):
        return f"{known}; charset=utf-8"
    return _BINARY.get(ending, "application/octet-stream")


def cache_control(path: str, kind: Kind) -> str:
    """How long browsers and caches may keep a file."""
    if path == "sw.js":
        return ALWAYS_ASK
    if kind is Kind.ASSET:
        return FOREVER
    return AN_HOUR if content_type(path).startswith(("image/", "audio/", "video/")) else BRIEFLY


class Object(NamedTuple):
    """A file as a place stores it."""

    path: str
    data: bytes
    type: str
    cache: str
    encoding: str
    """Content-Encoding; empty: none."""
    redirect: str
    """The address it leads to, where the place itself redirects; else empty."""


@dataclass(frozen=True, slots=True)
class Form:
    """How files are stored at a place."""

    compress: str = ""
    """``gzip``: compressed objects with a Content-Encoding; ``twins``: a compressed file beside
    each."""
    redirects: bool = False
    """Whether the place itself redirects (the website hosting of S3)."""

    @property
    def mark(self) -> str:
        """Changes with everything that decides how a file is stored."""
        names = sorted((_TEXT | _BINARY | _NAMES).items())
        caching = [FOREVER, BRIEFLY, AN_HOUR, ALWAYS_ASK]
        return digest.of_value([self.compress, self.redirects, names, caching])[:12]

    def objects(self, upload: Upload) -> Iterator[Object]:
        """A file as it is stored. Raises Stop where its bytes are not those that were built."""
        data = upload.file.read_bytes()
        if digest.of_bytes(data) != upload.digest:
            hint = "huozi build writes it again; nothing of it was published"
            raise refused(f"output/{upload.path}", "was changed by another hand", hint)
        kind, cache = content_type(upload.path), cache_control(upload.path, upload.kind)
        goal = ""
        if self.redirects and upload.kind is Kind.REDIRECT:
            goal = webpage.read(upload.path, data).canonical
        fits = _is_text(upload.path) and len(data) > _SMALL
        encoding = "gzip" if fits and self.compress == "gzip" else ""
        stored = _gzip(data) if encoding else data
        yield Object(upload.path, stored, kind, cache, encoding, goal)
        if fits and self.compress == "twins":
            yield Object(f"{upload.path}.gz", _gzip(data), kind, cache, "", "")

    def names(self, path: str) -> tuple[str, ...]:
        """The files that a file may be stored as."""
        twin = self.compress == "twins" and _is_text(path)
        return (path, f"{path}.gz") if twin else (path,)


def _is_text(path: str) -> bool:
    return "charset" in content_type(path)


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 6, mtime=0)
