"""Simplified into OpenCC's Traditional standard, word by word.

Knows the order of evidence for each character: the word it stands in, the rule for a character
that stands alone, its neighbours in known phrases, its commonest form. Refuses to know regions,
terms and quotation marks.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from generator.convert import common_forms, lone_characters, person_names
from generator.convert.common_forms import HAN, characters
from generator.convert.lexicon import load_lexicon
from generator.convert.segmentation import segment
from generator.convert.table_cache import cached_table

_REMEMBERED = 20_000
"""Texts up to so many characters are remembered."""
_VOCABULARY = 1 << 15
"""How many words of the dictionary are remembered with what they become: a paper's own."""


@dataclass(frozen=True, slots=True)
class ConvertedWord:
    """One word of a text and what it became."""

    start: int
    source: str
    result: str
    rule: str
    by: str
    """What the rule is about: the word, or the part of it that is not plain."""

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.source)


@cache
def _ambiguous() -> re.Pattern[str]:
    return re.compile("[" + "".join(characters().several) + "]")


def convert(text: str) -> str:
    """The whole text; as long as it was.

    What was converted last is remembered: each Traditional variant asks for the same."""
    return _remembered(text) if len(text) <= _REMEMBERED else _converted(text)


@lru_cache(maxsize=2048)
def _remembered(text: str) -> str:
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
    """A person's name: its characters as they are in names."""
    return load_lexicon().forms.get(text) or person_names.name_form(text, characters().plain)


def words(text: str) -> list[ConvertedWord]:
    """Every word of the text; what is no Han is left out."""
    return [
        piece
        for found in HAN.finditer(text)
        for piece in clause_words(text, found.start(), found.end())
    ]


def by_character(text: str) -> str:
    """The text with every character in its commonest form."""
    return text.translate(characters().plain)


def clause_words(text: str, start: int, end: int) -> list[ConvertedWord]:
    """The words of the clause ``text[start:end]``, converted."""
    words = []
    for a, b, result, rule in _forms(text, start, end):
        why, by = _part(text, a, b) if rule == "characters" else (rule, text[a:b])
        words.append(ConvertedWord(a, text[a:b], result, why, by))
    return words


def _part(text: str, a: int, b: int) -> tuple[str, str]:
    """Which rule made a word other than its characters, of a part of it that is a word itself."""
    word = text[a:b]
    if _ambiguous().search(word):
        for c, d in _parts(word):
            form, rule = _word(text, a + c, a + d)
            if form != by_character(word[c:d]):
                return _part(text, a + c, a + d) if rule == "characters" else (rule, word[c:d])
    return "characters", word


def _forms(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, result, rule) of each word of a clause."""
    lexicon = load_lexicon()
    people = person_names.candidates(text, start, end)
    for a, b in segment(text[start:end], lexicon, people):
        word = text[start + a : start + b]
        if (a, b) in people and word not in lexicon.forms:
            yield start + a, start + b, person_names.name_form(word, characters().plain), "name"
        else:
            yield start + a, start + b, *_word(text, start + a, start + b)


def _word(text: str, a: int, b: int) -> tuple[str, str]:
    word = text[a:b]
    anywhere = _context_free_form(word)
    if anywhere is not None:
        return anywhere
    if b - a == 1:
        return _single(text, a)
    if ruled := lone_characters.form_in_context(text, a, b):
        return ruled, "alone"
    lexicon = load_lexicon()
    form = lexicon.forms.get(word)
    if form is not None:
        return form, "huozi" if word in lexicon.layer else "opencc"
    parts = [_word(text, a + c, a + d)[0] for c, d in _parts(word)]
    return "".join(parts), "characters"


@lru_cache(maxsize=_VOCABULARY)
def _parts(word: str) -> tuple[tuple[int, int], ...]:
    """The words in a word whose form as a whole nobody knows."""
    return tuple(segment(word, load_lexicon(), whole=False))


@lru_cache(maxsize=_VOCABULARY)
def _context_free_form(word: str) -> tuple[str, str] | None:
    """What a word becomes wherever it stands, and why; None where what is beside it counts."""
    if len(word) > 1:
        if lone_characters.rules(word):
            return None
        lexicon = load_lexicon()
        form = lexicon.forms.get(word)
        if form is not None:
            return form, "huozi" if word in lexicon.layer else "opencc"
    if _ambiguous().search(word):
        return None
    return word.translate(characters().plain), "characters"


def _single(text: str, at: int) -> tuple[str, str]:
    ruled = lone_characters.form_in_context(text, at, at + 1)
    if ruled:
        return ruled, "alone"
    return _neighbours(text, at), "neighbours"


def _neighbours(text: str, at: int) -> str:
    char = text[at]
    forms = characters().several[char]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    evidence = _evidence()
    best, lead = forms[0], 0.0
    for rank, form in enumerate(forms):
        score = 2.0 if rank == 0 else 0.0
        score += evidence.get((before, char, form, -1), 0.0) + evidence.get(
            (after, char, form, 1), 0.0
        )
        if score > lead:
            best, lead = form, score
    return best


@cached_table
def _evidence() -> dict[tuple[str, str, str, int], float]:
    lexicon = load_lexicon()
    # What a rule gives a form everywhere is never asked for here.
    asked = {char for char in characters().several if not lone_characters.default_form(char)}
    counts: dict[tuple[str, str, str, int], float] = defaultdict(float)
    for word, form in lexicon.forms.items():
        for i, (char, other) in enumerate(zip(word, form, strict=True)):
            if char in asked:
                weight = 1.0
                if i:
                    counts[word[i - 1], char, other, -1] += weight
                if i + 1 < len(word):
                    counts[word[i + 1], char, other, 1] += weight
    return {key: math.log(1 + value) for key, value in counts.items()}
