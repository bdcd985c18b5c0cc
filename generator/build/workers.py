"""Those who compose editions and print what spans them: this process, or several.

Knows how work is handed out, a little ahead and never all at once, and how results come back in
order. Refuses to know what becomes of them: only one process writes the state.
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
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from generator.build import work_log
from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.site_context import BuildRequest, SiteContext, open_site
from generator.build.store import Store
from generator.build.target import Copy, Target
from generator.build.write_changed import Printed, print_all
from generator.content.loader import Folder
from generator.pages import page_kinds
from generator.pages.list_names import Register
from generator.pages.render_edition import Composed, compose, owner_of

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 3
"""Tasks handed out for each process before their results are taken: enough to keep it at work,
few enough to be held in memory."""


@dataclass(frozen=True, slots=True)
class Hand:
    """One process with all it works with."""

    context: SiteContext
    stages: Stages
    store: Store
    ask: str
    """A path below the output whose reason is wanted."""

    def edition(self, folder: Folder, register: Register, lost: Collection[str] = ()) -> Composed:
        """Composes one edition, without the paths that others keep."""
        rows = self.store.targets(owner_of(folder.id))
        with work_log.item(str(owner_of(folder.id))):
            return compose(self.context, self.stages, folder, rows, register, lost, self.ask)

    def owner(self, owner: Owner, lost: Collection[str] = ()) -> Printed:
        """Prints what one owner's targets are now."""
        return self.print(
            owner, page_kinds.targets(self.context, self.store, self.stages, owner), lost
        )

    def print(
        self, owner: Owner, targets: Iterable[Target | Copy], lost: Collection[str] = ()
    ) -> Printed:
        """Prints an owner's targets, without the paths that others keep."""
        own = (t for t in targets if self.context.is_published_here(t.path) and t.path not in lost)
        rows, pages = self.store.targets(owner), self.stages.pages
        with work_log.item(str(owner)):
            return print_all(owner, own, rows, self.context.theme, pages, self.ask)


class Hands:
    """One hand, or as many as asked for. The others see what is committed of the state."""

    def __init__(self, own: Hand, jobs: int) -> None:
        self.own = own
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def call_others(self) -> None:
        """Starts the other processes, where there are to be any; they open the site meanwhile."""
        if self._jobs < 2:
            return
        own = self.own
        self._pool = ProcessPoolExecutor(
            self._jobs,
            # A fork would copy the locks of the preview's other threads, held for ever.
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_arrive,
            initargs=(
                own.context.request,
                own.stages,
                own.store.path,
                own.ask,
                work_log.is_shown(),
            ),
        )
        with _deaf_to_ctrl_c():
            for _ in range(self._jobs):  # a pool starts a process for each task, until it has all
                self._pool.submit(_nothing)

    def leave(self) -> None:
        """Ends the other processes; what was handed out and not begun is not done."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def editions(self, folders: Sequence[Folder], register: Register) -> Iterator[Composed]:
        """Composes editions, in their order."""
        one, several = partial(_edition, self.own, register), partial(_editions, register)
        return self._each(one, several, folders, 2)

    def owners(self, owners: Sequence[Owner]) -> Iterator[Printed]:
        """Prints owners, in their order."""
        return self._each(self.own.owner, _owners, owners, 8)

    def _each(
        self,
        here: Callable[[T], R],
        there: Callable[[Sequence[T]], list[R]],
        work: Iterable[T],
        chunk: int,
    ) -> Iterator[R]:
        if self._pool is None:
            yield from map(here, work)
            return
        tasks = iter(work)
        waiting: deque[Future[list[R]]] = deque()
        while True:
            while len(waiting) < self._jobs * _AHEAD:
                batch = list(itertools.islice(tasks, chunk))
                if not batch:
                    break
                with _deaf_to_ctrl_c():
                    waiting.append(self._pool.submit(there, batch))
            if not waiting:
                return
            yield from waiting.popleft().result()


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """What is started meanwhile does not hear Ctrl-C from its first moment: that is for the one at
    the desk to answer. (A pool starts its processes when it is given work.)"""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_hand: Hand | None = None


def _arrive(request: BuildRequest, stages: Stages, state: Path, ask: str, debug: bool) -> None:
    global _hand
    if debug:
        work_log.show()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A hand whose press is gone lets go at once.
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _hand = Hand(open_site(request), stages, Store(state), ask)
    # What stands now stands to the end, and pages leave hardly any circles: looking for them as
    # often as Python does by itself takes a tenth of all time.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _nothing() -> None:
    """A first task, for which a process comes."""


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _edition(hand: Hand, register: Register, folder: Folder) -> Composed:
    return hand.edition(folder, register)


def _editions(register: Register, folders: Sequence[Folder]) -> list[Composed]:
    assert _hand is not None
    return [_hand.edition(folder, register) for folder in folders]


def _owners(owners: Sequence[Owner]) -> list[Printed]:
    assert _hand is not None
    return [_hand.owner(owner) for owner in owners]
