"""``-{…}-`` in a rendered body: what an editor decided for one place.

Knows the element the Markdown door leaves for it, picks a variant's words and takes the element
away again. Refuses to parse Markdown, and to convert what an editor asked to keep.
"""

from __future__ import annotations

import html as entities
import re

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


def _chosen(rules: str, kept: str, variant: Variant, source: Variant) -> str:
    forms: dict[str, str] = {}
    for rule in entities.unescape(rules).split(";"):
        tag, colon, form = rule.partition(":")
        if colon:
            forms[tag.strip().lower()] = form.strip()
    tags = (variant.tag.lower(), "zh-hant" if variant.is_traditional else "zh-hans")
    for tag in tags:
        if tag in forms:
            return entities.escape(forms[tag], quote=False)
    if variant != source and foreign(entities.unescape(kept), variant):
        return f'<span lang="{source.tag}">{kept}</span>'
    return kept
