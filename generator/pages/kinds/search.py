"""The search page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.build.release import Stages
from generator.build.target import Recipe, Target, target
from generator.model import address
from generator.pages import single
from generator.pages.edition_store import EditionStore
from generator.pages.page_kind import PageKind
from generator.pages.site_context import SiteContext

SEARCH = Recipe("search", "search.html")


class SearchPage(PageKind):
    """The search page."""

    name = "search"
    recipes = (SEARCH,)

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target]:
        """The page in every variant."""
        for variant in context.site.variants:
            view = single.plain(context.localization, variant, address.SEARCH)
            yield target(SEARCH, view, view.frame.address, variant)


KIND = SearchPage()
