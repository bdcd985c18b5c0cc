"""The entry points of ingest: seeds/ into content/, edition by edition.

A page that cannot be read is a problem in the report; the others are ingested.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace

from generator.ingest.sync.content_writer import write_content
from generator.ingest.sync.edition_work import EditionWork
from generator.ingest.sync.ingest_report import IngestReport
from generator.ingest.sync.seed_cache import NO_TREES, SeedCache, Trees
from generator.ingest.sync.seeds import EditionSeeds, edition_seeds
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

    ``seeds`` are paths relative to the site; None means all, or all of the edition ``only``. With
    ``dry_run`` every one of them is read, nothing is written, and the differences to ``content/``
    are in the report. ``progress`` is called with (pages done, pages in all)."""
    cache = SeedCache.load(root)
    editions, problems = edition_seeds(root, None if dry_run else cache, only)
    editions, unknown_seeds = _select(editions, seeds)
    problems += unknown_seeds
    report = IngestReport(problems)
    total = sum(len(edition.seeds) for edition in editions)
    done = 0
    for edition in editions:
        if not edition.is_unchanged:
            _ingest_edition(EditionWork(root, site, edition, cache), report, dry_run)
        done += len(edition.seeds)
        if progress is not None:
            progress(done, total)
    if not dry_run:
        cache.save(root)
    report.problems.sort()
    report.skipped = total - len(report.read)
    return report


def pending(
    root: Path, site: Site, only: EditionId | None = None, trees: Trees = NO_TREES
) -> list[str]:
    """The seeds that are new or changed since they were ingested (paths relative to the site), of
    all editions or of one; ``trees`` are Git's tree names of unmodified folders."""
    cache = SeedCache.load(root, trees)
    editions, _ = edition_seeds(root, cache, only)
    works = [
        EditionWork(root, site, edition, cache) for edition in editions if not edition.is_unchanged
    ]
    stale = [seed.path for work in works for seed in work.stale()]
    cache.save(root)
    return stale


def _ingest_edition(work: EditionWork, report: IngestReport, dry_run: bool) -> None:
    """Ingests one edition and adds the result to the report."""
    if not work.problems:
        fresh = list(work.edition.seeds) if dry_run else work.stale()
        if fresh:
            write_content(work, work.read(fresh), report, dry_run=dry_run)
            report.read += [seed.path for seed in fresh]
    report.problems += work.problems


def _select(
    editions: Sequence[EditionSeeds], seeds: Sequence[str] | None
) -> tuple[list[EditionSeeds], list[Problem]]:
    """The edition cut down to the seeds asked for; a seed that is none is a problem."""
    if seeds is None:
        return list(editions), []
    requested = {seed.removeprefix("./").rstrip("/") for seed in seeds}
    paths = [seed.path for edition in editions for seed in edition.seeds]
    folders = {edition.folder for edition in editions}
    problems = [
        error(name, "no such seed", did_you_mean(name, paths), rule="seed")
        for name in sorted(requested - set(paths) - folders)
    ]
    selected = [
        replace(
            edition,
            seeds=tuple(
                s for s in edition.seeds if s.path in requested or edition.folder in requested
            ),
        )
        for edition in editions
    ]
    return [edition for edition in selected if edition.seeds], problems
