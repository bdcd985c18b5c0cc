"""What machines read: feeds, sitemaps, robots.txt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from generator.paper import cards as cardroom
from generator.paper.imprint import Imprint
from generator.values import address
from generator.values.card import Card
from generator.values.variant import Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article in a feed."""

    id: str
    """A tag URI (RFC 4151) made of the site's own id: the same wherever the site stands."""
    link: str
    """Absolute; from the root where the site has no base address yet."""
    moment: str
    """ISO 8601 with offset."""
    card: Card


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """A feed of one variant."""

    lang: str
    title: str
    id: str
    self: str
    home: str
    updated: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """A page with its siblings."""

    link: str
    alternates: tuple[tuple[str, str], ...]
    lastmod: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapView:
    """A sitemap: pages, or the sitemaps of the months."""

    name: str
    lang: str
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


def absolute(imprint: Imprint, there: str) -> str:
    """An address with the base address before it."""
    return imprint.site.base_url.rstrip("/") + address.quote(there)


def lasting_id(imprint: Imprint, what: str) -> str:
    """A tag URI for a thing of the site: never changes, wherever the site stands."""
    return f"tag:huozi,2025:{address.quote(address.name(imprint.site.id))}:{what}"


def moment(imprint: Imprint, card: Card) -> str:
    """When an article came out, ISO 8601 with offset."""

    return dt.datetime.combine(card.date, dt.time(), imprint.site.timezone).isoformat()


def feed(
    imprint: Imprint, variant: Variant, here: str, home: str, name: str, cards: Sequence[Card]
) -> FeedView:
    """The feed at ``here`` of the page ``home`` (addresses in the source script), called
    ``name`` (empty: the paper's own); ``cards`` newest first, in the variant."""
    voice = imprint.voice(variant)
    site = voice.text(imprint.site.title)
    entries = tuple(
        Entry(
            id=lasting_id(imprint, f"{card.edition}/{card.stem}"),
            link=absolute(imprint, card.address),
            moment=card.updated or moment(imprint, card),
            card=card,
        )
        for card in cards
    )
    return FeedView(
        lang=variant.tag,
        title=f"{site} · {voice.text(name)}" if name else site,
        id=lasting_id(imprint, f"feed:{variant.tag}:{home}"),
        self=absolute(imprint, voice.at(here)),
        home=absolute(imprint, voice.at(home)),
        updated=max((entry.moment for entry in entries), default="1970-01-01T00:00:00Z"),
        entries=entries,
    )


def sitemap_entry(imprint: Imprint, there: str, lastmod: str) -> list[SitemapEntry]:
    """A page (its address in the source script) in every variant."""
    site = imprint.site
    links = [
        (v.tag, absolute(imprint, address.in_variant(there, site.folder(v)))) for v in site.variants
    ]
    alternates = (*links, ("x-default", links[0][1]))
    return [SitemapEntry(link=link, alternates=alternates, lastmod=lastmod) for _, link in links]


def news(
    imprint: Imprint, recent: Sequence[dict[str, dict[str, object]]], newest: dt.date
) -> NewsSitemapView:
    """The news sitemap: articles (variant → kept card) of the newest edition's day and the day
    before it, at most 1,000 (Google's limit), in the source script."""
    source = imprint.site.source
    cards = [cardroom.from_json(card[source.tag]) for card in recent]
    return NewsSitemapView(
        name=imprint.site.title,
        entries=tuple(
            NewsEntry(
                link=absolute(imprint, card.address),
                title=card.title,
                lang="zh-cn" if source.tag == "zh-Hans" else "zh-tw",
                moment=moment(imprint, card),
            )
            for card in cards
            if card.date >= newest - dt.timedelta(days=1)
        )[:1000],
    )
