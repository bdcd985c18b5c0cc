"""The input and the results of the examinations."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from generator.build.database import Unusable
from generator.build.owner import Owner
from generator.build.paths import CACHE, Paths
from generator.build.store import Store
from generator.model.site import Site


class HealthState(StrEnum):
    """The severity of a finding."""

    OK = "well"
    NOTICE = "look"
    """To be reviewed; the site can be published."""
    BLOCKING = "bad"
    """Blocks publishing or breaks the site for readers."""


class HealthFinding(msgspec.Struct, frozen=True, rename={"message": "said"}):
    """The result of one examination."""

    name: str
    state: HealthState
    message: str
    hint: str = ""
    """The remedy."""


def ok(name: str, message: str) -> HealthFinding:
    """A finding that needs no action."""
    return HealthFinding(name, HealthState.OK, message)


def notice(name: str, message: str, hint: str) -> HealthFinding:
    """A finding to be reviewed."""
    return HealthFinding(name, HealthState.NOTICE, message, hint)


def blocking(name: str, message: str, hint: str) -> HealthFinding:
    """A finding that blocks publishing."""
    return HealthFinding(name, HealthState.BLOCKING, message, hint)


class Size(msgspec.Struct, frozen=True, kw_only=True, rename={"per_day": "bytes_per_day"}):
    """The size and growth of a site."""

    files: int = 0
    bytes: int = 0
    articles: int = 0
    per_day: int = 0
    """Bytes a day, from the last 28 days with editions."""
    full: str = ""
    """The day on which the host's limit is reached (ISO 8601); empty if out of sight."""


@dataclass(frozen=True, slots=True)
class HealthReport:
    """All findings and the size of the site."""

    findings: tuple[HealthFinding, ...]
    size: Size

    def as_dict(self) -> dict[str, Any]:
        """The value for ``--json``."""
        return {"findings": self.findings, **msgspec.to_builtins(self.size)}


@dataclass(frozen=True)
class SiteHealth:
    """A site under examination: settings, folders, and today's date in its time zone."""

    site: Site
    root: Path
    out: Path
    today: dt.date
    host: str = ""
    """The host that was named; empty: none was."""

    @cached_property
    def targets(self) -> tuple[tuple[str, Owner, int], ...] | None:
        """(path, owner, bytes) of every file built; None without a readable state."""
        state = Paths(self.out, self.root / CACHE).state
        if not state.exists():
            return None
        try:
            with closing(Store(state, reading=True)) as store:
                return tuple(store.all_targets())
        except Unusable:
            return None

    @cached_property
    def files(self) -> dict[str, int]:
        """Path → bytes of every file of the output, the search index included."""
        return {
            path.relative_to(self.out).as_posix(): path.stat().st_size
            for path in self.out.rglob("*")
            if path.is_file()
        }
