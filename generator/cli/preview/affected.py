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
class Concern:
    """What a rebuild has to look at."""

    owners: frozenset[Owner] | None = frozenset()
    """Editions and static files; None: everything."""
    seeds: bool = False
    """Whether a printed page has come or changed."""

    def __or__(self, other: Concern) -> Concern:
        both = None
        if self.owners is not None and other.owners is not None:
            both = self.owners | other.owners
        return Concern(both, self.seeds or other.seeds)

    def __bool__(self) -> bool:
        return self.owners is None or bool(self.owners) or self.seeds


EVERYTHING = Concern(None)
AT_FIRST = Concern(None, seeds=True)


def concern(paths: Iterable[str]) -> Concern:
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
            return Concern(None, seeds or any(p.startswith("seeds") for p in paths))
    return Concern(None if len(owners) > MANY else frozenset(owners), seeds)
