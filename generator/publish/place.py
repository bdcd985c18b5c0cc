"""A place a site is published to, as everything else here sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple, Protocol

from generator.model.problem import Stop, error

FOLDER = ".huozi/"
"""Where the records of a publication are, below the place."""
AGAIN = "what stood before still stands; run the same command again, it goes on"


class Kind(IntEnum):
    """What a published file is; changed files are sent in this order."""

    ASSET = 0
    """Its name has the digest of its bytes."""
    REDIRECT = 1
    """A page that leads to another address."""
    PAGE = 2
    LIST = 3
    """What leads to other files: fronts of lists, calendars, feeds, sitemaps, the search."""
    FRONT = 4
    """The newest edition's front page."""


class Upload(NamedTuple):
    """A file to be sent."""

    path: str
    """Below the place, and below the output folder."""
    digest: str
    size: int
    kind: Kind
    file: Path
    """Where its bytes are."""


class Listed(NamedTuple):
    """A file that stands at a place."""

    path: str
    size: int
    md5: str
    """In hexadecimal; empty where the place does not tell."""


class RemoteRecord(NamedTuple):
    """A small file that a place was asked for."""

    data: bytes
    age: float
    """Seconds since it was written, by the place's own clock."""


class Destination(Protocol):
    """Where a site is published. All methods raise Stop where the place refuses."""

    batch: int
    """How many files are sent at once at most."""
    requests: int
    """How many were made so far."""

    @property
    def name(self) -> str:
        """As a person gave it."""

    def read(self, path: str) -> RemoteRecord | None:
        """A record; None where there is none."""

    def write(self, path: str, data: bytes) -> None:
        """Writes a record."""

    def create(self, path: str, data: bytes) -> bool:
        """Writes a record where there is none; whether it did."""

    def send(self, uploads: Sequence[Upload], done: Callable[[Sequence[Upload]], None]) -> None:
        """Sends files, in any order; ``done`` is called from time to time, with those sent."""

    def remove(self, paths: Sequence[str], done: Callable[[Sequence[str]], None]) -> None:
        """Deletes files, in any order; those that do not stand are no mistake."""

    def listing(self) -> Iterator[Listed]:
        """All files but the records of publications."""

    def fetch(self, upload: Upload) -> tuple[bytes, str] | None:
        """What readers are given of a file: its bytes, decoded, and its content type (empty where
        the place has none); None where there is nothing."""


def refused(name: str, message: str, hint: str = AGAIN, *, status: int = 1) -> Stop:
    """A place's refusal, in one line."""
    return Stop([error(name, message, hint, rule="publish")], status=status)
