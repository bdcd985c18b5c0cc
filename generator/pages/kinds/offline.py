"""What lets a browser keep the newest edition: service worker, list, manifest, icon."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.target import Recipe, Target, target
from generator.formats import service_worker
from generator.model import address, digest
from generator.model.article import EditionId
from generator.pages import cards as cardroom
from generator.pages import offline_views
from generator.pages.edition_store import EditionStore
from generator.pages.page_kind import Aspect, List, PageKind
from generator.pages.site_context import SiteContext

WORKER = Recipe("worker", write=service_worker.worker)
NEWEST = Recipe("newest", write=service_worker.newest)
MANIFEST = Recipe("manifest", write=service_worker.manifest)
ICON = Recipe("icon", write=service_worker.icon)


class Offline(PageKind):
    """The files for reading without a network. A service worker that finds no list any more,
    because the site does not want one or has no edition, unregisters itself."""

    name = "offline"
    recipes = (WORKER, NEWEST, MANIFEST, ICON)
    follows = Aspect.CARDS | Aspect.TEXTS | Aspect.FILES

    def touched(self, store: EditionStore, edition: str, lists: Collection[List]) -> tuple[Owner]:
        """All of them: the list has a digest of every file of its edition."""
        return (Owner(self.name),)

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target]:
        """The files."""
        if not context.site.offline:
            return
        localization, source = context.localization, context.site.source
        view = offline_views.worker(
            localization, lambda v, key: context.theme.words[v.tag].translate(key)
        )
        yield target(WORKER, view, offline_views.WORKER, source)
        if edition := EditionId.parse(next(iter(store.latest(1)), "")):
            cards = [cardroom.from_json(row)[source.tag] for row in store.cards(str(edition))]
            newest = offline_views.newest(edition, cards, _version(context, store, str(edition)))
            yield target(NEWEST, newest, offline_views.NEWEST, source)
        for variant in context.site.variants:
            url = address.in_variant(offline_views.MANIFEST, context.site.folder(variant))
            yield target(MANIFEST, offline_views.manifest(localization, variant), url, variant)
        yield target(ICON, offline_views.icon(localization), offline_views.ICON, source)


KIND = Offline()


def _version(context: SiteContext, store: EditionStore, edition: str) -> str:
    """Changes with every byte of an edition's pages and with all that its front is made of."""
    row = store.edition(edition)
    files = store.targets(Owner("edition", edition))
    marks = [(path, files[path].digest) for path in sorted(files)]
    assets = [asset.address for _, asset in sorted(context.theme.assets.items())]
    return digest.of_value([row and row.facts, store.cards(edition), marks, assets])[:8]
