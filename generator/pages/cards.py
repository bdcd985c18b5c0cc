"""Cards: what other pages may show of an article; of its text no more than the lead."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, repeat

import msgspec

from generator.content import schedule
from generator.content.document import Document
from generator.convert import headline_breaks
from generator.model import address
from generator.model.article import Article, Byline, Correction, Edition, EditionId, Image
from generator.model.card import Card, ListEntry, Person, Picture, Plate, begin
from generator.model.digest import canonical
from generator.pages.list_names import Register
from generator.pages.localizer import Localization, Localizer
from generator.pages.pictures import embedded

LEAD = 900
"""Characters of text a card holds at most: what a front page shows before 阅读全文."""
_CLAUSE = re.compile(r"[，。；！？：,;!?:…—\n]")
_FIRST_CLAUSE = 24
_VERSE_LINE = 24
"""Characters of the longest line of verse."""
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》"}
_NO_PLATES: Mapping[str, Plate] = {}


def page_name(edition: Edition, page: str) -> str:
    """A page's name as the edition gives it; empty where it gives none."""
    return dict(edition.facts.pages).get(page, "")


def section_of(edition: Edition, article: Article) -> str:
    """An article's section: its own, else its page's name."""
    return article.front.section or page_name(edition, article.id.page)


def first_clause(text: str) -> str:
    """The first clause of a text, to stand where the paper printed no headline."""
    line = text.strip().split("\n", 1)[0]
    cut = _CLAUSE.search(line, 2)
    clause = (line[: cut.start()] if cut else line)[:_FIRST_CLAUSE]
    # What is said on behind the cut leaves its opening quote without a closing one.
    return clause[1:] if _QUOTES.get(clause[:1], clause) not in clause else clause


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What the cards of an article have in common: found once, said in every variant."""

    edition: EditionId
    article: Article
    page_name: str
    address: str
    title: str
    clauses: headline_breaks.Clauses
    section: str
    section_address: str
    """Empty where there is no section."""
    authors: tuple[str, ...]
    """The pages of the bylines' people; empty where one has none."""
    length: int
    stanzas: tuple[int, ...]
    published: str
    updated: str
    has_images: bool
    """Whether its text shows any picture."""


def draft(
    edition: Edition,
    article: Article,
    document: Document,
    localization: Localization,
    register: Register,
) -> Draft:
    """What an article's cards have in common; texts and addresses in the source script."""
    front = article.front
    section = section_of(edition, article)
    text = document.text()
    title = front.title or first_clause(text if front.offline else "") or section
    return Draft(
        edition=edition.id,
        article=article,
        page_name=page_name(edition, article.id.page),
        address=address.article(article.id),
        title=title,
        clauses=headline_breaks.clauses(title),
        section=section,
        section_address=_listed("sections", section, localization, register),
        authors=tuple(
            _listed("authors", byline.name, localization, register) for byline in front.bylines
        ),
        length=len("".join(text.split())),
        stanzas=_stanzas(document),
        published=_published(article, localization),
        updated=_updated(article, localization),
        has_images=any(True for _ in document.images()),
    )


def card(
    draft: Draft, text: Document, localizer: Localizer, plates: Mapping[str, Plate] = _NO_PLATES
) -> Card:
    """The card of an article in the localizer's variant; ``text`` is its text there, empty where
    it may not stand on the web; ``plates`` those of the edition's picture files, by name."""
    article, say = draft.article, localizer.convert_text
    front, title = article.front, say(draft.title)
    pictures = tuple(
        _picture(draft.edition, image, localizer, plates.get(image.file))
        for image in (front.images if front.offline else ())
    )
    return Card(
        edition=str(draft.edition),
        stem=article.id.stem,
        page=article.id.page,
        page_name=say(draft.page_name),
        address=localizer.url(draft.address),
        date=draft.edition.date,
        kind=front.kind,
        title=title,
        clauses=draft.clauses
        if localizer.is_source
        else headline_breaks.aligned_clauses(draft.clauses, title),
        untitled=not front.title,
        kicker=say(front.kicker),
        subtitle=say(front.subtitle),
        section=say(draft.section),
        section_address=draft.section_address and localizer.url(draft.section_address),
        people=tuple(map(_person, front.bylines, draft.authors, repeat(localizer))),
        source=say(front.source),
        lead=_lead(text),
        length=draft.length,
        pictures=pictures,
        tags=tuple(say(tag) for tag in front.tags),
        rank=front.rank,
        offline=front.offline,
        summary=say(front.summary),
        corrections=tuple(Correction(c.date, say(c.text)) for c in front.corrections),
        published=draft.published,
        updated=draft.updated,
        embedded=_embedded(draft, text, pictures, plates) if draft.has_images else (),
        stanzas=draft.stanzas if text.nodes else (),
        wishes=front.makeup,
    )


def _embedded(
    draft: Draft, text: Document, pictures: Sequence[Picture], plates: Mapping[str, Plate]
) -> tuple[Picture, ...]:
    files = {picture.file for picture in pictures}
    images = embedded(text, draft.edition, plates.values())
    return tuple(image for image in images if image.file not in files)


def _stanzas(document: Document) -> tuple[int, ...]:
    """Of a text that is verse the lines of each stanza: of lines that an editor broke."""
    lines = list(document.paragraphs())
    stanzas = tuple(len(list(group)) for _, group in groupby(lines, key=lambda line: line.id))
    short = all(len(line.text) <= _VERSE_LINE for line in lines)
    return stanzas if short and len(lines) >= 4 and len(lines) >= 2 * len(stanzas) else ()


def _listed(kind: str, name: str, localization: Localization, register: Register) -> str:
    folder = register.folder_of(kind, name, localization.folder_of(name)) if name else ""
    return address.listing(kind, folder) if folder else ""


def _person(byline: Byline, page: str, localizer: Localizer) -> Person:
    return Person(
        roles=tuple(localizer.convert_text(role) for role in byline.roles),
        name=localizer.convert_text(byline.name),
        house=localizer.convert_text(byline.house),
        address=page and localizer.url(page),
    )


def _picture(
    edition: EditionId, image: Image, localizer: Localizer, plate: Plate | None
) -> Picture:
    name = plate.file(plate.width) if plate else image.file
    file = name if name.startswith("/") else address.edition(edition) + name
    say = localizer.convert_text
    return Picture(file, say(image.alt), say(image.caption), say(image.credit), plate)


def _lead(text: Document) -> tuple[str, ...]:
    lead = begin((block.text for block in text.paragraphs()), LEAD)
    # One sentence that is longer than that is cut in its words.
    return (lead[0][: LEAD - 2] + "……",) if lead and len(lead[0]) > LEAD else lead


def _published(article: Article, localization: Localization) -> str:
    zone = localization.site.timezone
    opening = schedule.edition_moment(article.id.edition, zone)
    return (schedule.local(article.front.publish_at, zone) or opening).isoformat()


def _updated(article: Article, localization: Localization) -> str:
    zone = localization.site.timezone
    days = [dt.datetime.combine(c.date, dt.time(), zone) for c in article.front.corrections]
    moment = schedule.local(article.front.updated, zone)
    moments = [*days, moment] if moment else days
    return max(moments).isoformat() if moments else ""


def names(edition: Edition, article: Article) -> Iterator[tuple[str, str]]:
    """The lists an article belongs in: (kind, name)."""
    front = article.front
    yield "sections", section_of(edition, article)
    yield from (("authors", byline.name) for byline in front.bylines)
    yield from (("tags", tag) for tag in front.tags)


_CARDS = msgspec.json.Decoder(dict[str, Card])
_ENTRIES = msgspec.json.Decoder(dict[str, ListEntry])


def as_json(cards: Mapping[str, Card]) -> str:
    """An article's cards, by the tags of their variants, as the state keeps them."""
    return canonical(cards).decode()


def entries_as_json(cards: Mapping[str, Card]) -> str:
    """What lists show of an article, by the tags of its variants, as the state keeps it."""
    return canonical({tag: card.entry for tag, card in cards.items()}).decode()


@lru_cache(maxsize=4096)  # of all articles of a section, many have few authors
def entries_from_json(text: str) -> Mapping[str, ListEntry]:
    """What :func:`entries_as_json` encoded. Raises msgspec.DecodeError for anything else."""
    return _ENTRIES.decode(text)


@lru_cache(maxsize=512)  # an article stands in several lists and feeds of the same people
def from_json(text: str) -> Mapping[str, Card]:
    """What :func:`as_json` encoded. Raises msgspec.DecodeError for anything else."""
    return _CARDS.decode(text)
