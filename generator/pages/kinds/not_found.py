"""The page that a web server shows for an address that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from generator.build.release import Stages
from generator.build.target import Recipe, Target, target
from generator.pages import single
from generator.pages.edition_store import EditionStore
from generator.pages.page_kind import PageKind
from generator.pages.site_context import SiteContext

NOT_FOUND = Recipe("404", "404.html")
_ADDRESS = "/404.html"


class NotFoundPage(PageKind):
    """404.html, in the source script alone."""

    name = "404"
    recipes = (NOT_FOUND,)

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target]:
        """The page."""
        source = context.site.source
        view = single.plain(context.localization, source, _ADDRESS)
        yield target(NOT_FOUND, view, _ADDRESS, source)


KIND = NotFoundPage()
