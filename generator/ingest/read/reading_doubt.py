"""A question about a line of the seed that only an editor can answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubt:
    """What was doubtful while a page was read."""

    line: int
    rule: str
    message: str
