"""What takes long to work out of the dictionaries, kept for the next process.

Knows one folder, where the caller names one, and a file a table in it: of this version of the
dictionaries and of this room's code, whole to the last byte, or worked out anew. Refuses to know
what the tables say: dictionaries, tuples, texts and numbers.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import marshal
import os
import sys
from collections.abc import Callable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar, cast

from generator.convert import opencc_chains
from generator.model import digest

T = TypeVar("T")
_folder: list[Path] = []


def cache_tables_in(folder: Path) -> None:
    """Tables are read from ``folder`` from now on, and left there. The tables are the same for
    every site; the last folder named serves."""
    _folder[:] = [folder]


def cached_table(make: Callable[[], T]) -> Callable[[], T]:
    """A table that is worked out once a process, and read where an earlier one has left it."""

    @cache
    def table() -> T:
        if not _folder:
            return make()
        path = _folder[0] / f"{make.__module__.rpartition('.')[2]}-{make.__name__.strip('_')}.table"
        with contextlib.suppress(OSError):
            body = digest.unsealed(path.read_bytes(), version())
            if body is not None:
                known: T = marshal.loads(body)
                return known
        made = make()
        _write(path, marshal.dumps(cast(Any, made)))
        return made

    return table


def _write(path: Path, body: bytes) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(digest.sealed(body, version()))
        part.replace(path)
    except OSError:  # a table that cannot be kept is worked out again
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


@cache
def version() -> str:
    """The digest of all that the tables are made of: dictionaries, this room's modules and its
    tables; and of the Python that writes them down."""
    general = importlib.metadata.version("jieba")
    return digest.of_value(
        [opencc_chains.VERSION, general, sources_digest(), list(sys.version_info[:3])]
    )


@cache
def sources_digest() -> str:
    """The digest of this room's modules and tables."""
    home = resources.files("generator.convert")
    files = [*home.iterdir(), *(home / "data").iterdir()]
    own = sorted((f.name, f) for f in files if f.name.endswith((".py", ".txt")))
    return digest.of_value([(name, digest.of_bytes(file.read_bytes())) for name, file in own])
