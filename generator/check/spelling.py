"""Names that share an address: two spellings of one name, or two names that clash.

Knows the names of all that readers may see. What becomes of them is the register's to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.check import rule
from generator.check.matter import Matter
from generator.manuscript import addresses
from generator.paper import clock, register
from generator.paper.cards import names
from generator.paper.clock import Showing
from generator.paper.register import Spelling
from generator.press import naming
from generator.values.article import Edition
from generator.values.problems import Problem

SPELLING = rule.doubt("spelling", "A name is written in two ways that differ in case or width.")
RULES = (SPELLING,)


def check(matter: Matter, editions: Iterable[Edition]) -> Iterator[Problem]:
    """Every name that stands in another's list, or in none."""
    classes = list(register.classes_of(_spellings(matter, editions)))
    published = addresses.read(matter.root) if classes else ""
    _, shared = register.made_of(classes, lambda there: f"\n{there}\n" in published)
    yield from naming.complaints(matter.root, shared)


def _spellings(matter: Matter, editions: Iterable[Edition]) -> Iterator[tuple[str, Spelling]]:
    order, zone = matter.shop.order, matter.site.timezone
    for edition in editions:
        if clock.edition_moment(edition.id, zone) > order.now:
            continue
        for article in edition.articles:
            how = clock.showing(article.front, order.now, zone, drafts=order.drafts)
            for kind, name in names(edition, article) if how is not Showing.HIDDEN else ():
                if name:
                    first = str(edition.id), article.id.stem
                    yield kind, Spelling(first, name, matter.shop.imprint.folder_of(name))
