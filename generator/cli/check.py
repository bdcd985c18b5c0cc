"""``huozi check``: reports errors, warnings and doubts; changes nothing."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from generator.check import search_self_test, weights
from generator.check.inspection import inspect
from generator.check.weights import Weights
from generator.cli import console, options
from generator.cli.clock import clock
from generator.model.problem import Problem, Severity, has_errors
from generator.model.site import Site
from generator.pages.site_context import BuildRequest, open_site

HELP = "say all that is wrong or doubtful, of the content and of the output; change nothing"
EXAMPLE = "huozi check --format github"


def add(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    options.add(parser, "--base-url", "--out")
    parser.add_argument(
        "--format",
        choices=("lines", "github"),
        default="lines",
        help="github: as annotations of a workflow run",
    )
    parser.add_argument(
        "--search", action="store_true", help="ask the index for strings of the pages, in Chromium"
    )
    parser.add_argument(
        "--strings",
        type=int,
        metavar="N",
        default=search_self_test.STRINGS,
        help="with --search: how many for each script",
    )
    parser.add_argument(
        "--seed",
        type=int,
        metavar="N",
        default=search_self_test.SEED,
        help="with --search: other strings for another number",
    )


def run(args: argparse.Namespace) -> int:
    """Runs all checks and returns the exit status: 1 if there are errors."""
    root = args.site.resolve()
    base_url = options.base_url(args)
    context = open_site(BuildRequest(root=root, base_url=base_url, now=clock(None), drafts=False))
    if args.search:
        return run_self_test(context.site, (args.out or root / "output").resolve(), args)
    silent = args.quiet or args.json
    out = (args.out or root / "output").resolve()
    problems = inspect(context, out, None if silent else console.progress("pages"))
    print_report(problems, weights.measure(out), args)
    return 1 if has_errors(problems) else 0


def run_self_test(site: Site, out: Path, args: argparse.Namespace) -> int:
    """Runs the search self-test and returns the exit status: 1 if a hit was missed or wrong."""
    result = search_self_test.run_self_test(site, out, strings=args.strings, seed=args.seed)
    problems = list(result.problems())
    if args.json:
        console.print_json(result.as_dict() | {"problems": problems})
        return 1 if problems else 0
    console.problems(problems)
    if not args.quiet:
        for (tag, kind), tally in result.tallies.items():
            print(
                f"{tag:12}{kind:12}{console.count(tally.strings, 'string'):>14}  "
                f"recall {tally.recall:.4f}  precision {tally.precision:.4f}"
            )
        total = result.total
        print(
            f"{console.count(total.strings, 'string')} of "
            f"{console.count(result.articles, 'article')} (seed {result.seed}): "
            f"recall {total.recall:.4f}, precision {total.precision:.4f}"
        )
    return 1 if problems else 0


def print_report(
    all_problems: Sequence[Problem], weights: Weights | None, args: argparse.Namespace
) -> None:
    """Prints the problems and the weight of the site."""
    count = Counter(problem.severity for problem in all_problems)
    if args.json:
        totals = {f"{severity.value}s": count[severity] for severity in Severity}
        console.print_json({"problems": all_problems, "weights": weights or {}, **totals})
        return
    if args.format == "github":
        for problem in all_problems:
            print(annotation(problem))
    else:
        console.problems(all_problems)
    if not args.quiet:
        for line in weights.lines() if weights else ():
            print(line)
        print(", ".join(console.count(count[severity], severity.value) for severity in Severity))


def annotation(problem: Problem) -> str:
    """A problem as a workflow command (https://docs.github.com/actions, "workflow commands")."""
    kind = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.DOUBT: "notice"}
    place = f"file={_property(problem.path)},line={problem.line},col={problem.column}"
    text = problem.message + (f"; {problem.hint}" if problem.hint else "")
    return f"::{kind[problem.severity]} {place},title={_property(problem.rule)}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
