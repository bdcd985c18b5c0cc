"""Why a word came out as it did: the stages of one text, and every place that was decided.

Knows how to compare a conversion with the plain one, character by character, and to name the rule
behind each difference. Refuses to convert: the stages are handed to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.convert import word_forms
from generator.convert.term_placeholders import PLACEHOLDER, restore

RULES = {
    "inline": "-{…}- in the text",
    "term": "names.toml, glossary.toml, or the article's convert:",
    "opencc": "a phrase of OpenCC's",
    "huozi": "a word of huozi's layer (data/words.txt)",
    "alone": "a rule for what is beside it (data/lone_characters.txt)",
    "name": "read as a person's name",
    "neighbours": "what its neighbours make likely",
    "characters": "its parts",
    "quotes": "quotation marks by nesting",
    "region": "the variant's own form",
    "press": "the form papers print",
    "plain": "character by character",
}
"""What decides, and how it is called."""


@dataclass(frozen=True, slots=True)
class ConversionStage:
    """The text after one stage."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class DecidedPlace:
    """A word whose result isn't the plain one, character by character."""

    start: int
    """Offset in the source, in characters."""
    source: str
    result: str
    plain: str
    """What character by character would have given."""
    rule: str
    """A key of RULES."""
    by: str = ""
    """What the rule is about: the word, or a part of it."""

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.source)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A text's conversion, step by step."""

    stages: tuple[ConversionStage, ...]
    places: tuple[DecidedPlace, ...]
    cells: Sequence[str] = ""
    """What each character of the source became."""
    plain: str = ""
    """What each would have become by itself."""

    @property
    def result(self) -> str:
        """The text as the variant has it."""
        return self.stages[-1].text


def explain(
    text: str,
    *,
    insert_terms: Callable[[str], str],
    chain: Callable[[str], str],
    regional: Callable[[str], str] | None,
    convert_quotes: Callable[[str, str], str],
    to_press: Callable[[str], str] | None,
    forms: Mapping[str, str],
) -> Explanation:
    """Runs the stages of a conversion one after the other.

    ``regional`` is None where the chain is OpenCC's alone (from Traditional); ``to_press`` where
    press forms are off."""
    marked = insert_terms(text)
    converted = chain(marked)
    quoted = convert_quotes(converted, "\n")
    cells = restore(to_press(quoted) if to_press else quoted, forms)
    brackets = {mark: f"[{form}]" for mark, form in forms.items()}
    traced = word_forms.words(marked) if regional else []
    stages = [
        ConversionStage("source", text),
        ConversionStage("terms", "".join(restore(marked, brackets))),
        ConversionStage("words", " ".join(piece.result for piece in traced)),
        ConversionStage("variant", "".join(restore(converted, forms))),
        ConversionStage("quotes", "".join(restore(quoted, forms))),
        ConversionStage("press", "".join(cells)),
    ]
    plain_of = _plain(chain, regional)
    places = []
    otherwise = "region" if regional else "opencc"
    for start, end, rule, by in _spans(marked, forms, traced, otherwise):
        source = text[start:end]
        result, plain = "".join(cells[start:end]), plain_of(source)
        if result != plain:
            rule = _decider(rule, converted[start:end], quoted[start:end], plain)
            places.append(DecidedPlace(start, source, result, plain, rule, by or source))
    shown = tuple(stage for stage in stages if stage.text)
    return Explanation(shown, tuple(places), cells, plain_of(text))


def _decider(rule: str, converted: str, quoted: str, plain: str) -> str:
    if rule == "term":
        return rule
    if converted == plain:
        return "quotes" if quoted != converted else "press"
    return "region" if rule == "characters" else rule


def _plain(
    chain: Callable[[str], str], regional: Callable[[str], str] | None
) -> Callable[[str], str]:
    known: dict[str, str] = {}

    def plain(text: str) -> str:
        for char in set(text) - known.keys():
            known[char] = regional(word_forms.by_character(char)) if regional else chain(char)
        return "".join(known[char] for char in text)

    return plain


def _spans(
    marked: str,
    forms: Mapping[str, str],
    traced: Sequence[word_forms.ConvertedWord],
    otherwise: str,
) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, rule, what it is about) of every stretch of the text, in order, none left out;
    ``otherwise`` is the rule of what is no word that was cut."""
    spans = [(piece.start, piece.end, piece.rule, piece.by) for piece in traced]
    spans += [
        (*mark.span(), "term", "") for mark in PLACEHOLDER.finditer(marked) if mark[1] in forms
    ]
    end = 0
    for start, stop, rule, by in sorted(spans):
        yield from ((at, at + 1, otherwise, "") for at in range(end, start))
        yield start, stop, rule, by
        end = stop
    yield from ((at, at + 1, otherwise, "") for at in range(end, len(marked)))
