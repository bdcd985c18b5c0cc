"""The examinations of ``huozi doctor``: each is a function that returns findings with hints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from generator.cli.health import hosting, installation, publishing, saved_state, size
from generator.cli.health.health_report import HealthFinding, HealthReport, SiteHealth
from generator.cli.health.size import LIMIT as LIMIT
from generator.model.site import Site

EXAMINATIONS: tuple[Callable[[SiteHealth], list[HealthFinding]], ...] = (
    publishing.address,
    publishing.zone,
    publishing.workflow,
    installation.installation,
    size.now,
    size.forecast,
    size.deployment,
    hosting.hidden_files,
    hosting.links,
    hosting.case,
    saved_state.health,
    saved_state.addresses,
)


def examine(site: Site, root: Path, out: Path, now: dt.datetime) -> HealthReport:
    """The findings of all examinations, in the order of EXAMINATIONS, and the size of the site."""
    health = SiteHealth(site, root, out, now.astimezone(site.timezone).date())
    findings = tuple(finding for examine in EXAMINATIONS for finding in examine(health))
    return HealthReport(findings, size.measure(health))
