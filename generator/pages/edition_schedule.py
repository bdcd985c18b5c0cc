"""What of an edition is published at the time of the build, and when that changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from generator.content import schedule
from generator.content.schedule import Showing, Span
from generator.model import address
from generator.model.article import Article, Edition
from generator.model.site import Site
from generator.pages.edition_rows import EditionRow
from generator.pages.site_context import SiteContext


def opening_of(context: SiteContext, edition: Edition) -> tuple[dt.datetime, Span]:
    """When an edition comes out, and the time for which it is as it is now."""
    zone = context.site.timezone
    opening = schedule.edition_moment(edition.id, zone)
    moments = [m for a in edition.articles for m in schedule.moments(a.front, zone)]
    return opening, Span().with_moments([opening, *moments], context.request.now)


def shown_of(context: SiteContext, edition: Edition) -> tuple[list[Article], list[Article]]:
    """The articles that readers see, and those of which a notice is left."""
    zone, now, drafts = context.site.timezone, context.request.now, context.request.drafts
    showing = [(a, schedule.showing(a.front, now, zone, drafts=drafts)) for a in edition.articles]
    out = [article for article, how in showing if how is Showing.OUT]
    return out, [article for article, how in showing if how is Showing.NOTICE]


def waiting_of(context: SiteContext, edition: Edition, out: Sequence[Article]) -> dict[str, str]:
    """Of the articles shown with the drafts, those that readers would not see: address, from
    the root, in the source script → ``draft`` or when it comes out (ISO 8601)."""
    zone, now = context.site.timezone, context.request.now
    opening = schedule.edition_moment(edition.id, zone)
    states = {}
    for article in out:
        opens = max(opening, schedule.local(article.front.publish_at, zone) or opening)
        state = "draft" if article.front.draft else opens.isoformat() if opens > now else ""
        if state:
            states[address.article(article.id)] = state
    return states


def waiting(site: Site, rows: Iterable[EditionRow]) -> dict[str, str]:
    """The addresses, in every variant, that only a preview with drafts shows."""
    states = {}
    for row in rows:
        for location, state in row.summary.waiting.items():
            for variant in site.variants:
                states[address.in_variant(location, site.folder(variant))] = state
    return states
