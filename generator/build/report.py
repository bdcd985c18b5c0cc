"""The result of a build, as printed and as ``--json``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from generator.build.stopwatch import Watch
from generator.model.problem import Problem, has_errors

_SLOWEST = 10


class Report(msgspec.Struct):
    """The result of a build."""

    counts: dict[str, int] = msgspec.field(default_factory=dict)
    """The project's own totals, by name."""
    opened: int = 0
    """Sources that were read in this build."""
    written: list[str] = msgspec.field(default_factory=list)
    unchanged: int = 0
    """Files that were compared and kept."""
    deleted: list[str] = msgspec.field(default_factory=list)
    seconds: dict[str, float] = msgspec.field(default_factory=dict)
    """By stage."""
    problems: list[Problem] = msgspec.field(default_factory=list)
    reason: str = ""
    """Why the path of ``--explain`` was written or kept."""
    due: str = ""
    """When the next change is due by itself (ISO 8601, UTC); empty: never."""
    waiting: dict[str, str] = msgspec.field(default_factory=dict)
    """Addresses shown before their time: address → ``draft`` or when it comes out (ISO 8601)."""
    search: dict[str, Any] = msgspec.field(default_factory=dict)
    steps: dict[str, float] = msgspec.field(default_factory=dict)
    """Seconds by step of the work, of all processes together."""
    slowest: list[tuple[float, str]] = msgspec.field(default_factory=list)
    """(seconds, part) of the parts of sources that took longest, slowest first."""

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Adds the time spent inside to a stage."""
        watch = Watch(self.seconds)
        yield
        watch.lap(stage)

    def profile(self, watch: Watch, slowest: Iterable[tuple[float, str]] = ()) -> None:
        """Adds the steps and the slowest parts that a worker measured."""
        Watch(self.steps).add(watch.seconds)
        self.slowest = sorted([*self.slowest, *slowest], reverse=True)[:_SLOWEST]

    @property
    def status(self) -> int:
        """The exit status: 1 where the material has errors."""
        return 1 if has_errors(self.problems) else 0

    def as_dict(self) -> dict[str, Any]:
        """The report as it stands in ``--json``."""
        return {
            **self.counts,
            "opened": self.opened,
            "written": len(self.written),
            "kept": self.unchanged,
            "deleted": len(self.deleted),
            "seconds": {name: round(spent, 3) for name, spent in self.seconds.items()},
            "paths": {"written": sorted(self.written), "deleted": sorted(self.deleted)},
            "problems": sorted(set(self.problems)),
            "explain": self.reason,
            "due": self.due,
            "search": self.search,
            "steps": {name: round(spent, 3) for name, spent in sorted(self.steps.items())},
            "slowest": [{"part": name, "seconds": round(s, 4)} for s, name in self.slowest],
        }
