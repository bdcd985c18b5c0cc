"""``addresses.txt``: the addresses that builds have published and that must stay answered.

An address counts as published once its line is under version control or, with ``publish = "build"``
in site.toml, once it was built.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

from generator.build.database import Full, Unusable
from generator.build.paths import CACHE, Paths
from generator.build.store import Store
from generator.check import missing_addresses
from generator.cli.replace_text import replace_text
from generator.content import published_addresses
from generator.model import digest
from generator.model.problem import Problem
from generator.model.site import Site


def record(root: Path, out: Path, site: Site, now: dt.datetime, *, frozen: bool) -> list[Problem]:
    """Appends the new addresses of ``out`` to addresses.txt, unless ``frozen``, and returns a
    problem for each published address that is missing from ``out``."""
    text_before = published_addresses.read(root)
    committed = published_addresses.committed(root, site.publish)
    store = Store(Paths(out, root / CACHE).state)
    try:
        if store.meta(_META_KEY) == _fingerprint(store, site, text_before, committed, frozen):
            return []
        counted = published_addresses.counted(text_before, committed)
        paths = set(store.paths())
        today = now.astimezone(site.timezone).date()
        missing = list(missing_addresses.problems(root, site, counted, paths, today))
        text = text_before
        if not frozen:
            text = published_addresses.write(
                [*counted, *missing_addresses.addresses_of(paths, site)]
            )
            if text != text_before:
                replace_text(root / published_addresses.FILE, text)
        if not missing:
            # If another huozi is writing or the disk is full, the next build compares again.
            with contextlib.suppress(Unusable, Full):
                store.set_meta(_META_KEY, _fingerprint(store, site, text, committed, frozen))
    finally:
        store.close()
    return missing


_META_KEY = "addresses"
"""The key, in the state's meta table, of the fingerprint of the last run without problems."""


def _fingerprint(store: Store, site: Site, text: str, committed: str | None, frozen: bool) -> str:
    """A digest of all inputs of ``record``. Comparing every address of an archive would take longer
    than the rest of a build that changes nothing."""
    folders = [site.folder(variant) for variant in site.variants]
    inputs = [folders, list(site.archive), text, committed, frozen]
    return digest.of_value([store.meta("releases"), *inputs])
