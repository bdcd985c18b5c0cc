"""What has changed since the last build: editions to be opened, owners to be printed again.

Knows stamps, the clock, and files that have gone missing. Reads no edition: it compares what
stands with what the state remembers.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import chain, cycle, islice
from pathlib import Path

from generator.build import address_claims, altered_files, file_probe
from generator.build.owner import Owner
from generator.build.release import Stage, Stages
from generator.build.rows import EditionMark
from generator.build.site_context import SiteContext
from generator.build.store import Store
from generator.content import loader
from generator.content.loader import Folder
from generator.content.schedule import Span
from generator.model.article import EditionId
from generator.model.problem import Problem, Stop, error
from generator.pages import page_kinds
from generator.pages.page_kinds import EDITION
from generator.pages.render_edition import kept_files, owner_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is to be looked at, where the caller knows that it is not all."""

    only: str = ""
    """An edition's id."""
    touched: frozenset[Owner] | None = None
    """Owners that may have changed, from a watcher: editions, static files."""
    ahead: bool = False
    """With ``touched``: the editions' own files are released at once; what spans editions is owed
    and comes with the next build."""
    years: tuple[int, int] | None = None
    """The first and the last year of a part of the archive."""
    trees: Mapping[str, str] = field(default_factory=dict)
    """What version control calls those folders of ``content/`` that it vouches for: in a fresh
    clone the files' times say nothing."""

    def holds(self, edition: str) -> bool:
        """Whether an edition is to be looked at."""
        if self.only:
            return edition == self.only
        if self.touched is not None:
            return owner_of(edition) in self.touched
        return self.years is None or self.years[0] <= int(edition[:4]) <= self.years[1]


@dataclass(slots=True)
class Found:
    """What a look found."""

    stale: list[Folder] = field(default_factory=list)
    """Editions to be opened, oldest first."""
    gone: list[str] = field(default_factory=list)
    """Editions whose folder is no more."""
    owners: set[Owner] = field(default_factory=set)
    """Owners of what spans editions, to be printed again."""
    settled: list[Folder] = field(default_factory=list)
    """Editions that are as they were, though their files' times are not."""
    problems: list[Problem] = field(default_factory=list)
    ahead: bool = False
    """Whether what spans editions may wait for the next build."""
    is_whole: bool = True
    """Whether every file of the output was looked at."""
    is_like: bool = True
    """Whether every file is, at a glance, as it was written."""


def look(context: SiteContext, store: Store, stages: Stages, scope: Scope) -> Found:
    """Compares the site's sources and its output with the state.

    Raises Stop where the one edition wanted is none."""
    found = Found()
    names, found.problems = loader.edition_names(context.request.root)
    if scope.only and not any(str(name) == scope.only for name in names):
        _refuse_unknown(scope.only, store)
    same = store.meta("key") == context.key and store.meta("spanned") == "yes"
    if not same and scope.years is None:
        # What every page depends on has changed: all of them are looked at.
        scope = Scope(trees=scope.trees)
        found.owners |= page_kinds.owners(store)
    found.ahead = scope.ahead and scope.touched is not None
    found.owners |= {Owner(*pair) for pair in json.loads(store.meta("owed") or "[]")}
    known = {id: mark for id, mark in store.marks().items() if scope.holds(id)}
    names = [name for name in names if scope.holds(str(name))]
    missing = store.blank() | address_claims.withheld(store) | _without_record(store, stages, scope)
    unsure = [name for name in names if not _is_vouched_for(known.get(str(name)), scope, name)]
    unlike, glances = _survey(context.request.root, unsure, stages.pages, store, scope)
    lost, problems = altered_files.among(store, stages.pages, unlike)
    found.is_whole = scope.touched is None and not scope.only
    found.is_like = not unlike
    found.problems += problems
    missing |= lost
    pairs = [(name, known.get(str(name))) for name in names]
    _compare(context, store, pairs, glances, missing, scope.trees, found)
    standing = {str(name) for name in names}
    found.gone = [one for one in known if one not in standing]
    found.owners |= {owner for owner in missing if owner.kind != EDITION}
    unsteady = {Owner(name) for name, kind in page_kinds.all_kinds().items() if kind.in_every_scan}
    found.owners |= unsteady if scope.touched is None else unsteady & scope.touched
    return found


def _refuse_unknown(wanted: str, store: Store) -> None:
    """Raises Stop where the one edition wanted neither stands nor ever stood."""
    if store.edition(wanted) is None:
        said, hint = f'there is no edition "{wanted}"', f"no folder {loader.FOLDER}/{wanted}"
        raise Stop([error("--edition", said, hint, rule="no-edition")])


def _printed(store: Store, scope: Scope) -> Iterator[bytes]:
    """The files that are to stand, a row for each of their owners; where one edition is wanted, its
    own alone: to look at each of an archive takes as long as the night's other work."""
    if scope.touched is not None:
        return
    own = owner_of(scope.only)
    files = store.targets(own) if scope.only else {}
    row = "//".join((str(own), str(sum(file.size for file in files.values())), *files))
    rows = [row] if scope.only else store.rows_of_paths()
    yield from map(os.fsencode, rows)


def _without_record(store: Store, stages: Stages, scope: Scope) -> set[Owner]:
    """The editions, as owners, that have lost what they keep beside their pages."""
    if scope.touched is not None:
        return set()
    left = stages.records.names()
    return {owner_of(id) for id, _ in store.records() if not left.issuperset(kept_files(id))}


_AT_ONCE = 400
"""Owners whose files this process looks for itself; where there are more, others help."""
_SENTRIES = 2


def _survey(
    root: Path, names: list[EditionId], pages: Stage, store: Store, scope: Scope
) -> tuple[set[Owner], dict[EditionId, str]]:
    """The owners of files that may not stand as they were written, and what each of these editions
    is at a glance."""
    printed, since = _printed(store, scope), altered_files.seen_until(store)
    with ThreadPoolExecutor(1) as eye:
        seen = eye.submit(lambda: {name: loader.glance(root, name) for name in names})
        some = list(islice(printed, _AT_ONCE))
        if len(some) < _AT_ONCE:
            missing = set(file_probe.lost(some, os.fsencode(pages.out), since))
        else:
            missing = _asked_elsewhere(chain(some, printed), pages.out, since)
    return {Owner.parse(os.fsdecode(owner)) for owner in missing}, seen.result()


def _asked_elsewhere(rows: Iterator[bytes], out: Path, since: int) -> set[bytes]:
    """The same owners, while other processes look at the files."""
    with ExitStack() as watch:
        sentries = [watch.enter_context(file_probe.called(out, since)) for _ in range(_SENTRIES)]
        for row, one in zip(rows, cycle(sentries), strict=False):
            one.ask(row)
        return set().union(*(one.answer() for one in sentries))


def _compare(
    context: SiteContext,
    store: Store,
    names: list[tuple[EditionId, EditionMark | None]],
    glances: dict[EditionId, str],
    missing: set[Owner],
    trees: Mapping[str, str],
    found: Found,
) -> None:
    now = time.time_ns()
    for name, mark in names:
        made = mark if owner_of(name) not in missing else None
        unchanged = made and (name not in glances or made.glance == glances[name])
        if made and unchanged and _is_made_of(context, made, made.stamp):
            continue
        row = store.edition(str(name))
        folder, hashed = loader.look(context.request.root, name, row.files if row else "", now)
        folder = replace(folder, tree=trees.get(str(name), ""))
        if not (made and _is_made_of(context, made, folder.stamp)):
            found.stale.append(folder)
        elif hashed:
            found.settled.append(folder)


def _is_vouched_for(mark: EditionMark | None, scope: Scope, name: EditionId) -> bool:
    """Whether an edition is what it was by version control's word: it need not be looked at."""
    return mark is not None and mark.tree != "" and mark.tree == scope.trees.get(str(name))


def _is_made_of(context: SiteContext, mark: EditionMark, stamp: str) -> bool:
    """Whether an edition was built, and for now, from what stamped it."""
    return mark.is_of(context.key, stamp) and Span(mark.since, mark.due).holds(context.request.now)
