"""Writing a file of a site so that it is the old or the new one at any moment."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path


def replace_text(path: Path, text: str) -> None:
    """Replaces a file by one with this text (UTF-8, line ends as they stand in it), atomically; its
    permissions stay. Raises OSError."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(text, "utf-8", newline="")
        with contextlib.suppress(FileNotFoundError):  # a new file
            shutil.copymode(path, part)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
