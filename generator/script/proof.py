"""The proof of a page: no character of another script on it.

Knows which characters belong to one script only, and reads a page as a browser shows it. Refuses
to judge words: 发 on a Traditional page is a fault, 發 for 髮 is for an editor's eye.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from generator.script import chains, markup, press
from generator.script.lexicon import own_rows
from generator.values.variant import Variant


@dataclass(frozen=True, slots=True)
class Foreign:
    """A character on a page that belongs to another script."""

    char: str
    context: str
    """Some characters on either side, the character among them."""


def foreign(text: str, variant: Variant) -> list[int]:
    """Offsets in a plain text of characters that only another script has."""
    return [found.start() for found in _pattern(variant).finditer(text)]


def foreign_on_page(html: str, variant: Variant, allowed: Collection[str] = ()) -> list[Foreign]:
    """Every such character in what a reader sees of a page or fragment.

    Elements in another ``lang`` or ``translate="no"`` are left out, and so are the words
    ``allowed``: forms an editor decided (:meth:`Scripts.decided`)."""
    found: list[Foreign] = []
    words = sorted((word for word in allowed if foreign(word, variant)), key=len, reverse=True)
    decided = re.compile("|".join(map(re.escape, words))) if words else None
    for run in markup.read(html, variant.tag).runs:
        text = decided.sub(lambda word: " " * len(word[0]), run.text) if decided else run.text
        found += [
            Foreign(text[at], run.text[max(0, at - 8) : at + 9]) for at in foreign(text, variant)
        ]
    return found


@cache
def _pattern(variant: Variant) -> re.Pattern[str]:
    chars = _simplified_only(variant) if variant.is_traditional else _traditional_only()
    return re.compile("[" + "".join(sorted(chars)) + "]")


def _simplified_only(variant: Variant) -> set[str]:
    simplified = chains.dictionary("STCharacters")
    standard = {form for forms in simplified.values() for form in forms}
    for forms in (
        *chains.dictionary("STPhrases").values(),
        *(own.split("\t")[1:2] for own in own_rows()),
    ):
        standard.update(forms[0])
    regional = chains.from_standard(variant)("\n".join(sorted(standard)))
    made = standard | set(regional) | set(press.forms(regional, variant))
    return {char for char, forms in simplified.items() if char not in forms} - made


def _traditional_only() -> set[str]:
    back = chains.dictionary("TSCharacters")
    # What the way back gives somewhere is Simplified too: 乾 in 乾坤, 著 in 著名.
    kept = {char for forms in back.values() for form in forms for char in form}
    kept |= {char for forms in chains.dictionary("TSPhrases").values() for char in forms[0]}
    return {char for char, forms in back.items() if char not in forms} - kept
