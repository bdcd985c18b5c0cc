"""A doubt that arose while a seed was read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place in a seed that only an editor can decide."""

    line: int
    """1-based line of the seed."""
    rule: str
    """The rule's name: ``heading-role``, ``join``, ``cut``, ``byline``, ``incomplete``,
    ``no-headline``."""
    message: str
