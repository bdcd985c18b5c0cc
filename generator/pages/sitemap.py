"""Views of sitemaps and of the search's description for browsers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from generator.formats.syndication import (
    NewsEntry,
    NewsSitemapView,
    OpenSearchView,
    SitemapEntry,
    SitemapView,
)
from generator.model import address
from generator.model.article import EditionId
from generator.model.card import Card
from generator.model.variant import Variant
from generator.pages.head import absolute
from generator.pages.localizer import Localization

NEWS_ENTRIES = 1000
"""Google's limit for a news sitemap."""
NEWS_SPAN = dt.timedelta(days=2)
"""How long an article is news, by Google's rules for news sitemaps."""


def sitemap_entry(localization: Localization, url: str, lastmod: str) -> SitemapEntry:
    """A page (its address in the source script) with its siblings."""
    site = localization.site
    links = [
        (v.tag, absolute(localization, address.in_variant(url, site.folder(v))))
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
        url, day = address.edition(edition), edition.date.isoformat()
        latest = max([day, *(moment[:10] for moment in updated.values())])
        entries.append(sitemap_entry(localization, url, latest))
        entries += [
            sitemap_entry(localization, f"{url}{stem}/", updated.get(stem, day)[:10])
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
            localization.site.description or localization.site.title
        ),
        search=absolute(localization, localizer.url(address.SEARCH)),
    )
