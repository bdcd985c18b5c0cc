"""A Card: all that other pages may show of an article, in one variant.

The border at which a change stops: an edit that leaves the card as it was is seen on the
article's own page and nowhere else.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

import msgspec

from generator.model.article import Correction, Kind, Wishes

ABSTRACT = 64
"""Characters of an abstract taken from the text: what search engines show of one."""
_SENTENCE = re.compile(r"[。！？][”’」』）》]*")


class Person(msgspec.Struct, frozen=True, array_like=True):
    """A person of a byline."""

    roles: tuple[str, ...]
    name: str
    """Converted; empty where only a role was printed."""
    house: str
    address: str
    """The person's page, in the card's variant; empty where there is none."""


class Plate(msgspec.Struct, frozen=True, array_like=True):
    """A picture in its published sizes."""

    mark: str
    """Changes with the picture's bytes."""
    kind: str
    """The ending of its own kind: jpg, png, webp."""
    widths: tuple[int, ...]
    """In pixels, rising."""
    height: int
    """Of the widest, in pixels."""

    @property
    def width(self) -> int:
        """The widest, in pixels."""
        return self.widths[-1]

    def file(self, width: int, kind: str = "") -> str:
        """The name of one size's file."""
        return f"{self.mark}-{width}.{kind or self.kind}"

    def files(self) -> tuple[str, ...]:
        """The names of all of its files."""
        kinds = dict.fromkeys((self.kind, "webp"))
        return tuple(self.file(width, kind) for width in self.widths for kind in kinds)


class Picture(msgspec.Struct, frozen=True, array_like=True):
    """A photo as a card shows it."""

    file: str
    """The address of the picture (of its widest plate), from the site's root."""
    alt: str
    caption: str
    credit: str
    plate: Plate | None = None
    """None where the picture is a static file, sent as it is."""

    def at(self, width: int, kind: str = "") -> str:
        """The address of one of its sizes."""
        assert self.plate is not None
        return self.file.rpartition("/")[0] + "/" + self.plate.file(width, kind)


class Card(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """What the front, a page, a list or a feed shows of an article."""

    edition: str
    stem: str
    """``01-03``."""
    page: str
    page_name: str
    address: str
    """From the site's root, in this card's variant."""
    date: dt.date
    kind: Kind
    title: str
    """The headline; where the paper printed none, the first clause of the text."""
    clauses: tuple[tuple[str, ...], ...]
    """``title`` where it may break: clauses, each in words."""
    untitled: bool
    """Whether ``title`` is such a first clause."""
    kicker: str
    subtitle: str
    section: str
    section_address: str
    """The section's page, in the card's variant; empty where there is none."""
    people: tuple[Person, ...]
    source: str
    lead: tuple[str, ...]
    """The first paragraphs as plain text, at most some 900 characters in all."""
    length: int
    """Characters of the text."""
    pictures: tuple[Picture, ...] = ()
    tags: tuple[str, ...] = ()
    rank: int = 0
    offline: bool = True
    """Whether the text may be published on the web; False: in print only."""
    summary: str = ""
    """An editor's own summary; empty where there is none."""
    corrections: tuple[Correction, ...] = ()
    published: str = ""
    """When it was published: ISO 8601 with offset."""
    updated: str = ""
    """When it was last updated or corrected: ISO 8601 with offset; empty where it never was."""
    embedded: tuple[Picture, ...] = ()
    """The pictures in its text that are not among ``pictures``."""
    stanzas: tuple[int, ...] = ()
    """Of verse the lines of each stanza, of which each is a paragraph of the lead; else empty."""
    wishes: Wishes = Wishes()
    """What the editor asks of the page's makeup."""

    @property
    def headline(self) -> str:
        """The whole headline on one line: 肩题, 主题, 副题."""
        return " ".join(part for part in (self.kicker, self.title, self.subtitle) if part)

    @property
    def abstract(self) -> str:
        """A sentence or two for those who list articles: the summary, else the text's beginning;
        the headline where the text may not stand on the web."""
        return self.summary or "".join(self.lead)[:ABSTRACT] or self.headline

    @property
    def entry(self) -> ListEntry:
        """What lists show of it."""
        return ListEntry(
            date=self.date,
            address=self.address,
            kind=self.kind,
            title=self.title,
            untitled=self.untitled,
            kicker=self.kicker,
            section=self.section,
            people=self.people,
            source=self.source,
        )

    def begin(self, room: int) -> tuple[str, ...]:
        """The lead as far as there is ``room`` (characters) for whole sentences; at least one."""
        return begin(self.lead, room)


class ListEntry(msgspec.Struct, frozen=True, array_like=True):
    """The part of a card that lists show."""

    date: dt.date
    address: str
    kind: Kind
    title: str
    untitled: bool
    kicker: str
    section: str
    people: tuple[Person, ...]
    source: str


def byline_line(people: Iterable[Person]) -> str:
    """The bylines on one line: house, roles and name of each person."""
    return "　".join(
        f"{person.house}{'、'.join(person.roles)} {person.name}".strip() for person in people
    )


def begin(paragraphs: Iterable[str], room: int) -> tuple[str, ...]:
    """The sentences for which there is ``room`` (characters), in their paragraphs; at least the
    first sentence."""
    fitting: list[str] = []
    for text in paragraphs:
        end = _fit(text, room) or (0 if fitting else _first(text))
        if end:
            fitting.append(text[:end])
        if end < len(text):
            break
        room -= end
    return tuple(fitting)


def _fit(text: str, room: int) -> int:
    """Where the last sentence ends for which there is room; 0 where there is none."""
    if len(text) <= room:
        return len(text)
    end = 0
    for sentence in _SENTENCE.finditer(text):
        if sentence.end() > room:
            break
        end = sentence.end()
    return end


def _first(text: str) -> int:
    sentence = _SENTENCE.search(text)
    return sentence.end() if sentence else len(text)
