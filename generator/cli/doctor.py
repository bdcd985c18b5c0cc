"""``huozi doctor``: is this site ready to publish, and what is still in the way."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator import __version__
from generator.build.site_context import BuildRequest, open_site
from generator.cli import console
from generator.cli.clock import clock
from generator.cli.health import LIMIT, examine
from generator.cli.health.report import State

HELP = "is this site ready to publish: address, workflow, limits, a forecast of its size"
EXAMPLE = "huozi doctor"

_SIGNS = {State.WELL: "ok  ", State.LOOK: "look", State.BAD: "bad "}


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("--out", type=Path, metavar="DIR", help="instead of output/")


def run(asked: argparse.Namespace) -> int:
    """Examines; the exit status is 1 where something is in the way of publishing."""
    root = asked.site.resolve()
    now = clock(None)
    context = open_site(BuildRequest(root=root, base_url=None, now=now, drafts=False))
    report = examine(context.site, root, (asked.out or root / "output").resolve(), now)
    if asked.json:
        console.as_json(report.as_dict() | {"version": __version__, "limit": LIMIT})
    else:
        for finding in report.findings:
            if finding.state is not State.WELL or not asked.quiet:
                print(f"{_SIGNS[finding.state]}  {finding.name}: {finding.said}")
                if finding.hint:
                    print(f"      {finding.hint}")
    return 1 if any(finding.state is State.BAD for finding in report.findings) else 0
