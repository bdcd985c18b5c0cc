"""``addresses.txt``: every address that was published, one a line, and which of its lines count."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.content import git

FILE = "addresses.txt"
_HEAD = (
    "# Every address that was ever published, in the paper's own script. Written by huozi build;\n"
    "# keep it under version control. To move one, see docs/publishing.md.\n"
)


def parse(text: str) -> dict[str, int]:
    """The addresses in the file's text, each with its line."""
    lines = enumerate(text.splitlines(), 1)
    return {line.strip(): at for at, line in lines if line.strip() and line[0] != "#"}


def write(addresses: Iterable[str]) -> str:
    """The file's text."""
    return _HEAD + "".join(f"{path}\n" for path in sorted(set(addresses)))


def read(root: Path) -> str:
    """The file's text as it stands; empty where there is none."""
    try:
        return (root / FILE).read_text("utf-8")
    except FileNotFoundError:
        return ""


def committed(root: Path, publish: str) -> str | None:
    """The text whose lines count: the last commit's. None where each line of the file counts:
    ``publish`` (of site.toml) says so, or Git cannot be asked."""
    return None if publish == "build" else git.committed(root, FILE)


def counted(text: str, committed: str | None) -> dict[str, int]:
    """The addresses of the file's text that count as published, each with its line; ``committed``
    as the function of that name has it."""
    addresses = parse(text)
    if committed is None:
        return addresses
    old = parse(committed)
    return {path: line for path, line in addresses.items() if path in old}
