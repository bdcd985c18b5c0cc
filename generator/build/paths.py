"""The places of one output folder: its state, staging folders and records."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from generator.build.release import Stage, Stages
from generator.model import digest

CACHE = ".huozi"
"""The folder of a site that may be deleted at any time."""


@dataclass(slots=True)
class Paths:
    """The places of one output folder."""

    out: Path
    cache: Path
    name: str = field(init=False)
    is_ours: bool = field(init=False)
    """Whether the folder is for huozi's files only: ``output/``, or a folder in ``.huozi/``."""

    def __post_init__(self) -> None:
        out, cache = self.out.resolve(), self.cache.resolve()
        self.is_ours = out == cache.parent / "output" or out.parent == cache
        self.name = out.name if self.is_ours else "out-" + digest.of_text(str(out))[:8]

    @property
    def lock(self) -> Path:
        """Held while a process works on this output."""
        return self.cache / f"{self.name}.lock"

    @property
    def state(self) -> Path:
        """The state of the published output."""
        return self.cache / f"{self.name}.sqlite"

    @property
    def work_state(self) -> Path:
        """Its copy that a large build works on, until it is released."""
        return self.cache / f"{self.name}.work.sqlite"

    @property
    def next_state(self) -> Path:
        """The state of a build from nothing that is not finished."""
        return self.cache / f"{self.name}.next.sqlite"

    @property
    def records(self) -> Path:
        """The search records, one file for each source."""
        return self.cache / f"{self.name}.records"

    @property
    def next_records(self) -> Path:
        """The same, of a build from nothing that is not finished."""
        return self.cache / f"{self.name}.next.records"

    @property
    def search_state(self) -> Path:
        """The state of the search index."""
        return self.cache / f"{self.name}.search.json"

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

    def stages(self, *, fresh: bool) -> Stages:
        """Where a build writes: a new output (``fresh``), or changes to the one there is."""
        if fresh:
            return Stages(Stage(self.next, None), Stage(self.next_records, None))
        # On the same file system as the output, so that moving a file is a rename.
        pages = self.out.parent / f".{self.out.name}.stage"
        records = self.cache / f"{self.name}.stage.records"
        return Stages(Stage(self.out, pages), Stage(self.records, records))


class PartPaths(Paths):
    """The places of a part of a project: a folder of its own that can be moved elsewhere."""

    @property
    def next_state(self) -> Path:
        """The part's state."""
        return self.out / "state.sqlite"

    @property
    def next_records(self) -> Path:
        """The part's records."""
        return self.out / "records"

    @property
    def next(self) -> Path:
        """The part's pages."""
        return self.out / "pages"
