"""The state of the preview that open pages follow: generation, files written, problems.

The generation is a counter that grows with each rebuild. The hub is shared by the thread that
builds and those that serve; a page loaded at generation 4 asks what has changed since.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.model.problem import Problem


@dataclass(frozen=True, slots=True)
class PageState:
    """The state of the preview for one open page."""

    generation: int
    stale: bool
    """Whether the page's file was written since it was loaded."""
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class ReloadHub:
    """Publishes rebuilds to the threads that serve open pages."""

    generation: int = 0
    problems: tuple[Problem, ...] = ()
    waiting: Mapping[str, str] = field(default_factory=dict)
    """Address → ``draft`` or the time (ISO 8601) it comes out; only where drafts are shown."""
    _written: dict[str, int] = field(default_factory=dict)
    _updated: threading.Condition = field(default_factory=threading.Condition)
    _closed: bool = False

    def post(
        self, written: Iterable[str], problems: Iterable[Problem], waiting: Mapping[str, str]
    ) -> None:
        """Publishes a rebuild; ``written`` are the files written or deleted, below the output
        folder."""
        with self._updated:
            self.generation += 1
            self._written |= dict.fromkeys(written, self.generation)
            self.problems = tuple(sorted(set(problems)))
            self.waiting = waiting
            self._updated.notify_all()

    def state_for(self, path: str, since: int) -> PageState:
        """The state for the page of file ``path``, loaded at generation ``since``."""
        with self._updated:
            # A later generation than the current one is from an earlier run of the server.
            # A page without a file ("") is stale at any rebuild.
            last = self._written.get(path, 0) if path else self.generation
            stale = since > self.generation or last > since
            return PageState(self.generation, stale, self.problems)

    def wait_for(self, since: int, seconds: float) -> bool:
        """Waits up to ``seconds`` for a generation later than ``since``; whether one came."""
        with self._updated:
            return self._updated.wait_for(
                lambda: self._closed or self.generation > since, timeout=seconds
            )

    @property
    def closed(self) -> bool:
        """Whether the preview has ended."""
        return self._closed

    def close(self) -> None:
        """Ends the preview and wakes all waiting threads."""
        with self._updated:
            self._closed = True
            self._updated.notify_all()
