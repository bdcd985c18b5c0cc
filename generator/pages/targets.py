"""Views into targets: which file is made of which view, by which recipe.

Knows the one visible list of recipes (kinds of page). Pure: what is written, kept or deleted is
for the press to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.build.rows import Claim
from generator.formats import edition_picture, epub, feeds, service_worker
from generator.model import address, digest
from generator.model.swift import swift
from generator.model.variant import Variant


@dataclass(frozen=True, slots=True)
class Recipe:
    """A kind of page: looks come from the theme's template, machines' formats from code."""

    name: str
    template: str = ""
    write: Callable[[Any], str | bytes] | None = None
    """What makes the text of the view where there is no template."""
    version: str = ""
    """Of what costs more to make than its view to compare: changed whenever ``write`` changes, for
    what that makes of a view holds for one version."""


@swift
@dataclass(frozen=True, slots=True)
class Target:
    """One file of the output, and all it is made of."""

    path: str
    """Below the output folder, with forward slashes."""
    recipe: Recipe
    view: object
    variant: Variant
    here: str
    """The address the page stands at: links are relative to it."""
    claim: int = Claim.PAGE


ARTICLE = Recipe("article", "article.html")
EDITION = Recipe("edition", "edition.html")
PAGE = Recipe("page", "page.html")
MONTH = Recipe("month", "month.html")
YEAR = Recipe("year", "year.html")
ARCHIVE = Recipe("archive", "archive.html")
LISTING = Recipe("listing", "listing.html")
SEARCH = Recipe("search", "search.html")
CORRECTIONS = Recipe("corrections", "corrections.html")
FIXED = Recipe("fixed", "fixed.html")
NOTICE = Recipe("notice", "notice.html")
EMPTIED = Recipe("emptied", "emptied.html")
REDIRECT = Recipe("redirect", "redirect.html")
NOT_FOUND = Recipe("404", "404.html")
EMPTY = Recipe("empty", "empty.html")
FEED = Recipe("feed", write=feeds.atom)
JSON_FEED = Recipe("json-feed", write=feeds.json_feed)
OPENSEARCH = Recipe("opensearch", write=feeds.opensearch)
ROBOTS = Recipe("robots", write=feeds.robots)
SITEMAP = Recipe("sitemap", write=feeds.sitemap)
NEWS_SITEMAP = Recipe("news-sitemap", write=feeds.news_sitemap)
BOOK = Recipe("epub", write=epub.epub, version=digest.of_bytes(Path(epub.__file__).read_bytes()))
POSTER = Recipe(
    "poster",
    write=edition_picture.draw,
    version=digest.of_bytes(Path(edition_picture.__file__).read_bytes()),
)
WORKER = Recipe("worker", write=service_worker.worker)
NEWEST = Recipe("newest", write=service_worker.newest)
MANIFEST = Recipe("manifest", write=service_worker.manifest)
ICON = Recipe("icon", write=service_worker.icon)

RECIPES: tuple[Recipe, ...] = (
    ARTICLE,
    EDITION,
    PAGE,
    MONTH,
    YEAR,
    ARCHIVE,
    LISTING,
    CORRECTIONS,
    SEARCH,
    FIXED,
    NOTICE,
    EMPTIED,
    REDIRECT,
    NOT_FOUND,
    EMPTY,
    FEED,
    JSON_FEED,
    OPENSEARCH,
    ROBOTS,
    SITEMAP,
    NEWS_SITEMAP,
    BOOK,
    POSTER,
    WORKER,
    NEWEST,
    MANIFEST,
    ICON,
)
"""Every kind of page."""


def target(
    recipe: Recipe, view: object, here: str, variant: Variant, claim: int = Claim.PAGE
) -> Target:
    """The target of a view that stands at the address ``here``."""
    return Target(address.file_of(here), recipe, view, variant, here, claim)
