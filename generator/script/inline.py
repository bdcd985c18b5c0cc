"""``-{…}-`` in a rendered body: what an editor decided for one place.

Knows the element the Markdown door leaves for it, picks a variant's words and takes the element
away again. Refuses to parse Markdown, and to convert what an editor asked to keep.
"""

from __future__ import annotations

import html as entities
import re

from generator.script.markup import STANDING
from generator.script.proof import foreign
from generator.values.variant import Variant

ATTRIBUTE = "data-variants"
_ELEMENT = re.compile(rf'<span {ATTRIBUTE}="([^"]*)">(.*?)</span>', re.DOTALL)


def resolve(html: str, variant: Variant, source: Variant) -> str:
    """The HTML with each marked place as the variant has it, and no mark left.

    Words kept in a script that isn't the variant's carry ``lang``."""
    if ATTRIBUTE not in html:
        return html
    return _ELEMENT.sub(lambda found: _chosen(found[1], found[2], variant, source), html)


def lifted(html: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The HTML with a character that no phrase crosses for each marked place, and what was marked:
    (rules, words) in order, for :func:`form`."""
    marked = tuple((entities.unescape(a), entities.unescape(b)) for a, b in _ELEMENT.findall(html))
    return (_ELEMENT.sub(STANDING, html), marked) if marked else (html, ())


def form(rules: str, words: str, variant: Variant) -> str:
    """What a variant shows where ``words`` are marked."""
    given = _given(rules, variant)
    return words if given is None else given


def _chosen(rules: str, kept: str, variant: Variant, source: Variant) -> str:
    given = _given(entities.unescape(rules), variant)
    if given is not None:
        return entities.escape(given, quote=False)
    if variant != source and foreign(entities.unescape(kept), variant):
        return f'<span lang="{source.tag}">{kept}</span>'
    return kept


def _given(rules: str, variant: Variant) -> str | None:
    forms: dict[str, str] = {}
    for rule in rules.split(";"):
        tag, colon, words = rule.partition(":")
        if colon:
            forms[tag.strip().lower()] = words.strip()
    tags = (variant.tag.lower(), "zh-hant" if variant.is_traditional else "zh-hans")
    return next((forms[tag] for tag in tags if tag in forms), None)
