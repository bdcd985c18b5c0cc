"""An edition as a book: its pages (版) as parts, its articles as chapters."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence

from generator.content.document import Document
from generator.formats.epub import BookView, Chapter, Figure, Part
from generator.model.article import EditionId
from generator.model.card import Card, byline_line
from generator.model.variant import Variant
from generator.pages.anchors import away
from generator.pages.edition_rows import PageFacts
from generator.pages.feed import Say, lasting_id
from generator.pages.head import absolute
from generator.pages.localizer import Localization, Localizer

Load = Callable[[str], str]
"""What stands at an address of the output, in base64; empty where nothing does."""
WIDEST = 1000
"""Pixels of a picture in a book: what a reading tablet shows."""


def book(
    localization: Localization,
    variant: Variant,
    edition: EditionId,
    facts: Sequence[PageFacts],
    cards: Sequence[Card],
    texts: Mapping[str, Document],
    say: Say,
    load: Load,
) -> BookView:
    """The book of an edition; ``cards`` in the order of print, ``texts`` those of their pages
    by stem, both in the variant; ``say`` its interface words, ``load`` its pictures."""
    site, localizer = localization.site, localization.localizer(variant)
    paper = localizer.convert_text(site.title)
    names = {page.number: page for page in facts}
    by_page: dict[str, list[Card]] = {}
    for card in cards:
        by_page.setdefault(card.page, []).append(card)
    url = {absolute(localization, card.address): card.stem for card in cards}
    album = _Album(load)
    parts = []
    for number, cards_of_page in by_page.items():
        known = names.get(number, PageFacts(number=number, name=""))
        label = f"{say('page', number=number.lstrip('0') or number)} {known.name}".strip()
        chapters = tuple(
            _chapter(localizer, card, texts.get(card.stem, Document()), url, say, album)
            for card in cards_of_page
        )
        parts.append(Part(number=number, label=label, credits=known.credits, chapters=chapters))
    day = edition.date
    return BookView(
        id=lasting_id(localization, f"{edition}:{variant.tag}:epub"),
        lang=variant.tag,
        vertical=variant.is_traditional and site.epub_vertical,
        paper=paper,
        publisher=localizer.convert_text(site.publisher) or paper,
        day=say("date", year=day.year, month=day.month, day=day.day),
        date=day.isoformat(),
        modified=_modified(cards, day),
        contents=say("all_pages"),
        cover=tuple("".join(words) for words in cards[0].clauses) if cards else (),
        parts=tuple(parts),
        pictures=tuple(sorted(album.data_by_name.items())),
    )


class _Album:
    """The pictures that a book takes along: of each the largest size that is not too large."""

    def __init__(self, load: Load) -> None:
        self.data_by_name: dict[str, str] = {}
        self._load = load

    def take(self, sizes: Sequence[str]) -> str:
        """The name, in the book, of a picture with these addresses, the smallest first."""
        file_name = [file for file in sizes if 0 < _width(file) <= WIDEST] or sizes[:1]
        name = file_name[-1].rpartition("/")[2] if file_name and _width(file_name[-1]) else ""
        if name and name not in self.data_by_name:
            data = self._load(file_name[-1])
            if not data:
                return ""
            self.data_by_name[name] = data
        return name


def _width(file: str) -> int:
    """As :meth:`Plate.file` writes it; 0 for a file that is no plate."""
    match = re.search(r"/[0-9a-f]+-([0-9]+)\.(?:jpg|png|webp)$", file)
    return int(match[1]) if match else 0


def _chapter(
    localizer: Localizer,
    card: Card,
    text: Document,
    urls: Mapping[str, str],
    say: Say,
    album: _Album,
) -> Chapter:
    absolute_link = away(absolute(localizer.localization, card.address), localizer)

    def turn(link: str) -> str:
        if link.startswith("#"):
            return link
        whole, mark, place = absolute_link(link).partition("#")
        return (f"{urls[whole]}.xhtml" if whole in urls else whole) + mark + place

    corrections = (f"{say('correction')} {c.date.isoformat()} {c.text}" for c in card.corrections)
    missing = () if card.offline else (say("printed_only"),)
    return Chapter(
        stem=card.stem,
        title=card.title,
        kicker=card.kicker,
        subtitle=card.subtitle,
        byline=byline_line(card.people) or card.source,
        notes=(*corrections, *missing),
        body=text.to_xhtml(turn, album.take),
        figures=tuple(
            Figure(
                album.take([p.at(width) for width in p.plate.widths]) if p.plate else "",
                p.alt,
                " ".join(part for part in (p.caption, p.credit) if part),
            )
            for p in card.pictures
        ),
    )


def _modified(cards: Sequence[Card], day: dt.date) -> str:
    moments = [dt.datetime.fromisoformat(card.updated or card.published) for card in cards]
    latest = max(moments, default=dt.datetime.combine(day, dt.time(), dt.UTC))
    return latest.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
