"""What a build did, as a value: for the person at the desk and for ``--json``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from generator.build.stopwatch import Watch
from generator.model.problem import Problem, has_errors

_SLOWEST = 10


@dataclass(slots=True)
class Report:
    """What a build found, wrote, kept and deleted."""

    editions: int = 0
    """Editions readers see."""
    articles: int = 0
    opened: int = 0
    """Editions that were read in this build."""
    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    deleted: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    """By stage."""
    problems: list[Problem] = field(default_factory=list)
    reason: str = ""
    """Why the path that was asked about was written or kept."""
    due: str = ""
    """When the next change is due by itself (ISO 8601, UTC); empty: never."""
    waiting: dict[str, str] = field(default_factory=dict)
    """Where drafts are shown: address → ``draft`` or when it comes out (ISO 8601)."""
    search: dict[str, Any] = field(default_factory=dict)
    steps: dict[str, float] = field(default_factory=dict)
    """Seconds by step of the work, of all processes together."""
    slowest: list[tuple[float, str]] = field(default_factory=list)
    """(seconds, article) of those that took longest to render and convert, slowest first."""

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """What is done inside counts for a stage."""
        watch = Watch(self.seconds)
        yield
        watch.lap(stage)

    def profile(self, watch: Watch, slowest: Iterable[tuple[float, str]] = ()) -> None:
        """Takes over what a process measured."""
        Watch(self.steps).add(watch.seconds)
        self.slowest = sorted([*self.slowest, *slowest], reverse=True)[:_SLOWEST]

    @property
    def status(self) -> int:
        """The exit status: 1 where the material has errors."""
        return 1 if has_errors(self.problems) else 0

    def as_dict(self) -> dict[str, Any]:
        """The report as it stands in ``--json``."""
        return {
            "editions": self.editions,
            "articles": self.articles,
            "opened": self.opened,
            "written": len(self.written),
            "kept": self.unchanged,
            "deleted": len(self.deleted),
            "seconds": {name: round(spent, 3) for name, spent in self.seconds.items()},
            "paths": {"written": sorted(self.written), "deleted": sorted(self.deleted)},
            "problems": [problem.as_dict() for problem in sorted(set(self.problems))],
            "explain": self.reason,
            "due": self.due,
            "search": self.search,
            "steps": {name: round(spent, 3) for name, spent in sorted(self.steps.items())},
            "slowest": [{"article": name, "seconds": round(s, 4)} for s, name in self.slowest],
        }
