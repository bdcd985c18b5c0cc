"""``huozi check``: everything that is wrong or doubtful; nothing is changed."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from generator.build.site_context import BuildRequest, open_site
from generator.check import search_proof, weights
from generator.check.run import inspect
from generator.check.weights import Weights
from generator.cli import console
from generator.cli.clock import clock
from generator.model.problem import Problem, Severity, has_errors
from generator.model.site import Site

HELP = "say all that is wrong or doubtful, of the content and of the output; change nothing"
EXAMPLE = "huozi check --format github"


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument(
        "--base-url",
        metavar="URL",
        help="where the site will stand (else HUOZI_BASE_URL, else site.toml)",
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="instead of output/")
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
        default=search_proof.STRINGS,
        help="with --search: how many for each script",
    )
    parser.add_argument(
        "--seed",
        type=int,
        metavar="N",
        default=search_proof.SEED,
        help="with --search: other strings for another number",
    )


def run(asked: argparse.Namespace) -> int:
    """Checks; the exit status is 1 where there are errors."""
    root = asked.site.resolve()
    base_url = asked.base_url or os.environ.get("HUOZI_BASE_URL") or None
    context = open_site(BuildRequest(root=root, base_url=base_url, now=clock(None), drafts=False))
    if asked.search:
        return prove(context.site, (asked.out or root / "output").resolve(), asked)
    silent = asked.quiet or asked.json
    out = (asked.out or root / "output").resolve()
    found = inspect(context, out, None if silent else console.progress("pages"))
    say(found, weights.measure(out), asked)
    return 1 if has_errors(found) else 0


def prove(site: Site, out: Path, asked: argparse.Namespace) -> int:
    """Proves the search; the exit status is 1 where anything was missed or wrong."""
    proof = search_proof.prove(site, out, strings=asked.strings, seed=asked.seed)
    problems = list(proof.problems())
    if asked.json:
        console.as_json(proof.as_dict() | {"problems": [p.as_dict() for p in problems]})
        return 1 if problems else 0
    console.problems(problems)
    if not asked.quiet:
        for (tag, kind), tally in proof.tallies.items():
            print(
                f"{tag:12}{kind:12}{console.count(tally.strings, 'string'):>14}  "
                f"recall {tally.recall:.4f}  precision {tally.precision:.4f}"
            )
        total = proof.total
        print(
            f"{console.count(total.strings, 'string')} of "
            f"{console.count(proof.articles, 'article')} (seed {proof.seed}): "
            f"recall {total.recall:.4f}, precision {total.precision:.4f}"
        )
    return 1 if problems else 0


def say(found: Sequence[Problem], weighed: Weights | None, asked: argparse.Namespace) -> None:
    """Tells what was found, and what the site weighs."""
    count = Counter(problem.severity for problem in found)
    if asked.json:
        totals = {f"{severity.value}s": count[severity] for severity in Severity}
        problems = [problem.as_dict() for problem in found]
        weight = weighed.as_dict() if weighed else {}
        console.as_json({"problems": problems, "weights": weight} | totals)
        return
    if asked.format == "github":
        for problem in found:
            print(annotation(problem))
    else:
        console.problems(found)
    if not asked.quiet:
        for line in weighed.lines() if weighed else ():
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
