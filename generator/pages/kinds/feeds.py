"""The feeds: the paper's own, and those of sections and authors."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.target import Recipe, Target, target
from generator.content.document import Document
from generator.formats import syndication
from generator.model import address
from generator.pages import cards as cardroom
from generator.pages.article_texts import Reader
from generator.pages.edition_store import EditionStore
from generator.pages.feed import feed
from generator.pages.kinds.listing import FEEDS
from generator.pages.page_kind import Aspect, List, PageKind
from generator.pages.site_context import SiteContext

FEED = Recipe("feed", write=syndication.atom)
JSON_FEED = Recipe("json-feed", write=syndication.json_feed)
ENTRIES = {"": 40, "sections": 20, "authors": 5}
"""Entries of a feed, by its kind of list; the paper's own holds the newest edition whole. There
are as many authors' feeds as authors, each in every variant and two formats: five entries keep
them all below a tenth of what the articles' pages weigh."""
_WHOLE = 200
"""Entries of the paper's feed where one edition has more than that."""


class Feeds(PageKind):
    """The feeds, by kind and folder of their list (``sections/要闻``); without a key, the paper's
    own."""

    name = "feed"
    recipes = (FEED, JSON_FEED)
    follows = Aspect.CARDS | Aspect.TEXTS

    def owners(self, store: EditionStore) -> Iterator[Owner]:
        """The paper's feed and those of every list that has some."""
        yield Owner(self.name)
        for kind in FEEDS:
            for folder, *_ in store.names(kind):
                yield Owner(self.name, f"{kind}/{folder}")

    def touched(self, store: EditionStore, edition: str, lists: Collection[List]) -> set[Owner]:
        """The paper's feed and those of the lists that the edition's cards are in."""
        folders = {f"{kind}/{folder}" for kind, folder, *_ in lists if kind in FEEDS}
        return {Owner(self.name), *(Owner(self.name, key) for key in folders)}

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target]:
        """The feed in every variant and both formats."""
        kind, _, folder = key.partition("/")
        called = store.name(kind, folder) if key else ""
        rows = store.filed(kind, folder, limit=ENTRIES[kind]) if key else _newest(store)
        if key and not called:
            return
        home = address.listing(kind, folder) if key else address.FRONT
        cards = [cardroom.from_json(row) for row in rows]
        reader = Reader(stages.records)
        texts = []
        for card in cards:
            first = next(iter(card.values()))
            texts.append(reader.of(first.edition, first.stem))
        for variant in context.site.variants:
            view = feed(
                context.localization,
                variant,
                home,
                called,
                [card[variant.tag] for card in cards],
                [text.get(variant.tag, Document()) for text in texts],
                context.theme.words[variant.tag].translate,
            )
            for recipe, file in ((FEED, "feed.xml"), (JSON_FEED, "feed.json")):
                url = address.in_variant(home + file, context.site.folder(variant))
                yield target(recipe, view, url, variant)


KIND = Feeds()


def _newest(store: EditionStore) -> list[str]:
    """The cards of the newest edition, and of those before it until there are enough."""
    rows: list[str] = []
    for edition in store.latest(ENTRIES[""]):
        cards = store.cards(edition)
        rows += cards if not rows else cards[: max(0, ENTRIES[""] - len(rows))]
        if len(rows) >= ENTRIES[""]:
            break
    return rows[:_WHOLE]
