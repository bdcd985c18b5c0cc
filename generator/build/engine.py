"""A build, stage by stage: open, scan, render the sources, write the lists, release, index.

The result is a report; nothing is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Generic

import msgspec

from generator.build import altered_files
from generator.build import recover as recovery
from generator.build.database import Unusable, forget
from generator.build.lock import at_work
from generator.build.owner import Owner
from generator.build.paths import CACHE, PartPaths, Paths
from generator.build.project import Project, Rendered, S, Source
from generator.build.release import Release, Stages
from generator.build.report import Report
from generator.build.scan import Changes, Scope, scan
from generator.build.source_rows import TargetRow
from generator.build.store import OWED, WITHHELD, Store
from generator.build.workers import Worker, WorkerPool
from generator.build.write_changed import WriteResult

_WORTH_A_POOL = 12
"""Stale sources from which on starting more processes pays."""
_WORTH_A_COMMIT = 20
"""Sources of a build from nothing after which what was done is committed."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """The options of a build."""

    out: Path
    """The output folder; of a part, the part's own folder."""
    scope: Scope = msgspec.field(default_factory=Scope)
    ask: str = ""
    """A path below the output; the report gives the reason why it was written or kept."""
    clean: bool = False
    jobs: int = 1
    search: bool = False
    """Whether the search index is brought up to date at the end."""
    progress: Callable[[str, int, int], None] | None = None
    """Called with the stage, the items done and all items."""


def build(open_project: Callable[[], Project[S]], root: Path, options: Options) -> Report:
    """Builds a project's output, or a part of it. ``root`` is the folder in which the state is
    kept, under ``.huozi/``.

    Raises Stop where nothing at all can be written."""
    kind = PartPaths if options.scope.part else Paths
    paths = kind(options.out, root / CACHE)
    with at_work(paths):
        try:
            return _Build(open_project, options, paths).run()
        except Unusable:
            forget(paths.state)  # a damaged file may be found only when it is read
            forget(paths.next_state)
            return _Build(open_project, options, paths).run()


class _Build(Generic[S]):
    def __init__(
        self, open_project: Callable[[], Project[S]], options: Options, paths: Paths
    ) -> None:
        self.options, self.paths = options, paths
        self.report = Report()
        with self.report.timed("open"):
            self.project = open_project()
        self.report.problems += self.project.problems
        self.fresh = recovery.recover(paths, clean=options.clean)
        self.stages: Stages = paths.stages(fresh=self.fresh)
        self.lasting = self.fresh
        """Whether the state is committed along the way, because no published output depends on
        it."""
        self.owners: set[Owner] = set()
        """The owners of files spanning sources that are to be written again."""
        self.new = False
        """Whether all files that span sources are still to be written."""
        self.broken = False
        self.changes = Changes()
        self.written: dict[tuple[str, Owner], None] = {}
        """(path, owner) of every file that is staged for release."""
        self.compared: set[Owner] = set()
        """The owners that were compared."""
        self.deleted: list[str] = []
        self.records: list[str] = []
        self.dropped: list[str] = []
        self.withheld: list[tuple[TargetRow, TargetRow]] = []
        """Pairs of files with one address: (the one that keeps it, the other)."""

    def run(self) -> Report:
        """The whole build."""
        store = recovery.open_state(
            self.paths, self.project.key, self.project.store_type, fresh=self.fresh
        )
        try:
            many = len(self.project.source_names()[0]) >= _WORTH_A_POOL
            # In a build from nothing the workers open the project while this process scans.
            pool = self._pool(store, start=self.fresh and many)
            try:
                with self.report.timed("scan"):
                    changes = scan(self.project, store, self.stages, self.options.scope)
                if len(changes.stale) >= _WORTH_A_POOL and not self.fresh:
                    store = self._on_a_copy(store)
                    pool = self._pool(store, start=True)
                self.changes = changes
                self._write(store, pool, changes)
                self._withhold(store, pool.worker)
            finally:
                pool.close()
            with self.report.timed("release"):
                self._release(store)
            self._summarize(store)
            records = store.records()
        finally:
            store.close()
        with self.report.timed("release"):
            self._finish()
        if self.options.search and not self.options.scope.part:
            with self.report.timed("search"):
                self.project.index(self.paths, records, self.report, clean=self.options.clean)
        return self.report

    @property
    def _ask(self) -> str:
        return self.options.ask.lstrip("/")

    def _pool(self, store: S, *, start: bool) -> WorkerPool[S]:
        worker = Worker(self.project, self.stages, store, self._ask)
        pool = WorkerPool(worker, self.options.jobs)
        if start:
            pool.start()
        return pool

    def _on_a_copy(self, store: S) -> S:
        """A large build works on a copy of the state, so that its workers can read what is filed
        before the output has changed; the copy replaces the state at the end."""
        store.copy(self.paths.work_state)
        store.close()
        self.lasting = True
        return self.project.store_type(self.paths.work_state)

    # -- writing ---------------------------------------------------------------------------

    def _write(self, store: S, pool: WorkerPool[S], changes: Changes) -> None:
        self.report.problems += changes.problems
        self.owners |= changes.owners
        self.new = not self.options.scope.part and store.meta("spanned") != "yes"
        store.begin()
        for source in changes.unchanged:
            store.set_files(str(source.id), source.as_json(), source.quick_stamp, source.tree)
        with self.report.timed("render"):
            shared = self.project.shared(store)
            for count, rendered in enumerate(pool.render(changes.stale, shared), 1):
                self._file(store, rendered)
                self._pause(store, count, _WORTH_A_COMMIT)
                self._tell("render", count, len(changes.stale))
            for name in changes.gone:
                self._drop(store, name)
            if not self.options.scope.part:
                self._reconcile(store, pool, shared)
        if self.options.scope.part:
            return
        if changes.ahead:
            store.set_owner_set(OWED, self.owners)
            return
        with self.report.timed("lists"):
            self._span(store, pool)

    def _pause(self, store: Store, count: int, every: int) -> None:
        if self.lasting and count % every == 0:
            store.commit()
            store.begin()

    def _tell(self, what: str, done: int, of: int) -> None:
        if self.options.progress:
            self.options.progress(what, done, of)

    def _file(self, store: S, rendered: Rendered) -> None:
        self.report.opened += 1
        self.report.problems += rendered.problems
        self.report.profile(rendered.watch, rendered.slowest)
        if rendered.source_row is None or rendered.result is None:
            self.broken = True
            return
        self.owners |= self.project.file(store, rendered, first=self.new)
        store.put_source(rendered.source_row)
        self.records += self.project.record_files(rendered.source_row.id)
        self._keep(store, rendered.result)

    def _reconcile(self, store: S, pool: WorkerPool[S], shared: object) -> None:
        """Renders again the sources whose shared values have changed."""
        result = self.project.reconcile(store, shared)
        if self.lasting:
            store.commit()
            store.begin()
        for rendered in pool.render(self._sources(store, result.stale), result.shared):
            self.report.opened -= 1  # it is counted already, or was not changed
            self._file(store, rendered)
        self.report.problems += result.problems

    def _sources(self, store: S, names: Iterable[str]) -> list[Source]:
        rows = [row for name in names if (row := store.source(name)) is not None]
        return [self.project.open_source(row.id, row.files, "")[0] for row in rows]

    def _drop(self, store: S, name: str) -> None:
        self.owners |= self.project.drop(store, name)
        store.drop_source(name)
        self.dropped += self.project.record_files(name)
        owner = self.project.source_owner(name)
        self._keep(store, WriteResult(owner, deleted=sorted(store.targets(owner))))

    def _span(self, store: S, pool: WorkerPool[S]) -> None:
        if self.new:
            self.owners |= self.project.owners(store)
        if self.lasting:  # the workers see what is committed
            store.commit()
            store.begin()
        late = {owner for owner in self.owners if self.project.is_late(owner)}
        owners = sorted(self.owners - late)
        for count, result in enumerate(pool.write(owners), 1):
            if self.broken and self.project.outlives_errors(result.owner):
                result.deleted = []
            self._keep(store, result)
            self._pause(store, count, _WORTH_A_COMMIT * 10)
            self._tell("lists", count, len(owners))
        changed = [*(path for path, _ in self.written), *self.deleted]
        for owner in sorted(late | self.project.late_owners(store, changed)):
            self._keep(store, pool.worker.write(owner))  # it reads what is not committed
        store.set_meta("key", self.project.key)
        store.set_meta("spanned", "yes")
        store.set_owner_set(OWED, ())

    def _keep(self, store: Store, result: WriteResult) -> None:
        if result.deleted:
            store.drop_targets(result.owner, result.deleted)
        store.put_targets(result.rows)
        self.compared.add(result.owner)
        self.deleted += result.deleted
        self.written |= dict.fromkeys((path, result.owner) for path in result.written)
        self.withheld += result.withheld
        self.report.unchanged += result.unchanged
        self.report.reason = result.reason or self.report.reason
        self.report.profile(result.watch)

    # -- addresses that several want -------------------------------------------------------

    def _withhold(self, store: S, worker: Worker[S]) -> None:
        """Withholds files whose address another source keeps."""
        paths = None if self.fresh else [path for path, _ in self.written]
        again: dict[Owner, list[str]] = {}
        for keeper, *others in store.clashes(paths):
            for other in others:
                self._take_back(store, keeper, other)
                self.withheld.append((keeper, other))
            if self.fresh or (keeper.path, keeper.owner) in self.written:
                again.setdefault(keeper.owner, []).append(keeper.path)
        for owner, paths_kept in sorted(again.items()):
            # Another source may have written over it.
            store.mark_unsure((path, owner) for path in paths_kept)
            lost = {other.path for _, other in self.withheld if other.owner == owner}
            self._keep(store, self._without(store, worker, owner, lost))
        waiting = store.owner_set(WITHHELD) - self.compared
        store.set_owner_set(WITHHELD, waiting | {other.owner for _, other in self.withheld})
        complaints = (self.project.complaint(*pair) for pair in self.withheld)
        self.report.problems += dict.fromkeys(problem for problem in complaints if problem)

    def _without(
        self, store: S, worker: Worker[S], owner: Owner, withheld: Collection[str]
    ) -> WriteResult:
        """An owner's files, without the paths that others keep."""
        if owner != self.project.source_owner(owner.key):
            return worker.write(owner, withheld)
        (source,) = self._sources(store, [owner.key])
        rendered = worker.render(source, self.project.shared(store), withheld)
        return rendered.result or WriteResult(owner)

    def _take_back(self, store: Store, keeper: TargetRow, other: TargetRow) -> None:
        store.drop_targets(other.owner, [other.path])
        if (other.path, other.owner) in self.written:
            del self.written[other.path, other.owner]
            self.stages.pages.take_back(other.path)
        elif other.path != keeper.path:
            self.deleted.append(other.path)

    # -- releasing -------------------------------------------------------------------------

    def _release(self, store: Store) -> None:
        # What moved from one owner to another still stands.
        doomed = [path for path in self.deleted if not store.owned(path)]
        work = Release(list(self.written), doomed, self.records, self.dropped)
        if self.fresh:
            work.clear(self.stages)
            store.set_meta("finished", "yes")
        elif work:
            store.set_meta("released", work.save(self.paths.manifest))
            store.set_meta("releases", str(int(store.meta("releases") or 0) + 1))
            work.carry_out(self.stages)
        if self.fresh or (self.changes.is_whole and (work or not self.changes.is_unaltered)):
            altered_files.mark_unaltered(store)
        store.commit()
        self.report.written = [path for path, _ in self.written]
        self.report.deleted = doomed

    def _finish(self) -> None:
        if self.options.scope.part:
            return
        if self.fresh:
            recovery.swap_in(self.paths)
        else:
            if self.lasting:
                self.paths.work_state.replace(self.paths.state)
            recovery.tidy(self.paths)

    def _summarize(self, store: S) -> None:
        self.report.due = store.next_due()
        self.project.summarize(store, self.report)
        if self.options.ask and not self.report.reason:
            row = store.target(self._ask)
            self.report.reason = (
                f"kept: nothing that {row.owner} is made of has changed"
                if row
                else "no such file in the output"
            )
