"""What a build did, as a value: for the person at the desk and for ``--json``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.values.problems import Problem, has_errors


@dataclass(slots=True)
class Report:
    """What a build found, wrote, kept and deleted."""

    editions: int = 0
    """Editions readers see."""
    articles: int = 0
    opened: int = 0
    """Editions that were read in this build."""
    written: list[str] = field(default_factory=list)
    kept: int = 0
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
            "kept": self.kept,
            "deleted": len(self.deleted),
            "seconds": {name: round(spent, 3) for name, spent in self.seconds.items()},
            "paths": {"written": sorted(self.written), "deleted": sorted(self.deleted)},
            "problems": [problem.as_dict() for problem in sorted(set(self.problems))],
            "explain": self.reason,
            "due": self.due,
            "search": self.search,
        }
