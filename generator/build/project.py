"""The protocol of what the engine builds: sources, and files that span them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

import msgspec

from generator.build.owner import Owner
from generator.build.paths import Paths
from generator.build.release import Stages
from generator.build.report import Report
from generator.build.source_rows import SourceRow, TargetRow
from generator.build.stopwatch import Watch
from generator.build.store import Store
from generator.build.target import Copy, Target
from generator.build.write_changed import WriteResult
from generator.model.problem import Problem
from generator.theme.theme import Theme

S = TypeVar("S", bound=Store)
"""The state of a project, with tables of its own."""


class Source(Protocol):
    """A source with the stamps of its files; it can be sent to a worker."""

    @property
    def id(self) -> object:
        """Its name, as text."""

    @property
    def stamp(self) -> str:
        """The digest of its files."""

    @property
    def quick_stamp(self) -> str:
        """The quick stamp; empty where a file is too recent for its time to be reliable."""

    @property
    def tree(self) -> str:
        """Version control's digest of its folder; empty where there is none."""

    def as_json(self) -> str:
        """The stamps of its files, for the state."""


class Rendered(msgspec.Struct):
    """The result of rendering a source; a project adds what it files."""

    source_row: SourceRow | None = None
    """None where the source has errors: its last good output stays."""
    result: WriteResult | None = None
    problems: list[Problem] = msgspec.field(default_factory=list)
    watch: Watch = msgspec.field(default_factory=Watch)
    slowest: list[tuple[float, str]] = msgspec.field(default_factory=list)
    """(seconds, part) of the few parts that took longest."""


class Reconciled(msgspec.Struct, frozen=True):
    """The values that all sources share, computed after all of them are filed."""

    shared: object
    stale: Sequence[str]
    """The sources that were rendered with something else."""
    problems: Sequence[Problem]


class Project(Protocol[S]):
    """An open project. All methods but those that file may be called in any process."""

    @property
    def key(self) -> str:
        """The digest of all that every file may depend on beside its own sources."""

    @property
    def problems(self) -> Sequence[Problem]:
        """Warnings and doubts about the configuration."""

    @property
    def theme(self) -> Theme:
        """What renders views."""

    @property
    def now(self) -> dt.datetime:
        """The moment it is built for; aware."""

    @property
    def store_type(self) -> type[S]:
        """The class of its state."""

    @property
    def reopen(self) -> Callable[[], Project[S]]:
        """Opens the project in a worker; can be pickled."""

    def is_published_here(self, path: str) -> bool:
        """Whether a file is part of this output."""

    # -- sources ---------------------------------------------------------------------------

    def source_names(self) -> tuple[list[str], list[Problem]]:
        """The sources there are, oldest first, and what is wrong with their names."""

    def unknown_source(self, name: str) -> Problem:
        """The problem for the name of a source that does not exist."""

    def group_of(self, name: str) -> int:
        """The number of the group a source belongs to; a part of a project is a range of groups."""

    def source_owner(self, name: str) -> Owner:
        """The owner of a source's own files."""

    def quick_stamp(self, name: str) -> str:
        """Changes with the names, sizes and times of a source's files."""

    def open_source(self, name: str, files: str, tree: str) -> tuple[Source, bool]:
        """A source with its stamps, and whether a file was read for them; ``files`` are those in
        the state."""

    def record_files(self, name: str) -> Sequence[str]:
        """The files that a source leaves among the records."""

    def shared(self, store: S) -> object:
        """What every source is rendered with; can be pickled."""

    def render(
        self,
        stages: Stages,
        source: Source,
        rows: Mapping[str, TargetRow],
        shared: object,
        withheld: Collection[str],
        ask: str,
    ) -> Rendered:
        """Renders a source and writes its files, but for the paths that are ``withheld``;
        ``rows`` are its files so far, ``ask`` a path whose reason is wanted."""

    def file(self, store: S, rendered: Rendered, *, first: bool) -> set[Owner]:
        """Files what was made of a source; the owners whose targets may change with it. ``first``:
        all of them are stale anyway."""

    def drop(self, store: S, name: str) -> set[Owner]:
        """Removes what was filed of a source; the owners whose targets may change with it."""

    def reconcile(self, store: S, shared: object) -> Reconciled:
        """Compares what is filed with what it was rendered with."""

    # -- files that span sources -----------------------------------------------------------

    def owners(self, store: S) -> set[Owner]:
        """Every owner there may be, beside those of sources."""

    def unsteady_owners(self) -> set[Owner]:
        """The owners whose files may change without any source."""

    def is_late(self, owner: Owner) -> bool:
        """Whether an owner's targets depend on what all others have become."""

    def late_owners(self, store: S, changed: Sequence[str]) -> set[Owner]:
        """The late owners that are stale, where the files ``changed`` are new, changed or
        gone."""

    def outlives_errors(self, owner: Owner) -> bool:
        """Whether a source that keeps its old files, for an error, may need an owner's."""

    def targets(self, store: S, stages: Stages, owner: Owner) -> Iterator[Target | Copy]:
        """The targets of an owner; none where nothing of it is left."""

    # -- reports ---------------------------------------------------------------------------

    def complaint(self, keeper: TargetRow, other: TargetRow) -> Problem | None:
        """The problem of a file whose address another one keeps; None where it is not reported."""

    def summarize(self, store: S, report: Report) -> None:
        """Completes a report with what is in the state."""

    # -- the last stage --------------------------------------------------------------------

    def index(
        self, paths: Paths, records: list[tuple[str, str]], report: Report, *, clean: bool
    ) -> None:
        """Brings the search index of a released output up to date. ``records`` are (source, digest
        of its record file); with ``clean`` the index is made anew."""
