"""Records for the search, made from the strings of views; nothing is converted here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.build.target import Target
from generator.content.document import Document
from generator.model import address
from generator.model.article import Article, Edition
from generator.model.card import byline_line
from generator.model.search_record import SearchRecord, SearchText
from generator.pages.article_page import ArticleView
from generator.pages.cards import section_of
from generator.pages.list_names import Register


def records(
    edition: Edition,
    articles: Sequence[Article],
    targets: Sequence[Target],
    bodies: Mapping[str, Mapping[str, Document]],
    register: Register,
) -> list[SearchRecord]:
    """The records of the articles whose pages are among ``targets``, in reading order; ``bodies``
    are the pages' texts by article and variant tag."""
    views: dict[str, list[tuple[str, SearchText]]] = {}
    for target in targets:
        if isinstance(target.view, ArticleView):
            stem, tag = target.view.card.stem, target.variant.tag
            views.setdefault(stem, []).append((tag, _text(target.view, bodies[stem][tag])))
    return [
        SearchRecord(
            address=address.article(article.id),
            edition=str(edition.id),
            page=article.id.page,
            section=register.known_as("sections", section_of(edition, article)),
            authors=tuple(
                register.known_as("authors", b.name) for b in article.front.bylines if b.name
            ),
            source=article.front.source,
            texts=tuple(views[article.id.stem]),
        )
        for article in articles
    ]


def _text(view: ArticleView, body: Document) -> SearchText:
    card = view.card
    words = [(block.id, block.text) for block in body.blocks()]
    for picture in card.pictures:
        # One line on the page: a string may run from the one into the other.
        if line := f"{picture.caption} {picture.credit}".strip():
            words.append(("", line))
    words += [("", note.text) for note in view.corrections]
    return SearchText(
        kicker=card.kicker,
        title=card.title,
        subtitle=card.subtitle,
        byline=byline_line(card.people),
        authors=tuple(person.name for person in card.people if person.name),
        source=card.source,
        section=card.section,
        page_name=card.page_name,
        blocks=tuple(words),
    )
