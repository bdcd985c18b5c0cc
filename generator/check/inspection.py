"""The lists of all checks and rules, and the function that runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from generator import ingest
from generator.check import (
    accepted,
    body_html,
    conversion_checks,
    foreign,
    image_checks,
    inconsistent_forms,
    link_checks,
    metadata,
    missing_addresses,
    orphans,
    outdated,
    sections,
    siblings,
    silenced_problems,
    spelling,
    wrong_script,
)
from generator.check.material import Material, OpenedEdition
from generator.check.orphans import Orphans
from generator.check.output import Output
from generator.check.rule import Rule
from generator.check.webpage import WebPage
from generator.check.wrong_script import WrongScript
from generator.model.article import Edition
from generator.model.problem import Problem
from generator.pages.site_context import SiteContext

OF_EDITIONS: tuple[Callable[[Material, Edition], Iterable[Problem]], ...] = (
    sections.check,
    image_checks.check,
    body_html.check,
)
"""Checks of an edition's sources."""

OF_PAGES: tuple[Callable[[Material, WebPage], Iterable[Problem]], ...] = (
    link_checks.check,
    siblings.check,
    metadata.check,
    image_checks.check_page,
)
"""Checks of a web page of the output."""

RULES: tuple[Rule, ...] = (
    *sections.RULES,
    *image_checks.RULES,
    *body_html.RULES,
    *inconsistent_forms.RULES,
    *link_checks.RULES,
    *siblings.RULES,
    *metadata.RULES,
    *wrong_script.RULES,
    *orphans.RULES,
    *spelling.RULES,
    *outdated.RULES,
    *foreign.RULES,
    *missing_addresses.RULES,
    *silenced_problems.RULES,
)
"""The rules of ``huozi check`` itself; reading and building have further ones."""


def inspect(
    context: SiteContext, out: Path, progress: Callable[[int, int], None] | None = None
) -> list[Problem]:
    """All problems of a site and its output that are not silenced, sorted; nothing is changed.

    ``progress`` is called with (pages checked, pages in all)."""
    material = Material(context, Output(context.request.root, out, context.site.base_url))
    opened = list(material.editions())
    problems = [
        *context.problems,
        *material.foreign_folders(),
        *_of_content(material, opened),
        *outdated.check(material, opened),
        *missing_addresses.check(material),
        *foreign.check(material),
        *_of_output(material, progress),
    ]
    articles = {a.path: a for o in opened if o.edition for a in o.edition.articles}
    entries = context.site.check.silence
    names = {known.name for known in RULES} | {problem.rule for problem in problems}
    return sorted(set(silenced_problems.unanswered(problems, entries, articles, sorted(names))))


def _of_content(material: Material, opened: list[OpenedEdition]) -> Iterator[Problem]:
    converter = material.context.localization.converter
    lock, faults = accepted.read(material.root)
    yield from faults
    matched: set[str] = set()
    for opened_edition in opened:
        yield from opened_edition.problems
        if opened_edition.edition is None:
            continue
        for check in OF_EDITIONS:
            yield from check(material, opened_edition.edition)
        allowed = material.site.allowed_html
        yield from conversion_checks.unbalanced(opened_edition.edition, allowed)
        yield from accepted.unaccepted_changes(
            material.root, opened_edition.edition, converter, lock, material.site
        )
        matched |= conversion_checks.matched([opened_edition.edition], converter, allowed)
    yield from conversion_checks.unused(matched, converter)
    editions = [opened_edition.edition for opened_edition in opened if opened_edition.edition]
    yield from inconsistent_forms.check(material, editions)
    yield from spelling.check(material, editions)
    yield from ingest.doubts(material.root, material.site)


def _of_output(
    material: Material, progress: Callable[[int, int], None] | None
) -> Iterator[Problem]:
    paths = material.output.paths
    total = sum(path.endswith(".html") for path in paths)
    orphan_pages, wrong_script = Orphans(material), WrongScript(material)
    for count, page in enumerate(material.output.pages(), 1):
        for check in OF_PAGES:
            yield from check(material, page)
        orphan_pages.add_page(page)
        wrong_script.add_page(page)
        if progress and (count % 100 == 0 or count == total):
            progress(count, total)
    yield from orphan_pages.problems()
    yield from wrong_script.problems()
