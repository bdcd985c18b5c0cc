"""``huozi merge``: combines parts of an archive, built on several machines, into one site."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from generator.build.engine import Options
from generator.cli import build, console, record_addresses
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
    parser.add_argument("--base-url", metavar="URL", help="as the parts were built with")
    parser.add_argument("--out", type=Path, metavar="DIR", help="instead of output/")
    parser.add_argument(
        "--jobs",
        type=int,
        metavar="N",
        default=os.cpu_count() or 1,
        help="processes at most (default: one a processor)",
    )
    parser.add_argument("--no-search", action="store_true", help="leave the search index alone")
    parser.add_argument("--profile", action="store_true", help="show where the time went")
    parser.add_argument(
        "--now",
        metavar="TIME",
        help="the clock, ISO 8601 (else SOURCE_DATE_EPOCH, else the time it is)",
    )
    parser.set_defaults(explain="")


def run(args: argparse.Namespace) -> int:
    """Merges and returns the exit status."""
    root = args.site.resolve()
    request = BuildRequest(
        root=root,
        base_url=args.base_url or os.environ.get("HUOZI_BASE_URL") or None,
        now=clock(args.now),
        drafts=False,
    )
    out = (args.out or root / "output").resolve()
    options = Options(
        out=out,
        jobs=args.jobs,
        search=not args.no_search,
        progress=None if args.quiet or args.json else console.stages(),
    )
    report = merge(request, options, [part.resolve() for part in args.parts])
    if out == root / "output":
        site = load_site(root, args.base_url)
        report.problems += record_addresses.record(root, out, site, request.now, frozen=True)
    build.print_report(report, args)
    return report.status
