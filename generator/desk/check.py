"""``huozi check``: everything that is wrong or doubtful; nothing is changed."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from generator.check.inspection import inspect
from generator.desk import console
from generator.desk.clock import clock
from generator.press.shop import Order, open_shop
from generator.values.problems import Problem, Severity, has_errors

NAME = "check"
HELP = "say all that is wrong or doubtful, of the content and of the output; change nothing"
EXAMPLE = "huozi check --format github"


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("--base-url", metavar="URL", help="where the site will stand "
                        "(else HUOZI_BASE_URL, else site.toml)")  # fmt: skip
    parser.add_argument("--out", type=Path, metavar="DIR", help="instead of output/")
    parser.add_argument("--format", choices=("lines", "github"), default="lines",
                        help="github: as annotations of a workflow run")  # fmt: skip


def run(asked: argparse.Namespace) -> int:
    """Checks; the exit status is 1 where there are errors."""
    root = asked.site.resolve()
    base_url = asked.base_url or os.environ.get("HUOZI_BASE_URL") or None
    shop = open_shop(Order(root=root, base_url=base_url, now=clock(None), drafts=False))
    silent = asked.quiet or asked.json
    found = inspect(
        shop,
        (asked.out or root / "output").resolve(),
        None if silent else console.progress("pages"),
    )
    say(found, asked)
    return 1 if has_errors(found) else 0


def say(found: Sequence[Problem], asked: argparse.Namespace) -> None:
    """Tells what was found."""
    count = Counter(problem.severity for problem in found)
    if asked.json:
        totals = {f"{severity.value}s": count[severity] for severity in Severity}
        console.as_json({"problems": [problem.as_dict() for problem in found]} | totals)
        return
    if asked.format == "github":
        for problem in found:
            print(annotation(problem))
    else:
        console.problems(found)
    if not asked.quiet:
        print(", ".join(f"{count[severity]} {severity.value}s" for severity in Severity))


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
