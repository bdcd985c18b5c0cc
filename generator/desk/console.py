"""How a terminal is spoken to: problems one a line, JSON alone on standard output."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterable
from typing import Any

from generator.values.problems import Problem, Stop


def problems(found: Iterable[Problem]) -> None:
    """Each problem on a line of standard error, in the order of their places."""
    for problem in sorted(set(found)):
        print(problem, file=sys.stderr)


def as_json(value: dict[str, Any]) -> None:
    """One JSON object on standard output."""
    print(json.dumps(value, ensure_ascii=False, sort_keys=True))


def stopped(stop: Stop, *, as_json: bool) -> None:
    """What stopped everything."""
    if as_json:
        print(json.dumps({"problems": [p.as_dict() for p in stop.problems]}, ensure_ascii=False))
    problems(stop.problems)


def progress(what: str) -> Callable[[int, int], None] | None:
    """A progress line, on a terminal only."""
    line = stages()
    return functools.partial(line, what) if line else None


def stages() -> Callable[[str, int, int], None] | None:
    """A progress line for work in several stages, on a terminal only."""
    if not sys.stderr.isatty():
        return None

    def show(what: str, done: int, of: int) -> None:
        end = "\n" if done == of else ""
        print(f"\r{what} {done}/{of}", end=end, file=sys.stderr, flush=True)

    return show
