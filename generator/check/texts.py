"""The texts of an article that are converted, each with its place in the file: fields of the front
matter and paragraphs of the body.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import msgspec

from generator.content.markdown import passages
from generator.content.runs import STANDING
from generator.model.article import Article, Convert, Edition, FrontMatter

BODY = "body"
_NEAR = 8
"""Characters of context on either side."""


class SourceText(msgspec.Struct, frozen=True):
    """A text of an article before conversion: a paragraph, or a field of the front matter. A list
    (bylines, tags) is one text with a line for each item."""

    path: str
    line: int
    """The line on which a paragraph's block begins; 1 for a field."""
    field: str
    text: str
    """:data:`STANDING` where a ``-{…}-``, or text in another language, stands."""
    convert: Convert
    marked: tuple[tuple[str, str] | None, ...] = ()
    """For each :data:`STANDING` the (rules, words) of a ``-{…}-``; None for other text."""

    def around(self, start: int, end: int, shown: str) -> str:
        """``shown`` in place of the characters from ``start`` to ``end``, with up to 8 characters
        of the same line on either side."""
        first = max(start - _NEAR, self.text.rfind("\n", 0, start) + 1)
        last = self.text.find("\n", end)
        last = end + _NEAR if last < 0 else min(end + _NEAR, last)
        before, after = self.text[first:start], self.text[end:last]
        return f"{before}{shown}{after}".replace(STANDING, "-{…}-")

    def line_at(self, root: Path, at: int = 0) -> int:
        """The line of the file that an offset of the text is on."""
        return self.line if self.field == BODY else _line_of_field(root, self, at)


def texts(edition: Edition, allowed: Collection[str] | None = None) -> Iterator[SourceText]:
    """The converted texts of an edition, article by article. ``allowed`` are the HTML elements
    allowed in articles; None: HTML is shown as text."""
    for article in edition.articles:
        yield from article_texts(article, allowed)


def article_texts(article: Article, allowed: Collection[str] | None = None) -> Iterator[SourceText]:
    """The converted texts of an article: fields, then paragraphs."""
    convert = article.front.conversion
    for name, text in _fields(article.front):
        if text:
            yield SourceText(article.path, 1, name, text, convert)
    for line, passage in passages(article.body, allowed):
        for run in passage.runs():
            at = article.body_line + line
            yield SourceText(article.path, at, BODY, run.text, convert, run.marked)


def _fields(front: FrontMatter) -> Iterator[tuple[str, str]]:
    yield "title", front.title
    yield "kicker", front.kicker
    yield "subtitle", front.subtitle
    yield "section", front.section
    yield "source", front.source
    yield "summary", front.summary
    yield "dateline", front.dateline.place if front.dateline else ""
    yield "bylines", _lines(part for b in front.bylines for part in (*b.roles, b.name, b.house))
    yield "tags", _lines(front.tags)
    yield "images", _lines(part for i in front.images for part in (i.alt, i.caption, i.credit))
    yield "corrections", _lines(correction.text for correction in front.corrections)


def _lines(pieces: Iterable[str]) -> str:
    return "\n".join(piece for piece in pieces if piece)


def _line_of_field(root: Path, text: SourceText, at: int) -> int:
    """The line of the front matter with an item of a field; 1 if it is not found."""
    try:
        rows = (root / text.path).read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return 1
    first = next((n for n, row in enumerate(rows, 1) if row.startswith(f"{text.field}:")), 1)
    piece = text.text[text.text.rfind("\n", 0, at) + 1 :].partition("\n")[0]
    return next((n for n, row in enumerate(rows[first - 1 :], first) if piece in row), first)
