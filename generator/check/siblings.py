"""The hreflang and canonical annotations of a page and its siblings in the other scripts.

Google ignores annotations that are not mutual, so every page of a set must name the whole set by
absolute addresses, and itself as canonical.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.check import rule
from generator.check.material import Material
from generator.check.webpage import WebPage
from generator.model import address
from generator.model.problem import Problem

HREFLANG = rule.error("hreflang", "A page does not name itself and all its siblings.")
CANONICAL = rule.error("canonical", "A page's canonical address is not its own.")
LANG = rule.error("lang", "A page does not say which script it is in, or says the wrong one.")
RULES = (HREFLANG, CANONICAL, LANG)


def check(material: Material, page: WebPage) -> Iterator[Problem]:
    """Problems of the annotations of an indexed page."""
    if not page.indexed or page.path == "404.html":
        return
    site, output = material.site, material.output
    place = output.place(page.path)
    url = output.address(page.path)
    tag_of_address, source = _split(material, url)
    if page.lang != tag_of_address:
        yield LANG.at(place, f'its lang is "{page.lang}", its address says {tag_of_address}')
    if not site.base_url:
        return
    base = site.base_url.rstrip("/")
    expected = {
        variant.tag: base + address.quote(address.in_variant(source, site.folder(variant)))
        for variant in site.variants
    }
    expected["x-default"] = base + address.quote(source)
    if page.canonical != expected[tag_of_address]:
        yield CANONICAL.at(
            place, f'its canonical is "{page.canonical}", not {expected[tag_of_address]}'
        )
    alternates = dict(page.alternates)
    for tag, alternate in expected.items():
        if alternates.get(tag) != alternate:
            message = f'hreflang {tag} is "{alternates.get(tag, "")}", not {alternate}'
            yield HREFLANG.at(place, message)
        elif not output.file(
            address.in_variant(source, "")
            if tag == "x-default"
            else address.in_variant(source, _folder(material, tag))
        ):
            yield HREFLANG.at(place, f"its sibling in {tag} does not stand")
    for tag in sorted(set(alternates) - set(expected)):
        yield HREFLANG.at(place, f"names a sibling in {tag}, which the site does not offer")


def _folder(material: Material, tag: str) -> str:
    return next(material.site.folder(v) for v in material.site.variants if v.tag == tag)


def _split(material: Material, url: str) -> tuple[str, str]:
    """(variant's tag, the same address in the source script)."""
    head, _, file = url.rpartition("/")
    for variant in material.site.variants:
        folder = material.site.folder(variant)
        if folder and head.endswith("/" + folder):
            return variant.tag, head.removesuffix(folder) + file
    return material.site.source.tag, url
