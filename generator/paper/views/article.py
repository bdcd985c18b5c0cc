"""An article's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.manuscript.markdown import Document
from generator.paper.anchors import at_home
from generator.paper.imprint import Voice
from generator.paper.jumps import Turn, placed, turn
from generator.paper.views.frame import Day, Frame, Link, day, frame
from generator.paper.views.head import Head, breadcrumbs, graph, head, json_ld, news_article
from generator.values import address
from generator.values.article import Article, Edition
from generator.values.card import Card
from generator.values.swift import swift


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A correction, as readers see it."""

    day: Day
    text: str


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """All that an article's page shows."""

    frame: Frame
    card: Card
    day: Day
    edition: str
    page: Link
    """The page (版) it stands on; the label is its name."""
    section: Link | None
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


def view(
    edition: Edition,
    article: Article,
    document: Document,
    html: str,
    cards: Sequence[Card],
    voice: Voice,
) -> ArticleView:
    """The view of an article; ``html`` is its text in this variant (empty where it may not stand
    on the web), ``cards`` are all of its edition."""
    own = next(card for card in cards if card.stem == article.id.stem)
    here = address.article(article.id)
    same_page = [card for card in cards if card.page == own.page]
    at = same_page.index(own)
    front = article.front
    to = turn(front.jump.to if front.jump else "", edition, cards, voice)
    origin = turn(front.jump.origin if front.jump else "", edition, cards, voice)
    told = _head(edition, article, own, voice)
    framed = frame(voice.imprint, voice.variant, here, own.abstract, told)
    shown, onward, back = placed(at_home(html, framed.address, voice), framed.address, to, origin)
    return ArticleView(
        frame=framed,
        card=own,
        day=day(edition.id.date),
        edition=voice.at(address.edition(edition.id)),
        page=Link(own.page_name, voice.at(address.page(edition.id, own.page))),
        section=Link(own.section, own.section_address) if own.section else None,
        dateline=voice.text(front.dateline.place) if front.dateline else "",
        dateline_day=day(front.dateline.date) if front.dateline and front.dateline.date else None,
        html=shown,
        subheads=tuple(Link(voice.text(s.text), f"#{s.id}") for s in document.subheads if html),
        minutes=max(1, round(own.length / 400)),
        to=replace(to, placed=onward) if to else None,
        origin=replace(origin, placed=back) if origin else None,
        see=tuple(found for page in front.see if (found := turn(page, edition, cards, voice))),
        incomplete=front.incomplete,
        corrections=tuple(
            Note(day=day(c.date), text=voice.text(c.text)) for c in front.corrections
        ),
        previous=_link(same_page[at - 1]) if at else None,
        next=_link(same_page[at + 1]) if at + 1 < len(same_page) else None,
        others=tuple(_link(card) for card in (*same_page[: max(0, at - 1)], *same_page[at + 2 :])),
    )


def _head(edition: Edition, article: Article, card: Card, voice: Voice) -> Head:
    imprint = voice.imprint
    picture = card.pictures[0] if card.pictures else None
    steps = (
        (card.edition, voice.at(address.edition(edition.id))),
        (card.page_name or card.page, voice.at(address.page(edition.id, card.page))),
    )
    return replace(
        head(voice),
        graph=graph(imprint, "article", card.headline, card.address, picture),
        json_ld=json_ld(news_article(edition, article, card, voice), breadcrumbs(imprint, steps)),
    )


def _link(card: Card) -> Link:
    return Link(card.title, card.address)
