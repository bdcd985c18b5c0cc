"""What conversion does to an edition: the proof, the people, what nobody has accepted.

Knows which texts of an article are converted and where each stands in its file. Refuses to print,
and to write ``variants.lock``: the desk does, where an editor asked for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.manuscript.markdown import render
from generator.script import Place, Scripts, lock, people, quotes
from generator.script.lock import Lock, Proof
from generator.script.termfiles import GLOSSARY
from generator.values import digest
from generator.values.article import Article, Convert, Edition
from generator.values.problems import Problem, doubt, warning
from generator.values.variant import VARIANTS, Variant


@dataclass(frozen=True, slots=True)
class Text:
    """A text of an article that is converted."""

    path: str
    line: int
    """Where it stands in the file, as near as can be said."""
    field: str
    text: str
    convert: Convert


@dataclass(frozen=True, slots=True)
class Found:
    """A place that was decided, with what is around it."""

    text: Text
    variant: Variant
    place: Place
    context: str
    """The result in context, the place in brackets."""


def texts(edition: Edition) -> Iterator[Text]:
    """Every text of an edition that is converted, article by article."""
    for article in edition.articles:
        yield from _texts(article)


def found(edition: Edition, scripts: Scripts, variant: Variant) -> Iterator[Found]:
    """Every place of an edition whose result isn't the plain one, in order; quotation marks left
    out."""
    source = VARIANTS.get(edition.facts.script, scripts.source)
    for text in texts(edition):
        told = scripts.explain(text.text, variant, text.convert, source=source)
        for place in told.places:
            if place.rule != "quotes":
                yield Found(text, variant, place, _context(text.text, place))


def proof(edition: Edition, scripts: Scripts, variant: Variant) -> Proof:
    """An edition's proof in a variant."""
    source = VARIANTS.get(edition.facts.script, scripts.source)
    before: list[str] = []
    after: list[str] = []
    places: list[tuple[str, str]] = []
    for text in texts(edition):
        told = scripts.explain(text.text, variant, text.convert, source=source)
        before.append(text.text)
        after.append(told.result)
        places += [
            (lock.key(text.text, place), place.result)
            for place in told.places
            if place.rule != "quotes"
        ]
    return Proof(
        str(edition.id),
        variant.tag,
        digest.of_value(before),
        digest.of_value(after),
        tuple(places),
    )


def unseen(edition: Edition, scripts: Scripts, accepted: Lock) -> list[Problem]:
    """A warning for each place of an accepted edition that would come out otherwise now.

    Nothing, without work, where the layer is the one that was accepted."""
    if not accepted.proofs or accepted.version == scripts.version:
        return []
    problems: list[Problem] = []
    for variant in scripts.variants:
        if (str(edition.id), variant.tag) not in accepted.proofs:
            continue
        now = proof(edition, scripts, variant)
        if lock.changed(accepted, now):
            problems += _changes(edition, scripts, variant, accepted, now)
    return problems


def unbalanced(edition: Edition) -> list[Problem]:
    """A doubt for each quotation mark without a partner."""
    problems = []
    for text in texts(edition):
        for at in quotes.unbalanced(text.text):
            near = text.text[max(0, at - 8) : at + 9].replace("\n", " ")
            line = text.line + (text.text.count("\n", 0, at) if text.field == "body" else 0)
            problems.append(
                doubt(text.path, f"{text.text[at]} has no partner: {near}",
                      "add or remove one; every variant shows it as it stands",
                      rule="quotes", line=line)
            )  # fmt: skip
    return problems


def unregistered(editions: Iterable[Edition], scripts: Scripts) -> list[tuple[str, str, int, str]]:
    """People whose names hold ambiguous characters and who are in no registry.

    Each as (name, path, line, context), once, in order."""
    known = {entry.form(scripts.source) for entry in scripts.terms.people}
    seen: dict[str, tuple[str, str, int, str]] = {}
    for edition in editions:
        for article in edition.articles:
            for byline in article.front.bylines:
                if people.is_ambiguous(byline.name) and byline.name not in known:
                    row = (byline.name, article.path, 1, "".join(byline.roles) + byline.name)
                    seen.setdefault(byline.name, row)
        for text in texts(edition):
            for name, at in people.found(text.text):
                if name not in known:
                    near = text.text[max(0, at - 8) : at + len(name) + 8].replace("\n", " ")
                    seen.setdefault(name, (name, text.path, text.line, near))
    return list(seen.values())


def unused(matched: set[str], scripts: Scripts) -> list[Problem]:
    """A doubt for each term no text of the site holds; ``matched`` is what was found."""
    problems = []
    for entry in scripts.terms.entries:
        word = entry.form(scripts.source)
        if word and word not in matched:
            hint = "remove it, or see whether a longer entry hides it"
            problems.append(
                doubt(entry.path or GLOSSARY, f"{word} was found nowhere", hint,
                      rule="terms-unused", line=entry.line)
            )  # fmt: skip
    return problems


def _texts(article: Article) -> Iterator[Text]:
    front = article.front
    fields: list[tuple[str, str]] = [
        ("title", front.title), ("kicker", front.kicker), ("subtitle", front.subtitle),
        ("section", front.section), ("source", front.source), ("summary", front.summary),
        ("dateline", front.dateline.place if front.dateline else ""),
    ]  # fmt: skip
    fields += [("bylines", name) for b in front.bylines for name in (*b.roles, b.name, b.house)]
    fields += [("tags", tag) for tag in front.tags]
    fields += [("images", said) for i in front.images for said in (i.alt, i.caption, i.credit)]
    fields += [("corrections", correction.text) for correction in front.corrections]
    for name, text in fields:
        if text:
            yield Text(article.path, 1, name, text, front.conversion)
    document = render(article.body)
    convert = Convert(
        (*document.overrides, *front.convert.terms), front.convert.keep, front.conversion.people
    )
    yield Text(article.path, article.body_line, "body", document.text, convert)


def _context(text: str, place: Place) -> str:
    end = place.start + len(place.source)
    before, after = text[max(0, place.start - 8) : place.start], text[end : end + 8]
    return re.sub(r"\s", " ", f"{before}[{place.source}→{place.result}]{after}")


def _changes(
    edition: Edition, scripts: Scripts, variant: Variant, accepted: Lock, now: Proof
) -> list[Problem]:
    fresh = set(lock.unaccepted(accepted, now))
    hint = "huozi variants diff --accept, or decide the word in glossary.toml"
    problems = [
        warning(each.text.path, f"{variant.tag} would change: {each.context}", hint,
                rule="variants-changed", line=each.text.line)
        for each in found(edition, scripts, variant)
        if (lock.key(each.text.text, each.place), each.place.result) in fresh
    ]  # fmt: skip
    if not problems:
        path = f"content/{edition.id}"
        said = f"{variant.tag} would come out otherwise, in places accepted elsewhere"
        problems.append(warning(path, said, hint, rule="variants-changed"))
    return problems


def matched(editions: Sequence[Edition], scripts: Scripts) -> set[str]:
    """The terms that some text of these editions holds."""
    words: set[str] = set()
    for edition in editions:
        for text in texts(edition):
            words |= scripts.matched(text.text)
    return words
