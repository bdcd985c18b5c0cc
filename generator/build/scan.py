"""The scan: which sources to render and which owners to write again since the last build.

Compares stamps, the clock and the files of the output with the state; no source is opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import msgspec

from generator.build import altered_files
from generator.build.owner import Owner
from generator.build.project import Project, S, Source
from generator.build.release import Stage, Stages
from generator.build.source_rows import SourceMark
from generator.build.store import OWED, WITHHELD, Store
from generator.model.problem import Problem, Stop


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """The part of the project that is compared; by default all of it."""

    only: str = ""
    """A source's name."""
    touched: frozenset[Owner] | None = None
    """Owners that may have changed, from a watcher: sources, copied files."""
    ahead: bool = False
    """With ``touched``: the sources' own files are released at once; what spans sources is owed
    and comes with the next build."""
    part: tuple[int, int] | None = None
    """The first and the last group of sources, where a part of the project is built."""
    trees: Mapping[str, str] = msgspec.field(default_factory=dict)
    """Version control's digests of unchanged sources, for fresh clones, whose files all have new
    times."""

    def holds(self, name: str, owner: Owner, group: int) -> bool:
        """Whether a source of an owner and a group is to be compared."""
        if self.only:
            return name == self.only
        if self.touched is not None:
            return owner in self.touched
        return self.part is None or self.part[0] <= group <= self.part[1]


class Changes(msgspec.Struct):
    """The result of a scan."""

    stale: list[Source] = msgspec.field(default_factory=list)
    """Sources to be rendered, oldest first."""
    gone: list[str] = msgspec.field(default_factory=list)
    """Sources that were removed."""
    owners: set[Owner] = msgspec.field(default_factory=set)
    """Owners of what spans sources, to be written again."""
    unchanged: list[Source] = msgspec.field(default_factory=list)
    """Unchanged sources whose files have new times."""
    problems: list[Problem] = msgspec.field(default_factory=list)
    ahead: bool = False
    """Whether files that span sources are left for the next build."""
    is_whole: bool = True
    """Whether every file of the output was compared."""
    is_unaltered: bool = True
    """Whether every file has, by size and time, been left as it was written."""


def scan(project: Project[S], store: S, stages: Stages, scope: Scope) -> Changes:
    """Compares the sources and the output with the state.

    Raises Stop where the one source wanted does not exist."""
    changes = Changes()
    names, changes.problems = project.source_names()
    if scope.only and scope.only not in names and store.source(scope.only) is None:
        raise Stop([project.unknown_source(scope.only)])
    same = store.meta("key") == project.key and store.meta("spanned") == "yes"
    if not same and scope.part is None:
        # What every file depends on has changed: all of them are compared.
        scope = Scope(trees=scope.trees)
        changes.owners |= project.owners(store)
    changes.ahead = scope.ahead and scope.touched is not None
    changes.owners |= store.owner_set(OWED)
    known = {id: mark for id, mark in store.marks().items() if _is_in(scope, project, id)}
    names = [name for name in names if _is_in(scope, project, name)]
    missing = store.blank() | store.owner_set(WITHHELD)
    missing |= _without_record(project, store, stages, scope)
    unsure = [name for name in names if not _is_vouched_for(known.get(name), scope, name)]
    altered, quick_stamps = _survey(project, unsure, stages.pages, store, scope)
    lost, problems = altered_files.among(store, stages.pages, altered)
    changes.is_whole = scope.touched is None and not scope.only
    changes.is_unaltered = not altered
    changes.problems += problems
    missing |= lost
    valid = {
        name: mark for name, mark in known.items() if project.source_owner(name) not in missing
    }
    _compare(project, store, names, valid, quick_stamps, scope.trees, changes)
    present = set(names)
    changes.gone = [name for name in known if name not in present]
    kind = project.source_owner("").kind
    changes.owners |= {owner for owner in missing if owner.kind != kind}
    unsteady = project.unsteady_owners()
    changes.owners |= unsteady if scope.touched is None else unsteady & scope.touched
    return changes


def _is_in(scope: Scope, project: Project[S], name: str) -> bool:
    return scope.holds(name, project.source_owner(name), project.group_of(name))


def _files(project: Project[S], store: Store, scope: Scope) -> Iterator[bytes]:
    """The files that should exist, a row for each of their owners; where one source is wanted, its
    own alone: to look for all of them can take longer than the rest of the build."""
    if scope.touched is not None:
        return
    owner = project.source_owner(scope.only)
    files = store.targets(owner) if scope.only else {}
    row = "//".join((str(owner), str(sum(file.size for file in files.values())), *files))
    rows = [row] if scope.only else store.rows_of_paths()
    yield from map(os.fsencode, rows)


def _without_record(project: Project[S], store: Store, stages: Stages, scope: Scope) -> set[Owner]:
    """The owners of sources whose record files are missing."""
    if scope.touched is not None:
        return set()
    names = stages.records.names()
    return {
        project.source_owner(id)
        for id, _ in store.records()
        if not names.issuperset(project.record_files(id))
    }


def _survey(
    project: Project[S], names: list[str], pages: Stage, store: Store, scope: Scope
) -> tuple[set[Owner], dict[str, str]]:
    """The owners of files that may not be as they were written, and the quick stamps of sources."""
    rows, since = _files(project, store, scope), altered_files.seen_until(store)
    with ThreadPoolExecutor(1) as thread:
        stamps = thread.submit(lambda: {name: project.quick_stamp(name) for name in names})
        missing = set(altered_files.missing(rows, os.fsencode(pages.out), since))
    return {Owner.parse(os.fsdecode(owner)) for owner in missing}, stamps.result()


def _compare(
    project: Project[S],
    store: S,
    names: Iterable[str],
    valid: Mapping[str, SourceMark],
    quick_stamps: Mapping[str, str],
    trees: Mapping[str, str],
    changes: Changes,
) -> None:
    for name in names:
        mark = valid.get(name)
        unchanged = mark and (name not in quick_stamps or mark.quick_stamp == quick_stamps[name])
        if mark and unchanged and _is_valid(project, mark, mark.stamp):
            continue
        row = store.source(name)
        source, hashed = project.open_source(name, row.files if row else "", trees.get(name, ""))
        if not (mark and _is_valid(project, mark, source.stamp)):
            changes.stale.append(source)
        elif hashed:
            changes.unchanged.append(source)


def _is_vouched_for(mark: SourceMark | None, scope: Scope, name: str) -> bool:
    """Whether version control has the source unchanged."""
    return mark is not None and mark.tree != "" and mark.tree == scope.trees.get(name)


def _is_valid(project: Project[S], mark: SourceMark, stamp: str) -> bool:
    """Whether a source was built from this stamp, and the result holds now."""
    return mark.is_of(project.key, stamp) and mark.is_now(project.now)
