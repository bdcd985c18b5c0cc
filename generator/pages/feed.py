"""What machines read beside the pages: feeds, sitemaps, robots.txt, the search's description.

Knows what stands in each, as closed values. Refuses to know their formats: those are in ``wire``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol

from generator.content.document import Document
from generator.model import address
from generator.model.article import EditionId
from generator.model.card import Card, Picture
from generator.model.swift import swift
from generator.model.variant import Variant
from generator.pages.anchors import away
from generator.pages.head import absolute
from generator.pages.localizer import Localization, Localizer

NEWS_ENTRIES = 1000
"""Google's limit for a news sitemap."""
NEWS_SPAN = dt.timedelta(days=2)
"""How long an article is news, by Google's rules for news sitemaps."""


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article in a feed."""

    id: str
    """A tag URI (RFC 4151) made of the site's own id: the same wherever the site stands."""
    link: str
    """Absolute; from the root where the site has no base address yet."""
    published: str
    """ISO 8601 with offset."""
    updated: str
    """ISO 8601 with offset; no two of an edition share one."""
    title: str
    section: str
    people: tuple[tuple[str, str], ...]
    """(name, absolute address of their page; empty where they have none)."""
    tags: tuple[str, ...]
    abstract: str
    image: str
    """The absolute address of its first picture; empty where it has none."""
    content: str
    """The whole text as HTML, its links absolute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """A feed of one variant."""

    lang: str
    title: str
    description: str
    publisher: str
    id: str
    self: str
    home: str
    updated: str
    entries: tuple[Entry, ...]


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """A page with its siblings."""

    link: str
    alternates: tuple[tuple[str, str], ...]
    """(hreflang, absolute address): every variant and x-default."""
    lastmod: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapView:
    """A sitemap: pages, or the sitemaps of the months."""

    sitemaps: tuple[str, ...]
    """Absolute addresses of other sitemaps; empty in a month's own."""
    entries: tuple[SitemapEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsEntry:
    """One article in the news sitemap."""

    link: str
    title: str
    lang: str
    moment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsSitemapView:
    """The articles of the last two days."""

    name: str
    entries: tuple[NewsEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsView:
    """robots.txt."""

    sitemaps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSearchView:
    """The search's description for browsers."""

    lang: str
    name: str
    description: str
    search: str
    """The absolute address of the search page."""


def lasting_id(localization: Localization, what: str) -> str:
    """A tag URI for a thing of the site: never changes, wherever the site stands."""
    return f"tag:huozi,2025:{address.quote(address.name(localization.site.id))}:{what}"


class Say(Protocol):
    """An interface word, written by people for the variant, its ``{names}`` filled in."""

    def __call__(self, key: str, **values: object) -> str: ...


def feed(
    localization: Localization,
    variant: Variant,
    home: str,
    name: str,
    cards: Sequence[Card],
    texts: Sequence[Document],
    say: Say,
) -> FeedView:
    """The feed of the page ``home`` (its address in the source script), called ``name`` (empty:
    the paper's own); ``cards`` newest first, in the variant, ``texts`` those of their
    pages."""
    site, localizer = localization.site, localization.localizer(variant)
    paper = localizer.convert_text(site.title)
    entries = tuple(
        _entry(localizer, card, text, say) for card, text in zip(cards, texts, strict=True)
    )
    moments = [dt.datetime.fromisoformat(entry.updated) for entry in entries]
    return FeedView(
        lang=variant.tag,
        title=f"{paper} · {localizer.convert_text(name)}" if name else paper,
        description=localizer.convert_text(site.options["description"]),
        publisher=localizer.convert_text(site.options["publisher"]) or paper,
        id=lasting_id(localization, f"{address.quote(home)}:{variant.tag}"),
        self=absolute(localization, localizer.url(home + "feed.xml")),
        home=absolute(localization, localizer.url(home)),
        updated=max(moments).isoformat() if moments else "1970-01-01T00:00:00+00:00",
        entries=entries,
    )


def _entry(localizer: Localizer, card: Card, text: Document, say: Say) -> Entry:
    localization = localizer.localization
    link = absolute(localization, card.address)
    return Entry(
        # A variant's text is a text of its own: readers of two scripts may follow two feeds.
        id=lasting_id(localization, f"{card.edition}/{card.stem}:{localizer.variant.tag}"),
        link=link,
        published=card.published,
        updated=_updated(card),
        title=card.headline,
        section=card.section,
        people=tuple(
            (p.name, absolute(localization, p.address) if p.address else "")
            for p in card.people
            if p.name
        ),
        tags=card.tags,
        abstract=card.abstract,
        image=absolute(localization, card.pictures[0].file) if card.pictures else "",
        content=_content(localization, card, _html(text, link, localizer), say),
    )


def _html(text: Document, page: str, localizer: Localizer) -> str:
    """A text with absolute links, without ids: another page has its own."""
    return text.to_html(away(page, localizer), ids=False, line="")


def _content(localization: Localization, card: Card, text: str, say: Say) -> str:
    notes = (
        f"<p><b>{say('correction')}</b> {c.date.isoformat()} {escape(c.text)}</p>"
        for c in card.corrections
    )
    pictures = (_figure(localization, picture) for picture in card.pictures)
    missing = "" if card.offline else f"<p>{say('printed_only')}</p>"
    return "".join((*notes, *pictures, text, missing))


def _figure(localization: Localization, picture: Picture) -> str:
    plate = picture.plate
    size = f' width="{plate.width}" height="{plate.height}"' if plate else ""
    words = " ".join(escape(part) for part in (picture.caption, picture.credit) if part)
    below = f"<figcaption>{words}</figcaption>" if words else ""
    file = absolute(localization, picture.file)
    return f'<figure><img src="{file}" alt="{escape(picture.alt)}"{size}>{below}</figure>'


def _updated(card: Card) -> str:
    """An entry's ``updated``: when it was, a little later within the hour the nearer the article
    stands to the paper's first line. Readers' programs sort by it, and an edition comes out in
    one moment; made of the article's lasting number, so that another article's coming or going
    moves none."""
    moment = dt.datetime.fromisoformat(card.updated or card.published)
    letters, digits = re.fullmatch(r"(\D*)(\d*).*", card.page).groups()  # type: ignore[union-attr]
    page = int(digits or 0) + 20 * sum(ord(letter) - 64 for letter in letters)
    number = int(card.stem.rpartition("-")[2])
    return (moment + dt.timedelta(seconds=max(0, 3599 - 30 * page - number))).isoformat()


def sitemap_entry(localization: Localization, there: str, lastmod: str) -> SitemapEntry:
    """A page (its address in the source script) with its siblings."""
    site = localization.site
    links = [
        (v.tag, absolute(localization, address.in_variant(there, site.folder(v))))
        for v in site.variants
    ]
    alternates = (*links, ("x-default", links[0][1]))
    return SitemapEntry(link=links[0][1], alternates=alternates, lastmod=lastmod)


def month_map(
    localization: Localization,
    editions: Iterable[tuple[EditionId, Sequence[str], Mapping[str, str]]],
) -> SitemapView:
    """A month's sitemap: of each edition its front and its articles (their stems, in reading
    order), with the day of those that were changed since."""
    entries = []
    for edition, stems, updated in editions:
        here, day = address.edition(edition), edition.date.isoformat()
        latest = max([day, *(moment[:10] for moment in updated.values())])
        entries.append(sitemap_entry(localization, here, latest))
        entries += [
            sitemap_entry(localization, f"{here}{stem}/", updated.get(stem, day)[:10])
            for stem in stems
        ]
    return SitemapView(sitemaps=(), entries=tuple(entries))


def news(localization: Localization, cards: Sequence[Card], now: dt.datetime) -> NewsSitemapView:
    """The news sitemap: of some cards (newest first, in the source script) those that came out
    in the two days before ``now``."""
    moments = [(card, dt.datetime.fromisoformat(card.published)) for card in cards]
    return NewsSitemapView(
        name=localization.site.title,
        entries=tuple(
            NewsEntry(
                link=absolute(localization, card.address),
                title=card.title,
                lang="zh-tw" if localization.site.source.is_traditional else "zh-cn",
                moment=card.published,
            )
            for card, moment in moments
            if now - NEWS_SPAN < moment <= now
        )[:NEWS_ENTRIES],
    )


def opensearch(localization: Localization, variant: Variant) -> OpenSearchView:
    """The search's description in a variant."""
    localizer = localization.localizer(variant)
    return OpenSearchView(
        lang=variant.tag,
        name=localizer.convert_text(localization.site.title),
        description=localizer.convert_text(
            localization.site.options["description"] or localization.site.title
        ),
        search=absolute(localization, localizer.url(address.SEARCH)),
    )
