"""Inline conversion overrides: ``-{…}-`` in an article's text."""

from __future__ import annotations

from generator.convert.foreign_characters import foreign_offsets
from generator.model.variant import Variant


def shown_form(rules: str, words: str, variant: Variant) -> str:
    """The text that a variant shows for an override; ``words`` where no rule names the variant."""
    form = _form_by_rule(rules, variant)
    return words if form is None else form


def shown_form_and_language(
    rules: str, words: str, variant: Variant, source: Variant
) -> tuple[str, str]:
    """The text that a variant shows for an override, and its language (a BCP 47 tag) where that
    differs from the variant's."""
    form = _form_by_rule(rules, variant)
    if form is not None:
        return form, ""
    is_foreign = variant != source and bool(foreign_offsets(words, variant))
    return words, source.tag if is_foreign else ""


def _form_by_rule(rules: str, variant: Variant) -> str | None:
    forms: dict[str, str] = {}
    for rule in rules.split(";"):
        tag, colon, words = rule.partition(":")
        if colon:
            forms[tag.strip().lower()] = words.strip()
    tags = (variant.tag.lower(), "zh-hant" if variant.is_traditional else "zh-hans")
    return next((forms[tag] for tag in tags if tag in forms), None)
