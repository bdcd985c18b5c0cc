"""The examinations of ``huozi doctor``: each is a function that returns findings with hints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from generator.cli.health import hosting, hosts, installation, publishing, saved_state, size
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


OF_PAGES = (size.now, size.forecast, size.deployment)
"""Those that ask for the limits of GitHub Pages, where no host is named."""


def examine(site: Site, root: Path, out: Path, now: dt.datetime, host: str = "") -> HealthReport:
    """The findings of all examinations, in the order of EXAMINATIONS, and the size of the site.
    Where a ``host`` is named (a key of ``hosts.HOSTS``), its limits are asked for."""
    health = SiteHealth(site, root, out, now.astimezone(site.timezone).date(), host)
    examinations = [each for each in EXAMINATIONS if not host or each not in OF_PAGES]
    examinations += [hosts.examine] if host else []
    findings = tuple(finding for examine in examinations for finding in examine(health))
    return HealthReport(findings, size.measure(health))
