"""Which files are opened for reading: counted, so that the machine's speed does not matter."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_hear: list[Callable[[str, tuple[Any, ...]], None]] = []


def _listen(event: str, given: tuple[Any, ...]) -> None:
    for hear in _hear:
        hear(event, given)


sys.addaudithook(_listen)  # for good: Python takes none back


@contextmanager
def files_read(below: Path) -> Iterator[list[str]]:
    """The files below a folder that are opened for reading in the meantime."""
    found: list[str] = []

    def hear(event: str, given: tuple[Any, ...]) -> None:
        if (
            event == "open"
            and str(given[0]).startswith(f"{below}/")
            and not given[2] & os.O_ACCMODE
        ):
            found.append(str(given[0]))

    _hear.append(hear)
    try:
        yield found
    finally:
        _hear.remove(hear)
