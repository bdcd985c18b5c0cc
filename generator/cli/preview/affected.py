"""Whom a burst of changed paths concerns: which owners of files are to be looked at again.

A pure function of names. Refuses to look at the files.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.build.owner import Owner
from generator.model.article import EditionId

MANY = 64
"""More editions than this at once (a checkout, a sync) are one look at everything."""


@dataclass(frozen=True, slots=True)
class Affected:
    """What a rebuild has to look at."""

    owners: frozenset[Owner] | None = frozenset()
    """Editions and static files; None: everything."""
    seeds: bool = False
    """Whether a printed page has come or changed."""

    def __or__(self, other: Affected) -> Affected:
        owners = None
        if self.owners is not None and other.owners is not None:
            owners = self.owners | other.owners
        return Affected(owners, self.seeds or other.seeds)

    def __bool__(self) -> bool:
        return self.owners is None or bool(self.owners) or self.seeds


EVERYTHING = Affected(None)
INITIAL = Affected(None, seeds=True)


def affected_by(paths: Iterable[str]) -> Affected:
    """What the changed paths (relative to the site) concern."""
    owners: set[Owner] = set()
    seeds = False
    for path in paths:
        top, _, rest = path.partition("/")
        edition = EditionId.parse(rest.partition("/")[0])
        if top == "seeds":
            seeds = True
        elif top == "content" and edition:
            owners.add(Owner("edition", str(edition)))
        elif top == "static" and rest:
            owners.add(Owner("static"))
        else:
            return Affected(None, seeds or any(p.startswith("seeds") for p in paths))
    return Affected(None if len(owners) > MANY else frozenset(owners), seeds)
