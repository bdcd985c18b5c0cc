"""The paper's own front: its newest edition."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.target import Recipe, Target, target
from generator.model import address
from generator.pages import single
from generator.pages.edition_store import EditionStore
from generator.pages.kinds.book import book_editions
from generator.pages.kinds.front import edition_front
from generator.pages.page_kind import List, PageKind
from generator.pages.site_context import SiteContext

EMPTY = Recipe("empty", "empty.html")


class Home(PageKind):
    """The paper's own front."""

    name = "home"
    recipes = (EMPTY,)

    def touched(self, store: EditionStore, edition: str, lists: Collection[List]) -> tuple[Owner]:
        """The page: any edition may become the newest one."""
        return (Owner(self.name),)

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target]:
        """The newest edition's front; a page that says so where there is none."""
        newest = store.latest(1)
        for edition in newest:
            has_book = bool(book_editions(context, store))
            yield from edition_front(context, store, edition, latest=True, has_book=has_book)
        for variant in context.site.variants if not newest else ():
            view = single.plain(context.localization, variant, address.FRONT)
            yield target(EMPTY, view, view.frame.address, variant)


KIND = Home()
