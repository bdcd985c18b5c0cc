"""The sitemap of each month."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.target import Recipe, Target, target
from generator.formats import syndication
from generator.model.article import EditionId
from generator.pages.edition_store import EditionStore
from generator.pages.page_kind import List, PageKind
from generator.pages.site_context import SiteContext
from generator.pages.sitemap import month_map

SITEMAP = Recipe("sitemap", write=syndication.sitemap)


class MonthMaps(PageKind):
    """The sitemaps of the months, by month (``2025-03``)."""

    name = "map"
    recipes = (SITEMAP,)

    def owners(self, store: EditionStore) -> set[Owner]:
        """The months with editions."""
        return {Owner(self.name, name[:7]) for name in (*store.shown(), *store.emptied())}

    def touched(self, store: EditionStore, edition: str, lists: Collection[List]) -> tuple[Owner]:
        """The edition's month."""
        return (Owner(self.name, edition[:7]),)

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target]:
        """The sitemap."""
        editions = []
        for name in store.shown(int(key[:4]), int(key[5:7])):
            row, edition = store.edition(name), EditionId.parse(name)
            assert row is not None and edition is not None
            updated = row.summary.updated
            editions.append((edition, store.stems(name), updated))
        if editions:
            view = month_map(context.localization, editions)
            yield target(SITEMAP, view, f"/sitemap-{key}.xml", context.site.source)


KIND = MonthMaps()
