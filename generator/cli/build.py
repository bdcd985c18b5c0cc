"""``huozi build``: ingest what is new, content into output, then the search index."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from pathlib import Path

from generator.build.engine import Options
from generator.build.report import Report
from generator.build.scan import Scope
from generator.cli import console, options, record_addresses
from generator.cli import ingest as ingest_command
from generator.cli.clock import clock
from generator.cli.site_lock import hold_content
from generator.content import git
from generator.ingest import ingest, pending
from generator.model.article import EditionId
from generator.model.problem import Problem, Stop, error, has_errors
from generator.model.site import Site
from generator.pages import newspaper
from generator.pages.render_edition import owner_of
from generator.pages.site_context import BuildRequest, load_converter, load_site

HELP = "ingest new seeds, build the site into output/, index it for search"
EXAMPLE = "huozi build --base-url https://example.org/paper/"


def add(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    options.add(parser, "--base-url", "--out")
    parser.add_argument(
        "--edition", metavar="ID", default="", help="only this edition and what depends on it"
    )
    parser.add_argument(
        "--explain", metavar="PATH", default="", help="say why this file was or was not written"
    )
    parser.add_argument(
        "--years",
        type=years,
        metavar="FROM-TO",
        help="only these years: as a site of their own where archive in "
        "site.toml names them, else as a part for huozi merge",
    )
    options.add(parser, "--profile")
    parser.add_argument("--clean", action="store_true", help="forget the state, build from nothing")
    parser.add_argument(
        "--frozen",
        action="store_true",
        help="for CI: ingest nothing, change nothing under version control",
    )
    options.add(parser, "--jobs", "--no-search", "--now")


def run(args: argparse.Namespace) -> int:
    """Builds the site and returns the exit status."""
    root = args.site.resolve()
    site = load_site(root, args.base_url)
    closed = _closed(site, args.years)
    name = f"{'closed' if closed else 'part'}-{'-'.join(map(str, args.years or ()))}"
    out = (args.out or root / (name if args.years else "output")).resolve()
    request = BuildRequest(
        root=root,
        base_url=options.base_url(args),
        now=clock(args.now, site.timezone),
        drafts=False,
        closed=closed,
    )
    trees = _committed_trees(root, args)
    build_options = Options(
        out=out,
        scope=Scope(only=args.edition, part=None if closed else args.years, trees=trees["content"]),
        ask=args.explain,
        clean=args.clean,
        jobs=args.jobs,
        search=not args.no_search and (args.years is None or bool(closed)),
        progress=None if args.quiet or args.json else console.stages(),
    )
    problems = _ingest(root, site, args, trees)
    report = newspaper.build(request, build_options)
    report.problems += problems
    if out == root / "output" and not args.edition:
        with hold_content(root):
            report.problems += record_addresses.record(
                root, out, site, request.now, frozen=args.frozen
            )
    print_report(report, args)
    return report.status


def years(text: str) -> tuple[int, int]:
    """The first and the last year in ``2001-2005`` or ``2001``."""
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{4}))?", text)
    if not match or int(match[1]) > int(match[2] or match[1]):
        raise argparse.ArgumentTypeError(f'"{text}" is no years, such as 2001-2005')
    return int(match[1]), int(match[2] or match[1])


def _closed(site: Site, args: tuple[int, int] | None) -> tuple[str, ...]:
    """The requested years if all of them are closed, so that they form a separate site; else
    empty."""
    if args is None:
        return ()
    years = tuple(f"{year:04d}" for year in range(args[0], args[1] + 1))
    return years if set(years) <= set(site.archive) else ()


def _committed_trees(root: Path, args: argparse.Namespace) -> Mapping[str, Mapping[str, str]]:
    """Git's tree names of the folders in seeds/ and content/; empty unless ``--frozen`` builds all
    editions, which is where a fresh clone, without usable file times, is likely."""
    is_needed = args.frozen and not args.edition
    return {name: git.trees(root, name) if is_needed else {} for name in ("seeds", "content")}


def _ingest(
    root: Path, site: Site, args: argparse.Namespace, trees: Mapping[str, Mapping[str, str]]
) -> list[Problem]:
    """Ingests new seeds of all editions or the requested one and returns the problems.

    Raises Stop if ``--frozen`` is set and a seed is not ingested yet."""
    only = EditionId.parse(args.edition)
    if args.edition and only is None:
        return []  # no such edition; the build reports it
    if not args.frozen:
        with hold_content(root):
            report = ingest(root, site, only=only)
        if report.read and not (args.quiet or args.json):
            ingest_command.print_report(report)
        return list(report.problems)
    problems = [
        error(seed, "not ingested yet", "run huozi ingest and commit content/", rule="frozen")
        for seed in pending(root, site, only, trees)
    ]
    problems += _unaccepted(root, site, args)
    if problems:
        raise Stop(problems, status=1)
    return []


def _unaccepted(root: Path, site: Site, args: argparse.Namespace) -> list[Problem]:
    """Places whose conversion differs from what ``variants.lock`` records as accepted."""
    from generator.check import accepted  # a tenth of a second, for --frozen alone

    lock, faults = accepted.read(root)
    if faults or not lock.lines:
        return faults
    converter, problems = load_converter(root, site)
    if has_errors(problems):
        return []  # the build reports them
    scope = Scope(only=args.edition, part=args.years)

    def is_built(edition: str) -> bool:
        return scope.holds(edition, owner_of(edition), int(edition[:4]))

    return accepted.unaccepted_on_site(root, converter, lock, site, is_built)


def print_report(report: Report, args: argparse.Namespace) -> None:
    """Prints the result of a build."""
    console.problems(report.problems)
    if args.json:
        console.print_json(report.as_dict())
        return
    if args.explain:
        print(report.reason)
    if args.profile:
        print(console.profile(report.seconds, report.steps, report.slowest))
    if not args.quiet:
        spent = sum(report.seconds.values())
        print(
            f"{console.count(report.counts['editions'], 'edition')}, "
            f"{console.count(report.counts['articles'], 'article')}: "
            f"{console.count(len(report.written), 'file')} written, "
            f"{report.unchanged} looked at and kept, "
            f"{len(report.deleted)} deleted, in {spent:.1f} s"
        )
        if report.due:
            print(f"the next change is due at {report.due}")
