"""The inspection: every check there is, in three visible tuples, and the one run through them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from generator import ingest
from generator.build.site_context import SiteContext
from generator.check import (
    accepted,
    body_html,
    conversion,
    foreign,
    inconsistent_forms,
    links,
    metadata,
    orphans,
    outdated,
    pictures,
    published,
    sections,
    siblings,
    spelling,
    unused_settled,
    wrong_script,
)
from generator.check.material import Matter, Opened
from generator.check.orphans import Orphans
from generator.check.output import Output
from generator.check.rule import Rule
from generator.check.webpage import WebPage
from generator.check.wrong_script import WrongScript
from generator.model.article import Edition
from generator.model.problem import Problem

OF_EDITIONS: tuple[Callable[[Matter, Edition], Iterable[Problem]], ...] = (
    sections.check,
    pictures.check,
    body_html.check,
)
"""Checks of an edition as its editor wrote it."""

OF_PAGES: tuple[Callable[[Matter, WebPage], Iterable[Problem]], ...] = (
    links.check,
    siblings.check,
    metadata.check,
    pictures.check_page,
)
"""Checks of a web page as it stands in the output."""

RULES: tuple[Rule, ...] = (
    *sections.RULES,
    *pictures.RULES,
    *body_html.RULES,
    *inconsistent_forms.RULES,
    *links.RULES,
    *siblings.RULES,
    *metadata.RULES,
    *wrong_script.RULES,
    *orphans.RULES,
    *spelling.RULES,
    *outdated.RULES,
    *foreign.RULES,
    *published.RULES,
    *unused_settled.RULES,
)
"""Every rule that only ``huozi check`` knows; those of reading and building come on top."""


def inspect(
    context: SiteContext, out: Path, progress: Callable[[int, int], None] | None = None
) -> list[Problem]:
    """All that is wrong or doubtful with a site and its output, in order; nothing is changed.

    ``progress`` is told (pages looked at, of how many)."""
    matter = Matter(context, Output(context.request.root, out, context.site.base_url))
    opened = list(matter.editions())
    problems = [
        *context.problems,
        *matter.strays(),
        *_of_content(matter, opened),
        *outdated.check(matter, opened),
        *published.check(matter),
        *foreign.check(matter),
        *_of_output(matter, progress),
    ]
    settled = {a.path: a.front.settled for o in opened if o.edition for a in o.edition.articles}
    entries = context.site.options["check.silence"]
    names = {known.name for known in RULES} | {problem.rule for problem in problems}
    return sorted(set(unused_settled.heard(problems, entries, settled, sorted(names))))


def _of_content(matter: Matter, opened: list[Opened]) -> Iterator[Problem]:
    scripts = matter.context.localization.scripts
    lock, faults = accepted.read(matter.root)
    yield from faults
    matched: set[str] = set()
    for each in opened:
        yield from each.problems
        if each.edition is None:
            continue
        for check in OF_EDITIONS:
            yield from check(matter, each.edition)
        allowed = matter.site.allowed_html
        yield from conversion.unbalanced(each.edition, allowed)
        yield from accepted.unseen(matter.root, each.edition, scripts, lock, matter.site)
        matched |= conversion.matched([each.edition], scripts, allowed)
    yield from conversion.unused(matched, scripts)
    yield from conversion.misplaced(scripts)
    editions = [each.edition for each in opened if each.edition]
    yield from inconsistent_forms.check(matter, editions)
    yield from spelling.check(matter, editions)
    yield from ingest.doubts(matter.root, matter.site)


def _of_output(matter: Matter, progress: Callable[[int, int], None] | None) -> Iterator[Problem]:
    paths = matter.output.paths
    of = sum(path.endswith(".html") for path in paths)
    linked, strange = Orphans(matter), WrongScript(matter)
    for count, page in enumerate(matter.output.pages(), 1):
        for check in OF_PAGES:
            yield from check(matter, page)
        linked.see(page)
        strange.see(page)
        if progress and (count % 100 == 0 or count == of):
            progress(count, of)
    yield from linked.found()
    yield from strange.problems()
