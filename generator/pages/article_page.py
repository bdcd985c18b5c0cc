"""An article's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from generator.build.target import Recipe
from generator.content.document import Document, Subhead
from generator.model import address
from generator.model.article import Article, Edition
from generator.model.card import Card
from generator.pages.anchors import on_page
from generator.pages.frame import Day, Frame, Link, day, frame
from generator.pages.head import Head, breadcrumbs, graph, head, json_ld, news_article
from generator.pages.head import issue as issue_json
from generator.pages.jumps import Turn, placed, turn
from generator.pages.localizer import Localizer


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A correction, in one variant."""

    day: Day
    text: str


class ArticleView(msgspec.Struct, frozen=True, kw_only=True):
    """All that an article's page shows."""

    frame: Frame
    card: Card
    day: Day
    edition: str
    page: Link
    """The page (版) it stands on; the label is its name."""
    section: Link | None
    """Without an address where another section has that of its list."""
    dateline: str
    dateline_day: Day | None
    html: str
    subheads: tuple[Link, ...]
    """Labels with fragments: ``#s1``."""
    minutes: int
    """Reading time."""
    to: Turn | None
    """下转: where the text goes on."""
    origin: Turn | None
    """上接: where it began."""
    see: tuple[Turn, ...]
    """Pages referred to (刊2版)."""
    incomplete: bool
    corrections: tuple[Note, ...]
    previous: Link | None
    next: Link | None
    others: tuple[Link, ...]
    """The other articles of the page, in reading order; without those before and after it."""


class Place(msgspec.Struct, frozen=True):
    """Where an article stands in its edition, in one variant."""

    card: Card
    page: Link
    """The page (版); the label is its name."""
    crumbs: str
    """The way to it, for machines."""
    links: tuple[Link, ...]
    """All articles of the page, in reading order."""
    at: int
    """Which of them it is."""


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """An edition as its articles' pages show it, in one variant: made once for all of them."""

    edition: Edition
    cards: Sequence[Card]
    day: Day
    root: str
    """The edition's address in the source script."""
    address: str
    head: Head
    news_article_json: str
    """What it is to machines."""
    places: Mapping[str, Place]
    """Where each article stands, by its number (``01-03``)."""


def issue(edition: Edition, cards: Sequence[Card], localizer: Localizer) -> Issue:
    """What the articles' pages of an edition share; ``cards`` are all of it."""
    root = address.edition(edition.id)
    by_page: dict[str, list[Card]] = {}
    for card in cards:
        by_page.setdefault(card.page, []).append(card)
    places: dict[str, Place] = {}
    for number, cards_by_page in by_page.items():
        links = tuple(Link(card.title, card.address) for card in cards_by_page)
        url = localizer.url(address.page(edition.id, number))
        page, crumbs = None, ""
        for at, card in enumerate(cards_by_page):
            if page is None or page.label != card.page_name:  # an article may say it otherwise
                page = Link(card.page_name, url)
                steps = (card.edition, localizer.url(root)), (card.page_name or number, url)
                crumbs = breadcrumbs(localizer.localization, steps)
            places[card.stem] = Place(card, page, crumbs, links, at)
    return Issue(
        edition=edition,
        cards=cards,
        day=day(edition.id.date),
        root=root,
        address=localizer.url(root),
        head=head(localizer),
        news_article_json=issue_json(edition, localizer),
        places=places,
    )


class Body(msgspec.Struct, frozen=True):
    """The text of an article's page, in one variant."""

    document: Document
    """With links where the paper printed a jump."""
    to: Turn | None
    origin: Turn | None


def body(issue: Issue, article: Article, document: Document, localizer: Localizer) -> Body:
    """The text of an article's page; ``document`` is all of it in this variant."""
    edition, cards, jump = issue.edition, issue.cards, article.front.jump
    to = turn(jump.to if jump else "", edition, cards, localizer)
    origin = turn(jump.origin if jump else "", edition, cards, localizer)
    return Body(*placed(document, to, origin))


def view(
    issue: Issue, article: Article, text: Body, subheads: Sequence[Subhead], localizer: Localizer
) -> ArticleView:
    """The view of an article; ``subheads`` are those of its own half, in this variant."""
    stem, front, edition, cards = article.id.stem, article.front, issue.edition, issue.cards
    place = issue.places[stem]
    card, at, links = place.card, place.at, place.links
    metadata = _head(issue, place, article, localizer)
    framed = frame(
        localizer.localization, localizer.variant, f"{issue.root}{stem}/", card.abstract, metadata
    )
    return ArticleView(
        frame=framed,
        card=card,
        day=issue.day,
        edition=issue.address,
        page=place.page,
        section=Link(card.section, card.section_address) if card.section else None,
        dateline=localizer.convert_text(front.dateline.place) if front.dateline else "",
        dateline_day=day(front.dateline.date) if front.dateline and front.dateline.date else None,
        html=text.document.to_html(on_page(framed.address, localizer)),
        subheads=tuple(Link(subhead.text, f"#{subhead.id}") for subhead in subheads),
        minutes=max(1, round(card.length / 400)),
        to=text.to,
        origin=text.origin,
        see=tuple(
            target for page in front.see if (target := turn(page, edition, cards, localizer))
        ),
        incomplete=front.incomplete,
        corrections=tuple(
            Note(day=day(c.date), text=localizer.convert_text(c.text)) for c in front.corrections
        ),
        previous=links[at - 1] if at else None,
        next=links[at + 1] if at + 1 < len(links) else None,
        others=links[: max(0, at - 1)] + links[at + 2 :],
    )


def _head(issue: Issue, place: Place, article: Article, localizer: Localizer) -> Head:
    localization, card = localizer.localization, place.card
    # An article may have decided about a word of the paper's own name.
    plain = head(localizer) if localizer.decides(localization.site.title) else issue.head
    picture = card.pictures[0] if card.pictures else None
    return Head(
        feeds=plain.feeds,
        opensearch=plain.opensearch,
        graph=graph(localization, "article", card.headline, card.address, picture),
        json_ld=json_ld(
            news_article(article, card, localizer, issue.news_article_json), place.crumbs
        ),
    )


ARTICLE = Recipe("article", "article.html")
