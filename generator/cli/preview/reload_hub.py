"""What browsers have to know: how often the preview was rebuilt, what that wrote, what is wrong.

Knows one number, the generation, that grows with every rebuild. Shared by the thread that builds
and those that serve; a page that was made at generation 4 asks what has happened since.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.model.problem import Problem


@dataclass(frozen=True, slots=True)
class PageState:
    """What one page has to know."""

    generation: int
    stale: bool
    """Whether the page itself was written since: it is to be loaded again."""
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class ReloadHub:
    """The board that the builder writes on and every open page reads from."""

    generation: int = 0
    problems: tuple[Problem, ...] = ()
    waiting: Mapping[str, str] = field(default_factory=dict)
    """Address → ``draft`` or the time (ISO 8601) it comes out; only where drafts are shown."""
    _written: dict[str, int] = field(default_factory=dict)
    _updated: threading.Condition = field(default_factory=threading.Condition)
    _closed: bool = False

    def post(
        self,
        written: Iterable[str],
        problems: Iterable[Problem],
        waiting: Mapping[str, str],
    ) -> None:
        """Tells of a rebuild that wrote or deleted these files (below the output folder)."""
        with self._updated:
            self.generation += 1
            self._written |= dict.fromkeys(written, self.generation)
            self.problems = tuple(sorted(set(problems)))
            self.waiting = waiting
            self._updated.notify_all()

    def state_for(self, path: str, since: int) -> PageState:
        """What the page of file ``path``, loaded at generation ``since``, has to know."""
        with self._updated:
            # A generation of the future is one of an earlier run of the server.
            # A page that says nothing is there yet ("") waits for any.
            last = self._written.get(path, 0) if path else self.generation
            stale = since > self.generation or last > since
            return PageState(self.generation, stale, self.problems)

    def wait_for(self, since: int, seconds: float) -> bool:
        """Waits for a generation later than ``since``; False where none came in time."""
        with self._updated:
            return self._updated.wait_for(
                lambda: self._closed or self.generation > since, timeout=seconds
            )

    @property
    def closed(self) -> bool:
        """Whether the preview is over."""
        return self._closed

    def close(self) -> None:
        """Lets everyone who waits go home."""
        with self._updated:
            self._closed = True
            self._updated.notify_all()
