"""Writing a file of a site so that it is the old or the new one at any moment."""

from __future__ import annotations

from pathlib import Path


def replace_text(path: Path, text: str) -> None:
    """Replaces a file by one with this text (UTF-8, LF), atomically. Raises OSError."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, "utf-8", newline="\n")
    part.replace(path)
