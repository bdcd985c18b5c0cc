"""``huozi ingest``: writes articles from seeds/ into content/, every character accounted for."""

from __future__ import annotations

import argparse

from generator.cli import console
from generator.cli.site_lock import hold_content
from generator.ingest import IngestReport, ingest
from generator.model.problem import has_errors
from generator.pages.site_context import load_site

HELP = "make one Markdown file an article of the printed pages in seeds/"
EXAMPLE = "huozi ingest seeds/2025-03-20/01.txt"


def add(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument(
        "seeds",
        nargs="*",
        metavar="SEED",
        help="pages to read (default: all that are new or changed)",
    )
    parser.add_argument(
        "--diff",
        action="store_true",
        help="write nothing; show where content/ and the seeds differ",
    )


def run(args: argparse.Namespace) -> int:
    """Ingests and returns the exit status."""
    root = args.site.resolve()
    with hold_content(root):
        report = ingest(
            root,
            load_site(root),
            args.seeds or None,
            dry_run=args.diff,
            progress=None if args.quiet or args.json else console.progress("pages"),
        )
    console.problems(report.problems)
    if args.json:
        console.print_json(report.as_dict())
    elif args.diff:
        for diff in report.diffs:
            print(diff.text)
    elif not args.quiet:
        print_report(report)
    return 1 if has_errors(report.problems) else 0


def print_report(report: IngestReport) -> None:
    """Prints the result of an ingest."""
    totals = report.totals
    print(
        f"{console.count(len(report.read), 'page')} read, {report.skipped} unchanged: "
        f"{console.count(len(report.written), 'file')} written, {len(report.left_alone)} kept"
    )
    if report.read:
        print(
            f"of {console.count(totals.characters, 'character')}: {totals.in_articles} kept, "
            f"{totals.moved} moved, {totals.changed} changed, {totals.left_out} left out"
        )
