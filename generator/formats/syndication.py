"""Atom, JSON Feed, sitemaps, robots.txt and OpenSearch: their views and their bytes.

RFC 4287, JSON Feed 1.1, sitemaps.org 0.9 with Google's alternates and news, RFC 9309, OpenSearch
1.1.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from generator.model.xml_text import without_strangers
from generator.model.xml_text import xml_text as _xml


class Entry(msgspec.Struct, frozen=True, kw_only=True):
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


class FeedView(msgspec.Struct, frozen=True, kw_only=True):
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
    hub: str = ""
    """The WebSub hub that is told of changes; empty: none."""


class SitemapEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A page with its siblings."""

    link: str
    alternates: tuple[tuple[str, str], ...]
    """(hreflang, absolute address): every variant and x-default."""
    lastmod: str


class SitemapView(msgspec.Struct, frozen=True, kw_only=True):
    """A sitemap: pages, or the sitemaps of the months."""

    sitemaps: tuple[str, ...]
    """Absolute addresses of other sitemaps; empty in a month's own."""
    entries: tuple[SitemapEntry, ...]


class NewsEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One article in the news sitemap."""

    link: str
    title: str
    lang: str
    moment: str


class NewsSitemapView(msgspec.Struct, frozen=True, kw_only=True):
    """The articles of the last two days."""

    name: str
    entries: tuple[NewsEntry, ...]


class RobotsView(msgspec.Struct, frozen=True, kw_only=True):
    """robots.txt."""

    sitemaps: tuple[str, ...]


class OpenSearchView(msgspec.Struct, frozen=True, kw_only=True):
    """The search's description for browsers."""

    lang: str
    name: str
    description: str
    search: str
    """The absolute address of the search page."""


_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def _cdata(html: str) -> str:
    """HTML as a CDATA section, a third shorter than with every sign escaped."""
    safe = without_strangers(html).replace("]]>", "]]]]><![CDATA[>")
    return f"<![CDATA[{safe}]]>"


def atom(view: FeedView) -> str:
    """An Atom feed (RFC 4287), full text."""
    below = f"<subtitle>{_xml(view.description)}</subtitle>" if view.description else ""
    hub = f'<link rel="hub" href="{_xml(view.hub)}"/>' if view.hub else ""
    lines = [
        f'{_HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{view.lang}">',
        f"<title>{_xml(view.title)}</title>{below}<id>{_xml(view.id)}</id>",
        f"{hub}"
        f'<link rel="self" type="application/atom+xml" href="{_xml(view.self)}"/>'
        f'<link href="{_xml(view.home)}"/><updated>{view.updated}</updated>'
        f"<author><name>{_xml(view.publisher)}</name></author>",
        *(_atom_entry(entry) for entry in view.entries),
    ]
    return "\n".join([*lines, "</feed>", ""])


def _atom_entry(entry: Entry) -> str:
    people = "".join(
        f"<author><name>{_xml(name)}</name>{f'<uri>{_xml(page)}</uri>' if page else ''}</author>"
        for name, page in entry.people
    )
    words = "".join(
        f'<category term="{_xml(word)}"/>' for word in (entry.section, *entry.tags) if word
    )
    return (
        f"<entry><title>{_xml(entry.title)}</title><id>{_xml(entry.id)}</id>"
        f'<link href="{_xml(entry.link)}"/><published>{entry.published}</published>'
        f"<updated>{entry.updated}</updated>{people}{words}"
        f"<summary>{_xml(entry.abstract)}</summary>"
        f'<content type="html">{_cdata(entry.content)}</content></entry>'
    )


def json_feed(view: FeedView) -> str:
    """A JSON Feed (version 1.1), full text."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "description": view.description,
        "language": view.lang,
        "home_page_url": view.home,
        "feed_url": view.self.removesuffix("xml") + "json",
        "authors": [{"name": view.publisher}],
        **({"hubs": [{"type": "WebSub", "url": view.hub}]} if view.hub else {}),
        "items": [_json_item(entry) for entry in view.entries],
    }
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":")) + "\n"


def _json_item(entry: Entry) -> dict[str, Any]:
    item = {
        "id": entry.id,
        "url": entry.link,
        "title": entry.title,
        "content_html": entry.content,
        "summary": entry.abstract,
        "image": entry.image,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [
            {"name": name} | ({"url": page} if page else {}) for name, page in entry.people
        ],
        "tags": [word for word in (entry.section, *entry.tags) if word],
    }
    return {key: value for key, value in item.items() if value or key == "content_html"}


def sitemap(view: SitemapView) -> str:
    """A sitemap with alternates, or an index of sitemaps."""
    space = ' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    if view.sitemaps:
        inner = "\n".join(f"<sitemap><loc>{_xml(link)}</loc></sitemap>" for link in view.sitemaps)
        return f"{_HEAD}<sitemapindex{space}>\n{inner}\n</sitemapindex>\n"
    inner = "\n".join(_url(entry) for entry in view.entries)
    more = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return f"{_HEAD}<urlset{space}{more}>\n{inner}\n</urlset>\n"


def _url(entry: SitemapEntry) -> str:
    alternates = "".join(
        f'<xhtml:link rel="alternate" hreflang="{lang}" href="{_xml(link)}"/>'
        for lang, link in entry.alternates
    )
    return f"<url><loc>{_xml(entry.link)}</loc><lastmod>{entry.lastmod}</lastmod>{alternates}</url>"


def news_sitemap(view: NewsSitemapView) -> str:
    """A Google News sitemap; without entries where nothing is news."""
    inner = "".join(
        f"<url><loc>{_xml(entry.link)}</loc><news:news><news:publication>"
        f"<news:name>{_xml(view.name)}</news:name><news:language>{entry.lang}</news:language>"
        f"</news:publication><news:publication_date>{entry.moment}</news:publication_date>"
        f"<news:title>{_xml(entry.title)}</news:title></news:news></url>\n"
        for entry in view.entries
    )
    return (
        f'{_HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{inner}</urlset>\n'
    )


def robots(view: RobotsView) -> str:
    """robots.txt (RFC 9309): everything may be read."""
    lines = ["User-agent: *", "Disallow:", *(f"Sitemap: {link}" for link in view.sitemaps)]
    return "\n".join(lines) + "\n"


def opensearch(view: OpenSearchView) -> str:
    """An OpenSearch description (1.1); ``ShortName`` holds 16 characters at most."""
    template = _xml(view.search) + "?q={searchTerms}"
    return (
        f'{_HEAD}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        f"<ShortName>{_xml(view.name[:16])}</ShortName>"
        f"<Description>{_xml(view.description[:1024])}</Description>"
        f"<Language>{view.lang}</Language><InputEncoding>UTF-8</InputEncoding>"
        f'<Url type="text/html" template="{template}"/></OpenSearchDescription>\n'
    )
