"""The whole of ingest: seeds/ into content/, edition by edition.

Knows the order of the work. Refuses to print, and to stop at a page that cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from generator.ingest.sync.changes import NO_TREES, Looks, Trees
from generator.ingest.sync.edition_work import EditionWork
from generator.ingest.sync.ingest_report import IngestReport
from generator.ingest.sync.seeds import Bundle, bundles
from generator.ingest.sync.writer import Outcome, settle
from generator.model.article import EditionId
from generator.model.problem import Problem, did_you_mean, error
from generator.model.site import Site

Progress = Callable[[int, int], None]


def ingest(
    root: Path,
    site: Site,
    seeds: Sequence[str] | None = None,
    *,
    only: EditionId | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> IngestReport:
    """Reads new and changed seeds and writes their articles.

    ``seeds`` are paths relative to the site; None is all, or with ``only`` all of that edition.
    With ``dry_run`` each of them is read, changed or not, nothing is written, and what would be
    different in ``content/`` is in the report. ``progress`` is told (pages done, pages in all)."""
    looks = Looks.load(root)
    found, problems = bundles(root, None if dry_run else looks, only)
    found, unknown = _asked(found, seeds)
    problems += unknown
    outcome = Outcome(problems)
    read: list[str] = []
    total = sum(len(bundle.seeds) for bundle in found)
    done = 0
    for bundle in found:
        if not bundle.at_rest:
            read += _edition(EditionWork(root, site, bundle, looks), outcome, dry_run)
        done += len(bundle.seeds)
        if progress is not None:
            progress(done, total)
    if not dry_run:
        looks.save(root)
    return IngestReport(
        problems=tuple(sorted(outcome.problems)),
        read=tuple(read),
        skipped=total - len(read),
        written=tuple(outcome.written),
        kept=tuple(outcome.kept),
        accounts=tuple(outcome.accounts),
        diffs=tuple(outcome.diffs),
    )


def pending(
    root: Path,
    site: Site,
    only: EditionId | None = None,
    trees: Trees = NO_TREES,
) -> list[str]:
    """Seeds that are new or changed since they were ingested (paths relative to the site), of all
    editions or of one; ``trees`` is what version control calls the folders that it vouches for."""
    looks = Looks.load(root, trees)
    found, _ = bundles(root, looks, only)
    works = [EditionWork(root, site, bundle, looks) for bundle in found if not bundle.at_rest]
    stale = [seed.path for work in works for seed in work.stale()]
    looks.save(root)
    return stale


def _edition(work: EditionWork, total: Outcome, dry_run: bool) -> list[str]:
    """Takes one edition in; the seeds that were read."""
    if work.problems:
        total.problems += work.problems
        return []
    fresh = list(work.bundle.seeds) if dry_run else work.stale()
    if not fresh:
        return []
    pages = work.read(fresh)
    outcome = settle(work, pages, dry_run=dry_run)
    total.problems += work.problems + outcome.problems
    total.written += outcome.written
    total.kept += outcome.kept
    total.accounts += outcome.accounts
    total.diffs += outcome.diffs
    return [seed.path for seed in fresh]


def _asked(
    found: Sequence[Bundle], seeds: Sequence[str] | None
) -> tuple[list[Bundle], list[Problem]]:
    """The bundles cut down to the seeds asked for; a seed that is none is a problem."""
    if seeds is None:
        return list(found), []
    wanted = {seed.removeprefix("./").rstrip("/") for seed in seeds}
    paths = [seed.path for bundle in found for seed in bundle.seeds]
    folders = {bundle.folder for bundle in found}
    problems = [
        error(name, "no such seed", did_you_mean(name, paths), rule="seed")
        for name in sorted(wanted - set(paths) - folders)
    ]
    cut = [
        replace(
            bundle,
            seeds=tuple(s for s in bundle.seeds if s.path in wanted or bundle.folder in wanted),
        )
        for bundle in found
    ]
    return [bundle for bundle in cut if bundle.seeds], problems
