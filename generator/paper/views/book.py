"""An edition as one book: its pages (版) as parts, its articles as chapters.

Knows what stands in the book, in the order of print, as closed values. Refuses to know its file
format: that is in ``paper.epub``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urljoin

from generator.paper.abroad import as_xml, with_links
from generator.paper.imprint import Imprint
from generator.paper.views.edition import PageFacts
from generator.paper.views.head import absolute
from generator.paper.views.machine import Say, lasting_id
from generator.values.article import EditionId
from generator.values.card import Card, Person
from generator.values.variant import Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One article."""

    stem: str
    title: str
    kicker: str
    subtitle: str
    byline: str
    notes: tuple[str, ...]
    """Before the text: corrections; that it is printed only."""
    body: str
    """XHTML, its links leading to chapters or, absolute, to the site; without pictures."""
    captions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One page (版)."""

    number: str
    label: str
    credits: tuple[str, ...]
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookView:
    """The book of an edition in one variant."""

    id: str
    """A tag URI: the same wherever the site stands."""
    lang: str
    vertical: bool
    paper: str
    publisher: str
    day: str
    """As readers read it: 2025年3月20日."""
    date: str
    """ISO 8601."""
    modified: str
    """UTC, to the second: when the newest of its articles was last changed."""
    contents: str
    """What the table of contents is called."""
    cover: tuple[str, ...]
    """The clauses of the first article's headline."""
    parts: tuple[Part, ...]


def book(
    imprint: Imprint,
    variant: Variant,
    edition: EditionId,
    facts: Sequence[PageFacts],
    cards: Sequence[Card],
    texts: Mapping[str, str],
    say: Say,
) -> BookView:
    """The book of an edition; ``cards`` in the order of print, ``texts`` their HTML as on their
    pages by stem, both in the variant; ``say`` its interface words."""
    site, voice = imprint.site, imprint.voice(variant)
    paper = voice.text(site.title)
    names = {page.number: page for page in facts}
    by_page: dict[str, list[Card]] = {}
    for card in cards:
        by_page.setdefault(card.page, []).append(card)
    here = {absolute(imprint, card.address): card.stem for card in cards}
    parts = []
    for number, found in by_page.items():
        known = names.get(number, PageFacts(number=number, name=""))
        label = f"{say('page', number=number.lstrip('0') or number)} {known.name}".strip()
        chapters = tuple(
            _chapter(imprint, card, texts.get(card.stem, ""), here, say) for card in found
        )
        parts.append(Part(number=number, label=label, credits=known.credits, chapters=chapters))
    day = edition.date
    return BookView(
        id=lasting_id(imprint, f"{edition}:{variant.tag}:epub"),
        lang=variant.tag,
        vertical=variant.is_traditional and site.options["epub_vertical"],
        paper=paper,
        publisher=voice.text(site.options["publisher"]) or paper,
        day=say("date", year=day.year, month=day.month, day=day.day),
        date=day.isoformat(),
        modified=_modified(cards, day),
        contents=say("all_pages"),
        cover=tuple("".join(words) for words in cards[0].clauses) if cards else (),
        parts=tuple(parts),
    )


def _chapter(imprint: Imprint, card: Card, text: str, here: Mapping[str, str], say: Say) -> Chapter:
    page = absolute(imprint, card.address)

    def turn(link: str) -> str:
        if link.startswith("#"):
            return link
        whole, mark, place = urljoin(page, link).partition("#")
        return (f"{here[whole]}.xhtml" if whole in here else whole) + mark + place

    corrections = (f"{say('correction')} {c.date.isoformat()} {c.text}" for c in card.corrections)
    missing = () if card.offline else (say("printed_only"),)
    return Chapter(
        stem=card.stem,
        title=card.title,
        kicker=card.kicker,
        subtitle=card.subtitle,
        byline="　".join(_person(person) for person in card.people) or card.source,
        notes=(*corrections, *missing),
        body=as_xml(with_links(text, turn)),
        captions=tuple(
            escape(" ".join(part for part in (p.caption, p.credit) if part), quote=False)
            for p in card.pictures
            if p.caption or p.credit
        ),
    )


def _person(person: Person) -> str:
    return f"{person.house}{'、'.join(person.roles)} {person.name}".strip()


def _modified(cards: Sequence[Card], day: dt.date) -> str:
    moments = [dt.datetime.fromisoformat(card.updated or card.published) for card in cards]
    latest = max(moments, default=dt.datetime.combine(day, dt.time(), dt.UTC))
    return latest.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
