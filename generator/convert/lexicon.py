"""The lexicon: words with their probabilities and their Traditional forms.

Joins three sources: the general dictionary with its frequencies (the data file of jieba, none of
whose code is used), OpenCC's phrases, and huozi's own layer (``data/words.txt``).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib import resources

import msgspec

from generator.convert import opencc_chains
from generator.convert.table_cache import cached_table, general_dictionary

_PHRASES = ("STPhrases_GeneratedFromRegionalPhrases", "STPhrases")
_PHRASE_COUNT = 3
"""The frequency of a phrase of OpenCC's that the general dictionary lacks."""
_LAYER_COUNT = 60
_MODERN_FORMS = str.maketrans("燬譭孃巖箇伕絃", "毀毀娘岩個夫弦")
"""Forms in OpenCC's phrases that no newspaper prints → those that newspapers print."""
_UNKNOWN_COUNT = 0.5


class Words(msgspec.Struct, frozen=True):
    """The words that begin with one character; a key is what follows that character."""

    alone: float
    """The cost of the character by itself: -ln of its probability."""
    costs: dict[str, float]
    """The cost of each word."""
    sizes: dict[str, tuple[int, ...]]
    """The second character → the lengths of the words that begin so, ascending."""
    forms: dict[str, str]
    """Words of two or more characters → their Traditional form in OpenCC's standard."""


_Packed = tuple[str, str, str, str, str, str]
"""Words that begin with one character: what follows it, and their costs; second characters, and
the lengths of words; words with a form, and the forms. Costs and lengths are one character each,
the number of their value; words are separated by tabs."""
_Tables = tuple[dict[str, _Packed], list[float], list[tuple[int, ...]], frozenset[str], float]


class Lexicon(dict[str, Words]):
    """Every known word in Simplified script, by its first character.

    Words are unpacked when the first is asked for that begins with their character: a night meets
    a small part of them."""

    layer: frozenset[str]
    """The words whose form comes from the layer; all other forms come from OpenCC's phrases."""

    def __init__(self, tables: _Tables) -> None:
        self._packed, self._costs, self._sizes, self.layer, self._unknown = tables

    def __missing__(self, char: str) -> Words:
        packed = self._packed.get(char)
        self[char] = words = self._unpacked(packed) if packed else Words(self._unknown, {}, {}, {})
        return words

    def _unpacked(self, packed: _Packed) -> Words:
        rests, cost_numbers, seconds, size_numbers, with_form, forms = packed
        costs = map(self._costs.__getitem__, map(ord, cost_numbers))
        sizes = map(self._sizes.__getitem__, map(ord, size_numbers))
        costs_of = dict(zip(rests.split("\t"), costs, strict=True))
        return Words(
            costs_of.get("", self._unknown),
            costs_of,
            dict(zip(seconds, sizes, strict=True)),
            dict(zip(with_form.split("\t"), forms.split("\t"), strict=True)),
        )

    def has(self, word: str) -> bool:
        """Whether a source holds a word."""
        return word[1:] in self[word[0]].costs

    def form(self, word: str) -> str:
        """The Traditional form of a word; empty where no phrase and no layer has one."""
        return self[word[0]].forms.get(word[1:], "")


@cache
def load_lexicon() -> Lexicon:
    """The lexicon, loaded once a process."""
    return Lexicon(_tables())


@cached_table
def _tables() -> _Tables:
    counts, forms, layer = _counts(), phrases(), layer_words()
    for word in forms:
        counts.setdefault(word, _PHRASE_COUNT)
    for word, _, count in layer:
        counts[word] = max(counts[word], count)
    total = math.log(sum(counts.values()))
    numbers = {count: number for number, count in enumerate(sorted(set(counts.values())))}
    sizes: dict[tuple[int, ...], int] = {}
    words_of: dict[str, list[str]] = defaultdict(list)
    for word in counts:
        words_of[word[0]].append(word)
    packed = {}
    for char, words in words_of.items():
        with_form = [word for word in words if word in forms]
        packed[char] = (
            "\t".join(word[1:] for word in words),
            "".join(chr(numbers[counts[word]]) for word in words),
            *_packed_sizes(words, sizes),
            "\t".join(word[1:] for word in with_form),
            "\t".join(forms[word] for word in with_form),
        )
    return (
        packed,
        [total - math.log(count or 1) for count in numbers],
        list(sizes),
        frozenset(word for word, _, _ in layer),
        total - math.log(_UNKNOWN_COUNT),
    )


def _packed_sizes(words: Iterable[str], numbers: dict[tuple[int, ...], int]) -> tuple[str, str]:
    """The second characters of words, and for each the number of the lengths of the words that
    begin so; ``numbers`` gives new lengths the next number."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in words:
        if len(word) > 1:
            lengths[word[1]].add(len(word))
    codes = (numbers.setdefault(tuple(sorted(many)), len(numbers)) for many in lengths.values())
    return "".join(lengths), "".join(map(chr, codes))


@cache
def phrases() -> dict[str, str]:
    """Words of two or more characters → their Traditional form in OpenCC's standard: OpenCC's
    phrases and huozi's layer."""
    forms = {
        word: known[0].translate(_MODERN_FORMS)
        for name in _PHRASES
        for word, known in opencc_chains.dictionary(name).items()
        if len(word) > 1
    }
    return forms | {word: form for word, form, _ in layer_words()}


def layer_words() -> list[tuple[str, str, float]]:
    """The rows of huozi's layer: (word, form in OpenCC's standard, frequency)."""
    rows = []
    for line in layer_rows():
        word, form, *count = line.split("\t")
        rows.append((word, form, float(count[0] if count else _LAYER_COUNT)))
    return rows


def layer_rows() -> list[str]:
    """The lines of ``data/words.txt`` that hold a word."""
    text = (resources.files("generator.convert") / "data" / "words.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def people() -> frozenset[str]:
    """The people's names in the general dictionary."""
    lines = general_dictionary().read_text("utf-8").splitlines()
    return frozenset(line.split(" ", 1)[0] for line in lines if line.endswith(" nr"))


def _counts() -> dict[str, float]:
    """Word → its frequency in the corpus of the general dictionary."""
    cells = (
        general_dictionary().read_text("utf-8").split()
    )  # word, frequency, part of speech, and so on
    return dict(zip(cells[::3], map(float, cells[1::3]), strict=True))
