"""Placeholders for terms: private-use characters that no dictionary converts.

A term is replaced before conversion and its form is restored after it, so that a term takes
precedence over every phrase of every dictionary, wherever the phrase begins. A term of n characters
becomes a placeholder and n-1 fillers; offsets stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from generator.convert import opencc_chains

_FIRST, _FILLER = 0xF0000, "\U000ffffd"
_ARTICLE = 0x100000
PLACEHOLDER = re.compile("([\U000f0000-\U000ffffc\U00100000-\U0010fffc])(\U000ffffd*)")
"""A placeholder with its fillers."""
LIMIT = 0xFFFC
"""The largest number of terms of a site, and of an article."""


class TermPlaceholders:
    """A set of terms with their forms in one variant."""

    def __init__(
        self,
        forms: Mapping[str, str],
        *,
        first: int = _FIRST,
        replacer: Callable[[Mapping[str, str]], Callable[[str], str]] = opencc_chains.replacer,
    ) -> None:
        words = sorted(forms)
        self.all = frozenset(words)
        placeholders = {word: chr(first + number) for number, word in enumerate(words)}
        self.forms = {placeholders[word]: forms[word] for word in words}
        self.words = {placeholders[word]: word for word in words}
        entries = {
            word: placeholder + _FILLER * (len(word) - 1)
            for word, placeholder in placeholders.items()
        }
        self.insert: Callable[[str], str] = replacer(entries)


def article_placeholders(forms: Mapping[str, str]) -> TermPlaceholders:
    """The terms of one article. They are few: a regular expression is made sooner than an OpenCC
    converter."""
    return TermPlaceholders(forms, first=_ARTICLE, replacer=_pattern_replacer)


def _pattern_replacer(entries: Mapping[str, str]) -> Callable[[str], str]:
    if not entries:
        return lambda text: text
    longest_first = sorted(entries, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return lambda text: pattern.sub(lambda match: entries[match[0]], text)


def restore(text: str, forms: Mapping[str, str]) -> Sequence[str]:
    """One string for each character of a text, each placeholder replaced by its form; the text
    itself where it has none."""
    if not PLACEHOLDER.search(text):
        return text
    cells = list(text)
    for match in PLACEHOLDER.finditer(text):
        start, end = match.span()
        cells[start:end] = spread(forms[match[1]], end - start)
    return cells


def spread(form: str, cells: int) -> list[str]:
    """A form distributed over cells: one character each, the rest in the last."""
    return [form[at] if at < len(form) else "" for at in range(cells - 1)] + [form[cells - 1 :]]
