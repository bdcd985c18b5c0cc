"""A seed's bytes into text: one small module for each format, one plain function for all.

``READERS`` is the table: a file's ending and the function that reads it. Each takes bytes and
gives a :class:`Sheet` or says in a :class:`Fault` where the bytes are at fault. Refuses to know
what the text means.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.ingest.readers import plain, word
from generator.ingest.readers.sheet import Fault as Fault
from generator.ingest.readers.sheet import Sheet

Reader = Callable[[bytes], Sheet]

READERS: dict[str, Reader] = {".txt": plain.read, ".md": plain.read, ".docx": word.read}
"""The formats of a seed, by its ending."""
