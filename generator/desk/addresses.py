"""``addresses.txt``, kept at the desk: what a build made readers' for good.

An address counts as published once its line is under version control: what was built, moved and
built again before anyone committed it was never promised to a reader.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from generator.check import published
from generator.manuscript import versions
from generator.press.paths import CACHE, Paths
from generator.state.database import Full, Unusable
from generator.state.store import Store
from generator.values import digest
from generator.values.problems import Problem
from generator.values.site import Site


def settle(root: Path, out: Path, site: Site, *, frozen: bool) -> list[Problem]:
    """The published addresses that are gone from ``out``; unless ``frozen``, new ones are written
    down."""
    known = _read(root / published.FILE)
    committed = None if frozen else versions.committed(root, published.FILE)
    store = Store(Paths(out, root / CACHE).state)
    try:
        if store.meta(_SETTLED) == _mark(store, site, known, committed):
            return []
        addresses = _under_version_control(known, committed)
        paths = set(store.paths())
        elsewhere = {there for there in addresses if there[1:5] in site.options["archive"]}
        gone = list(published.lost(addresses, paths, site, elsewhere))
        now = known
        if not frozen:
            now = published.write([*addresses, *published.of_paths(paths, site)])
            _write(root / published.FILE, known, now)
        if not gone:
            # Another huozi may be writing there, or the disk be full: asked again next time.
            with contextlib.suppress(Unusable, Full):
                store.set_meta(_SETTLED, _mark(store, site, now, committed))
    finally:
        store.close()
    return gone


_SETTLED = "addresses"
"""The state's word for what was settled last, where nothing was amiss."""


def _mark(store: Store, site: Site, known: str, committed: str | None) -> str:
    """Changes with all that is settled here: to ask for each address of an archive at a build
    that has changed nothing would cost more than the rest of that build."""
    folders = [site.folder(variant) for variant in site.variants]
    asked = [folders, list(site.options["archive"]), known, committed]
    return digest.of_value([store.meta("releases"), *asked])


def _under_version_control(known: str, committed: str | None) -> dict[str, int]:
    """Of the addresses in the file, those under version control; all where there is none."""
    addresses = published.parse(known)
    if committed is None:
        return addresses
    kept = published.parse(committed)
    return {there: line for there, line in addresses.items() if there in kept}


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return ""


def _write(path: Path, known: str, text: str) -> None:
    if text == known:
        return
    part = path.with_name(path.name + ".part")
    part.write_text(text, "utf-8", newline="\n")
    part.replace(path)
