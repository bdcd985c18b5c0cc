"""What conversion does to an edition: every place that was decided, the people, the quotation
marks.

Refuses to print, and to compare with what was accepted (``accepted``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.check.texts import Text, of_article, texts
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
from generator.convert.foreign_characters import foreign_offsets
from generator.convert.lock_file import AcceptedArticle
from generator.convert.term_files import GLOSSARY
from generator.model.article import Convert, Edition
from generator.model.problem import Problem, doubt
from generator.model.variant import VARIANTS, Variant

Allowed = Collection[str] | None
"""The elements that articles may write as HTML; None: HTML is shown as text."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place that was decided, with what is around it."""

    text: Text
    variant: Variant
    place: DecidedPlace
    context: str
    """The result in context, the place in brackets."""
    accepted: str | None = None
    """What was accepted there, where that is something else."""


@dataclass(frozen=True)
class Proof:
    """An article in a variant, as it comes out now."""

    article: str
    """``2025-03-20/01-03``."""
    texts: tuple[Text, ...]
    scripts: Converter
    variant: Variant
    source: Variant

    @property
    def marks(self) -> tuple[str, ...]:
        """The digests of the texts."""
        return tuple(conversion_changes.text_digest(text.text) for text in self.texts)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The texts with every place that was decided."""
        return tuple(
            Passage(
                t.text, self.scripts.explain(t.text, self.variant, t.convert, source=self.source)
            )
            for t in self.texts
        )

    @cached_property
    def outcome(self) -> str:
        """The digest of all that the texts become."""
        whole = "\n".join(text.text for text in self.texts)
        convert = self.texts[0].convert if self.texts else Convert()
        return conversion_changes.result_digest(
            self.scripts.convert_text(whole, self.variant, convert, source=self.source)
        )

    @property
    def acceptance(self) -> AcceptedArticle:
        """What an editor accepts who accepts all of it."""
        return conversion_changes.accepted_article(self.passages, self.outcome)

    def is_as(self, accepted: AcceptedArticle) -> bool:
        """Whether the texts are those that were accepted, and come out as they were."""
        return self.marks == accepted.texts and self.outcome == accepted.result

    def found(self, accepted: AcceptedArticle | None = None) -> Iterator[Found]:
        """Every place whose result isn't the plain one, in order, and every place that was
        accepted otherwise; quotation marks left out."""
        changed = conversion_changes.changes(accepted, self.passages) if accepted else []
        for at, (text, passage) in enumerate(zip(self.texts, self.passages, strict=True)):
            turned = [change for change in changed if change.passage == at]
            rows = [
                self._at(text, place)
                for place in passage.places
                if not any(c.start < place.end and place.start < c.end for c in turned)
            ]
            rows += [self._turned(text, passage, change) for change in turned]
            rows += self._marked(text)
            yield from sorted(rows, key=lambda row: row.place.start)

    def _at(
        self, text: Text, place: DecidedPlace, end: int = 0, accepted: str | None = None
    ) -> Found:
        shown = f"[{place.source}→{place.result}]"
        context = text.around(place.start, end or place.end, shown)
        return Found(text, self.variant, place, context, accepted)

    def _turned(self, text: Text, passage: Passage, change: ConversionChange) -> Found:
        """A place that comes out otherwise than was accepted."""
        start, end = change.start, change.end
        rules = [p.rule for p in passage.places if p.start < end and start < p.end]
        plain, rule = passage.explained.plain[start:end], rules[0] if rules else "plain"
        place = DecidedPlace(start, text.text[start:end], change.now, plain, rule)
        return self._at(text, place, accepted=change.accepted)

    def _marked(self, text: Text) -> Iterator[Found]:
        """The places that the text itself decides: ``-{…}-``."""
        places = re.finditer(STANDING, text.text)
        for match, mark in zip(places, text.marked, strict=False):
            if mark is None:
                continue
            rules, words = mark
            shown = inline_overrides.shown_form(rules, words, self.variant)
            plain = self.scripts.convert_text(words, self.variant, text.convert, source=self.source)
            if shown != plain:
                place = DecidedPlace(match.start(), words, shown, plain, "inline")
                yield self._at(text, place, match.end())


def proofs(
    edition: Edition, scripts: Converter, variant: Variant, allowed: Allowed = None
) -> Iterator[Proof]:
    """An edition's articles in a variant."""
    source = VARIANTS.get(edition.facts.script, scripts.source)
    for article in edition.articles:
        yield Proof(str(article.id), tuple(of_article(article, allowed)), scripts, variant, source)


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
                    "add or remove one; every variant shows it as it stands",
                    rule="quotes",
                    line=text.line,
                )
            )
    return problems


def unregistered(
    editions: Iterable[Edition], scripts: Converter, allowed: Allowed = None
) -> list[tuple[str, str, int, str]]:
    """People whose names hold ambiguous characters and who are in no registry.

    Each as (name, path, line, context), once, in order."""
    known = {entry.form(scripts.source) for entry in scripts.terms.people}
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


def unused(matched: set[str], scripts: Converter) -> list[Problem]:
    """A doubt for each term no text of the site holds; ``matched`` is what was found."""
    problems = []
    for entry in scripts.terms.entries:
        word = entry.form(scripts.source)
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


def misplaced(scripts: Converter) -> Iterator[Problem]:
    """A doubt for each form in names.toml and glossary.toml that is written in another script than
    its key says."""
    for entry in scripts.terms.entries:
        for key, form in () if entry.keep else entry.forms:
            strange = foreign_offsets(form, _VARIANT_OF[key])
            if strange:
                named = "Traditional" if key == "hans" else "Simplified"
                said = f'{key} = "{form}": {form[strange[0]]} is {named}'
                yield doubt(
                    entry.path or GLOSSARY,
                    said,
                    "was another key meant?",
                    rule="terms-script",
                    line=entry.line,
                )


_VARIANT_OF = {
    "hans": VARIANTS["zh-Hans"],
    "hant": VARIANTS["zh-Hant"],
    "hant_tw": VARIANTS["zh-Hant-TW"],
    "hant_hk": VARIANTS["zh-Hant-HK"],
}


def matched(editions: Sequence[Edition], scripts: Converter, allowed: Allowed = None) -> set[str]:
    """The terms that some text of these editions holds."""
    words: set[str] = set()
    for edition in editions:
        for text in texts(edition, allowed):
            words |= scripts.matched_terms(text.text)
    return words
