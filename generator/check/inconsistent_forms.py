"""Inconsistent forms of names: converted in one way in a byline and in another in a text.

Which form is right is decided in ``names.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from generator.check import rule
from generator.check.material import Material
from generator.check.texts import SourceText, texts
from generator.convert import ambiguous_names
from generator.model.article import Convert, Edition
from generator.model.problem import Problem
from generator.model.variant import VARIANTS, Variant

TWO_FORMS = rule.doubt("two-forms", "A person's name is written in two ways in one script.")
RULES = (TWO_FORMS,)


def check(material: Material, editions: Iterable[Edition]) -> Iterator[Problem]:
    """A doubt for every text in which a name from a byline is converted differently."""
    known = list(editions)
    signed = {
        byline.name
        for edition in known
        for article in edition.articles
        for byline in article.front.bylines
        if ambiguous_names.is_ambiguous(byline.name)
    }
    if not signed:
        return
    names = re.compile(
        "|".join(map(re.escape, sorted(signed, key=lambda name: (-len(name), name))))
    )
    for edition in known:
        source = VARIANTS.get(edition.facts.script, material.site.source)
        for text in texts(edition, material.site.allowed_html):
            if names.search(text.text):
                yield from _differing_forms(material, text, names, source)


def _differing_forms(
    material: Material, text: SourceText, names: re.Pattern[str], source: Variant
) -> Iterator[Problem]:
    converter = material.context.localization.converter
    decided = {word for word, _ in text.convert.terms} | set(text.convert.keep)
    for variant in converter.variants:
        shown = converter.convert_text(text.text, variant, text.convert, source=source)
        if variant == source or len(shown) != len(text.text):
            continue
        for match in names.finditer(text.text):
            name = match[0]
            form = converter.convert_text(
                name, variant, replace(Convert(), people=(name,)), source=source
            )
            shown_form = shown[match.start() : match.end()]
            if shown_form != form and name not in decided:
                line = text.line_at(material.root, match.start())
                message = f"{name} is {shown_form} here and {form} in a byline ({variant.tag})"
                hint = "decide it in names.toml, or say here what is meant with convert:"
                yield TWO_FORMS.at(text.path, message, hint, line=line)
