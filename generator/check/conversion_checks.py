"""The conversion of an edition: decided places, ambiguous names, quotation marks, unused terms."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

import msgspec

from generator.check.texts import SourceText, article_texts, texts
from generator.content.runs import STANDING
from generator.convert import (
    Converter,
    DecidedPlace,
    ambiguous_names,
    conversion_changes,
    inline_overrides,
    quotation_marks,
)
from generator.convert.conversion_changes import ConversionChange, Passage
from generator.convert.lock_file import AcceptedArticle
from generator.convert.term_files import GLOSSARY
from generator.model.article import Convert, Edition
from generator.model.problem import Problem, doubt
from generator.model.variant import VARIANTS, Variant

Allowed = Collection[str] | None
"""The HTML elements allowed in articles; None: HTML is shown as text."""


class ConvertedPlace(msgspec.Struct, frozen=True):
    """A place whose conversion was decided, with its context."""

    text: SourceText
    variant: Variant
    place: DecidedPlace
    context: str
    """The text around the place, which is shown in brackets with its result."""
    accepted: str | None = None
    """The accepted result, if it differs."""


class ArticleConversion(msgspec.Struct, frozen=True, dict=True):
    """The present conversion of an article into a variant."""

    article: str
    """``2025-03-20/01-03``."""
    texts: tuple[SourceText, ...]
    converter: Converter
    variant: Variant
    source: Variant

    @property
    def marks(self) -> tuple[str, ...]:
        """The digests of the texts."""
        return tuple(conversion_changes.text_digest(text.text) for text in self.texts)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The texts with all decided places."""
        return tuple(
            Passage(
                t.text, self.converter.explain(t.text, self.variant, t.convert, source=self.source)
            )
            for t in self.texts
        )

    @cached_property
    def outcome(self) -> str:
        """The digest of all converted texts."""
        joined = "\n".join(text.text for text in self.texts)
        convert = self.texts[0].convert if self.texts else Convert()
        return conversion_changes.result_digest(
            self.converter.convert_text(joined, self.variant, convert, source=self.source)
        )

    @property
    def acceptance(self) -> AcceptedArticle:
        """The value that accepts the whole conversion."""
        return conversion_changes.accepted_article(self.passages, self.outcome)

    def is_as(self, accepted: AcceptedArticle) -> bool:
        """Whether texts and results are the accepted ones."""
        return self.marks == accepted.texts and self.outcome == accepted.result

    def places(self, accepted: AcceptedArticle | None = None) -> Iterator[ConvertedPlace]:
        """Every place, in order, whose result is not the character-by-character one or differs from
        the accepted one; quotation marks excluded."""
        changed = conversion_changes.changes(accepted, self.passages) if accepted else []
        for at, (text, passage) in enumerate(zip(self.texts, self.passages, strict=True)):
            changes_here = [change for change in changed if change.passage == at]
            rows = [
                self._converted_place(text, place)
                for place in passage.places
                if not any(c.start < place.end and place.start < c.end for c in changes_here)
            ]
            rows += [self._changed_place(text, passage, change) for change in changes_here]
            rows += self._inline_places(text)
            yield from sorted(rows, key=lambda row: row.place.start)

    def _converted_place(
        self, text: SourceText, place: DecidedPlace, end: int = 0, accepted: str | None = None
    ) -> ConvertedPlace:
        shown = f"[{place.source}→{place.result}]"
        context = text.around(place.start, end or place.end, shown)
        return ConvertedPlace(text, self.variant, place, context, accepted)

    def _changed_place(
        self, text: SourceText, passage: Passage, change: ConversionChange
    ) -> ConvertedPlace:
        """A place whose result differs from the accepted one."""
        start, end = change.start, change.end
        rules = [p.rule for p in passage.places if p.start < end and start < p.end]
        plain, rule = passage.explained.plain[start:end], rules[0] if rules else "plain"
        place = DecidedPlace(start, text.text[start:end], change.now, plain, rule)
        return self._converted_place(text, place, accepted=change.accepted)

    def _inline_places(self, text: SourceText) -> Iterator[ConvertedPlace]:
        """The places decided by inline markup, ``-{…}-``."""
        places = re.finditer(STANDING, text.text)
        for match, mark in zip(places, text.marked, strict=False):
            if mark is None:
                continue
            rules, words = mark
            shown = inline_overrides.shown_form(rules, words, self.variant)
            plain = self.converter.convert_text(
                words, self.variant, text.convert, source=self.source
            )
            if shown != plain:
                place = DecidedPlace(match.start(), words, shown, plain, "inline")
                yield self._converted_place(text, place, match.end())


def article_conversions(
    edition: Edition, converter: Converter, variant: Variant, allowed: Allowed = None
) -> Iterator[ArticleConversion]:
    """The conversion of each article of an edition into a variant."""
    source = VARIANTS.get(edition.facts.script, converter.source)
    for article in edition.articles:
        yield ArticleConversion(
            str(article.id), tuple(article_texts(article, allowed)), converter, variant, source
        )


def unbalanced(edition: Edition, allowed: Allowed = None) -> list[Problem]:
    """A doubt for each quotation mark without a partner."""
    problems = []
    for text in texts(edition, allowed):
        for at in quotation_marks.unbalanced(text.text):
            near = text.around(at, at + 1, text.text[at])
            problems.append(
                doubt(
                    text.path,
                    f"{text.text[at]} has no partner: {near}",
                    "add or remove one; variants show its counterpart, or inches behind a digit",
                    rule="quotes",
                    line=text.line,
                )
            )
    return problems


def unregistered(
    editions: Iterable[Edition], converter: Converter, allowed: Allowed = None
) -> list[tuple[str, str, int, str]]:
    """People whose names contain ambiguous characters and are not in names.toml.

    Each person is listed once, in order, as (name, path, line, context)."""
    known = {entry.form(converter.source) for entry in converter.terms.people}
    seen: dict[str, tuple[str, str, int, str]] = {}
    for edition in editions:
        for article in edition.articles:
            for byline in article.front.bylines:
                if ambiguous_names.is_ambiguous(byline.name) and byline.name not in known:
                    row = (byline.name, article.path, 1, "".join(byline.roles) + byline.name)
                    seen.setdefault(byline.name, row)
        for text in texts(edition, allowed):
            for name, at in ambiguous_names.announced_names(text.text):
                if name not in known:
                    near = text.around(at, at + len(name), name)
                    seen.setdefault(name, (name, text.path, text.line, near))
    return list(seen.values())


def unused(matched: set[str], converter: Converter) -> list[Problem]:
    """A doubt for each term that occurs in no text; ``matched`` are those that do."""
    problems = []
    for entry in converter.terms.entries:
        word = entry.form(converter.source)
        if word and word not in matched:
            hint = "remove it, or see whether a longer entry hides it"
            problems.append(
                doubt(
                    entry.path or GLOSSARY,
                    f"{word} was found nowhere",
                    hint,
                    rule="terms-unused",
                    line=entry.line,
                )
            )
    return problems


def matched(editions: Sequence[Edition], converter: Converter, allowed: Allowed = None) -> set[str]:
    """The terms that occur in some text of these editions."""
    words: set[str] = set()
    for edition in editions:
        for text in texts(edition, allowed):
            words |= converter.matched_terms(text.text)
    return words
