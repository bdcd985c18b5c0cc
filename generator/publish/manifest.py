"""The manifest at a place: which files stand there, with their digests.

It is a chain of segments, the largest and oldest first. A publication appends one segment with the
files it wrote and deleted, merged with the segments before it that are not much larger; so a night
writes one object of the size of its own changes, and the chain stays as short as a logarithm of the
number of files. The root names the segments; it is the last object of a publication.
"""

from __future__ import annotations

import gzip
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from generator.model import digest
from generator.publish.place import FOLDER

ROOT = f"{FOLDER}publication.json"
INTENT = f"{FOLDER}intent.jsonl.gz"
"""What a publication that is under way writes and deletes."""
FORMAT = 1
_CHUNK = 1000
"""Rows that are compressed at once."""
_GROWTH = 2
"""A segment is merged with the one before it unless that is more than so many times as large."""


class ManifestRow(NamedTuple):
    """A file of a publication."""

    path: str
    digest: str
    """Empty: it was deleted."""
    size: int
    kind: int


class Segment(msgspec.Struct, frozen=True):
    """A part of the manifest, in an object of its own."""

    name: str
    rows: int

    @property
    def serial(self) -> int:
        """The publication that wrote it."""
        return int(self.name.rpartition("/")[2].split("-")[1])


class Root(msgspec.Struct, frozen=True, kw_only=True):
    """The head of the manifest."""

    format: int = FORMAT
    site: str
    """The digest of the paper's id."""
    title: str
    serial: int
    """The number of the publication."""
    content: int
    """The publication whose files stand: an earlier one after a rollback."""
    at: str
    """When (ISO 8601, UTC)."""
    form: str
    """The mark of the form in which files are stored."""
    files: int
    size: int
    """Of all files, in bytes."""
    segments: tuple[Segment, ...]

    def encode(self) -> bytes:
        """The bytes of the object."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1)


class Intent(NamedTuple):
    """A publication that was begun."""

    id: str
    serial: int
    rows: Iterator[tuple[ManifestRow, bool]]
    """Each file with whether it was new."""


def read_root(data: bytes) -> Root | None:
    """The head of a manifest; None where this is none of this format."""
    try:
        root = msgspec.json.decode(data, type=Root)
    except msgspec.MsgspecError:
        return None
    return root if root.format == FORMAT else None


def encode_rows(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as compressed lines of JSON."""
    encode = msgspec.json.encode
    lines = (encode(tuple(row)) + b"\n" for row in rows)
    packed = io.BytesIO()
    with gzip.GzipFile("", "wb", 6, packed, mtime=0) as stream:
        while chunk := b"".join(itertools.islice(lines, _CHUNK)):
            stream.write(chunk)
    return packed.getvalue()


def decode_rows(data: bytes) -> Iterator[ManifestRow]:
    """The rows of a segment. Raises ValueError or MsgspecError where it is damaged."""
    decoder = msgspec.json.Decoder(tuple[str, str, int, int])
    for line in _lines(data):
        yield ManifestRow(*decoder.decode(line))


def encode_intent(id: str, serial: int, rows: Iterable[Sequence[object]]) -> bytes:
    """A publication that is about to begin; each row ends with whether the file is new."""
    return encode_rows(itertools.chain([(id, serial)], rows))


def decode_intent(data: bytes) -> Intent:
    """A publication that was begun. Raises ValueError or MsgspecError where it is
    damaged, as do its rows."""
    lines = _lines(data)
    id, serial = msgspec.json.decode(next(lines, b""), type=tuple[str, int])
    decoder = msgspec.json.Decoder(tuple[str, str, int, int, bool])
    rows = (decoder.decode(line) for line in lines)
    return Intent(id, serial, ((ManifestRow(*row[:4]), row[4]) for row in rows))


def _lines(data: bytes) -> Iterator[bytes]:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            yield from stream
    except (OSError, EOFError) as fault:
        raise ValueError(str(fault)) from fault


def name_of(serial: int, data: bytes) -> str:
    """The name of a segment's object."""
    return f"{FOLDER}segment-{serial:06d}-{digest.of_bytes(data)[:12]}.jsonl.gz"


def merged(chain: Sequence[Segment], rows: int) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """The segments that stay, and those that are merged with new ``rows``."""
    at = len(chain)
    while at and chain[at - 1].rows <= _GROWTH * rows:
        at -= 1
        rows += chain[at].rows
    return tuple(chain[:at]), tuple(chain[at:])
