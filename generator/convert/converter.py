"""Conversion of plain text from one script into another, stage by stage.

The stages: terms are replaced by placeholders, words and characters are converted, quotation marks
and press forms follow, and the terms' forms take the placeholders' place. Every stage keeps the
number of characters, except that a term's form may be longer or shorter than the term.
Addresses and text in other languages take no part: see ``untouched``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

import msgspec

from generator.convert import (
    inline_overrides,
    opaque_characters,
    opencc_chains,
    person_names,
    quotation_marks,
    simplified_forms,
    table_cache,
    untouched,
    word_forms,
)
from generator.convert.explanation import ConversionStage, Explanation, explain
from generator.convert.press_forms import to_press_forms
from generator.convert.term_placeholders import TermPlaceholders, article_placeholders, restore
from generator.convert.terms import Terms
from generator.model import digest
from generator.model.article import Convert
from generator.model.variant import Variant

_SEPARATOR = "\U0010fffd"
"""Separates runs that are converted in one call; no phrase holds it."""
_MAX_ARTICLES = 256
"""Articles whose terms are remembered."""
_MAX_BODIES = 600
"""Bodies whose converted runs are remembered: more than an edition that is previewed holds."""


class Converter:
    """Converts a site's texts between its scripts.

    The conversion chain of a pair of scripts is built on first use."""

    def __init__(
        self,
        source: Variant,
        variants: Sequence[Variant],
        terms: Terms = Terms(),  # noqa: B008 - frozen
        *,
        press_forms: bool = True,
        words: bool = True,
    ) -> None:
        self.source = source
        self.variants = tuple(variants)
        self.terms = terms
        self.press_forms = press_forms
        self.words = words
        self._pipelines: dict[tuple[Variant, Variant], _Pipeline] = {}
        self._articles: dict[tuple[Variant, Variant, Convert], TermPlaceholders] = {}
        self._bodies: dict[
            tuple[tuple[str, ...], Variant, Variant, Convert], Sequence[Sequence[str]]
        ] = {}

    @property
    def version(self) -> str:
        """The digest of everything that determines a result: the sources of conversion, the terms,
        the settings."""
        forms = tuple((e.forms, e.keep, e.kind) for e in self.terms.entries)
        settings = (self.words, self.press_forms)
        return digest.of_value((table_cache.sources_digest(), forms, settings))

    def convert_text(
        self,
        text: str,
        variant: Variant,
        convert: Convert = Convert(),  # noqa: B008 - frozen
        *,
        source: Variant | None = None,
    ) -> str:
        """A plain text in a variant; unchanged where that is the text's own script."""
        origin = source or self.source
        if variant == origin or not text:
            return text
        pipeline, article_terms = self._pipeline(origin, variant, convert)
        return "".join(
            part
            if opaque_characters.is_opaque(part)
            else "".join(pipeline.cells(part, article_terms))
            for part in opaque_characters.split(text)
        )

    def convert_runs(
        self,
        texts: Sequence[str],
        variant: Variant,
        convert: Convert = Convert(),  # noqa: B008 - frozen
        *,
        source: Variant | None = None,
    ) -> Sequence[Sequence[str]]:
        """The runs of a body in a variant. Each run is a sequence of strings, one for each
        character of the source: a list, or a text where no form is longer or shorter."""
        origin = source or self.source
        if variant == origin:
            return texts
        key = tuple(texts), variant, origin, convert
        cells = self._bodies.get(key)
        if cells is None:
            if len(self._bodies) >= _MAX_BODIES:
                self._bodies.clear()
            pipeline, article_terms = self._pipeline(origin, variant, convert)
            cells = self._bodies[key] = _convert_runs(key[0], pipeline, article_terms)
        return cells

    def override(
        self,
        rules: str,
        words: str,
        variant: Variant,
        *,
        source: Variant | None = None,
    ) -> tuple[str, str]:
        """The words that a variant shows for ``-{…}-``, and their language: see
        :func:`inline_overrides.shown_form_and_language`."""
        return inline_overrides.shown_form_and_language(
            rules, words, variant, source or self.source
        )

    def explain(
        self,
        text: str,
        variant: Variant,
        convert: Convert = Convert(),  # noqa: B008 - frozen
        *,
        source: Variant | None = None,
    ) -> Explanation:
        """The conversion of a plain text, stage by stage and place by place."""
        origin = source or self.source
        if variant == origin or not text:
            return Explanation((ConversionStage("source", text),), (), text, text)
        pipeline, article_terms = self._pipeline(origin, variant, convert)
        if opaque_characters.is_opaque(text):
            text = "".join("\ufffd" if opaque_characters.is_opaque(char) else char for char in text)
        people = {*convert.people} - {*convert.keep, *(word for word, _ in convert.terms)}
        return pipeline.explain(text, article_terms, people - pipeline.placeholders.all)

    def matched_terms(self, text: str, *, source: Variant | None = None) -> set[str]:
        """The terms (source forms) in a text, where conversion finds them."""
        origin = source or self.source
        target = next((v for v in self.variants if v != origin), origin)
        if target == origin:
            return set()
        placeholders = self._pipeline(origin, target)[0].placeholders
        parts = (
            part for part in opaque_characters.split(text) if not opaque_characters.is_opaque(part)
        )
        marked = placeholders.insert(untouched.hide_addresses("\n".join(parts)))
        return {placeholders.words[char] for char in set(marked) if char in placeholders.words}

    def decided_forms(self, variant: Variant, *, source: Variant | None = None) -> frozenset[str]:
        """Every form for a variant in names.toml and glossary.toml."""
        origin = source or self.source
        if variant == origin:
            return frozenset()
        return frozenset(self._pipeline(origin, variant)[0].placeholders.forms.values())

    def _pipeline(
        self,
        source: Variant,
        target: Variant,
        convert: Convert = Convert(),  # noqa: B008
    ) -> tuple[_Pipeline, TermPlaceholders]:
        pipeline = self._pipelines.get((source, target))
        if pipeline is None:
            by_words = self.words and not source.is_traditional
            pipeline = _Pipeline.build(source, target, self.terms, self.press_forms, by_words)
            self._pipelines[source, target] = pipeline
        if len(self._articles) > _MAX_ARTICLES:
            self._articles.clear()
        article_terms = self._articles.get((source, target, convert))
        if article_terms is None:
            article_terms = article_placeholders(pipeline.article_forms(convert))
            self._articles[source, target, convert] = article_terms
        return pipeline, article_terms


class _Pipeline(msgspec.Struct, frozen=True):
    """The stages from one script to another."""

    target: Variant
    placeholders: TermPlaceholders
    chain: Callable[[str], str]
    convert_quotes: Callable[[str, str], str]
    press_forms: bool
    by_words: bool
    words_of: Callable[[str], Iterable[word_forms.ConvertedWord]]

    @classmethod
    def build(
        cls,
        source: Variant,
        target: Variant,
        terms: Terms,
        press_forms: bool,
        by_words: bool,
    ) -> _Pipeline:
        chain = _word_chain(target) if by_words else opencc_chains.chain(source, target)
        words_of: Callable[[str], Iterable[word_forms.ConvertedWord]]
        words_of = word_forms.words if by_words else lambda text: ()
        if source.is_traditional and not target.is_traditional:
            chain, words_of = simplified_forms.chain(chain), simplified_forms.words
        pairs = terms.pairs(source, target)
        forms = {word: chain(word) if form is None else form for word, form in pairs.items()}
        convert_quotes = (
            quotation_marks.to_corner if target.is_traditional else quotation_marks.to_curly
        )
        placeholders = TermPlaceholders(forms)
        return cls(target, placeholders, chain, convert_quotes, press_forms, by_words, words_of)

    def cells(
        self, text: str, article_terms: TermPlaceholders, separator: str = "\n"
    ) -> Sequence[str]:
        """One string for each character of ``text``, whose paragraphs end at ``separator``."""
        marked = self.mark(text, article_terms)
        result = self.convert_quotes(self.chain(marked), separator)
        if self.press_forms:
            result = to_press_forms(result, self.target)
        return restore(
            untouched.put_back(result, text), self.placeholders.forms | article_terms.forms
        )

    def mark(self, text: str, article_terms: TermPlaceholders) -> str:
        """The text with placeholders for terms, and with what no variant changes hidden. An address
        holds no terms; a term in another language's text is replaced."""
        addresses_hidden = untouched.hide_addresses(text)
        marked = self.placeholders.insert(article_terms.insert(addresses_hidden))
        return untouched.hide_other_languages(marked)

    def article_forms(self, convert: Convert) -> dict[str, str]:
        """Source form → form in the variant, for the terms of one article: the people of its
        bylines and what its front matter says."""
        forms = {
            name: _person_form(name, self.target, self.press_forms)
            for name in convert.people
            if self.by_words and person_names.is_name(name) and name not in self.placeholders.all
        }
        forms |= {word: word for word in convert.keep}
        generic = ("zh-hant", "") if self.target.is_traditional else ("",)
        for word, given in convert.terms:
            by_tag = {tag.lower(): form for tag, form in given}
            tags = (self.target.tag.lower(), *generic)
            form = next((by_tag[tag] for tag in tags if tag in by_tag), None)
            if form is not None:
                forms[word] = form
        return forms

    def explain(
        self, text: str, article_terms: TermPlaceholders, people: Collection[str]
    ) -> Explanation:
        """The conversion of ``text``: as :meth:`cells`, with every stage recorded."""
        return explain(
            text,
            mark=lambda part: self.mark(part, article_terms),
            chain=self.chain,
            words_of=self.words_of,
            regional=opencc_chains.from_standard(self.target) if self.by_words else None,
            convert_quotes=self.convert_quotes,
            to_press=(lambda part: to_press_forms(part, self.target)) if self.press_forms else None,
            forms=self.placeholders.forms | article_terms.forms,
            people=people,
        )


def _person_form(name: str, target: Variant, press_forms: bool) -> str:
    """The form of a person's name that is no term."""
    form = opencc_chains.from_standard(target)(word_forms.name_form(name))
    return to_press_forms(form, target) if press_forms else form


def _word_chain(target: Variant) -> Callable[[str], str]:
    """OpenCC's chain from Simplified, with our own segmentation in its first step."""
    regional = opencc_chains.from_standard(target)
    return lambda text: regional(word_forms.convert(text))


def _convert_runs(
    texts: Sequence[str], pipeline: _Pipeline, article_terms: TermPlaceholders
) -> list[Sequence[str]]:
    """The runs, all but opaque ones in one call (2.7 times faster than one by one)."""
    opaque: set[str] = set()
    if opaque_characters.is_opaque("".join(texts)):
        opaque.update(text for text in texts if opaque_characters.is_opaque(text))
    plain = [text for text in texts if text not in opaque]
    joined = _SEPARATOR.join(plain)
    cells = pipeline.cells(joined, article_terms, _SEPARATOR) if plain else ""
    runs: list[Sequence[str]] = []
    start = 0
    for text in texts:
        if text in opaque:
            runs.append(_convert_opaque(text, pipeline, article_terms))
        else:
            runs.append(cells[start : start + len(text)])
            start += len(text) + 1
    return runs


def _convert_opaque(
    text: str, pipeline: _Pipeline, article_terms: TermPlaceholders
) -> Sequence[str]:
    """A run with opaque characters, which stay as they are."""
    cells: list[str] = []
    for part in opaque_characters.split(text):
        if opaque_characters.is_opaque(part):
            cells += part
        else:
            cells += pipeline.cells(part, article_terms, _SEPARATOR)
    return cells
