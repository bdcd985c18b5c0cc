"""Title, description, ids and weight of web pages."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check import rule
from generator.check.material import Material
from generator.check.webpage import WebPage
from generator.model.problem import Problem
from generator.model.site_file import FILE

TITLE = rule.error("page-title", "A page has no title.")
DESCRIPTION = rule.warning("page-description", "A page has no description.")
DUPLICATE_ID = rule.warning("doubled-id", "An id stands twice on one page.")
WEIGHT = rule.warning("page-weight", "A page is heavier than site.toml's check.page_weight.")
RULES = (TITLE, DESCRIPTION, DUPLICATE_ID, WEIGHT)


def check(material: Material, page: WebPage) -> Iterator[Problem]:
    """Problems of one page's head, ids and weight."""
    place = material.output.place(page.path)
    if not page.title:
        yield TITLE.at(place, "the page has no title")
    if page.indexed and not page.description:
        if material.site.description:
            yield DESCRIPTION.at(place, "the page has no description")
        elif page.path == "index.html":
            message = "no description, so that most pages have none"
            yield DESCRIPTION.at(FILE, message, "one sentence for search engines and feeds")
    for name, line in page.duplicate_ids:
        yield DUPLICATE_ID.at(place, f'the id "{name}" stands twice', line=line)
    budget = material.site.check.page_weight
    if budget and page.size > budget * 1000:
        message = f"the page weighs {page.size / 1000:.0f} kB, {budget} are allowed"
        yield WEIGHT.at(place, message, "check.page_weight in site.toml")
