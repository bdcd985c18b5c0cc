"""Names that share an address: two spellings of one name, or two names that clash.

Knows the names of all that readers may see. What becomes of them is the register's to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.check import rule
from generator.check.material import Matter
from generator.content import published_addresses, schedule
from generator.content.schedule import Showing
from generator.model.article import Edition
from generator.model.problem import Problem
from generator.pages import list_names, name_registry
from generator.pages.cards import names
from generator.pages.list_names import Spelling

SPELLING = rule.doubt("spelling", "A name is written in two ways that differ in case or width.")
RULES = (SPELLING,)


def check(matter: Matter, editions: Iterable[Edition]) -> Iterator[Problem]:
    """Every name that stands in another's list, or in none."""
    classes = list(list_names.classes_of(_spellings(matter, editions)))
    published = published_addresses.read(matter.root) if classes else ""
    _, shared = list_names.made_of(classes, lambda there: f"\n{there}\n" in published)
    yield from name_registry.complaints(matter.root, shared)


def _spellings(matter: Matter, editions: Iterable[Edition]) -> Iterator[tuple[str, Spelling]]:
    request, zone = matter.context.request, matter.site.timezone
    for edition in editions:
        if schedule.edition_moment(edition.id, zone) > request.now:
            continue
        for article in edition.articles:
            how = schedule.showing(article.front, request.now, zone, drafts=request.drafts)
            for kind, name in names(edition, article) if how is not Showing.HIDDEN else ():
                if name:
                    first = str(edition.id), article.id.stem
                    yield kind, Spelling(first, name, matter.context.localization.folder_of(name))
