"""Simplified forms of words and characters that OpenCC lacks: ``data/simplified_forms.txt``.

They replace what OpenCC's chain gives at their places; the number of characters stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from generator.convert import lone_characters
from generator.convert.word_forms import ConvertedWord

FILE = "simplified_forms.txt"


def chain(opencc: Callable[[str], str]) -> Callable[[str], str]:
    """A chain of OpenCC's into Simplified, followed by these forms."""

    def convert(text: str) -> str:
        converted = opencc(text)
        cells = []
        end = 0
        for word in words(text):
            cells += [converted[end : word.start], word.result]
            end = word.end
        return "".join([*cells, converted[end:]])

    return convert


def words(text: str) -> Iterator[ConvertedWord]:
    """The words and characters of a Traditional text that have a form here, in order."""
    for match in _words().finditer(text):
        form = lone_characters.form_in_context(text, *match.span(), FILE)
        if form:
            rule = "huozi" if len(match[0]) > 1 else "alone"
            yield ConvertedWord(match.start(), match[0], form, rule, match[0])


@cache
def _words() -> re.Pattern[str]:
    known = {word for word, _, _, _ in lone_characters.rows(FILE)}
    return re.compile("|".join(sorted(known, key=lambda word: (-len(word), word))))
