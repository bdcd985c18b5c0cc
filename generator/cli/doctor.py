"""``huozi doctor``: whether the site is ready to publish, and what blocks it."""

from __future__ import annotations

import argparse

from generator import __version__
from generator.cli import console, options
from generator.cli.clock import clock
from generator.cli.health import LIMIT, examine
from generator.cli.health.health_report import HealthState
from generator.cli.health.hosts import HOSTS
from generator.pages.site_context import BuildRequest, open_site

HELP = "is this site ready to publish: address, workflow, limits, a forecast of its size"
EXAMPLE = "huozi doctor"

_SIGNS = {HealthState.OK: "ok  ", HealthState.NOTICE: "look", HealthState.BLOCKING: "bad "}


def add(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    options.add(parser, "--out")
    parser.add_argument(
        "--host",
        choices=sorted(HOSTS),
        default="",
        help="compare files, bytes and minutes with the limits of this host (default: of GitHub "
        "Pages)",
    )


def run(args: argparse.Namespace) -> int:
    """Examines the site and returns the exit status: 1 if something blocks publishing."""
    root = args.site.resolve()
    now = clock(None)
    context = open_site(BuildRequest(root=root, base_url=None, now=now, drafts=False))
    report = examine(context.site, root, (args.out or root / "output").resolve(), now, args.host)
    if args.json:
        console.print_json(report.as_dict() | {"version": __version__, "limit": LIMIT})
    else:
        for finding in report.findings:
            if finding.state is not HealthState.OK or not args.quiet:
                print(f"{_SIGNS[finding.state]}  {finding.name}: {finding.message}")
                if finding.hint:
                    print(f"      {finding.hint}")
    return 1 if any(finding.state is HealthState.BLOCKING for finding in report.findings) else 0
