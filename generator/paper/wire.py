"""What machines read, written out: Atom, JSON Feed, sitemaps, robots.txt.

Knows the formats (RFC 4287, JSON Feed 1.1, sitemaps.org 0.9, Google News sitemaps). Refuses to
know where an entry comes from: views are made in ``views.machine``.
"""

from __future__ import annotations

import json
from html import escape

from generator.paper.views.machine import FeedView, NewsSitemapView, RobotsView, SitemapView
from generator.values.card import Card

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def _summary(card: Card) -> str:
    return "".join(card.lead)[:200]


def _title(card: Card) -> str:
    return " ".join(part for part in (card.kicker, card.title) if part)


def atom(view: FeedView) -> str:
    """An Atom feed (RFC 4287)."""
    lines = [
        f'{_HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{view.lang}">',
        f"<title>{escape(view.title)}</title><id>{escape(view.id)}</id>",
        f'<link rel="self" href="{escape(view.self)}"/><link href="{escape(view.home)}"/>',
        f"<updated>{view.updated}</updated><author><name>{escape(view.title)}</name></author>",
    ]
    for entry in view.entries:
        people = "".join(
            f"<author><name>{escape(p.name)}</name></author>" for p in entry.card.people if p.name
        )
        lines.append(
            f"<entry><title>{escape(_title(entry.card))}</title><id>{escape(entry.id)}</id>"
            f'<link href="{escape(entry.link)}"/><updated>{entry.moment}</updated>{people}'
            f"<summary>{escape(_summary(entry.card))}</summary></entry>"
        )
    return "\n".join([*lines, "</feed>", ""])


def json_feed(view: FeedView) -> str:
    """A JSON Feed (version 1.1)."""
    items = [
        {
            "id": entry.id,
            "url": entry.link,
            "title": _title(entry.card),
            "content_text": "\n".join(entry.card.lead),
            "date_published": entry.moment,
            "authors": [{"name": p.name} for p in entry.card.people if p.name],
        }
        for entry in view.entries
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "language": view.lang,
        "home_page_url": view.home,
        "feed_url": view.self,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":")) + "\n"


def sitemap(view: SitemapView) -> str:
    """A sitemap, or an index of sitemaps (sitemaps.org, with xhtml:link alternates)."""
    if view.sitemaps:
        inner = "\n".join(f"<sitemap><loc>{escape(link)}</loc></sitemap>" for link in view.sitemaps)
        kind = "sitemapindex"
    else:
        inner = "\n".join(
            f"<url><loc>{escape(entry.link)}</loc>"
            + (f"<lastmod>{entry.lastmod}</lastmod>" if entry.lastmod else "")
            + "".join(
                f'<xhtml:link rel="alternate" hreflang="{lang}" href="{escape(link)}"/>'
                for lang, link in entry.alternates
            )
            + "</url>"
            for entry in view.entries
        )
        kind = "urlset"
    return (
        f'{_HEAD}<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{inner}\n</{kind}>\n'
    )


def news_sitemap(view: NewsSitemapView) -> str:
    """A Google News sitemap."""
    inner = "\n".join(
        f"<url><loc>{escape(entry.link)}</loc><news:news><news:publication>"
        f"<news:name>{escape(view.name)}</news:name><news:language>{entry.lang}</news:language>"
        f"</news:publication><news:publication_date>{entry.moment}</news:publication_date>"
        f"<news:title>{escape(entry.title)}</news:title></news:news></url>"
        for entry in view.entries
    )
    return (
        f'{_HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{inner}\n</urlset>\n'
    )


def robots(view: RobotsView) -> str:
    """robots.txt (RFC 9309): everything may be read."""
    lines = ["User-agent: *", "Disallow:", *(f"Sitemap: {link}" for link in view.sitemaps)]
    return "\n".join(lines) + "\n"
