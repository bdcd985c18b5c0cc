"""What leads crawlers and browsers to the rest: the index of sitemaps, robots.txt, OpenSearch."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.target import Recipe, Target, target
from generator.formats import syndication
from generator.formats.syndication import RobotsView, SitemapView
from generator.model import address
from generator.pages.edition_store import EditionStore
from generator.pages.head import absolute
from generator.pages.kinds.sitemap_month import SITEMAP
from generator.pages.page_kind import List, PageKind
from generator.pages.site_context import SiteContext
from generator.pages.sitemap import opensearch

ROBOTS = Recipe("robots", write=syndication.robots)
OPENSEARCH = Recipe("opensearch", write=syndication.opensearch)


class Guides(PageKind):
    """The index of sitemaps, robots.txt, the search's description for browsers."""

    name = "guides"
    recipes = (ROBOTS, OPENSEARCH)

    def touched(self, store: EditionStore, edition: str, lists: Collection[List]) -> tuple[Owner]:
        """All of them: the index lists the months."""
        return (Owner(self.name),)

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target]:
        """The files."""
        localization, source = context.localization, context.site.source
        months = sorted({name[:7] for name in store.shown()})
        maps = tuple(absolute(localization, f"/sitemap-{month}.xml") for month in months)
        if maps:
            index = SitemapView(sitemaps=maps, entries=())
            yield target(SITEMAP, index, "/sitemap.xml", source)
        named: Sequence[str] = (
            ("/sitemap.xml", "/news-sitemap.xml") if maps else ("/news-sitemap.xml",)
        )
        if not context.site.base_url:
            named = ()
        robots = RobotsView(sitemaps=tuple(absolute(localization, path) for path in named))
        yield target(ROBOTS, robots, "/robots.txt", source)
        for variant in context.site.variants if context.site.base_url else ():
            url = address.in_variant("/opensearch.xml", context.site.folder(variant))
            yield target(OPENSEARCH, opensearch(localization, variant), url, variant)


KIND = Guides()
