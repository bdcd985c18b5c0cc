"""The owners of files whose addresses others keep.

Each build compares them again, so that a file is written as soon as its address is free.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from generator.build.owner import Owner
from generator.build.store import Store

_WITHHELD = "withheld"
"""The state's key for them."""


def withheld(store: Store) -> set[Owner]:
    """The owners that want an address which another source keeps."""
    return {Owner(*pair) for pair in json.loads(store.meta(_WITHHELD) or "[]")}


def remember(store: Store, owners: Iterable[Owner]) -> None:
    """Stores them for the next build."""
    store.set_meta(_WITHHELD, json.dumps(sorted(owners)))
