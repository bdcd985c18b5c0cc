"""Runs the gates, shows each a planted fault, and writes what was measured."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import machine
from benchmarks.quality import browsers, files, place, scripts
from benchmarks.quality.place import Built

RESULTS = Path(__file__).parent.parent / "QUALITY.md"
Look = Callable[[Built], list[str]]


@dataclass(frozen=True, slots=True)
class Gate:
    """One thing that is looked at."""

    name: str
    what: str
    look: Look
    spoil: Callable[[Built], None]
    """Plants faults in a copy of the site."""
    see: Look
    """Looks at the spoilt copy; a part of it is enough."""


def gates(lighthouse: browsers.Lighthouse) -> list[Gate]:
    """All of them, the quick ones first."""
    look = files
    return [
        Gate("lint", "eslint, all scripts", scripts.lint, scripts.spoil, scripts.lint_copy),
        Gate("types", "tsc --checkJs, strict", scripts.types, scripts.spoil, scripts.types_copy),
        Gate("links", "links, fragments, hreflang", look.links, look.spoil_links, look.links),
        Gate("xml", "feeds, sitemaps, OpenSearch", look.xml, look.spoil_xml, look.xml),
        Gate(
            "json-ld",
            "NewsArticle, BreadcrumbList",
            look.linked_data,
            look.spoil_linked_data,
            look.linked_data,
        ),
        Gate("html", "Nu HTML checker", look.markup, look.spoil_markup, look.markup),
        Gate("epub", "epubcheck", look.books, look.spoil_books, look.books),
        Gate(
            "axe",
            f"axe-core, all rules, {len(place.KINDS)} kinds of page × 3 scripts",
            browsers.access,
            browsers.spoil_access,
            _axe_front,
        ),
        Gate(
            "lighthouse",
            "Lighthouse, mobile",
            lighthouse.look,
            lighthouse.spoil,
            lighthouse.look_once,
        ),
    ]


def _axe_front(site: Built) -> list[str]:
    kinds, place.KINDS = place.KINDS, ("",)
    browsers.KINDS = place.KINDS
    try:
        return browsers.access(site)
    finally:
        place.KINDS = browsers.KINDS = kinds


def main() -> int:
    """Runs what was asked for; the number of gates that found anything, or missed a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="one gate")
    parser.add_argument("--once", action="store_true", help="Lighthouse once a page")
    asked = parser.parse_args()
    lighthouse = browsers.Lighthouse(1 if asked.once else 3)
    head, lines, bad = machine(), [], 0
    with tempfile.TemporaryDirectory(prefix="huozi-quality-") as folder:
        site = place.build(Path(folder))
        size = len(site.pages())
        for gate in gates(lighthouse):
            if asked.only in (None, gate.name):
                complaints, missed, seconds = _run(gate, site, Path(folder))
                bad += bool(complaints) or missed
                lines.append(_line(gate, complaints, missed, seconds))
        site.server.shutdown()
    if asked.only is None:
        RESULTS.write_text(_report(head, size, lines, lighthouse), "utf-8")
        print(f"wrote {RESULTS.name}")
    return bad


def _run(gate: Gate, site: Built, folder: Path) -> tuple[list[str], bool, float]:
    start = time.monotonic()
    complaints = gate.look(site)
    seconds = time.monotonic() - start
    copy = folder / "spoilt"
    shutil.copytree(site.out, copy, dirs_exist_ok=False)
    in_browser = gate.name in ("axe", "lighthouse")
    spoilt = place.serve(copy) if in_browser else Built(copy, site.base, site.server)
    gate.spoil(spoilt)
    missed = not gate.see(spoilt)
    shutil.rmtree(copy)
    print(f"{gate.name}: {len(complaints)} found in {seconds:.0f} s" + ", MISSED A FAULT" * missed)
    for complaint in complaints[:20]:
        print(f"  {complaint}")
    return complaints, missed, seconds


def _line(gate: Gate, complaints: list[str], missed: bool, seconds: float) -> str:
    shown = "**missed**" if missed else "found"
    return f"| {gate.name} | {gate.what} | {len(complaints)} | {shown} | {seconds:.0f} s |"


def _report(head: list[str], size: int, lines: list[str], lighthouse: browsers.Lighthouse) -> str:
    columns = ["page", *browsers.WANTED, "LCP ms", "TBT ms", "CLS ‰", "bytes", "requests"]
    return "\n".join(
        [
            "# Quality",
            "",
            "Written by `make quality` (`python -m benchmarks.quality`): the example paper, with a "
            "day before it that has one of everything (pictures, a correction, a withdrawn "
            f"article, one that may only be printed), {size} pages in three scripts. Each gate is "
            "then shown a copy with planted faults.",
            "",
            *head,
            "",
            "| gate | what | complaints | planted faults | took |",
            "|---|---|---:|---|---:|",
            *lines,
            "",
            f"## Lighthouse, mobile, median of {lighthouse.times}",
            "",
            f"| {' | '.join(columns)} |",
            "|---" + "|---:" * (len(columns) - 1) + "|",
            *lighthouse.table,
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
