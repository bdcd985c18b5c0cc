"""What a page's head tells machines beside its title: feeds, Open Graph, JSON-LD.

Knows the vocabularies (Open Graph protocol, schema.org) and keeps them terse: these bytes stand
three times for every article. Refuses to know how a head is written: that is a template.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.paper.imprint import Imprint, Voice
from generator.values import address
from generator.values.article import Article, Edition
from generator.values.card import Card, Person, Picture
from generator.values.swift import swift


@swift
@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page points to."""

    kind: str
    """Its media type."""
    title: str
    address: str


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The machines' part of a page's head."""

    feeds: tuple[FeedLink, ...]
    opensearch: str
    """The address of the search's description; empty where the site has no base address yet: the
    description would have to name it."""
    graph: tuple[tuple[str, str], ...] = ()
    """Open Graph: (property, content)."""
    json_ld: str = ""
    """A JSON text that may stand in a script element."""


def head(voice: Voice, home: str = address.FRONT, name: str = "") -> Head:
    """The head of a page whose nearest feed is that of ``home`` (an address in the source
    script); ``name`` is what that feed is called, in the voice's variant."""
    title = name or voice.text(voice.imprint.site.title)
    feeds = (
        FeedLink("application/atom+xml", title, voice.at(home + "feed.xml")),
        FeedLink("application/feed+json", title, voice.at(home + "feed.json")),
    )
    has_base = bool(voice.imprint.site.base_url)
    return Head(feeds=feeds, opensearch=voice.at("/opensearch.xml") if has_base else "")


def graph(
    imprint: Imprint,
    kind: str,
    title: str,
    there: str,
    image: Picture | None = None,
) -> tuple[tuple[str, str], ...]:
    """Open Graph of a page at ``there``; ``title`` in the variant. The description is shared with
    the page's own; the language is the page's."""
    found = [("og:type", kind), ("og:title", title)]
    if imprint.site.base_url:
        found.append(("og:url", absolute(imprint, there)))
        if image:
            found += [("og:image", absolute(imprint, image.file)), ("og:image:alt", image.alt)]
    return tuple(found)


def absolute(imprint: Imprint, there: str) -> str:
    """An address with the base address before it; from the root where there is none yet."""
    return imprint.site.base_url.rstrip("/") + address.quote(there)


def news_article(edition: Edition, article: Article, card: Card, voice: Voice) -> dict[str, Any]:
    """schema.org NewsArticle, as the voice's variant has it: printed facts in the printed
    words, people with their pages, corrections."""
    imprint, front = voice.imprint, article.front
    issue = {
        "@type": "PublicationIssue",
        "@id": absolute(imprint, voice.at(address.edition(edition.id))),
        "issueNumber": edition.facts.issue,
    }
    site = voice.text(imprint.site.options["publisher"] or imprint.site.title)
    publisher = {"@type": "NewsMediaOrganization", "name": site}
    house = {**publisher, "url": absolute(imprint, voice.at(address.FRONT))}
    line = front.dateline
    wired = [voice.text(line.place), line.date.isoformat() if line.date else ""] if line else []
    return {
        "@type": "NewsArticle",
        "headline": card.title,
        "alternativeHeadline": " ".join(part for part in (card.kicker, card.subtitle) if part),
        "datePublished": card.published,
        "dateModified": card.updated or card.published,
        "author": [_author(imprint, p) for p in card.people if p.name] or house,
        "dateline": " ".join(filter(None, wired)),
        "printEdition": card.edition,
        "printPage": card.page,
        "printSection": card.page_name,
        "articleSection": card.section,
        "inLanguage": voice.variant.tag,
        "image": [absolute(imprint, p.file) for p in card.pictures],
        "isPartOf": issue,
        "publisher": publisher,
        "correction": [
            {"@type": "CorrectionComment", "datePublished": c.date.isoformat(), "text": c.text}
            for c in card.corrections
        ],
    }


def _author(imprint: Imprint, person: Person) -> dict[str, str]:
    return {"@type": "Person", "name": person.name, "url": absolute(imprint, person.address)}


def breadcrumbs(imprint: Imprint, steps: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """schema.org BreadcrumbList of (name, address): the way to a page from below the front, without
    the page itself: both are what they are without being told."""
    items = [
        {"@type": "ListItem", "position": at, "name": name, "item": absolute(imprint, there)}
        for at, (name, there) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def json_ld(*things: dict[str, Any]) -> str:
    """JSON-LD of schema.org's things without empty fields, fit for a script element: "<" could
    end it."""
    told = {"@context": "https://schema.org", "@graph": [_kept(thing) for thing in things]}
    return _encode(told).replace("<", "\\u003c")


# Made once: json.dumps makes one a call.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _kept(thing: dict[str, Any]) -> dict[str, Any]:
    return {key: _told(value) for key, value in thing.items() if value}


def _told(value: Any) -> Any:
    if type(value) is dict:
        return _kept(value)
    return [_told(inner) for inner in value] if type(value) is list else value
