"""The preview's own press runs: the same functions as ``huozi build``, another output folder.

Knows what a change concerns, and what is still owed after a rebuild that stopped. Published
output is never touched; nothing is printed here.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.build import engine as press
from generator.build.owner import Owner
from generator.build.paths import CACHE
from generator.build.report import Report
from generator.build.scan import Scope
from generator.build.site_context import BuildRequest, SiteContext, load_site, open_site, warm
from generator.cli.preview.affected import EVERYTHING, Affected
from generator.cli.preview.reload_hub import ReloadHub
from generator.model.problem import Problem, Stop, error

FOLDER = "preview"
ORIGIN = "http://preview.invalid/"
"""Stands for the server's own address in what is built, and is replaced while serving: another
port must not make every page stale."""
_LIST_DELAY = 0.2
"""Seconds in which browsers fetch the page that was saved, before lists take the processor."""


@dataclass(slots=True)
class Rebuilder:
    """Rebuilds a site's preview, again and again."""

    root: Path
    base_path: str
    """``/`` or ``/repo/``."""
    drafts: bool
    clock: Callable[[dt.tzinfo], dt.datetime]
    """The time it is, for a paper of that time zone."""
    hub: ReloadHub
    ingest: Callable[[], list[Problem]]
    """Makes content of new seeds; says what is wrong with them."""
    jobs: int = 1
    pending: Affected = EVERYTHING
    """What has not been built into the preview yet."""
    due: str = ""
    """When the next change is due by itself."""
    unindexed: bool = True
    """Whether the search index may be behind the pages; it follows when nobody is typing."""
    _warmed: SiteContext | None = None
    """The site whose dictionaries and templates are loaded."""
    _lists_pending: bool = False
    """Whether what spans editions is still owed."""
    _failed: bool = False
    """Whether the last rebuild came to nothing."""
    _context: SiteContext | None = None
    """The site as it was opened last; what a change of content leaves as it is."""
    _problems: dict[str, Problem] = field(default_factory=dict)
    _seed_problems: list[Problem] = field(default_factory=list)
    _waiting: dict[str, str] = field(default_factory=dict)

    @property
    def out(self) -> Path:
        """Where the preview stands."""
        return self.root / CACHE / FOLDER

    def run(self, affected_by: Affected) -> Iterator[Report]:
        """Rebuilds what a change concerns and posts it; what stopped the press is posted too.

        Where only editions changed, their own pages come first, by themselves: whoever saved an
        article waits for that page, and not for the lists it stands in."""
        self.pending |= affected_by
        if self.pending.owners is None:
            yield self._rebuild(pages_only=False)
            return
        yield self._rebuild(pages_only=True)
        if self._lists_pending:
            time.sleep(_LIST_DELAY)
            rest = self._rebuild(pages_only=False)
            if rest.written or rest.deleted:
                yield rest

    def _rebuild(self, pages_only: bool) -> Report:
        owners = self.pending.owners
        report = Report()
        try:
            if self.pending.seeds:
                self._seed_problems = self.ingest()
            if owners is None or self._context is None:
                self._context = open_site(self._request())
            scope = Scope(touched=owners, ahead=pages_only)
            options = press.Options(out=self.out, scope=scope, jobs=self.jobs)
            report = press.build(self._request(), options, self._context)
            self.pending, self._lists_pending, self.due = Affected(), pages_only, report.due
            self._waiting = report.waiting
            self.unindexed |= self._failed or bool(report.written or report.deleted)
            self._failed = False
            current = self._current_problems(owners, report.problems)
        except Stop as stop:
            current = report.problems = list(stop.problems)
            self._lists_pending, self._failed = False, True
        except Exception as fault:
            traceback.print_exc()
            current = report.problems = [
                error("huozi", f"a fault of huozi: {fault!r}", rule="fault")
            ]
            self._lists_pending, self._failed = False, True
        changed = [*report.written, *report.deleted]
        self.hub.post(changed, [*current, *self._seed_problems], self._waiting)
        return report

    def warm(self) -> None:
        """Loads, while nobody waits, what the first save would wait for."""
        if self._context is not None and self._context is not self._warmed:
            self._warmed = self._context
            with contextlib.suppress(Stop, OSError):  # the theme's files may have gone meanwhile
                warm(self._context)

    def index(self) -> None:
        """Brings the search index up to date with the pages."""
        self.unindexed = False
        scope = Scope(touched=frozenset())
        with contextlib.suppress(Stop):  # the next rebuild says why
            options = press.Options(out=self.out, scope=scope, search=True, alone=True)
            press.build(self._request(), options, self._context)

    def is_due(self) -> bool:
        """Whether something changes by itself now: an embargo is over, a day begins."""
        if not self.due or self._context is None:
            return False
        # By the settings that were read last: site.toml may be away, or wrong, at this moment.
        now = self.clock(self._context.site.timezone).astimezone(dt.UTC)
        return self.due <= now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def _request(self) -> BuildRequest:
        """What is to be printed. Raises Stop where site.toml is wrong."""
        return BuildRequest(
            root=self.root,
            base_url=ORIGIN + self.base_path.lstrip("/"),
            now=self.clock(load_site(self.root).timezone),
            drafts=self.drafts,
        )

    def _current_problems(
        self, owners: frozenset[Owner] | None, problems: list[Problem]
    ) -> list[Problem]:
        """What is wrong after a rebuild: what it found, and what was found before in editions
        that it did not look at."""
        unaffected = (
            {}
            if owners is None
            else {
                str(problem): problem
                for problem in self._problems.values()
                if (edition := _edition(problem)) and Owner("edition", edition) not in owners
            }
        )
        self._problems = unaffected | {str(problem): problem for problem in problems}
        return list(self._problems.values())


def _edition(problem: Problem) -> str:
    top, _, rest = problem.path.partition("/")
    return rest.partition("/")[0] if top == "content" else ""
