"""A doubt that arose while a seed was read."""

from __future__ import annotations

import msgspec


class Doubt(msgspec.Struct, frozen=True, array_like=True):
    """A place in a seed that only an editor can decide."""

    line: int
    """1-based line of the seed."""
    rule: str
    """The rule's name: ``heading-role``, ``join``, ``cut``, ``byline``, ``incomplete``,
    ``no-headline``."""
    message: str
