"""The machine-readable part of a page's head: feeds, Open Graph, JSON-LD (schema.org).

The texts are terse, because they are in three pages for every article. Templates write the head.
"""

from __future__ import annotations

from collections.abc import Sequence
from json.encoder import encode_basestring

import msgspec

from generator.model import address
from generator.model.article import Article, Correction, Edition
from generator.model.card import Card, Person, Picture
from generator.pages.localizer import Localization, Localizer


class FeedLink(msgspec.Struct, frozen=True):
    """A feed that a page points to."""

    kind: str
    """Its media type."""
    title: str
    address: str


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The machine-readable part of a page's head."""

    feeds: tuple[FeedLink, ...]
    opensearch: str
    """The address of the search's description; empty where the site has no base address yet: the
    description would have to name it."""
    graph: tuple[tuple[str, str], ...] = ()
    """Open Graph: (property, content)."""
    json_ld: str = ""
    """A JSON text that may stand in a script element."""


def head(localizer: Localizer, home: str = address.FRONT, name: str = "") -> Head:
    """The head of a page whose nearest feed is that of ``home`` (an address in the source
    script); ``name`` is what that feed is called, in the localizer's variant."""
    title = name or localizer.convert_text(localizer.localization.site.title)
    feeds = (
        FeedLink("application/atom+xml", title, localizer.url(home + "feed.xml")),
        FeedLink("application/feed+json", title, localizer.url(home + "feed.json")),
    )
    has_base = bool(localizer.localization.site.base_url)
    return Head(feeds=feeds, opensearch=localizer.url("/opensearch.xml") if has_base else "")


def graph(
    localization: Localization,
    kind: str,
    title: str,
    url: str,
    image: Picture | None = None,
) -> tuple[tuple[str, str], ...]:
    """Open Graph of a page at ``there``; ``title`` in the variant. The description is shared with
    the page's own; the language is the page's."""
    members = [("og:type", kind), ("og:title", title)]
    if localization.site.base_url:
        members.append(("og:url", absolute(localization, url)))
        if image:
            members += [
                ("og:image", absolute(localization, image.file)),
                ("og:image:alt", image.alt),
            ]
    return tuple(members)


def absolute(localization: Localization, url: str) -> str:
    """An address with the base address before it; from the root where there is none yet."""
    return localization.site.base_url.rstrip("/") + address.quote(url)


def issue(edition: Edition, localizer: Localizer) -> str:
    """schema.org PublicationIssue: what an edition's articles are a part of."""
    return _object(
        ("@type", '"PublicationIssue"'),
        (
            "@id",
            _text(absolute(localizer.localization, localizer.url(address.edition(edition.id)))),
        ),
        ("issueNumber", _text(edition.facts.issue)),
    )


def news_article(article: Article, card: Card, localizer: Localizer, issue: str) -> str:
    """schema.org NewsArticle, as the localizer's variant has it: printed facts in the printed
    words, people with their pages, corrections; ``issue`` as :func:`issue` tells it."""
    localization, line = localizer.localization, article.front.dateline
    name = _text(localizer.convert_text(localization.site.publisher or localization.site.title))
    publisher = ("@type", '"NewsMediaOrganization"'), ("name", name)
    people = _list([_author(localization, person) for person in card.people if person.name])
    wired = (
        [localizer.convert_text(line.place), line.date.isoformat() if line.date else ""]
        if line
        else []
    )
    return _object(
        ("@type", '"NewsArticle"'),
        ("headline", _text(card.title)),
        ("alternativeHeadline", _text(" ".join(filter(None, (card.kicker, card.subtitle))))),
        ("datePublished", _text(card.published)),
        ("dateModified", _text(card.updated)),
        ("author", people or _object(*publisher, ("url", _text(_home(localizer))))),
        ("dateline", _text(" ".join(filter(None, wired)))),
        ("printEdition", _text(card.edition)),
        ("printPage", _text(card.page)),
        ("printSection", _text(card.page_name)),
        ("articleSection", _text(card.section)),
        ("inLanguage", _text(localizer.variant.tag)),
        ("image", _list([_text(absolute(localization, p.file)) for p in card.pictures])),
        ("isPartOf", issue),
        ("publisher", _object(*publisher)),
        ("correction", _list([_correction(correction) for correction in card.corrections])),
    )


def _home(localizer: Localizer) -> str:
    return absolute(localizer.localization, localizer.url(address.FRONT))


def _author(localization: Localization, person: Person) -> str:
    page = absolute(localization, person.address) if person.address else ""
    return _object(("@type", '"Person"'), ("name", _text(person.name)), ("url", _text(page)))


def _correction(correction: Correction) -> str:
    return _object(
        ("@type", '"CorrectionComment"'),
        ("datePublished", _text(correction.date.isoformat())),
        ("text", _text(correction.text)),
    )


def breadcrumbs(localization: Localization, steps: Sequence[tuple[str, str]]) -> str:
    """schema.org BreadcrumbList of (name, address): the way to a page from below the front, without
    the page itself: both are what they are without being told."""
    items = [
        _object(
            ("@type", '"ListItem"'),
            ("position", str(at)),
            ("name", _text(name)),
            ("item", _text(absolute(localization, url))),
        )
        for at, (name, url) in enumerate(steps, 1)
    ]
    return _object(("@type", '"BreadcrumbList"'), ("itemListElement", _list(items)))


def json_ld(*things: str) -> str:
    """JSON-LD of schema.org's things, fit for a script element: "<" could end it."""
    text = _object(("@context", '"https://schema.org"'), ("@graph", _list(things)))
    return text.replace("<", "\\u003c")


# The JSON is put together from texts, so that what an edition's articles share is told once.


def _object(*fields: tuple[str, str]) -> str:
    """A JSON object of names and JSON texts, empty ones left out."""
    return "{" + ",".join([f'"{name}":{text}' for name, text in fields if text]) + "}"


def _list(items: Sequence[str]) -> str:
    """A JSON list of JSON texts; empty where there are none."""
    return f"[{','.join(items)}]" if items else ""


def _text(words: str) -> str:
    """Words as a JSON text; empty where there are none."""
    return encode_basestring(words) if words else ""
