"""The ranks of claims to a path of the output."""

from __future__ import annotations

from enum import IntEnum


class Claim(IntEnum):
    """What a file is to its address. Of several files for one address, the lowest rank keeps it."""

    PAGE = 0
    """Made from the content."""
    FIXED = 1
    """A page from ``pages/``."""
    STATIC = 2
    MOVED = 3
    """An entry under ``[moved]``."""
    ALIAS = 4
    BELOW = 5
    """Below an address that moved: it is withheld without a message."""
