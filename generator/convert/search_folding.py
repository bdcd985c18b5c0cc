"""Which characters search must take for one, and what a character becomes when it stands alone.

Knows OpenCC's character dictionaries, the press forms and the marks that are written differently
from place to place, as one table of pairs. Refuses to know words: 后 and 後 are one here, always,
so that nothing a reader types in either script can miss.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from generator.convert import opencc_chains
from generator.convert import press_forms as press
from generator.model.variant import Variant

_DICTIONARIES = ("STCharacters", "TSCharacters", "TWVariants", "HKVariants")
# Marks that mean the same and are typed by whatever key is at hand. The first stands for all.
_MARKS = ('“”「」"„‟〝〞', "'‘’『』‚‛′", "·•‧・･∙⋅", "~〜∼", "〇○◯", "-‐‑−﹣", "—─―")
_QUOTES = {"“": "「", "”": "」", "‘": "『", "’": "』"}
_HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000))


@cache
def folds() -> dict[str, str]:
    """Each character that is searched as another one, with that one: a class's least Han
    character, or the first of its marks. Characters of the basic plane only."""
    table = {mark: group[0] for group in _MARKS for mark in group[1:]}
    parent: dict[str, str] = {}

    def root(char: str) -> str:
        while (up := parent.setdefault(char, char)) != char:
            char = up
        return char

    for one, other in _same():
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    table |= {char: root(char) for char in sorted(parent) if root(char) != char}
    return table


def _same() -> Iterator[tuple[str, str]]:
    for name in _DICTIONARIES:
        for char, forms in opencc_chains.dictionary(name).items():
            for form in forms:
                if len(char) == len(form) == 1 and max(char, form) < "\U00010000":
                    yield char, form
    for table in press.TABLES.values():
        for standard, printed in table:
            if len(standard) == len(printed) == 1:
                yield standard, printed


def alone(source: Variant, target: Variant, *, press_forms: bool = True) -> dict[str, str]:
    """What each Han character and quotation mark of ``source`` becomes in ``target`` when nothing
    stands around it; those that stay as they are left out. From this a variant's text differs
    in few places."""
    if source == target:
        return {}
    chars = [chr(point) for start, end in _HAN for point in range(start, end)]
    # A line each: a phrase never reaches over a line's end.
    said = opencc_chains.chain(source, target)("\n".join(chars))
    if press_forms:
        said = press.forms(said, target)
    table = {char: form for char, form in zip(chars, said.split("\n"), strict=True) if char != form}
    if target.is_traditional and not source.is_traditional:
        table |= _QUOTES
    elif source.is_traditional and not target.is_traditional:
        table |= {there: here for here, there in _QUOTES.items()}
    return dict(sorted(table.items()))
