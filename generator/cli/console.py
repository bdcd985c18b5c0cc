"""Output to the terminal: one problem a line, JSON alone on standard output, progress lines."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterable, Mapping

import msgspec

from generator.model.problem import Problem, Stop


def problems(problems_to_print: Iterable[Problem]) -> None:
    """Prints each distinct problem on a line of standard error, sorted by place."""
    for problem in sorted(set(problems_to_print)):
        print(problem, file=sys.stderr)


def print_json(value: Mapping[str, object]) -> None:
    """Prints one JSON object on a line of standard output."""
    builtins = msgspec.to_builtins(value)
    print(json.dumps(builtins, ensure_ascii=False, sort_keys=True), flush=True)


def stopped(stop: Stop, *, as_json: bool) -> None:
    """Prints the problems of a Stop, with ``as_json`` on standard output too."""
    if as_json:
        print_json({"problems": stop.problems})
    problems(stop.problems)


def count(number: int, thing: str) -> str:
    """A number with its noun: ``1 page``, ``2 pages``; 0 is plural."""
    return f"{number} {thing if number == 1 else thing + ('es' if thing[-1] == 's' else 's')}"


def progress(what: str) -> Callable[[int, int], None] | None:
    """A callback (done, total) that updates a progress line; None if stderr is no terminal."""
    show = stages()
    return functools.partial(show, what) if show else None


_ITEMS = {"render": "editions"}
"""What is counted at a stage of the build, where it is not called like the stage."""


def stages() -> Callable[[str, int, int], None] | None:
    """A callback (stage, done, total) that updates a progress line; None if stderr is no
    terminal."""
    if not sys.stderr.isatty():
        return None

    def show(stage: str, done: int, of: int) -> None:
        end = "\n" if done == of else ""
        print(f"\r{_ITEMS.get(stage, stage)} {done}/{of}", end=end, file=sys.stderr, flush=True)

    return show


def profile(
    seconds: Mapping[str, float], steps: Mapping[str, float], slowest: Iterable[tuple[float, str]]
) -> str:
    """The text of ``--profile``: wall-clock time by stage, time by step summed over all processes,
    and the slowest articles."""
    lines = ["stage, by the clock"]
    lines += [f"  {spent:9.3f} s  {name}" for name, spent in seconds.items()]
    lines.append("step, all processes together")
    ranked = sorted(steps.items(), key=lambda step: -step[1])
    lines += [f"  {spent:9.3f} s  {name}" for name, spent in ranked if spent >= 0.0005]
    lines.append("slowest articles, to render and convert")
    lines += [f"  {spent * 1000:9.1f} ms {name}" for spent, name in slowest]
    return "\n".join(lines)
