"""What an editor decided for one place of a text: ``-{…}-``.

Knows how to pick a variant's words from the rules written there. Refuses to convert what an editor
asked to keep.
"""

from __future__ import annotations

from generator.convert.foreign_characters import foreign_offsets
from generator.model.variant import Variant


def shown_form(rules: str, words: str, variant: Variant) -> str:
    """What a variant shows where ``words`` are marked."""
    given = _given(rules, variant)
    return words if given is None else given


def shown_form_and_language(
    rules: str, words: str, variant: Variant, source: Variant
) -> tuple[str, str]:
    """What a variant shows where ``words`` are marked, and the language (a BCP 47 tag) of that
    where it is not the variant's."""
    given = _given(rules, variant)
    if given is not None:
        return given, ""
    is_foreign = variant != source and bool(foreign_offsets(words, variant))
    return words, source.tag if is_foreign else ""


def _given(rules: str, variant: Variant) -> str | None:
    forms: dict[str, str] = {}
    for rule in rules.split(";"):
        tag, colon, words = rule.partition(":")
        if colon:
            forms[tag.strip().lower()] = words.strip()
    tags = (variant.tag.lower(), "zh-hant" if variant.is_traditional else "zh-hans")
    return next((forms[tag] for tag in tags if tag in forms), None)
