"""The owners of output files that changed source paths affect; a pure function of path names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.build.owner import Owner
from generator.model.article import EditionId

MANY = 64
"""With more changed editions than this (a checkout, a sync) everything is scanned."""


@dataclass(frozen=True, slots=True)
class Affected:
    """What a rebuild has to scan."""

    owners: frozenset[Owner] | None = frozenset()
    """Editions and static files; None: everything."""
    seeds: bool = False
    """Whether a seed is new or changed."""

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
    """What a set of changed paths (relative to the site) affects."""
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
