"""The news sitemap: the articles of the last two days."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.target import Recipe, Target, target
from generator.formats import syndication
from generator.pages import cards as cardroom
from generator.pages.edition_store import EditionStore
from generator.pages.page_kind import List, PageKind
from generator.pages.site_context import SiteContext
from generator.pages.sitemap import news

NEWS_SITEMAP = Recipe("news-sitemap", write=syndication.news_sitemap)
_RECENT = 6
"""Editions that are looked through for what is news: three days of two a day."""


class NewsSitemap(PageKind):
    """The news sitemap. It changes by the hour, even where no edition does."""

    name = "news"
    recipes = (NEWS_SITEMAP,)
    in_every_scan = True

    def touched(self, store: EditionStore, edition: str, lists: Collection[List]) -> tuple[Owner]:
        """The sitemap."""
        return (Owner(self.name),)

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target]:
        """The sitemap."""
        source = context.site.source
        rows = itertools.chain.from_iterable(store.cards(name) for name in store.latest(_RECENT))
        cards = [cardroom.from_json(row)[source.tag] for row in rows]
        view = news(context.localization, cards, context.request.now)
        yield target(NEWS_SITEMAP, view, "/news-sitemap.xml", source)


KIND = NewsSitemap()
