"""The explanation of a conversion: the text after each stage, and every decided place.

A conversion is compared with the character-by-character one; each difference is a place, with the
rule that decided it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from generator.convert import untouched, word_forms
from generator.convert.term_placeholders import PLACEHOLDER, restore
from generator.convert.word_forms import ConvertedWord

RULES = {
    "inline": "-{…}- in the text",
    "untouched": "an address or another language, which no variant changes",
    "term": "names.toml, glossary.toml, or the article's convert:",
    "byline": "a name in the article's bylines",
    "opencc": "a phrase of OpenCC's",
    "huozi": "a word of huozi's layer (data/words.txt, simplified_forms.txt)",
    "alone": "a rule for what is beside it (data/lone_characters.txt, simplified_forms.txt)",
    "name": "read as a person's name",
    "neighbours": "what its neighbours make likely",
    "characters": "its parts",
    "quotes": "quotation marks by nesting",
    "region": "the variant's own form",
    "press": "the form papers print",
    "plain": "character by character",
}
"""Rule → its description for readers."""


class ConversionStage(msgspec.Struct, frozen=True):
    """The text after a stage of the conversion."""

    name: str
    text: str


class DecidedPlace(msgspec.Struct, frozen=True):
    """A word whose conversion differs from the character-by-character one."""

    start: int
    """Offset in the source, in characters."""
    source: str
    result: str
    plain: str
    """The character-by-character conversion."""
    rule: str
    """A key of RULES."""
    by: str = ""
    """The word that the rule matched: the place's word, or a part of it."""

    @property
    def end(self) -> int:
        """The offset after the word."""
        return self.start + len(self.source)


class Explanation(msgspec.Struct, frozen=True):
    """The conversion of a text, stage by stage."""

    stages: tuple[ConversionStage, ...]
    places: tuple[DecidedPlace, ...]
    cells: Sequence[str] = ""
    """The result for each character of the source."""
    plain: str = ""
    """The character-by-character conversion of the source."""

    @property
    def result(self) -> str:
        """The converted text."""
        return self.stages[-1].text


def explain(
    text: str,
    *,
    mark: Callable[[str], str],
    chain: Callable[[str], str],
    words_of: Callable[[str], Iterable[ConvertedWord]],
    regional: Callable[[str], str] | None,
    convert_quotes: Callable[[str, str], str],
    to_press: Callable[[str], str] | None,
    forms: Mapping[str, str],
    people: Collection[str] = (),
) -> Explanation:
    """Runs the stages of a conversion and records each.

    ``people`` are the terms that the article's bylines give.

    ``words_of`` gives the words that huozi's own rules decide; ``regional`` is None where the chain
    is OpenCC's (from Traditional); ``to_press`` is None where press forms are off."""
    marked = mark(text)
    converted = chain(marked)
    quoted = convert_quotes(converted, "\n")
    pressed = to_press(quoted) if to_press else quoted
    cells = restore(untouched.put_back(pressed, text), forms)
    brackets = {placeholder: f"[{form}]" for placeholder, form in forms.items()}

    def shown(stage: str, shown_forms: Mapping[str, str] = forms) -> str:
        return "".join(restore(untouched.put_back(stage, text), shown_forms))

    words = list(words_of(marked))
    stages = [
        ConversionStage("source", text),
        ConversionStage("terms", shown(marked, brackets)),
        ConversionStage("words", " ".join(word.result for word in words)),
        ConversionStage("variant", shown(converted)),
        ConversionStage("quotes", shown(quoted)),
        ConversionStage("press", "".join(cells)),
    ]
    plain_of = _plain(chain, regional)
    places = []
    otherwise = "region" if regional else "opencc"
    for start, end, rule, by in _spans(marked, forms, words, otherwise):
        source = text[start:end]
        result, plain = "".join(cells[start:end]), plain_of(source)
        if result != plain:
            if rule == "term" and source in people:
                rule = "byline"
            rule = _deciding_rule(rule, converted[start:end], quoted[start:end], plain)
            places.append(DecidedPlace(start, source, result, plain, rule, by or source))
    visible = tuple(stage for stage in stages if stage.text)
    return Explanation(visible, tuple(places), cells, plain_of(text))


def _deciding_rule(rule: str, converted: str, quoted: str, plain: str) -> str:
    """The rule of the last stage that changed a word; ``rule`` is the segmentation's."""
    if rule in ("term", "byline", "untouched"):
        return rule
    if converted == plain:
        return "quotes" if quoted != converted else "press"
    return "region" if rule == "characters" else rule


def _plain(
    chain: Callable[[str], str], regional: Callable[[str], str] | None
) -> Callable[[str], str]:
    """The character-by-character conversion."""
    known: dict[str, str] = {}

    def plain(text: str) -> str:
        for char in set(text) - known.keys():
            known[char] = regional(word_forms.by_character(char)) if regional else chain(char)
        return "".join(known[char] for char in text)

    return plain


def _spans(
    marked: str,
    forms: Mapping[str, str],
    words: Sequence[ConvertedWord],
    otherwise: str,
) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, rule, word the rule matched) of every span of the text, in order and without
    gaps; ``otherwise`` is the rule of characters outside terms and segmented words."""
    spans = [(word.start, word.end, word.rule, word.by) for word in words]
    spans += [
        (*mark.span(), "term", "") for mark in PLACEHOLDER.finditer(marked) if mark[1] in forms
    ]
    spans += [(*stretch.span(), "untouched", "") for stretch in untouched.HIDDEN.finditer(marked)]
    end = 0
    for start, stop, rule, by in sorted(spans):
        yield from ((at, at + 1, otherwise, "") for at in range(end, start))
        yield start, stop, rule, by
        end = stop
    yield from ((at, at + 1, otherwise, "") for at in range(end, len(marked)))
