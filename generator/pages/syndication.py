"""What machines fetch that spans editions: feeds, sitemaps, robots.txt, the search's description.

Knows which cards and texts stand in each, from the state and the texts kept beside it: no edition
is opened for them.
"""

from __future__ import annotations

import base64
import itertools
import json
from collections.abc import Iterator, Sequence

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.site_context import SiteContext
from generator.build.store import Store
from generator.content.document import Document
from generator.model import address, digest
from generator.model.article import EditionId
from generator.model.variant import Variant
from generator.pages import book, listing, offline, targets
from generator.pages import cards as cardroom
from generator.pages import feed as machine
from generator.pages.article_texts import Reader
from generator.pages.edition import PageFacts
from generator.pages.head import absolute
from generator.pages.targets import Target

ENTRIES = {"": 40, "sections": 20, "authors": 5}
"""Entries of a feed, by its kind of list; the paper's own holds the newest edition whole. There
are as many authors' feeds as authors, each in every variant and two formats: five entries keep
them all below a tenth of what the articles' pages weigh."""
_WHOLE = 200
"""Entries of the paper's feed where one edition has more than that."""
_RECENT = 6
"""Editions that are looked through for what is news: three days of two a day."""


FEED, BOOKS, OFFLINE, NEWS = Owner("feed"), Owner("books"), Owner("offline"), Owner("news")


def feed_of(kind: str, folder: str) -> Owner:
    """The owner of a list's feeds."""
    return Owner("feed", f"{kind}/{folder}")


def feed(context: SiteContext, store: Store, stages: Stages, name: str) -> Iterator[Target]:
    """A feed in every variant: the paper's own (``name`` is empty), or a list's."""
    kind, _, folder = name.partition("/")
    called = store.name(kind, folder) if name else ""
    rows = store.filed(kind, folder, limit=ENTRIES[kind]) if name else _newest(store)
    if name and not called:
        return
    home = address.listing(kind, folder) if name else address.FRONT
    cards = [cardroom.from_json(row) for row in rows]
    reader = Reader(stages.records)
    texts = []
    for card in cards:
        own = next(iter(card.values()))
        texts.append(reader.of(own.edition, own.stem))
    for variant in context.site.variants:
        view = machine.feed(
            context.localization,
            variant,
            home,
            called,
            [card[variant.tag] for card in cards],
            [text.get(variant.tag, Document()) for text in texts],
            context.theme.words[variant.tag].translate,
        )
        for recipe, file in ((targets.FEED, "feed.xml"), (targets.JSON_FEED, "feed.json")):
            there = address.in_variant(home + file, context.site.folder(variant))
            yield targets.target(recipe, view, there, variant)


def books(context: SiteContext, store: Store, stages: Stages) -> Iterator[Target]:
    """The newest editions as EPUB, as many as the site keeps, in every variant."""
    reader = Reader(stages.records)

    def load(there: str) -> str:
        return base64.b64encode(stages.pages.read(address.file_of(there))).decode()

    for name in book_editions(context, store):
        row, edition = store.edition(name), EditionId.parse(name)
        assert row is not None and edition is not None
        facts = json.loads(row.facts)
        cards = [cardroom.from_json(data) for data in store.cards(name)]
        source = context.site.source.tag
        stems = [card[source].stem for card in cards]
        texts = {stem: reader.of(name, stem) for stem in stems}
        for variant in context.site.variants:
            view = book.book(
                context.localization,
                variant,
                edition,
                [PageFacts(number=n, name=w, credits=tuple(c)) for n, w, c in facts[variant.tag]],
                [card[variant.tag] for card in cards],
                {stem: text.get(variant.tag, Document()) for stem, text in texts.items()},
                context.theme.words[variant.tag].translate,
                load,
            )
            there = address.in_variant(address.book(edition), context.site.folder(variant))
            yield targets.target(targets.BOOK, view, there, variant)


def book_editions(context: SiteContext, store: Store) -> list[str]:
    """The editions that stand as books, newest first; none where the site has no base address
    yet: a book's links must lead somewhere."""
    count = context.site.options["epub"] if context.site.base_url else 0
    return store.latest(count) if count else []


def _newest(store: Store) -> list[str]:
    """The cards of the newest edition, and of those before it until there are enough."""
    found: list[str] = []
    for edition in store.latest(ENTRIES[""]):
        own = store.cards(edition)
        found += own if not found else own[: max(0, ENTRIES[""] - len(found))]
        if len(found) >= ENTRIES[""]:
            break
    return found[:_WHOLE]


def month_map(context: SiteContext, store: Store, month: str) -> Iterator[Target]:
    """The sitemap of a month (``2025-03``)."""
    editions = []
    for name in store.shown(int(month[:4]), int(month[5:7])):
        row, edition = store.edition(name), EditionId.parse(name)
        assert row is not None and edition is not None
        updated = json.loads(row.facts).get("updated", {})
        editions.append((edition, store.stems(name), updated))
    if editions:
        view = machine.month_map(context.localization, editions)
        yield targets.target(targets.SITEMAP, view, f"/sitemap-{month}.xml", context.site.source)


def news(context: SiteContext, store: Store) -> Iterator[Target]:
    """The news sitemap: stale by the hour, not only by what has changed."""
    source = context.site.source
    rows = itertools.chain.from_iterable(store.cards(name) for name in store.latest(_RECENT))
    cards = [cardroom.from_json(row)[source.tag] for row in rows]
    view = machine.news(context.localization, cards, context.request.now)
    yield targets.target(targets.NEWS_SITEMAP, view, "/news-sitemap.xml", source)


def guides(context: SiteContext, store: Store) -> Iterator[Target]:
    """What leads machines to the rest: the index of sitemaps, robots.txt, OpenSearch."""
    localization, source = context.localization, context.site.source
    months = sorted({name[:7] for name in store.shown()})
    maps = tuple(absolute(localization, f"/sitemap-{month}.xml") for month in months)
    if maps:
        index = machine.SitemapView(sitemaps=maps, entries=())
        yield targets.target(targets.SITEMAP, index, "/sitemap.xml", source)
    named: Sequence[str] = ("/sitemap.xml", "/news-sitemap.xml") if maps else ("/news-sitemap.xml",)
    if not context.site.base_url:
        named = ()
    robots = machine.RobotsView(sitemaps=tuple(absolute(localization, path) for path in named))
    yield targets.target(targets.ROBOTS, robots, "/robots.txt", source)
    for variant in context.site.variants if context.site.base_url else ():
        there = address.in_variant("/opensearch.xml", context.site.folder(variant))
        yield targets.target(
            targets.OPENSEARCH, machine.opensearch(localization, variant), there, variant
        )


def kept(context: SiteContext, store: Store) -> Iterator[Target]:
    """What lets a browser keep the newest edition. A worker that no longer finds the list, where
    the site does not want that or has no edition, takes leave."""
    if not context.site.options["offline"]:
        return
    localization, source = context.localization, context.site.source
    view = offline.worker(localization, lambda v, key: _say(context, v)(key))
    yield targets.target(targets.WORKER, view, offline.WORKER, source)
    if edition := EditionId.parse(next(iter(store.latest(1)), "")):
        cards = [cardroom.from_json(row)[source.tag] for row in store.cards(str(edition))]
        newest = offline.newest(edition, cards, _version(context, store, str(edition)))
        yield targets.target(targets.NEWEST, newest, offline.NEWEST, source)
    for variant in context.site.variants:
        there = address.in_variant(offline.MANIFEST, context.site.folder(variant))
        yield targets.target(
            targets.MANIFEST, offline.manifest(localization, variant), there, variant
        )
    yield targets.target(targets.ICON, offline.icon(localization), offline.ICON, source)


def _version(context: SiteContext, store: Store, edition: str) -> str:
    """Changes with every byte of an edition's pages and with all that its front is made of."""
    row = store.edition(edition)
    files = store.targets(Owner("edition", edition))
    marks = [(path, files[path].digest) for path in sorted(files)]
    assets = [asset.address for _, asset in sorted(context.theme.assets.items())]
    return digest.of_value([row and row.facts, store.cards(edition), marks, assets])[:8]


def _say(context: SiteContext, variant: Variant) -> machine.Say:
    return context.theme.words[variant.tag].translate


def carriers(store: Store, edition: str) -> set[Owner]:
    """The owners of all that may carry an edition's texts."""
    kinds = {(kind, folder) for kind, folder, _, _ in store.filings(edition)}
    feeds = {feed_of(kind, folder) for kind, folder in kinds if kind in listing.FEEDS}
    return feeds | {FEED, BOOKS, OFFLINE}
