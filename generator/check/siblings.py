"""A page and its siblings in the other scripts: each names itself and all of them.

Knows Google's rule that annotations which are not returned count for nothing, so that every page
of a set must name the same set, absolutely, and itself as its canonical address.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.check import rule
from generator.check.material import Matter
from generator.check.webpage import WebPage
from generator.model import address
from generator.model.problem import Problem

HREFLANG = rule.error("hreflang", "A page does not name itself and all its siblings.")
CANONICAL = rule.error("canonical", "A page's canonical address is not its own.")
LANG = rule.error("lang", "A page does not say which script it is in, or says the wrong one.")
RULES = (HREFLANG, CANONICAL, LANG)


def check(matter: Matter, page: WebPage) -> Iterator[Problem]:
    """The annotations of a page that may be found."""
    if not page.indexed or page.path == "404.html":
        return
    site, output = matter.site, matter.output
    place = output.place(page.path)
    here = output.address(page.path)
    own, source = _split(matter, here)
    if page.lang != own:
        yield LANG.at(place, f'its lang is "{page.lang}", its address says {own}')
    if not site.base_url:
        return
    base = site.base_url.rstrip("/")
    wanted = {
        variant.tag: base + address.quote(address.in_variant(source, site.folder(variant)))
        for variant in site.variants
    }
    wanted["x-default"] = base + address.quote(source)
    if page.canonical != wanted[own]:
        yield CANONICAL.at(place, f'its canonical is "{page.canonical}", not {wanted[own]}')
    given = dict(page.alternates)
    for tag, there in wanted.items():
        if given.get(tag) != there:
            said = f'hreflang {tag} is "{given.get(tag, "")}", not {there}'
            yield HREFLANG.at(place, said)
        elif not output.file(
            address.in_variant(source, "")
            if tag == "x-default"
            else address.in_variant(source, _folder(matter, tag))
        ):
            yield HREFLANG.at(place, f"its sibling in {tag} does not stand")
    for tag in sorted(set(given) - set(wanted)):
        yield HREFLANG.at(place, f"names a sibling in {tag}, which the site does not offer")


def _folder(matter: Matter, tag: str) -> str:
    return next(matter.site.folder(v) for v in matter.site.variants if v.tag == tag)


def _split(matter: Matter, here: str) -> tuple[str, str]:
    """(variant's tag, the same address in the source script)."""
    head, _, file = here.rpartition("/")
    for variant in matter.site.variants:
        folder = matter.site.folder(variant)
        if folder and head.endswith("/" + folder):
            return variant.tag, head.removesuffix(folder) + file
    return matter.site.source.tag, here
