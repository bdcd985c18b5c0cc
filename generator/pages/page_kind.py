"""What a kind of page is: who owns its files, when they are stale, what they are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import Flag, auto
from typing import ClassVar

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.target import Copy, Recipe, Target
from generator.model.article import Article
from generator.model.card import Card
from generator.pages.edition_rows import Filing, Standing
from generator.pages.edition_store import EditionStore
from generator.pages.site_context import SiteContext

List = tuple[str, str, int, int]
"""A month of a list in which a card is filed: (kind, folder, year, month)."""


class Aspect(Flag):
    """What of an edition has changed."""

    CARDS = auto()
    """What other pages may show of its articles, and the lists they are in."""
    TEXTS = auto()
    """What stands in its articles."""
    FILES = auto()
    """Any file of its pages."""


class PageKind:
    """A kind of page, or of another file, that is made of more than one edition.

    A module in ``pages/kinds/`` defines one and is found there by its ``KIND``."""

    name: ClassVar[str]
    """The kind of its owners."""
    recipes: ClassVar[tuple[Recipe, ...]] = ()
    follows: ClassVar[Aspect] = Aspect.CARDS
    """The changes of an edition for which :meth:`touched` is asked."""
    entrance: ClassVar[tuple[str, str]] = ("", "")
    """The address, in the source script, to which the archive page links, and the interface word
    for the link; empty without such a link."""
    index_of: ClassVar[str] = ""
    """The kind of list (sections, authors, tags) whose lists it names; each of them links to the
    ``entrance``."""
    in_every_scan: ClassVar[bool] = False
    """Whether its files may change without any edition: they depend on other files or on time."""
    outlives_errors: ClassVar[bool] = False
    """Whether its old files stay while an edition with errors keeps pages that use them."""
    is_late: ClassVar[bool] = False
    """Whether its targets depend on what all others have become; see :meth:`late`."""

    def owners(self, store: EditionStore) -> Iterable[Owner]:
        """Every owner that may have targets now."""
        return (Owner(self.name),)

    def touched(
        self, store: EditionStore, edition: str, lists: Collection[List]
    ) -> Iterable[Owner]:
        """The owners whose targets may change with an edition; ``lists`` are those its cards are
        or were in."""
        return ()

    def conditional(self, store: EditionStore, lists: Collection[List]) -> Iterable[Owner]:
        """Of the lists of an edition, the owners that have targets only under a condition: those
        that come or go with the edition are stale."""
        return ()

    def late(self, context: SiteContext, store: EditionStore, changed: Sequence[str]) -> set[Owner]:
        """The stale owners of a kind that is late; ``changed`` are the files that are new,
        changed or gone."""
        return set()

    def filings(
        self, article: Article, card: Card | None, position: int, standing: Standing
    ) -> Iterator[Filing]:
        """How the kind files an article; ``card`` is the one in the source script, None for an
        article that is gone."""
        yield from ()

    def has_entrance(self, store: EditionStore) -> bool:
        """Whether the archive page links to it now."""
        return bool(self.entrance[0])

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target | Copy]:
        """The targets of the owner with a key; none where nothing of it is left."""
        raise NotImplementedError
