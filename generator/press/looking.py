"""What has changed since the last build: editions to be opened, owners to be printed again.

Knows stamps, the clock, and files that have gone missing. Reads no edition: it compares what
stands with what the state remembers.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field

from generator.paper import catalog
from generator.paper.catalog import Folder
from generator.paper.clock import Span
from generator.press import entrances
from generator.press.composing import kept_files, owner_of, stamp
from generator.press.shop import Shop
from generator.press.stage import Stages
from generator.state.rows import EditionRow
from generator.state.store import Store
from generator.values.article import EditionId
from generator.values.problems import Problem, Stop, error, has_errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is to be looked at, where the caller knows that it is not all."""

    only: str = ""
    """An edition's id."""
    touched: frozenset[str] | None = None
    """Owners (``edition:2025-03-20``, ``static``) that may have changed, from a watcher."""
    ahead: bool = False
    """With ``touched``: the editions' own files are released at once; what spans editions is owed
    and comes with the next build."""
    years: tuple[int, int] | None = None
    """The first and the last year of a part of the archive."""

    @property
    def is_all(self) -> bool:
        """Whether the whole site is looked at."""
        return not self.only and self.touched is None and self.years is None

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
    owners: set[str] = field(default_factory=set)
    """Owners of what spans editions, to be printed again."""
    settled: list[Folder] = field(default_factory=list)
    """Editions that are as they were, though their files' times are not."""
    problems: list[Problem] = field(default_factory=list)
    ahead: bool = False
    """Whether what spans editions may wait for the next build."""


def look(shop: Shop, store: Store, stages: Stages, scope: Scope) -> Found:
    """Compares the site's sources and its output with the state.

    Raises Stop where two files claim one number, or where the one edition wanted is none."""
    found = Found()
    names, found.problems = catalog.edition_names(shop.order.root)
    if scope.only and not any(str(name) == scope.only for name in names):
        _refuse_unknown(scope.only, store)
    same = store.meta("key") == shop.key and store.meta("spanned") == "yes"
    if not same and scope.years is None:
        scope = Scope()  # what every page depends on has changed: all of them are looked at
        found.owners |= entrances.everyone(store)
    found.ahead = scope.ahead and scope.touched is not None
    found.owners |= set(json.loads(store.meta("owed") or "[]"))
    known = {id: row for id, row in store.editions().items() if scope.holds(id)}
    names = [name for name in names if scope.holds(str(name))]
    missing = store.blank() | (_missing(store, stages, scope) if scope.touched is None else set())
    _compare(shop, names, known, missing, found)
    standing = {str(name) for name in names}
    found.gone = [one for one in known if one not in standing]
    found.owners |= {owner for owner in missing if not owner.startswith("edition:")}
    copied = {"static", "assets"}
    found.owners |= copied if scope.touched is None else copied & scope.touched
    if scope.touched is None and scope.years is None:
        found.owners.add("news")  # what is news depends on the hour
    return found


def _refuse_unknown(wanted: str, store: Store) -> None:
    """Raises Stop where the one edition wanted neither stands nor ever stood."""
    if wanted not in store.editions():
        said, hint = f'there is no edition "{wanted}"', f"no folder {catalog.FOLDER}/{wanted}"
        raise Stop([error("--edition", said, hint, rule="no-edition")])


def _compare(
    shop: Shop,
    names: list[EditionId],
    known: dict[str, EditionRow],
    missing: set[str],
    found: Found,
) -> None:
    clash: list[Problem] = []
    now = time.time_ns()
    for name in names:
        row = known.get(str(name))
        folder, hashed = catalog.look(shop.order.root, name, row.files if row else "", now)
        if row is None or _is_stale(shop, row, folder) or owner_of(name) in missing:
            clash += catalog.doubled(folder)
            found.stale.append(folder)
        elif hashed:
            found.settled.append(folder)
    if has_errors(clash):
        raise Stop(clash, status=1)


def _is_stale(shop: Shop, row: EditionRow, folder: Folder) -> bool:
    span = Span(row.since, row.due)
    return row.stamp != stamp(shop, folder) or not span.holds(shop.order.now)


def _missing(store: Store, stages: Stages, scope: Scope) -> set[str]:
    """Owners of files that have a row but do not stand; where one edition is wanted, its own
    alone are looked at: to look at each of an archive takes as long as the night's other work."""
    stands = stages.pages.stands
    if scope.only:
        own = owner_of(scope.only)
        owners = {own for path in store.targets(own) if not stands(path)}
    else:
        owners = {owner for path, owner, _ in store.all_targets() if not stands(path)}
    records = stages.records.out
    left = {path.name for path in records.iterdir()} if records.is_dir() else set()
    return owners | {
        owner_of(id) for id, _ in store.records() if not left.issuperset(kept_files(id))
    }
