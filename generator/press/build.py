"""The whole build, in the order it happens: look, compose, span, release, remember.

Knows which editions and owners are stale, and when a file may be moved or deleted. What is on a
page is decided elsewhere; what a build found is returned, not printed.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock, Timeout

from generator.paper import catalog
from generator.paper.catalog import Folder
from generator.paper.clock import Span
from generator.press import entrances
from generator.press.composing import Composed, compose, owner_of, stamp, waiting
from generator.press.proof import Printed, print_all
from generator.press.report import Report
from generator.press.shop import CACHE, Order, Shop, open_shop
from generator.press.stage import Stage, recover, release, swap
from generator.state.store import EditionRow, Store, TargetRow
from generator.values import digest
from generator.values.article import EditionId
from generator.values.problems import Problem, Stop, error, has_errors
from generator.values.search import SearchRecord, to_line

_WORTH_A_POOL = 12
"""Stale editions from which on starting more processes pays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the person at the desk asked for."""

    out: Path
    only: str = ""
    """An edition's id: nothing else is looked at."""
    touched: frozenset[str] | None = None
    """Owners (``edition:2025-03-20``, ``static``) that may have changed, where the caller knows
    from a watcher: no other folder is looked at. None: everything is."""
    ask: str = ""
    """A path below the output whose reason is wanted."""
    clean: bool = False
    jobs: int = 1
    progress: Callable[[int, int], None] | None = None
    """Called with how many stale editions are done, of how many."""


@dataclass(slots=True)
class Paths:
    """Where one output folder's state and staging are kept."""

    out: Path
    cache: Path
    name: str = field(init=False)
    is_ours: bool = field(init=False)
    """Whether nobody else keeps files there: ``output/``, or a folder in ``.huozi/``."""

    def __post_init__(self) -> None:
        out, cache = self.out.resolve(), self.cache.resolve()
        self.is_ours = out == cache.parent / "output" or out.parent == cache
        self.name = out.name if self.is_ours else "out-" + digest.of_text(str(out))[:8]

    @property
    def state(self) -> Path:
        """The state of the output readers see."""
        return self.cache / f"{self.name}.sqlite"

    @property
    def next_state(self) -> Path:
        """The state of a build from nothing that is not finished."""
        return self.cache / f"{self.name}.next.sqlite"

    @property
    def records(self) -> Path:
        """What search may know, a file an edition."""
        return self.cache / f"{self.name}.records"

    @property
    def next_records(self) -> Path:
        """The same, of a build from nothing that is not finished."""
        return self.cache / f"{self.name}.next.records"

    @property
    def staging(self) -> Path:
        """Files on their way; beside the output, so that moving them is a rename."""
        return self.out.parent / f".{self.out.name}.stage"

    @property
    def next(self) -> Path:
        """The output of a build from nothing, until it is swapped in."""
        return self.out.parent / f".{self.out.name}.next"

    @property
    def old(self) -> Path:
        """The output that was swapped out, on its way to deletion."""
        return self.out.parent / f".{self.out.name}.old"

    @property
    def manifest(self) -> Path:
        """The list of a release that is under way."""
        return self.cache / f"{self.name}.release.json"


def build(order: Order, options: Options) -> Report:
    """Builds a site's output. ``order.stage`` is replaced by the one the build decides on.

    Raises Stop where nothing at all can be written."""
    paths = Paths(options.out, order.root / CACHE)
    paths.cache.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(paths.cache / f"{paths.name}.lock", timeout=0):
            return _Build(order, options, paths).run()
    except Timeout:
        said = error(CACHE, "another huozi is at work on this site", "wait until it is done",
                     rule="locked")  # fmt: skip
        raise Stop([said]) from None
    except OSError as fault:
        # Nothing was released yet, or the manifest ends it the next time.
        name = Path(fault.filename or options.out).name
        why = f"cannot be written: {fault.strerror}"
        raise Stop([error(name, why, rule="unwritable")], status=1) from None


class _Build:
    def __init__(self, order: Order, options: Options, paths: Paths) -> None:
        self.options, self.paths = options, paths
        self.report = Report()
        self.fresh = self._is_fresh()
        stage = Stage(paths.next, None) if self.fresh else Stage(paths.out, paths.staging)
        with self._timed("open"):
            self.shop = open_shop(replace(order, stage=stage))
        self.report.problems += self.shop.problems
        self.dirty: set[str] = set()
        self.printed: list[TargetRow] = []
        """Rows of files that wait for their release."""
        self.deleted: list[tuple[str, str]] = []
        """(owner, path)."""

    def _is_fresh(self) -> bool:
        out, state = self.paths.out, self.paths.state
        if out.exists() and not out.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(out))
        standing = out.is_dir() and any(p.name not in (".gitkeep", ".git") for p in out.iterdir())
        if state.exists() and standing and not self.options.clean:
            return False
        if standing and not state.exists() and not self.paths.is_ours:
            hint = "name an empty folder, or one that huozi made"
            said = f"{out.name} is not empty and huozi has no record of making it"
            raise Stop([error(str(out), said, hint, rule="foreign-output")])
        return True

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        spent = self.report.seconds.get(stage, 0.0) + time.perf_counter() - began
        self.report.seconds[stage] = spent

    def run(self) -> Report:
        store = self._open_store()
        try:
            store.begin()
            names, problems = catalog.edition_names(self.shop.order.root)
            self.report.problems += problems
            with self._timed("look"):
                stale, gone = self._look(store, names)
            with self._timed("editions"):
                self._compose(store, stale)
                self._drop(store, gone)
            with self._timed("entrances"):
                self._span(store)
            self._refuse_clashes(store)
            with self._timed("release"):
                self._release(store)
            self._summarise(store)
        finally:
            store.close()
        if self.fresh:
            self._swap()
        return self.report

    # -- looking ---------------------------------------------------------------------------

    def _open_store(self) -> Store:
        paths = self.paths
        if not self.fresh:
            rows = recover(paths.out, paths.staging, paths.manifest)
            store = Store(paths.state)
            store.begin()
            store.put_targets(row for row in rows if not store.owned(row.path))
            store.commit()
            paths.manifest.unlink(missing_ok=True)
            return store
        # A build from nothing that was cut off is continued if it was of the same kind.
        store = Store(paths.next_state)
        if store.meta("key") != self.shop.key or not paths.next.is_dir():
            store.close()
            paths.next_state.unlink(missing_ok=True)
            shutil.rmtree(paths.next, ignore_errors=True)
            shutil.rmtree(paths.next_records, ignore_errors=True)
            store = Store(paths.next_state)
            store.begin()
            store.set_meta("key", self.shop.key)
            store.commit()
        paths.next.mkdir(parents=True, exist_ok=True)
        return store

    def _look(self, store: Store, names: list[EditionId]) -> tuple[list[Folder], list[str]]:
        """The editions to be opened, and those that are gone."""
        known = store.editions()
        touched = self._touched(store)
        if self.options.only:
            names = [name for name in names if str(name) == self.options.only]
        elif touched is not None:
            names = [name for name in names if owner_of(name) in touched]
            known = {one: row for one, row in known.items() if owner_of(one) in touched}
        missing = self._missing(store) if touched is None else set()
        stale: list[Folder] = []
        clash: list[Problem] = []
        now = time.time_ns()
        for name in names:
            row = known.get(str(name))
            folder, hashed = catalog.look(self.shop.order.root, name, row.files if row else "", now)
            if row is None or self._is_stale(row, folder) or owner_of(name) in missing:
                clash += catalog.doubled(folder)
                stale.append(folder)
            elif hashed:
                store.set_files(row.id, folder.as_json())
        if has_errors(clash):
            raise Stop(clash, status=1)
        standing = {str(name) for name in names}
        gone = [] if self.options.only else [one for one in known if one not in standing]
        self.dirty |= {owner for owner in missing if not owner.startswith("edition:")}
        if store.meta("key") != self.shop.key or store.meta("spanned") != "yes":
            self.dirty |= entrances.everyone(store)
        copied = {"static", "assets"}
        self.dirty |= copied if touched is None else copied & touched
        return stale, gone

    def _touched(self, store: Store) -> frozenset[str] | None:
        """What the caller knows to have changed; None where that is not all there is."""
        same = store.meta("key") == self.shop.key and store.meta("spanned") == "yes"
        return self.options.touched if same and not self.fresh else None

    def _is_stale(self, row: EditionRow, folder: Folder) -> bool:
        span = Span(row.since, row.due)
        return row.stamp != stamp(self.shop, folder) or not span.holds(self.shop.order.now)

    def _missing(self, store: Store) -> set[str]:
        """Owners of files that have a row but do not stand."""
        out = self.shop.order.stage.out
        return {owner for path, owner, _ in store.all_targets() if not (out / path).exists()}

    # -- printing --------------------------------------------------------------------------

    def _compose(self, store: Store, stale: list[Folder]) -> None:
        jobs = [(folder, store.targets(owner_of(folder.id)), self._ask) for folder in stale]
        for count, done in enumerate(self._composed(jobs), 1):
            self._take(store, done)
            if self.fresh and count % 20 == 0:
                store.commit()
                store.begin()
            if self.options.progress:
                self.options.progress(count, len(stale))

    @property
    def _ask(self) -> str:
        return self.options.ask.lstrip("/")

    def _composed(self, jobs: list[tuple[Folder, dict[str, TargetRow], str]]) -> Iterator[Composed]:
        if self.options.jobs < 2 or len(jobs) < _WORTH_A_POOL:
            for job in jobs:
                yield compose(self.shop, *job)
            return
        with ProcessPoolExecutor(
            self.options.jobs,
            # A fork would copy the locks of the preview's other threads, held for ever.
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start_worker,
            initargs=(self.shop.order,),
        ) as pool:
            yield from pool.map(_work, jobs, chunksize=4)

    def _take(self, store: Store, done: Composed) -> None:
        self.report.opened += 1
        self.report.problems += done.problems
        if done.row is None or done.printed is None:
            return
        edition = done.row.id
        old_row, old_lists = store.edition(edition), store.filings(edition)
        same = (
            old_row is not None
            and (old_row.facts, old_row.shown) == (done.row.facts, done.row.shown)
            and store.cards(edition) == [data for _, data in done.cards]
        )
        was = entrances.touched(store, edition, old_lists)
        store.put_edition(done.row, done.cards, done.filings)
        self._record(edition, done.records)
        if not same or "front:" + edition in self.dirty:
            self.dirty |= was | entrances.touched(store, edition, store.filings(edition))
        self._keep(store, done.printed)

    def _record(self, edition: str, records: list[SearchRecord]) -> None:
        folder = self.paths.next_records if self.fresh else self.paths.records
        text = "".join(f"{to_line(record)}\n" for record in records)
        Stage(folder, None).put(f"{edition}.jsonl", text.encode("utf-8", "surrogatepass"))

    def _drop(self, store: Store, gone: list[str]) -> None:
        for edition in gone:
            self.dirty |= entrances.touched(store, edition, store.filings(edition))
            store.drop_edition(edition)
            (self.paths.records / f"{edition}.jsonl").unlink(missing_ok=True)
            rows = store.targets(owner_of(edition))
            self._keep(store, Printed(owner_of(edition), deleted=sorted(rows)))

    def _span(self, store: Store) -> None:
        if store.meta("key") != self.shop.key or store.meta("spanned") != "yes":
            self.dirty |= entrances.everyone(store)
        for owner in sorted(self.dirty):
            done = print_all(
                owner,
                entrances.targets(self.shop, store, owner),
                store.targets(owner),
                self.shop.theme,
                self.shop.order.stage,
                self.shop.order.stage.out,
                self._ask,
            )
            self._keep(store, done)
        store.set_meta("key", self.shop.key)
        store.set_meta("spanned", "yes")

    def _keep(self, store: Store, done: Printed) -> None:
        store.drop_targets(done.owner, done.deleted)
        store.put_targets(done.rows)
        self.deleted += [(done.owner, path) for path in done.deleted]
        written = set(done.written)
        self.printed += [row for row in done.rows if row.path in written]
        self.report.kept += done.kept
        self.report.reason = done.reason or self.report.reason

    # -- releasing -------------------------------------------------------------------------

    def _refuse_clashes(self, store: Store) -> None:
        problems = [
            error("content", f"{one} and {other} both want /{path}", "re-number or rename one",
                  rule="address")
            for path, one, other in store.clashes(row.path for row in self.printed)
        ]  # fmt: skip
        problems += [
            error("content", f'"{one}" and "{other}" share the address /{kind}/{folder}/',
                  "give one of them a slug in site.toml", rule="address")
            for kind, folder, one, other in store.shared_names()
        ]  # fmt: skip
        if problems:
            raise Stop(problems, status=1)

    def _release(self, store: Store) -> None:
        # What moved from one owner to another still stands.
        doomed = [path for _, path in self.deleted if not store.owned(path)]
        if not self.fresh and (self.printed or doomed):
            release(self.shop.order.stage, self.paths.manifest, self.printed, doomed)
        store.commit()
        self.paths.manifest.unlink(missing_ok=True)
        if not self.fresh:
            shutil.rmtree(self.paths.staging, ignore_errors=True)
        self.report.written = [row.path for row in self.printed]
        self.report.deleted = doomed

    def _swap(self) -> None:
        paths = self.paths
        for suffix in ("", "-wal", "-shm"):
            Path(f"{paths.state}{suffix}").unlink(missing_ok=True)
        swap(paths.next, paths.out, paths.old)
        paths.next_state.replace(paths.state)
        shutil.rmtree(paths.records, ignore_errors=True)
        if paths.next_records.exists():
            paths.next_records.replace(paths.records)

    def _summarise(self, store: Store) -> None:
        self.report.editions, self.report.articles = store.totals()
        self.report.due = store.next_due()
        if self.shop.order.drafts:
            self.report.waiting = waiting(self.shop.site, store.editions().values())
        if self.options.ask and not self.report.reason:
            row = store.target(self._ask)
            self.report.reason = (
                f"kept: nothing that {row.owner} is made of has changed"
                if row
                else "no such file in the output"
            )


_worker_shop: Shop | None = None


def _start_worker(order: Order) -> None:
    global _worker_shop
    _worker_shop = open_shop(order)


def _work(job: tuple[Folder, dict[str, TargetRow], str]) -> Composed:
    assert _worker_shop is not None
    return compose(_worker_shop, *job)
