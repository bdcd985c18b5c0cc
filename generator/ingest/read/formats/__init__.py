"""A seed's bytes into text: one small module for each format, one plain function for all.

``READERS`` is the table: a file's ending and the function that reads it. Each takes bytes and
gives a :class:`Sheet` or says in a :class:`Fault` where the bytes are at fault; ``read`` makes a
fault of whatever else stops one. Refuses to know what the text means.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.ingest.read.formats import docx, plain_text
from generator.ingest.read.formats.seed_text import SAVE_ANEW, Sheet
from generator.ingest.read.formats.seed_text import Fault as Fault

Reader = Callable[[bytes], Sheet]

READERS: dict[str, Reader] = {".txt": plain_text.read, ".md": plain_text.read, ".docx": docx.read}
"""The formats of a seed, by its ending."""


def read(suffix: str, data: bytes) -> Sheet:
    """The text of a file with this ending.

    Raises :class:`Fault` where it is none. A library that a file's bytes bring to a stop gives
    up on that file alone, whatever it raises."""
    try:
        return READERS[suffix](data)
    except Fault:
        raise
    except Exception as fault:
        why = fault.msg if isinstance(fault, SyntaxError) else type(fault).__name__
        raise Fault("damaged", f"the {suffix} cannot be read: {why}", SAVE_ANEW) from fault
