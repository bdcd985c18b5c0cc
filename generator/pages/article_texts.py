"""The text of an edition's articles in every variant, stored for feeds and books.

One file an edition, among the records: a line of JSON (article → offset and length), then each
article's documents, compressed together, so that a feed of ten editions reads ten articles and
not ten editions. Where it is lost its edition is rendered again.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping

import msgspec

from generator.build.release import Stage
from generator.content.document import Document, decode, encode

Bodies = Mapping[str, Mapping[str, Document]]
"""Article (``01-03``) → variant tag → the text of its page."""

_QUICK = 2
"""How hard is compressed: a twenty-fifth larger than by default, in four fifths of the time."""


def file_of(edition: object) -> str:
    """The name of an edition's file."""
    return f"{edition}.bodies"


def pack(bodies: Bodies) -> bytes:
    """An edition's file."""
    index: dict[str, tuple[int, int]] = {}
    chunks: list[bytes] = []
    at = 0
    for stem, texts in bodies.items():
        chunk = zlib.compress(encode(texts), _QUICK)
        index[stem] = at, len(chunk)
        chunks.append(chunk)
        at += len(chunk)
    return b"".join((json.dumps(index).encode(), b"\n", *chunks))


def put(stage: Stage, edition: object, bodies: Bodies) -> bool:
    """Leaves an edition's file; whether it says other than the one that stood before."""
    name, data = file_of(edition), pack(bodies)
    stage.put(name, data)
    try:
        return stage.staging is None or (stage.out / name).read_bytes() != data
    except FileNotFoundError:
        return True


class Reader(msgspec.Struct, frozen=True):
    """Reads what was packed, in this build or an earlier one."""

    stage: Stage

    def of(self, edition: str, stem: str) -> Mapping[str, Document]:
        """An article's texts by variant tag; nothing where it is not known."""
        for folder in (self.stage.staging, self.stage.out):
            if folder is None:
                continue
            try:
                with (folder / file_of(edition)).open("rb") as file:
                    index = json.loads(file.readline())
                    offset, length = index.get(stem, (0, 0))
                    file.seek(offset, 1)
                    chunk = file.read(length)
            except FileNotFoundError:
                continue
            if not chunk:
                return {}
            return decode(zlib.decompress(chunk))
        return {}
