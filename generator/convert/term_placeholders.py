"""Locked words: a term stands as a private-use mark while everything else is converted.

Knows how to put marks in and how to take them out, so that a term beats every phrase of every
dictionary, wherever that phrase begins. Refuses to know what a term means. A term of n characters
is a mark and n-1 fillers, so that offsets in a marked text are offsets in the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from generator.convert import opencc_chains

_FIRST, _FILLER = 0xF0000, "\U000ffffd"
_ARTICLE = 0x100000
PLACEHOLDER = re.compile("([\U000f0000-\U000ffffc\U00100000-\U0010fffc])(\U000ffffd*)")
"""A mark with its fillers, in a marked text."""
LIMIT = 0xFFFC
"""How many terms a site, and one article, can have."""


class TermPlaceholders:
    """A set of terms with their final forms."""

    def __init__(
        self,
        forms: Mapping[str, str],
        *,
        first: int = _FIRST,
        replace: Callable[[Mapping[str, str]], Callable[[str], str]] = opencc_chains.replacer,
    ) -> None:
        words = sorted(forms)
        self.all = frozenset(words)
        marks = {word: chr(first + at) for at, word in enumerate(words)}
        self.forms = {marks[word]: forms[word] for word in words}
        self.words = {marks[word]: word for word in words}
        entries = {word: mark + _FILLER * (len(word) - 1) for word, mark in marks.items()}
        self.insert: Callable[[str], str] = replace(entries)


def article_placeholders(forms: Mapping[str, str]) -> TermPlaceholders:
    """The terms of one article: a few, looked for one by one; no converter is made for them."""
    return TermPlaceholders(forms, first=_ARTICLE, replace=_by_search)


def _by_search(entries: Mapping[str, str]) -> Callable[[str], str]:
    longest_first = sorted(entries, key=len, reverse=True)

    def put(text: str) -> str:
        # Nearly always none: a pattern of them all would be made for nothing.
        here = [word for word in longest_first if word in text]
        if len(here) < 2:
            return text.replace(here[0], entries[here[0]]) if here else text
        pattern = re.compile("|".join(map(re.escape, here)))
        return pattern.sub(lambda found: entries[found[0]], text)

    return put


def restore(text: str, forms: Mapping[str, str]) -> Sequence[str]:
    """One string a character of the marked text: the text itself where nothing is marked."""
    if not PLACEHOLDER.search(text):
        return text
    cells = list(text)
    for found in PLACEHOLDER.finditer(text):
        start, end = found.span()
        cells[start:end] = spread(forms[found[1]], end - start)
    return cells


def spread(form: str, cells: int) -> list[str]:
    """A form over so many cells: one character each, what is left over in the last."""
    return [form[at] if at < len(form) else "" for at in range(cells - 1)] + [form[cells - 1 :]]
