"""The formats of a seed: bytes in, :class:`SeedText` out.

``READERS`` maps a file's suffix to the function that reads it (``bytes`` to :class:`SeedText`).
"""

from __future__ import annotations

from collections.abc import Callable

from generator.ingest.read.formats import docx, plain_text
from generator.ingest.read.formats.seed_text import SAVE_ANEW, SeedText
from generator.ingest.read.formats.seed_text import SeedError as SeedError

SeedReader = Callable[[bytes], SeedText]
"""Reads one format; raises :class:`SeedError`."""

READERS: dict[str, SeedReader] = {
    ".txt": plain_text.read,
    ".md": plain_text.read,
    ".docx": docx.read,
}
"""The function that reads each format, by the file's suffix in lower case."""


def read(suffix: str, data: bytes) -> SeedText:
    """The text of a file of this format.

    Raises :class:`SeedError` where the bytes are no page of text. An exception of a library that
    reads the format becomes one too, so that a damaged file stops no other."""
    try:
        return READERS[suffix](data)
    except SeedError:
        raise
    except Exception as fault:
        why = fault.msg if isinstance(fault, SyntaxError) else type(fault).__name__
        raise SeedError("damaged", f"the {suffix} cannot be read: {why}", SAVE_ANEW) from fault
