"""Seeds as plain text or Markdown: bytes in, :class:`SeedText` out."""

from __future__ import annotations

from generator.ingest.read.formats.encoding import decode
from generator.ingest.read.formats.seed_text import SeedError, SeedText

MAX_BYTES = 4_000_000
"""The largest seed (bytes)."""
MAX_LINE = 200_000
"""The longest line (characters)."""


def read(data: bytes) -> SeedText:
    """The text of a seed with line ends ``\\n``.

    Raises :class:`SeedError` where the bytes are no text or too large for a page."""
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1e6:.0f} MB are no printed page"
        raise SeedError("size", size, f"a seed has at most {MAX_BYTES // 1_000_000} MB")
    if not data.strip():
        raise SeedError("empty", "the file is empty")
    text, encoding = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        at = text.index("\0")
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        raise SeedError("nul", "a NUL character", "the file is damaged or no text", line, column)
    check_lines(text)
    if not text.strip("\ufeff\u200b \t\n\u3000"):
        raise SeedError("empty", "the file is empty")
    return SeedText(text, encoding)


def check_lines(text: str) -> None:
    """Raises :class:`SeedError` where a line is longer than any paragraph."""
    for number, words in enumerate(text.split("\n"), 1):
        if len(words) > MAX_LINE:
            raise SeedError("size", f"a line of {len(words)} characters", "is it a text?", number)
