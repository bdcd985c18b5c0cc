"""A cache on disk for tables that are computed from the dictionaries.

A file holds one table, sealed with a digest of its bytes and of everything it depends on; a file
that does not match is computed anew. Tables consist of dictionaries, sets, tuples, strings and
numbers.
"""

from __future__ import annotations

import contextlib
import importlib.util
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
    """Caches tables in ``folder`` from now on. Tables are the same for every site."""
    _folder[:] = [folder]


def cached_table(make: Callable[[], T]) -> Callable[[], T]:
    """Caches a table in the process, and on disk where a folder is set."""

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
        computed = make()
        _write(path, marshal.dumps(cast(Any, computed)))
        return computed

    return table


def _write(path: Path, body: bytes) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(digest.sealed(body, version()))
        part.replace(path)
    except OSError:  # the next process computes the table again
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def version() -> str:
    """The digest of everything that tables depend on: their sources, and the version of Python,
    whose ``marshal`` writes them."""
    return digest.of_value([sources_digest(), list(sys.version_info[:3])])


@cache
def sources_digest() -> str:
    """The digest of what conversion is made of: OpenCC, the general dictionary, this package's
    modules and data files."""
    package = resources.files("generator.convert")
    files = [*package.iterdir(), *(package / "data").iterdir(), general_dictionary()]
    sources = sorted((f.name, f) for f in files if f.name.endswith((".py", ".txt")))
    digests = [(name, digest.of_bytes(file.read_bytes())) for name, file in sources]
    return digest.of_value([opencc_chains.VERSION, digests])


def general_dictionary() -> Path:
    """The file of the general dictionary: a word, its frequency and its part of speech a line. It
    is the data of jieba, none of whose code is used."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba")
    return Path(spec.origin).with_name("dict.txt")
