"""What an examination finds, and whom it examines."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.build.database import Unusable
from generator.build.owner import Owner
from generator.build.paths import CACHE, Paths
from generator.build.store import Store
from generator.model.site import Site


class HealthState(StrEnum):
    """How bad it is."""

    OK = "well"
    NOTICE = "look"
    """Worth a look; readers get their paper."""
    BLOCKING = "bad"
    """In the way of publishing, or of readers."""


@dataclass(frozen=True, slots=True)
class HealthFinding:
    """One thing that was looked at."""

    name: str
    state: HealthState
    message: str
    hint: str = ""
    """What to do."""

    def as_dict(self) -> dict[str, str]:
        """As it stands in ``--json``."""
        return {"name": self.name, "state": self.state, "said": self.message, "hint": self.hint}


@dataclass(frozen=True, slots=True)
class Size:
    """How large a site is, and how fast it grows."""

    files: int = 0
    bytes: int = 0
    articles: int = 0
    per_day: int = 0
    """Bytes a day at the present pace: of the last 28 days that had editions to their name."""
    full: str = ""
    """The day on which the host's limit is reached (ISO); empty: not in sight."""


@dataclass(frozen=True, slots=True)
class HealthReport:
    """All that was found."""

    findings: tuple[HealthFinding, ...]
    size: Size

    def as_dict(self) -> dict[str, Any]:
        """As it stands in ``--json``."""
        size = self.size
        return {
            "findings": [finding.as_dict() for finding in self.findings],
            "files": size.files,
            "bytes": size.bytes,
            "articles": size.articles,
            "bytes_per_day": size.per_day,
            "full": size.full,
        }


@dataclass(frozen=True)
class SiteHealth:
    """A site, its folder, its output, and today's date in its time zone."""

    site: Site
    root: Path
    out: Path
    today: dt.date

    @cached_property
    def targets(self) -> tuple[tuple[str, Owner, int], ...] | None:
        """(path, owner, bytes) of every file that was written; None where there is no state."""
        state = Paths(self.out, self.root / CACHE).state
        if not state.exists():
            return None
        try:
            store = Store(state, reading=True)
            try:
                return tuple(store.all_targets())
            finally:
                store.close()
        except Unusable:
            return None

    @cached_property
    def files(self) -> dict[str, int]:
        """Every file of the output (search index and all) with its bytes."""
        return {
            path.relative_to(self.out).as_posix(): path.stat().st_size
            for path in self.out.rglob("*")
            if path.is_file()
        }
