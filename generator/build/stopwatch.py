"""A stopwatch that adds up seconds by step."""

from __future__ import annotations

import time
from collections.abc import Mapping

import msgspec


class Watch(msgspec.Struct):
    """Seconds by step."""

    seconds: dict[str, float] = msgspec.field(default_factory=dict)
    _last: float = msgspec.field(default_factory=time.perf_counter)

    def lap(self, step: str) -> float:
        """Adds the time since the last lap to ``step`` and returns it."""
        now = time.perf_counter()
        spent = now - self._last
        self.seconds[step] = self.seconds.get(step, 0.0) + spent
        self._last = now
        return spent

    def add(self, other: Mapping[str, float]) -> None:
        """Adds the times of another watch."""
        for step, spent in other.items():
            self.seconds[step] = self.seconds.get(step, 0.0) + spent
