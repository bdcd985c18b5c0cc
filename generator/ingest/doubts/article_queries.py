"""Queries about one article: an :class:`Article` in, a list of :class:`EditorQuery` out.

Only the article's front matter and text are read. The pages of its edition are passed in, for
references and jumps to pages that do not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ingest.doubts.misread import misread_characters
from generator.ingest.doubts.query import EditorQuery
from generator.ingest.doubts.similar_names import similar_names
from generator.model.article import Article

_PAIRS = dict(zip("“‘「『（《【〔(", "”’」』）》】〕)", strict=True))
_CLOSERS = {close: open_ for open_, close in _PAIRS.items()}
_PAIRED_MARK = re.compile("[“”‘’「」『』（）《》【】〔〕()]")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]")
_QUOTED_LENGTH = 12
"""The number of characters of the text that a query quotes."""


def article_queries(article: Article, pages: frozenset[str]) -> list[EditorQuery]:
    """The queries about an article, in the order of their places; ``pages`` are the pages of its
    edition."""
    queries = [*_ending_queries(article, pages), *_photo_queries(article)]
    for offset, line in enumerate(article.body.split("\n")):
        number = article.body_line + offset
        queries += _misread_queries(line, number)
        queries += _private_use_queries(line, number)
    queries += _unbalanced_queries(article)
    queries += _similar_name_queries(article)
    return sorted(queries, key=lambda query: (query.line, query.column))


def _ending_queries(article: Article, pages: frozenset[str]) -> Iterator[EditorQuery]:
    """Texts that break off, jumps without another half, references to pages that do not exist."""
    front = article.front
    body = article.body.rstrip()
    last = article.body_line + body.count("\n")
    if front.incomplete:
        yield EditorQuery(last, 1, "incomplete", f"the text breaks off: …{body[-_QUOTED_LENGTH:]}")
    if front.jump:
        for phrase, end in (("goes on on", front.jump.to), ("began on", front.jump.origin)):
            if end and "-" not in end:
                message = f"{phrase} page {end}, where no other half was found"
                yield EditorQuery(last, 1, "jump", message)
    for page in front.see:
        if page not in pages:
            yield EditorQuery(last, 1, "see", f"refers to page {page}, which the edition has not")


def _photo_queries(article: Article) -> Iterator[EditorQuery]:
    """Photos without a headline whose picture is missing."""
    front = article.front
    if front.kind == "photo" and not front.title and not front.images:
        begins = article.body.strip()[:_QUOTED_LENGTH]
        message = f"a photo without headline or picture: {begins}…"
        yield EditorQuery(article.body_line, 1, "photo", message)


def _misread_queries(line: str, number: int) -> Iterator[EditorQuery]:
    """Characters that are likely to be misread, in line ``number`` of the file."""
    for at, words in misread_characters(line):
        yield EditorQuery(number, at + 1, "misread", f"perhaps misread: {words}")


def _private_use_queries(line: str, number: int) -> Iterator[EditorQuery]:
    """Characters of Unicode's private use areas and replacement characters (U+FFFD)."""
    for match in _PRIVATE_USE.finditer(line):
        around = line[max(0, match.start() - 4) : match.end() + 4]
        message = f"a character no font need have, U+{ord(match[0]):04X}: {around}"
        yield EditorQuery(number, match.start() + 1, "private-use", message)


def _unbalanced_queries(article: Article) -> Iterator[EditorQuery]:
    """Brackets and quotation marks without their counterpart. Speech that runs over several
    paragraphs opens each with a mark and closes only the last."""
    opened: list[tuple[str, int, int, str]] = []
    for offset, line in enumerate(article.body.split("\n")):
        for match in _PAIRED_MARK.finditer(line):
            mark, at = match[0], match.start()
            around = line[max(0, at - 2) : at + _QUOTED_LENGTH]
            place = (article.body_line + offset, at + 1)
            if mark in _PAIRS:
                reopened = at == len(line) - len(line.lstrip()) and opened and opened[-1][0] == mark
                if not reopened:
                    opened.append((mark, *place, around))
            elif opened and opened[-1][0] == _CLOSERS[mark]:
                opened.pop()
            elif not (mark == "’" or (mark == ")" and _closes_item_number(line, at))):
                yield EditorQuery(
                    *place, "unbalanced", f"{mark} without {_CLOSERS[mark]}: {around}"
                )
    for mark, number, column, around in opened:
        if mark != "‘":
            yield EditorQuery(
                number, column, "unbalanced", f"{mark} without {_PAIRS[mark]}: {around}"
            )


def _closes_item_number(line: str, at: int) -> bool:
    """Whether a closing bracket at ``at`` belongs to an item's number: ``1)``."""
    return at < 4 and line[:at].strip("\\ ").isalnum()


def _similar_name_queries(article: Article) -> Iterator[EditorQuery]:
    """Names in the text or the bylines that sound alike and differ in one character."""
    text = article.body
    names = [byline.name for byline in article.front.bylines]
    for at, first, second in similar_names(text, names):
        line = text.count("\n", 0, at)
        column = at - (text.rfind("\n", 0, at) + 1) + 1
        message = f"one person under two names? {first}, {second}"
        yield EditorQuery(article.body_line + line, column, "two-names", message)
