"""The worker pool: renders sources and writes what spans them, in this process or several.

Tasks are submitted a little ahead of their results, which come in order. Only the process that owns
the pool writes the state.
"""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from generator.build import work_log
from generator.build.owner import Owner
from generator.build.project import Project, Rendered, S, Source
from generator.build.release import Stages
from generator.build.write_changed import WriteResult, write_changed

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 3
"""Tasks handed out for each process before their results are taken: enough to keep it at work,
few enough to be held in memory."""


class Worker(msgspec.Struct, Generic[S], frozen=True):
    """The project, the state and the stages as one process uses them."""

    project: Project[S]
    stages: Stages
    store: S
    ask: str
    """A path below the output whose reason is wanted."""

    def render(self, source: Source, shared: object, withheld: Collection[str] = ()) -> Rendered:
        """Renders a source, without the paths that others keep."""
        owner = self.project.source_owner(str(source.id))
        rows = self.store.targets(owner)
        with work_log.item(str(owner)):
            return self.project.render(self.stages, source, rows, shared, withheld, self.ask)

    def write(self, owner: Owner, withheld: Collection[str] = ()) -> WriteResult:
        """Writes an owner's targets, without the paths that others keep."""
        targets = (
            target
            for target in self.project.targets(self.store, self.stages, owner)
            if self.project.is_published_here(target.path) and target.path not in withheld
        )
        rows, pages = self.store.targets(owner), self.stages.pages
        with work_log.item(str(owner)):
            return write_changed(owner, targets, rows, self.project.theme, pages, self.ask)


class WorkerPool(Generic[S]):
    """A worker in this process, or several in others, which read the committed state."""

    def __init__(self, worker: Worker[S], jobs: int) -> None:
        self.worker = worker
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def start(self) -> None:
        """Starts the other processes, if there are to be any; each opens the project."""
        if self._jobs < 2:
            return
        worker = self.worker
        self._pool = ProcessPoolExecutor(
            self._jobs,
            # A fork would copy the locks of the preview's other threads, held for ever.
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_initialize,
            initargs=(
                worker.project.reopen,
                worker.stages,
                worker.store.path,
                worker.ask,
                work_log.is_shown(),
            ),
        )
        with sigint_blocked():
            for _ in range(self._jobs):  # a pool starts a process for each task, until it has all
                self._pool.submit(_nothing)

    def close(self) -> None:
        """Ends the other processes; tasks that have not begun are dropped."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def render(self, sources: Sequence[Source], shared: object) -> Iterator[Rendered]:
        """Renders sources, in their order."""
        run, several = partial(_render, self.worker, shared), partial(_render_all, shared)
        return self._each(run, several, sources, 2)

    def write(self, owners: Sequence[Owner]) -> Iterator[WriteResult]:
        """Writes the targets of owners, in their order."""
        return self._each(self.worker.write, _write_all, owners, 8)

    def _each(
        self,
        run: Callable[[T], R],
        run_all: Callable[[Sequence[T]], list[R]],
        work: Iterable[T],
        chunk: int,
    ) -> Iterator[R]:
        if self._pool is None:
            yield from map(run, work)
            return
        tasks = iter(work)
        pending: deque[Future[list[R]]] = deque()
        while True:
            while len(pending) < self._jobs * _AHEAD:
                batch = list(itertools.islice(tasks, chunk))
                if not batch:
                    break
                with sigint_blocked():
                    pending.append(self._pool.submit(run_all, batch))
            if not pending:
                return
            yield from pending.popleft().result()


@contextmanager
def sigint_blocked() -> Iterator[None]:
    """Processes started inside ignore Ctrl-C from their first moment: the parent handles it. (A
    pool starts its processes when it is given work.)"""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_worker: Worker[Any] | None = None


def _initialize(
    open_project: Callable[[], Project[Any]], stages: Stages, state: Path, ask: str, debug: bool
) -> None:
    global _worker
    if debug:
        work_log.show()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A worker whose parent is gone ends at once.
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    project = open_project()
    _worker = Worker(project, stages, project.store_type(state), ask)
    # What exists now lives to the end, and pages leave few reference cycles: collecting as often
    # as Python does by default takes a tenth of the time.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _nothing() -> None:
    """A task that makes the pool start a process."""


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _render(worker: Worker[Any], shared: object, source: Source) -> Rendered:
    return worker.render(source, shared)


def _render_all(shared: object, sources: Sequence[Source]) -> list[Rendered]:
    assert _worker is not None
    return [_worker.render(source, shared) for source in sources]


def _write_all(owners: Sequence[Owner]) -> list[WriteResult]:
    assert _worker is not None
    return [_worker.write(owner) for owner in owners]
