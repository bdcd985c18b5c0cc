"""Editions and articles: front matter, field by field, and the body.

``content.frontmatter`` reads and writes the file of an article, ``content.edition_file`` that of an
edition's facts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

Kind = Literal["article", "photo", "brief", "notice"]


class EditionId(msgspec.Struct, frozen=True, order=True):
    """One issue of the paper: a date, sometimes with a suffix (``2025-03-20-evening``)."""

    date: dt.date
    suffix: str = ""

    def __str__(self) -> str:
        return f"{self.date.isoformat()}-{self.suffix}" if self.suffix else self.date.isoformat()

    @classmethod
    def parse(cls, text: str) -> EditionId | None:
        """The id that ``2025-03-20`` or ``2025-03-20-evening`` names; None where it is none."""
        head, dash, suffix = text[:10], text[10:11], text[11:]
        if bool(dash) != bool(suffix) or (dash and dash != "-"):
            return None
        if suffix and not all(part.isalnum() and part.isascii() for part in suffix.split("-")):
            return None
        try:
            date = dt.date.fromisoformat(head)
        except ValueError:
            return None
        return cls(date, suffix) if date.isoformat() == head else None


class ArticleId(msgspec.Struct, frozen=True, order=True):
    """Where an article stands, for ever: edition, page, number."""

    edition: EditionId
    page: str
    """The page (版) as the edition writes it: ``01``, ``A01``; letters and digits."""
    number: int
    """The article's number on its page; an identifier, never reused."""

    @property
    def stem(self) -> str:
        """``01-03``: the article within its edition, in addresses, file names and jumps."""
        return f"{self.page}-{self.number:02d}"

    def __str__(self) -> str:
        return f"{self.edition}/{self.stem}"


class Byline(msgspec.Struct, frozen=True):
    """署名: who. A role or a name at least."""

    roles: tuple[str, ...] = ()
    """记者, 通讯员, 摄影, 编辑, 作者, 评论员 …, in the source script."""
    name: str = ""
    house: str = ""
    """Whose man: 本报, 新华社 …; empty where not printed."""
    printed: str = ""
    """The words of the page this was read from; empty where an editor wrote it."""


class Dateline(msgspec.Struct, frozen=True):
    """电头: place and date of a dispatch."""

    place: str = ""
    date: dt.date | None = None


class Image(msgspec.Struct, frozen=True):
    """A picture of the article."""

    file: str
    """A file beside the article, or a path below ``static/``."""
    alt: str = ""
    caption: str = ""
    credit: str = ""


class Jump(msgspec.Struct, frozen=True):
    """转版: where the other half of the article stands."""

    to: str = ""
    """A page (``03``) or an article (``03-02``) of the same edition; the text goes on there."""
    origin: str = ""
    """``from`` in the file: a page or an article of the same edition; the text began there."""


class Withdrawal(msgspec.Struct, frozen=True):
    """撤稿: the article is gone; a notice stays at its address."""

    date: dt.date
    reason: str = ""


class Correction(msgspec.Struct, frozen=True, array_like=True):
    """更正: a correction with its date."""

    date: dt.date
    text: str


class Convert(msgspec.Struct, frozen=True):
    """What an editor decided about this article's conversion."""

    terms: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """Source form → (variant tag, form) pairs; the tag ``""`` serves every other variant."""
    keep: tuple[str, ...] = ()
    """Words that stay as written in every variant."""
    people: tuple[str, ...] = ()
    """Names known to be people's: the bylines'. Written as names are, in all of the article."""

    def words(self) -> Iterator[str]:
        """The source forms that any of it is about."""
        yield from self.people
        yield from self.keep
        yield from (word for word, _ in self.terms)


class Origin(msgspec.Struct, frozen=True):
    """The lines of the seed an article was made from."""

    seed: str
    """Relative to the site: ``seeds/2025-03-20/01.txt``."""
    first: int
    last: int


class Wishes(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """What an editor asks of the page's makeup; None and empty where the makeup decides."""

    upright: bool | None = None
    """Whether the headline stands upright (竖题)."""
    size: int = 0
    """The headline's size class, 1 to 5; 0: by rank."""
    picture: Literal["", "large", "none"] = ""
    box: bool = False
    """Whether the story stands in a box (框)."""


class FrontMatter(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an editor can say about an article above its text."""

    title: str = ""
    """主题; empty where the paper printed none."""
    kicker: str = ""
    """肩题."""
    subtitle: str = ""
    """副题."""
    kind: Kind = "article"
    section: str = ""
    """栏目; empty: the page's name."""
    rank: int = 0
    """Higher first on its page; then the line in the seed; then the number."""
    makeup: Wishes = Wishes()
    bylines: tuple[Byline, ...] = ()
    source: str = ""
    """来源, as printed: 本报, 新华社 …"""
    dateline: Dateline | None = None
    date: dt.date | None = None
    """None: the edition's."""
    updated: dt.datetime | None = None
    """In the paper's time zone where it has none of its own."""
    summary: str = ""
    tags: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    jump: Jump | None = None
    see: tuple[str, ...] = ()
    """Pages referred to: 刊2版 → ``02``."""
    incomplete: bool = False
    """The text breaks off."""
    draft: bool = False
    publish_at: dt.datetime | None = None
    expires: dt.datetime | None = None
    """From when on it is not shown; of a date, the midnight that ends the day."""
    withdrawn: Withdrawal | None = None
    offline: bool = True
    """``rights: {offline: false}``: printed, but not for the web."""
    corrections: tuple[Correction, ...] = ()
    aliases: tuple[str, ...] = ()
    """Earlier addresses, from the site's root: ``/2025/03-20/01-07/``."""
    convert: Convert = Convert()
    origin: Origin | None = None
    settled: tuple[str, ...] = ()
    """Doubts the editor has answered: ``rule`` or ``rule: words``."""

    @property
    def conversion(self) -> Convert:
        """``convert``, with the people of the bylines."""
        names = tuple(dict.fromkeys(byline.name for byline in self.bylines if byline.name))
        return Convert(self.convert.terms, self.convert.keep, names)


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One article as it stands in ``content/``."""

    id: ArticleId
    path: str
    """The file, relative to the site."""
    front: FrontMatter
    body: str
    """Markdown, in the source script, exactly as in the file."""
    body_line: int
    """The line of the file on which the body begins (1-based)."""


class EditionFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What ``edition.toml`` says of one edition (in ``seeds/`` and in ``content/``)."""

    date: dt.date | None = None
    """Only where the folder's name is not one."""
    issue: str = ""
    """期号, as printed; never invented."""
    script: str = ""
    """The edition's source script as a tag; empty: the site's."""
    pages: tuple[tuple[str, str], ...] = ()
    """Page → its name (版名), in the order of the pages."""
    credits: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Page → its credit lines (责编, 校对, 版式) as printed."""


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """One issue of the paper with all its articles, in reading order."""

    id: EditionId
    facts: EditionFacts
    articles: tuple[Article, ...]


def edition_ids(names: Iterable[str]) -> list[EditionId]:
    """The ids of names; a name that is no edition's is left out."""
    return [edition for name in names if (edition := EditionId.parse(name))]
