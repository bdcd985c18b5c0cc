"""What Git knows of a site's folders: which are unchanged since the commit, and their tree ids.

Each question is put for all folders at once. A fresh clone gives every file a new time and inode;
the tree ids show which folders are the same as before without a file being read. A folder that
holds a link, or anything that is not committed, has no id.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from generator.model import digest

_ATTRIBUTES = ".gitattributes"


def trees(root: Path, folder: str) -> Mapping[str, str]:
    """Each folder directly below ``folder`` (a path relative to the site's ``root``) that stands
    exactly as committed, with a mark of what stands in it: equal marks, equal files. Empty where
    the site is under no version control, or Git is not there."""
    commands = (
        ("rev-parse", "--show-prefix"),
        ("ls-tree", "-r", "-t", "-z", "HEAD", f"{folder}/"),
        (
            "status",
            "--porcelain",
            "-z",
            "--no-renames",
            "--untracked-files=all",
            "--ignored",
            "--",
            folder,
        ),
    )
    with ThreadPoolExecutor(len(commands)) as executor:
        prefix, listed, changed = executor.map(lambda words: run(root, *words), commands)
    if prefix is None or listed is None or changed is None:
        return {}
    object_ids: dict[str, str] = {}
    refused = {_name(row[3:], f"{prefix.rstrip()}{folder}") for row in changed.split("\0")[:-1]}
    for row in listed.split("\0")[:-1]:
        what, _, path = row.partition("\t")
        mode, *_, object_id = what.split(" ")
        name = _name(path, folder)
        if path == f"{folder}/{name}":
            object_ids[name] = object_id
        elif mode in ("120000", "160000"):  # a link, another repository
            refused.add(name)
    form = _form(root, (_ATTRIBUTES, f"{folder}/{_ATTRIBUTES}"))
    return {name: f"{tree}{form}" for name, tree in object_ids.items() if name not in refused}


def committed(root: Path, path: str) -> str | None:
    """A file's text as committed last; empty where it was not, where nothing was yet, or where
    the site is under no version control. None where Git cannot be asked."""
    if run(root, "rev-parse", "--git-dir") is None:
        is_kept = any((folder / ".git").exists() for folder in (root, *root.parents))
        return None if is_kept else ""
    return run(root, "show", f"HEAD:./{path}") or ""


def names(root: Path, folder: str) -> list[str]:
    """The names of the files in a folder as committed last."""
    listed = run(root, "ls-tree", "--name-only", "-z", "HEAD", f"{folder}/") or ""
    return [path.rpartition("/")[2] for path in listed.split("\0")[:-1]]


def _name(path: str, folder: str) -> str:
    """The first step of a path below a folder."""
    return path.removeprefix(f"{folder}/").partition("/")[0]


def _form(root: Path, files: Sequence[str]) -> str:
    """Changes with how Git writes what is committed to the disk; empty where it does so plainly."""
    texts = [(root / file).read_text("utf-8") for file in files if (root / file).is_file()]
    return f" {digest.of_value(texts)}" if texts else ""


def run(root: Path, *words: str) -> str | None:
    """The output of a Git command; None where it fails."""
    # A status would otherwise leave what it found in the index: here nothing is written.
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0"}
    command = ("git", "-C", str(root), *words)
    try:
        result = subprocess.run(command, capture_output=True, env=environment, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return result.stdout.decode("utf-8", "surrogateescape") if result.returncode == 0 else None
