"""The lexicon: words with their probabilities and their Traditional forms.

Joins three sources: the general dictionary with its frequencies (the data file of jieba, none of
whose code is used), OpenCC's phrases, and huozi's own layer (``data/words.txt``).
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from generator.convert import opencc_chains
from generator.convert.table_cache import cached_table

_PHRASES = ("STPhrases_GeneratedFromRegionalPhrases", "STPhrases")
_PHRASE_COUNT = 3
"""The frequency of a phrase of OpenCC's that the general dictionary lacks."""
_LAYER_COUNT = 60
_MODERN_FORMS = str.maketrans("燬譭孃巖箇伕絃", "毀毀娘岩個夫弦")
"""Forms in OpenCC's phrases that no newspaper prints → those that newspapers print."""
_UNKNOWN_COUNT = 0.5


_Tables = tuple[dict[str, float], dict[str, str], dict[str, tuple[int, ...]], frozenset[str], float]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every known word in Simplified script."""

    cost: dict[str, float]
    """-ln of the word's probability."""
    forms: dict[str, str]
    """Words of two or more characters → their Traditional form in OpenCC's standard."""
    sizes: dict[str, tuple[int, ...]]
    """The first two characters of words → the lengths of the words that begin so, ascending."""
    layer: frozenset[str]
    """The words whose form comes from the layer; all other forms come from OpenCC's phrases."""
    unknown: float
    """The cost of a character that no source holds."""


@cache
def load_lexicon() -> Lexicon:
    """The lexicon, loaded once a process: in about half a second without a table cache."""
    return Lexicon(*_tables())


@cached_table
def _tables() -> _Tables:
    counts = _counts()
    forms: dict[str, str] = {}
    for name in _PHRASES:
        for word, known in opencc_chains.dictionary(name).items():
            if len(word) > 1:
                forms[word] = known[0].translate(_MODERN_FORMS)
                counts.setdefault(word, _PHRASE_COUNT)
    layer = layer_words()
    for word, form, count in layer:
        forms[word] = form
        counts[word] = max(counts.get(word, 0), count)
    total = math.log(sum(counts.values()))
    # One float object for each frequency instead of each word takes a third of the memory.
    costs = {count: total - math.log(count or 1) for count in set(counts.values())}
    cost = {word: costs[count] for word, count in counts.items()}
    return (
        cost,
        forms,
        _sizes(counts),
        frozenset(word for word, _, _ in layer),
        total - math.log(_UNKNOWN_COUNT),
    )


def _sizes(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """``Lexicon.sizes`` of some words."""
    bits: dict[str, int] = {}
    for word in words:
        head = word[:2]
        bits[head] = bits.get(head, 0) | 1 << len(word)
    # Equal sets of lengths share one tuple. Words of one character are not listed.
    sets = {
        many: tuple(n for n in range(2, many.bit_length()) if many >> n & 1)
        for many in set(bits.values())
    }
    return {head: sets[many] for head, many in bits.items() if sets[many]}


def version() -> str:
    """The general dictionary's version."""
    return importlib.metadata.version("jieba")


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


@cached_table
def people() -> frozenset[str]:
    """The people's names in the general dictionary."""
    lines = _general_dictionary().splitlines()
    return frozenset(line.split(" ", 1)[0] for line in lines if line.endswith(" nr"))


def _counts() -> dict[str, float]:
    """Word → its frequency in the corpus of the general dictionary."""
    cells = _general_dictionary().split()  # word, frequency, part of speech, and so on
    return dict(zip(cells[::3], map(float, cells[1::3]), strict=True))


def _general_dictionary() -> str:
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba")
    return Path(spec.origin).with_name("dict.txt").read_text("utf-8")
