"""What was measured, written down: ``RESULTS.md``, and no figure typed by hand."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Run, machine

FILE = Path(__file__).parent / "RESULTS.md"
FULL, SEARCHED = "full build, without search", "full build, with search"
NOTHING = "nothing changed"
NIGHT = "today's edition, --edition, without search"
NIGHT_SEARCHED = "today's edition, --edition, with search"
NIGHT_PLAIN = "today's edition, plain build, without search"
NIGHT_CLONED = "today's edition, plain build in a fresh clone, without search"
FLOOR = "the Python floor, one processor"
OPENCC, HUGO = "opencc over the Markdown", "Hugo"
PAGEFIND = "Pagefind, extended, over Hugo's pages"
_MACHINE = machine()
"""Asked before anything is measured: the load is what others cause."""


@dataclass(frozen=True)
class Size:
    """All that was measured of one size."""

    articles: int
    files: int
    octets: int
    runs: Mapping[str, Run]


def extent(folder: Path) -> tuple[int, int]:
    """How many files, how many bytes."""
    files = octets = 0
    for at, _, names in os.walk(folder):
        files += len(names)
        octets += sum(os.stat(os.path.join(at, name)).st_size for name in names)  # noqa: PTH116, PTH118
    return files, octets


def write(sizes: Sequence[Size]) -> None:
    """Writes down what is known so far."""
    ordered = sorted(sizes, key=lambda size: size.articles)
    lines = ["# Results", "", *_how(), "", *_MACHINE, "", *_asked_for(ordered)]
    for size in ordered:
        lines += ["", f"## {size.articles:,} articles × 3 scripts", "", *_rows(size.runs), ""]
        lines.append(
            f"{size.files:,} files, {size.octets / 1e6:,.0f} MB: "
            f"{size.octets / size.articles / 1000:.1f} KB an article."
        )
        if FULL in size.runs or SEARCHED in size.runs:
            lines += ["", _shares(size.runs.get(FULL) or size.runs[SEARCHED])]
    FILE.write_text("\n".join(lines) + "\n", "utf-8")


def _how() -> Iterator[str]:
    """What a figure means here."""
    yield "Made by `make bench`; no figure here was typed by hand. Seconds by the clock; where a"
    yield "build is short, of the run in the middle of three. Peak: all processes together, each"
    yield "with its share of what they share. The archive's sentences are those of one page,"
    yield "again and again; no article is another's copy."


def _asked_for(sizes: Sequence[Size]) -> Iterator[str]:
    """What is wanted, beside what is so."""
    yield "| wanted | at most | measured |"
    yield "|---|---:|---:|"
    for size in sizes:
        yield from _of_full_builds(f"{size.articles:,}: ", size.runs)
    small = next((size for size in sizes if NIGHT in size.runs), None)
    large = next((size for size in reversed(sizes) if NIGHT in size.runs), None)
    if small is None or large is None:
        return
    at, runs = f"{large.articles:,}: ", large.runs
    night = runs[NIGHT].seconds
    yield f"| {at}nothing changed | 1.5 s | {runs[NOTHING].seconds:.2f} s |"
    yield f"| {at}the night, without search | 3 s | {night:.2f} s |"
    yield f"| {at}the night, with search | 6 s | {runs[NIGHT_SEARCHED].seconds:.2f} s |"
    yield f"| {at}plain build − --edition | 2 s | {runs[NIGHT_PLAIN].seconds - night:.2f} s |"
    cloned = runs[NIGHT_CLONED].seconds - night
    yield f"| {at}plain build in a fresh clone − --edition | 2 s | {cloned:.2f} s |"
    if small is not large:
        yield (
            f"| the night at {large.articles:,} ÷ at {small.articles:,} | 1.3 | "
            f"{night / small.runs[NIGHT].seconds:.2f} |"
        )


def _of_full_builds(at: str, runs: Mapping[str, Run]) -> Iterator[str]:
    if FLOOR in runs and FULL in runs:
        clock = runs[FULL].seconds / runs[FLOOR].seconds
        ratio = runs[FULL].cpu / runs[FLOOR].cpu
        yield f"| {at}full build ÷ floor, by the clock | 2.5 | {clock:.2f} |"
        yield f"| {at}full build ÷ floor, processor time | 2.5 | {ratio:.2f} |"
    if HUGO in runs and FULL in runs:
        theirs = runs[OPENCC].seconds + runs[HUGO].seconds
        yield f"| {at}full build ÷ (opencc + Hugo) | 0.6 | {runs[FULL].seconds / theirs:.2f} |"
        if PAGEFIND in runs and SEARCHED in runs:
            theirs += runs[PAGEFIND].seconds
            ratio = runs[SEARCHED].seconds / theirs
            yield f"| {at}with search ÷ (opencc + Hugo + Pagefind) | 0.3 | {ratio:.2f} |"
    own = [run.peak for name, run in runs.items() if name in (FULL, SEARCHED)]
    if own:
        yield f"| {at}peak memory of a full build | 1,500 MB | {max(own):,.0f} MB |"


def _rows(runs: Mapping[str, Run]) -> Iterator[str]:
    yield "| | seconds | processor seconds | peak MB |"
    yield "|---|---:|---:|---:|"
    for name, done in runs.items():
        yield f"| {name} | {done.seconds:.2f} | {done.cpu:.2f} | {done.peak:,.0f} |"


def _shares(done: Run) -> str:
    """A build's steps, by their share of all processor time."""
    report = json.loads(done.said)
    steps = sorted(report["steps"].items(), key=lambda step: -step[1])
    whole = sum(report["steps"].values()) or 1.0
    named = (f"{name} {spent / whole:.0%}" for name, spent in steps if spent / whole >= 0.01)
    return f"Shares of the full build's steps: {', '.join(named)}."
