"""The lists of words in ``data/``: name of a list in, set of words out."""

from __future__ import annotations

from importlib import resources


def table(name: str) -> frozenset[str]:
    """The words of ``data/NAME.txt``, parted by white space; lines that begin with ``#`` are
    comments."""
    text = (resources.files("generator.ingest.read.forms") / "data" / f"{name}.txt").read_text(
        "utf-8"
    )
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())
