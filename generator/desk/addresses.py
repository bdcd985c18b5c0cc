"""``addresses.txt``, kept at the desk: what a build made readers' for good.

An address counts as published once its line is under version control: what was built, moved and
built again before anyone committed it was never promised to a reader.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from generator.check import published
from generator.press.paths import CACHE, Paths
from generator.state.store import Store
from generator.values.problems import Problem
from generator.values.site import Site


def settle(root: Path, out: Path, site: Site, *, frozen: bool) -> list[Problem]:
    """The published addresses that are gone from ``out``; unless ``frozen``, new ones are written
    down."""
    store = Store(Paths(out, root / CACHE).state)
    try:
        paths = {path for path, _, _ in store.all_targets()}
    finally:
        store.close()
    known = published.load(root)
    committed = known if frozen else _committed(root, known)
    elsewhere = {there for there in committed if there[1:5] in site.options["archive"]}
    gone = list(published.lost(committed, paths, site, elsewhere))
    if not frozen:
        _write(root / published.FILE, [*committed, *published.of_paths(paths, site)])
    return gone


def _committed(root: Path, known: dict[str, int]) -> dict[str, int]:
    """Of the addresses in the file, those under version control; all where there is none."""
    try:
        git = ("git", "-C", str(root), "show", f"HEAD:./{published.FILE}")
        done = subprocess.run(git, capture_output=True, text=True, encoding="utf-8", timeout=20)
        inside = ("git", "-C", str(root), "rev-parse", "--verify", "--quiet", "HEAD")
        is_repository = subprocess.run(inside, capture_output=True, timeout=20).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return known
    if not is_repository:
        return known
    kept = published.parse(done.stdout) if done.returncode == 0 else {}
    return {there: line for there, line in known.items() if there in kept}


def _write(path: Path, addresses: list[str]) -> None:
    text = published.write(addresses)
    try:
        if path.read_text("utf-8") == text:
            return
    except (OSError, UnicodeDecodeError):
        pass
    part = path.with_name(path.name + ".part")
    part.write_text(text, "utf-8", newline="\n")
    part.replace(path)
