"""Characters of another script in a published text.

Only characters that belong to one script count: 发 on a Traditional page is an error; whether 發 or
髮 is right on it is a question of words.
"""

from __future__ import annotations

import re
from functools import cache

from generator.convert import opencc_chains, press_forms
from generator.convert.lexicon import layer_rows
from generator.convert.table_cache import cached_table
from generator.model.variant import VARIANTS, Variant


def foreign_offsets(text: str, variant: Variant) -> list[int]:
    """Offsets in a plain text of characters that exist in other scripts than the variant's only."""
    return [match.start() for match in _pattern(variant).finditer(text)]


@cache
def _pattern(variant: Variant) -> re.Pattern[str]:
    return re.compile(f"[{_foreign_characters()[variant.tag]}]")


@cached_table
def _foreign_characters() -> dict[str, str]:
    """Variant → the characters that exist in other scripts only."""
    return {
        tag: "".join(
            sorted(_simplified_only(variant) if variant.is_traditional else _traditional_only())
        )
        for tag, variant in VARIANTS.items()
    }


def _simplified_only(variant: Variant) -> set[str]:
    simplified = opencc_chains.dictionary("STCharacters")
    standard = {form for forms in simplified.values() for form in forms}
    for forms in (
        *opencc_chains.dictionary("STPhrases").values(),
        *(row.split("\t")[1:2] for row in layer_rows()),
    ):
        standard.update(forms[0])
    regional = opencc_chains.from_standard(variant)("\n".join(sorted(standard)))
    possible = standard | set(regional) | set(press_forms.to_press_forms(regional, variant))
    return {char for char, forms in simplified.items() if char not in forms} - possible


def _traditional_only() -> set[str]:
    back = opencc_chains.dictionary("TSCharacters")
    # Forms that conversion to Simplified gives in some word are Simplified too: 乾坤, 著名.
    possible = {char for forms in back.values() for form in forms for char in form}
    possible |= {
        char for forms in opencc_chains.dictionary("TSPhrases").values() for char in forms[0]
    }
    return {char for char, forms in back.items() if char not in forms} - possible
