"""The format of ``variants.lock``: the conversions that an editor has accepted.

First stand the words that convert alike everywhere (press forms and the variant's regional forms),
one line each. An article has a line with its name, a short digest of each of its texts (so that an
edited paragraph is recognised), and for each variant a digest of the converted article. One line
for each decided place follows: the number of its text, the offset, the word, the result, and the
variant where not all of them agree. Lines are sorted, so that version control shows what an
acceptance added, and a merge joins what two editors accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import structs

from generator.model.variant import VARIANTS

FILE = "variants.lock"
_HEAD = (
    "# Accepted conversions. Written by `huozi variants diff --accept`; kept in version control."
)
TEXT, RESULT = 5, 6
"""Digits of the digests of a text and of a converted article."""
_ARTICLE = re.compile(r"([^\t/]+/[^\t/]+)\t((?:[0-9a-f]{5})*)((?:\t[A-Za-z]+:[0-9a-f]{6})+)")
_PLACE = re.compile(r"\t([0-9]+) ([0-9]+)\t([^\t]+)\t([^\t]*)(?:\t([A-Za-z]+))?")
Form = tuple[str, str]
"""A word and its converted form."""
_SHORT = {tag: tag.rpartition("-")[2] for tag in VARIANTS}
"""Variant → its name in the file: TW, HK."""
_LONG = {short: tag for tag, short in _SHORT.items()}
_FORM = re.compile(rf"({'|'.join(_LONG)})\t([^\t]+)\t([^\t]*)")


class AcceptedPlace(msgspec.Struct, frozen=True, order=True):
    """A place in an article with the accepted result of its conversion."""

    text: int
    """The number of the article's text that holds it, from 0."""
    start: int
    """Its offset in that text, in characters."""
    key: str
    """The word and, where context decided, a character on either side: see
    :func:`conversion_changes.key`."""
    result: str


class AcceptedArticle(msgspec.Struct, frozen=True):
    """The accepted conversion of an article into one variant."""

    texts: tuple[str, ...]
    """The digests of its texts, in order."""
    result: str
    """The digest of the converted article."""
    decisions: frozenset[AcceptedPlace]
    forms: frozenset[Form] = frozenset()
    """The words that convert alike everywhere; in a lock file, those of all articles."""


class LockFile(msgspec.Struct, frozen=True):
    """The accepted conversions. The lines of an article are parsed on access."""

    forms: Mapping[str, frozenset[Form]] = msgspec.field(default_factory=dict)
    """Variant → the words that convert alike everywhere."""
    lines: Mapping[str, Mapping[str, tuple[str, ...]]] = msgspec.field(default_factory=dict)
    """``2025-03-20`` → ``2025-03-20/01-03`` → its lines."""

    def of(self, article: str) -> dict[str, AcceptedArticle]:
        """Variant → the accepted conversion of an article."""
        rows = self.lines.get(_edition(article), {}).get(article, ())
        return {
            tag: structs.replace(accepted, forms=self.forms.get(tag, frozenset()))
            for tag, accepted in _parse_article(rows).items()
        }

    def words(self) -> set[tuple[str, str, str]]:
        """Every accepted (variant, key, result)."""
        return {(variant, *form) for variant, forms in self.forms.items() for form in forms} | {
            (variant, decision.key, decision.result)
            for articles in self.lines.values()
            for article in articles
            for variant, accepted in self.of(article).items()
            for decision in accepted.decisions
        }


def accept(
    lock: LockFile,
    editions: Mapping[str, Mapping[str, Mapping[str, AcceptedArticle]]],
    tags: Iterable[str],
) -> LockFile:
    """The lock file after an acceptance in the variants ``tags``. ``editions`` is edition → article
    → variant → conversion, and replaces what was accepted of these editions earlier."""
    replaced = set(tags)
    forms, lines = dict(lock.forms), dict(lock.lines)
    if lines.keys() <= editions.keys():
        forms = {tag: words for tag, words in forms.items() if tag not in replaced}
    for edition, articles in editions.items():
        conversions: dict[str, dict[str, AcceptedArticle]] = {}
        for name in lines.pop(edition, {}):
            conversions[name] = {t: a for t, a in lock.of(name).items() if t not in replaced}
        for name, new in articles.items():
            conversions.setdefault(name, {}).update(new)
            for tag, accepted in new.items():
                forms[tag] = forms.get(tag, frozenset()) | accepted.forms
        if rows := {
            name: tuple(_article_lines(name, conversion))
            for name, conversion in conversions.items()
            if conversion
        }:
            lines[edition] = rows
    return LockFile(forms, lines)


def to_text(lock: LockFile) -> str:
    """The file's text."""
    rows = [_HEAD]
    for tag, forms in sorted(lock.forms.items()):
        for word, result in sorted(forms):
            rows.append(f"{_SHORT[tag]}\t{_escaped(word)}\t{_escaped(result)}")
    for _, articles in sorted(lock.lines.items()):
        for _, lines in sorted(articles.items()):
            rows += lines
    return "\n".join(rows) + "\n"


def parse(text: str) -> tuple[LockFile, tuple[int, ...]]:
    """The lock file with that text, and the numbers of the lines with wrong syntax."""
    forms: dict[str, set[Form]] = {}
    lines: dict[str, dict[str, list[str]]] = {}
    article: list[str] | None = None
    faults: list[int] = []
    for number, row in enumerate(text.split("\n"), 1):
        if not row or row[0] == "#":
            continue
        if head := _ARTICLE.fullmatch(row):
            article = lines.setdefault(_edition(head[1]), {}).setdefault(head[1], [])
            article.append(row)
        elif form := _FORM.fullmatch(row):
            forms.setdefault(_LONG[form[1]], set()).add((_unescaped(form[2]), _unescaped(form[3])))
        elif article is not None and _PLACE.fullmatch(row):
            article.append(row)
        else:
            faults.append(number)
    lock = LockFile(
        {tag: frozenset(words) for tag, words in forms.items()},
        {e: {n: tuple(rows) for n, rows in articles.items()} for e, articles in lines.items()},
    )
    return lock, tuple(faults)


def _edition(article: str) -> str:
    return article.partition("/")[0]


def _parse_article(rows: Iterable[str]) -> dict[str, AcceptedArticle]:
    articles: dict[str, AcceptedArticle] = {}
    places: dict[str, set[AcceptedPlace]] = {}
    group: list[str] = []
    for row in rows:
        if head := _ARTICLE.fullmatch(row):
            texts = tuple(re.findall(f".{{{TEXT}}}", head[2]))
            outcomes = [pair.split(":") for pair in head[3].split("\t")[1:]]
            group = [_LONG.get(short, short) for short, _ in outcomes]
            for tag, (_, outcome) in zip(group, outcomes, strict=True):
                articles[tag] = AcceptedArticle(texts, outcome, frozenset())
                places[tag] = set()
        elif place := _PLACE.fullmatch(row):
            decision = AcceptedPlace(
                int(place[1]), int(place[2]), _unescaped(place[3]), _unescaped(place[4])
            )
            for tag in [_LONG.get(place[5], place[5])] if place[5] else group:
                places.setdefault(tag, set()).add(decision)
    return {
        tag: structs.replace(accepted, decisions=frozenset(places[tag]))
        for tag, accepted in articles.items()
    }


def _article_lines(name: str, accepted: Mapping[str, AcceptedArticle]) -> Iterator[str]:
    """An article's lines, with one group for all variants accepted with the same texts."""
    for texts in dict.fromkeys(conversion.texts for _, conversion in sorted(accepted.items())):
        group = {
            tag: conversion
            for tag, conversion in sorted(accepted.items())
            if conversion.texts == texts
        }
        outcomes = (f"{_SHORT[tag]}:{conversion.result}" for tag, conversion in group.items())
        yield "\t".join([name, "".join(texts), *outcomes])
        for decision in sorted({d for conversion in group.values() for d in conversion.decisions}):
            key, result = _escaped(decision.key), _escaped(decision.result)
            row = f"\t{decision.text} {decision.start}\t{key}\t{result}"
            tags = [
                _SHORT[tag] for tag, conversion in group.items() if decision in conversion.decisions
            ]
            yield from [row] if len(tags) == len(group) else [f"{row}\t{tag}" for tag in tags]


def _escaped(word: str) -> str:
    return word.replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n")


def _unescaped(word: str) -> str:
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), word)


_ESCAPES = {"t": "\t", "n": "\n"}
