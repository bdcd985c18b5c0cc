"""Links of web pages: internal ones must resolve, and no page may load from another host."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check import rule
from generator.check.material import Material
from generator.check.webpage import ParsedLink, WebPage
from generator.model.problem import Problem

BROKEN = rule.error("broken-link", "A link leads to no page of the site.")
FRAGMENT = rule.error("broken-fragment", "A link leads to a place that its page does not have.")
FOREIGN = rule.error("foreign-request", "A page makes the browser ask another host.")
SCHEME = rule.error("dangerous-scheme", "A link would run a program, or open a local file.")
RULES = (BROKEN, FRAGMENT, FOREIGN, SCHEME)

_DANGEROUS = re.compile(r"[\x00-\x20]*(javascript|vbscript|file|data)[\x00-\x20]*:", re.IGNORECASE)


def check(material: Material, page: WebPage) -> Iterator[Problem]:
    """Problems of every link of a page."""
    for link in page.links:
        if problem := _problem(material, page, link):
            yield problem


def _problem(material: Material, page: WebPage, link: ParsedLink) -> Problem | None:
    output = material.output
    place = output.place(page.path)
    if _DANGEROUS.match(link.address):
        if link.element in ("link", "img") and link.address.startswith(("data:image/", "data:,")):
            return None
        return SCHEME.at(place, f"the link {link.address[:80]} is dangerous", line=link.line)
    resolved = output.target(page.path, link.address)
    if resolved is None:
        if link.fetched and not link.address.startswith(("data:", "blob:")):
            hint = "keep a copy in static/ and link to that"
            return FOREIGN.at(place, f"fetches {link.address}", hint, line=link.line)
        return None
    address, fragment = resolved
    file = output.file(address)
    if not file:
        if material.is_archived(address):
            return None
        return BROKEN.at(place, f"the link {link.address} leads nowhere", line=link.line)
    if fragment and file.endswith(".html"):
        target = page if file == page.path else output.page(file)
        if fragment not in target.ids:
            message = f"the link {link.address} leads to no such place on its page"
            return FRAGMENT.at(place, message, line=link.line)
    return None
