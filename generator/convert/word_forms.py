"""Conversion from Simplified into OpenCC's Traditional standard, word by word.

The evidence for a character's form, in this order: the word that holds it, the rule for its
context, its neighbours in known phrases, its commonest form.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from generator.convert import common_forms, lone_characters, person_names
from generator.convert.common_forms import HAN, characters
from generator.convert.lexicon import load_lexicon, phrases
from generator.convert.segmentation import segment
from generator.convert.table_cache import cached_table

_MAX_CACHED = 20_000
"""The longest text that is cached, in characters."""


class ConvertedWord(msgspec.Struct, frozen=True):
    """A word of a text with its conversion."""

    start: int
    source: str
    result: str
    rule: str
    by: str
    """The word that the rule matched: this word, or a part of it."""

    @property
    def end(self) -> int:
        """The offset after the word."""
        return self.start + len(self.source)


def _is_ambiguous(word: str) -> bool:
    """Whether a word holds a character with more than one form."""
    return not characters().several.keys().isdisjoint(word)


def convert(text: str) -> str:
    """The text converted, of unchanged length.

    Recent results are cached: each Traditional variant needs the same."""
    return _cached(text) if len(text) <= _MAX_CACHED else _converted(text)


@lru_cache(maxsize=2048)
def _cached(text: str) -> str:
    return _converted(text)


def _converted(text: str) -> str:
    plain, doubtful = common_forms.convert(text)
    out, done = [], 0
    for start, end in doubtful:
        out.append(plain[done:start])
        out += [result for _, _, result, _ in _forms(text, start, end)]
        done = end
    out.append(plain[done:])
    return "".join(out)


def name_form(text: str) -> str:
    """The form of a person's name."""
    return load_lexicon().form(text) or person_names.name_form(text, characters().plain)


def words(text: str) -> list[ConvertedWord]:
    """Every word of the text; characters that are not Han are left out."""
    return [
        word
        for clause in HAN.finditer(text)
        for word in _clause_words(text, clause.start(), clause.end())
    ]


def by_character(text: str) -> str:
    """The text with each character in its commonest form."""
    return text.translate(characters().plain)


def _clause_words(text: str, start: int, end: int) -> list[ConvertedWord]:
    """The words of the clause ``text[start:end]``, converted."""
    words = []
    for a, b, result, rule in _forms(text, start, end):
        why, by = _deciding_part(text, a, b) if rule == "characters" else (rule, text[a:b])
        words.append(ConvertedWord(a, text[a:b], result, why, by))
    return words


def _deciding_part(text: str, a: int, b: int) -> tuple[str, str]:
    """(rule, word it matched) of the first part of a word whose form is not the commonest."""
    word = text[a:b]
    if _is_ambiguous(word):
        for c, d in _parts(word):
            form, rule = _word(text, a + c, a + d)
            if form != by_character(word[c:d]):
                part = a + c, a + d
                return _deciding_part(text, *part) if rule == "characters" else (rule, word[c:d])
    return "characters", word


def _forms(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, result, rule) of each word of a clause."""
    lexicon = load_lexicon()
    people = person_names.candidates(text, start, end)
    for a, b in segment(text[start:end], lexicon, people):
        word = text[start + a : start + b]
        if (a, b) in people and not lexicon.form(word):
            yield start + a, start + b, person_names.name_form(word, characters().plain), "name"
        else:
            yield start + a, start + b, *_word(text, start + a, start + b)


def _word(text: str, a: int, b: int) -> tuple[str, str]:
    """(form, rule) of the word ``text[a:b]``."""
    word = text[a:b]
    if form := lone_characters.form_in_context(text, a, b):
        return form, "alone"
    lexicon = load_lexicon()
    if form := lexicon.form(word):
        return form, "huozi" if word in lexicon.layer else "opencc"
    if not _is_ambiguous(word):
        return by_character(word), "characters"
    if len(word) == 1:
        return _likeliest_form(text, a), "neighbours"
    return "".join(_word(text, a + c, a + d)[0] for c, d in _parts(word)), "characters"


def _parts(word: str) -> list[tuple[int, int]]:
    """The words in a word that has no known form as a whole."""
    return segment(word, load_lexicon(), whole=False)


def _likeliest_form(text: str, at: int) -> str:
    """The form of a character that is likeliest beside its neighbours."""
    char = text[at]
    forms = characters().several[char]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    weights = _neighbour_weights()
    best, lead = forms[0], 0.0
    for rank, form in enumerate(forms):
        score = 2.0 if rank == 0 else 0.0
        score += weights.get((before, char, form, -1), 0.0) + weights.get(
            (after, char, form, 1), 0.0
        )
        if score > lead:
            best, lead = form, score
    return best


@cached_table
def _neighbour_weights() -> dict[tuple[str, str, str, int], float]:
    """(neighbour, character, form, side) → weight; side is -1 before the character, 1 after it."""
    # Characters with an unconditional rule are never decided by their neighbours.
    decidable = {char for char in characters().several if not lone_characters.default_form(char)}
    counts: dict[tuple[str, str, str, int], float] = defaultdict(float)
    for word, form in phrases().items():
        for i, (char, other) in enumerate(zip(word, form, strict=True)):
            if char in decidable:
                weight = 1.0
                if i:
                    counts[word[i - 1], char, other, -1] += weight
                if i + 1 < len(word):
                    counts[word[i + 1], char, other, 1] += weight
    return {key: math.log(1 + value) for key, value in counts.items()}
