"""All kinds of pages that are made of more than one edition: their owners and targets."""

from __future__ import annotations

import pkgutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.target import Copy, Recipe, Target
from generator.pages import article_page, edition, emptied, kinds, single
from generator.pages.edition_store import EditionStore
from generator.pages.page_kind import Aspect, List, PageKind
from generator.pages.site_context import SiteContext

EDITION = "edition"
"""The kind of the owners of an edition's own files: its articles, its pages (版)."""


@cache
def all_kinds() -> Mapping[str, PageKind]:
    """The kinds that the modules in ``pages/kinds/`` define, by name, in the order of the
    modules."""
    names = sorted(module.name for module in pkgutil.iter_modules(kinds.__path__))
    modules = (import_module(f"{kinds.__name__}.{name}") for name in names)
    return {module.KIND.name: module.KIND for module in modules}


def owners(store: EditionStore) -> set[Owner]:
    """Every owner there may be, or was: for a build after a change that touches all."""
    current = {owner for kind in all_kinds().values() for owner in kind.owners(store)}
    return current | {owner for owner in store.owners() if owner.kind != EDITION}


def touched(
    store: EditionStore, edition: str, lists: Collection[List], aspect: Aspect
) -> set[Owner]:
    """The owners whose targets may change with an aspect of an edition; ``lists`` are those its
    cards are or were in."""
    return {
        owner
        for kind in all_kinds().values()
        if aspect & kind.follows
        for owner in kind.touched(store, edition, lists)
    }


def late(context: SiteContext, store: EditionStore, changed: Sequence[str]) -> set[Owner]:
    """The stale owners of late kinds; ``changed`` are the files that are new, changed or gone."""
    return {
        owner
        for kind in all_kinds().values()
        if kind.is_late
        for owner in kind.late(context, store, changed)
    }


def conditional(store: EditionStore, lists: Collection[List]) -> set[Owner]:
    """The owners that some lists have only under a condition, as it is now."""
    return {owner for kind in all_kinds().values() for owner in kind.conditional(store, lists)}


def targets(
    context: SiteContext, store: EditionStore, stages: Stages, owner: Owner
) -> Iterator[Target | Copy]:
    """The targets of an owner; none where nothing of it is left."""
    kind = all_kinds().get(owner.kind)
    return kind.targets(context, store, stages, owner.key) if kind else iter(())


def recipes() -> tuple[Recipe, ...]:
    """The recipe of every file that is made of a view."""
    of_editions = (
        article_page.ARTICLE,
        edition.PAGE,
        single.NOTICE,
        emptied.EMPTIED,
        single.REDIRECT,
    )
    return of_editions + tuple(r for kind in all_kinds().values() for r in kind.recipes)
