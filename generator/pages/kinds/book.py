"""The newest editions as books (EPUB)."""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterator
from pathlib import Path

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.target import Recipe, Target, target
from generator.content.document import Document
from generator.formats import epub
from generator.model import address, digest
from generator.model.article import EditionId
from generator.pages import cards as cardroom
from generator.pages.article_texts import Reader
from generator.pages.book_chapters import book
from generator.pages.edition_store import EditionStore
from generator.pages.page_kind import Aspect, List, PageKind
from generator.pages.site_context import SiteContext

BOOK = Recipe("epub", write=epub.epub, version=digest.of_bytes(Path(epub.__file__).read_bytes()))


class Books(PageKind):
    """The books of the newest editions, as many as the site keeps."""

    name = "books"
    recipes = (BOOK,)
    follows = Aspect.CARDS | Aspect.TEXTS

    def touched(self, store: EditionStore, edition: str, lists: Collection[List]) -> tuple[Owner]:
        """All of them: any edition may be among the newest."""
        return (Owner(self.name),)

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target]:
        """The books in every variant."""
        reader = Reader(stages.records)

        def load(url: str) -> str:
            return base64.b64encode(stages.pages.read(address.file_of(url))).decode()

        for name in book_editions(context, store):
            row, edition = store.edition(name), EditionId.parse(name)
            assert row is not None and edition is not None
            pages = row.summary.pages
            cards = [cardroom.from_json(data) for data in store.cards(name)]
            source = context.site.source.tag
            stems = [card[source].stem for card in cards]
            texts = {stem: reader.of(name, stem) for stem in stems}
            for variant in context.site.variants:
                view = book(
                    context.localization,
                    variant,
                    edition,
                    pages[variant.tag],
                    [card[variant.tag] for card in cards],
                    {stem: text.get(variant.tag, Document()) for stem, text in texts.items()},
                    context.theme.words[variant.tag].translate,
                    load,
                )
                book_address = address.in_variant(
                    address.book(edition), context.site.folder(variant)
                )
                yield target(BOOK, view, book_address, variant)


KIND = Books()


def book_editions(context: SiteContext, store: EditionStore) -> list[str]:
    """The editions that stand as books, newest first; none where the site has no base address
    yet: a book's links must lead somewhere."""
    count = context.site.epub if context.site.base_url else 0
    return store.latest(count) if count else []
