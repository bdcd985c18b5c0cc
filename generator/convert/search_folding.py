"""Character folding for search, and the form of each character without context.

Folding treats as one the characters that OpenCC's character dictionaries and the press forms
relate, and punctuation marks that mean the same. It ignores words: 后 and 後 are always one, so
that a query in either script finds texts in both.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.convert import opencc_chains
from generator.convert.press_forms import table, to_press_forms
from generator.model.variant import VARIANTS, Variant

_DICTIONARIES = ("STCharacters", "TSCharacters", "TWVariants", "HKVariants")
# Marks that mean the same; each is folded into the first of its group.
_MARKS = ('“”「」"„‟〝〞', "'‘’『』‚‛′", "·•‧・･∙⋅", "~〜∼", "〇○◯", "-‐‑−﹣", "—─―")
_QUOTES = {"“": "「", "”": "」", "‘": "『", "’": "』"}
_HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000))


def folding_table() -> dict[str, str]:
    """Character → the character it is folded into: the one with the lowest code point of its class,
    or the first mark of its group. Characters of the basic plane only."""
    table = {mark: group[0] for group in _MARKS for mark in group[1:]}
    parent: dict[str, str] = {}

    def root(char: str) -> str:
        while (up := parent.setdefault(char, char)) != char:
            char = up
        return char

    for char, other in _related():
        first, second = sorted((root(char), root(other)))
        parent[second] = first
    table |= {char: root(char) for char in sorted(parent) if root(char) != char}
    return table


def _related() -> Iterator[tuple[str, str]]:
    """Pairs of characters that search does not tell apart."""
    for name in _DICTIONARIES:
        for char, forms in opencc_chains.dictionary(name).items():
            for form in forms:
                if len(char) == len(form) == 1 and max(char, form) < "\U00010000":
                    yield char, form
    for tag in VARIANTS:
        for standard, printed in table(tag):
            if len(standard) == len(printed) == 1:
                yield standard, printed


def isolated_forms(source: Variant, target: Variant, *, press_forms: bool = True) -> dict[str, str]:
    """The form in ``target`` of each Han character and quotation mark of ``source`` by itself;
    characters that do not change are left out. Converted text differs from this in few places."""
    if source == target:
        return {}
    chars = [chr(point) for start, end in _HAN for point in range(start, end)]
    # One a line: no phrase crosses a line's end.
    converted = opencc_chains.chain(source, target)("\n".join(chars))
    if press_forms:
        converted = to_press_forms(converted, target)
    table = {
        char: form for char, form in zip(chars, converted.split("\n"), strict=True) if char != form
    }
    if target.is_traditional and not source.is_traditional:
        table |= _QUOTES
    elif source.is_traditional and not target.is_traditional:
        table |= {corner: curly for curly, corner in _QUOTES.items()}
    return dict(sorted(table.items()))
