"""``huozi merge``: combines parts of an archive, built on several machines, into one site."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.build.engine import Options
from generator.cli import build, console, options, record_addresses
from generator.cli.clock import clock
from generator.pages.newspaper import merge
from generator.pages.site_context import BuildRequest, load_site

HELP = "put parts of an archive (huozi build --years) together into output/"
EXAMPLE = "huozi merge part-2001-2010 part-2011-2020 part-2021-2025"


def add(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument(
        "parts",
        type=Path,
        nargs="+",
        metavar="PART",
        help="the folders that huozi build --years made",
    )
    options.add(parser, "--base-url", help="as the parts were built with")
    options.add(parser, "--out", "--jobs", "--no-search", "--profile", "--now")
    parser.set_defaults(explain="")


def run(args: argparse.Namespace) -> int:
    """Merges and returns the exit status."""
    root = args.site.resolve()
    request = BuildRequest(
        root=root, base_url=options.base_url(args), now=clock(args.now), drafts=False
    )
    out = (args.out or root / "output").resolve()
    build_options = Options(
        out=out,
        jobs=args.jobs,
        search=not args.no_search,
        progress=None if args.quiet or args.json else console.stages(),
    )
    report = merge(request, build_options, [part.resolve() for part in args.parts])
    if out == root / "output":
        site = load_site(root, args.base_url)
        report.problems += record_addresses.record(root, out, site, request.now, frozen=True)
    build.print_report(report, args)
    return report.status
