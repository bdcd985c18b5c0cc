"""Names that share an address: spellings of one name, or different names that clash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.check import rule
from generator.check.material import Material
from generator.content import published_addresses, schedule
from generator.content.schedule import Showing
from generator.model.article import Edition
from generator.model.problem import Problem
from generator.pages import list_names, name_registry
from generator.pages.cards import names
from generator.pages.list_names import Spelling

SPELLING = rule.doubt("spelling", "A name is written in two ways that differ in case or width.")
RULES = (SPELLING,)


def check(material: Material, editions: Iterable[Edition]) -> Iterator[Problem]:
    """A doubt for every name that is listed under another spelling, or not at all."""
    classes = list(list_names.classes_of(_spellings(material, editions)))
    published = published_addresses.read(material.root) if classes else ""
    _, shared = list_names.made_of(classes, lambda location: f"\n{location}\n" in published)
    yield from name_registry.complaints(material.root, shared)


def _spellings(material: Material, editions: Iterable[Edition]) -> Iterator[tuple[str, Spelling]]:
    request, zone = material.context.request, material.site.timezone
    for edition in editions:
        if schedule.edition_moment(edition.id, zone) > request.now:
            continue
        for article in edition.articles:
            showing = schedule.showing(article.front, request.now, zone, drafts=request.drafts)
            for kind, name in names(edition, article) if showing is not Showing.HIDDEN else ():
                if name:
                    first = str(edition.id), article.id.stem
                    yield kind, Spelling(first, name, material.context.localization.folder_of(name))
