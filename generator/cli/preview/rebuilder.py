"""Rebuilding the preview, with the functions of ``huozi build`` and a separate output folder.

Changes that a failed rebuild left out stay pending for the next one. The published output is never
touched.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.build.engine import Options
from generator.build.owner import Owner
from generator.build.paths import CACHE
from generator.build.report import Report
from generator.build.scan import Scope
from generator.cli.preview.affected import EVERYTHING, Affected
from generator.cli.preview.reload_hub import ReloadHub
from generator.model.problem import Problem, Stop, error
from generator.pages import newspaper
from generator.pages.site_context import BuildRequest, SiteContext, load_site, open_site, warm

FOLDER = "preview"
ORIGIN = "http://preview.invalid/"
"""Placeholder origin in built files, replaced while serving, so that another port does not make
every page stale."""
_LIST_DELAY = 0.2
"""Seconds left for browsers to fetch the saved page before lists are rebuilt."""


@dataclass(slots=True)
class Rebuilder:
    """Rebuilds the preview of one site repeatedly."""

    root: Path
    base_path: str
    """``/`` or ``/repo/``."""
    drafts: bool
    clock: Callable[[dt.tzinfo], dt.datetime]
    """The current time, given the paper's time zone."""
    hub: ReloadHub
    ingest: Callable[[], list[Problem]]
    """Ingests new seeds and returns the problems."""
    jobs: int = 1
    pending: Affected = EVERYTHING
    """Changes not yet built into the preview."""
    due: str = ""
    """When the next scheduled change is due (UTC, ISO 8601); empty if none."""
    unindexed: bool = True
    """Whether the search index may be older than the pages; it is updated when idle."""
    _warmed: SiteContext | None = None
    """The site whose dictionaries and templates are loaded."""
    _lists_pending: bool = False
    """Whether pages that span editions are still to be rebuilt."""
    _failed: bool = False
    """Whether the last rebuild failed."""
    _context: SiteContext | None = None
    """The site as opened last, reused while only content changes."""
    _problems: dict[str, Problem] = field(default_factory=dict)
    _seed_problems: list[Problem] = field(default_factory=list)
    _waiting: dict[str, str] = field(default_factory=dict)

    @property
    def out(self) -> Path:
        """The output folder of the preview."""
        return self.root / CACHE / FOLDER

    def run(self, affected_by: Affected) -> Iterator[Report]:
        """Rebuilds what a change affects and posts the result, failures included, to the hub.

        If only editions changed, their own pages are built first, so that the page just saved does
        not wait for the lists it appears in."""
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
        report = newspaper.empty_report()
        try:
            if self.pending.seeds:
                self._seed_problems = self.ingest()
            if owners is None or self._context is None:
                self._context = open_site(self._request())
            scope = Scope(touched=owners, ahead=pages_only)
            options = Options(out=self.out, scope=scope, jobs=self.jobs)
            report = newspaper.build(self._request(), options, self._context)
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
        """Loads dictionaries and templates while idle, for the first save to be fast."""
        if self._context is not None and self._context is not self._warmed:
            self._warmed = self._context
            with contextlib.suppress(Stop, OSError):  # the theme's files may have been removed
                warm(self._context)

    def index(self) -> None:
        """Updates the search index from the pages."""
        self.unindexed = False
        scope = Scope(touched=frozenset())
        with contextlib.suppress(Stop):  # the next rebuild reports it
            options = Options(out=self.out, scope=scope, search=True)
            newspaper.build(self._request(), options, self._context)

    def is_due(self) -> bool:
        """Whether a scheduled change is due: the end of an embargo, a new day."""
        if not self.due or self._context is None:
            return False
        # Uses the settings read last, as site.toml may be missing or invalid now.
        now = self.clock(self._context.site.timezone).astimezone(dt.UTC)
        return self.due <= now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def _request(self) -> BuildRequest:
        """The site as it is now. Raises Stop where site.toml is wrong."""
        return BuildRequest(
            root=self.root,
            base_url=ORIGIN + self.base_path.lstrip("/"),
            now=self.clock(load_site(self.root).timezone),
            drafts=self.drafts,
            alone=True,
        )

    def _current_problems(
        self, owners: frozenset[Owner] | None, problems: list[Problem]
    ) -> list[Problem]:
        """The problems after a rebuild: its own, and earlier ones of editions it did not scan."""
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
