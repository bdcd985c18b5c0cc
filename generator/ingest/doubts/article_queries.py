"""The questions one finished article raises, from its front matter and its text alone.

Knows what makes an editor look twice. Refuses to look at other articles: whether the other half
is there is told by who asks.
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
_MARK = re.compile("[“”‘’「」『』（）《》【】〔〕()]")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]")
_SHOWN = 12
"""How many characters of a text a question quotes."""


def article_queries(article: Article, pages: frozenset[str]) -> list[EditorQuery]:
    """All questions about an article of an edition with these pages, in order."""
    queries = [*_ending_queries(article, pages), *_photo_queries(article)]
    for offset, line in enumerate(article.body.split("\n")):
        number = article.body_line + offset
        queries += _misread_queries(line, number)
        queries += _private_use_queries(line, number)
    queries += _unbalanced_queries(article)
    queries += _similar_name_queries(article)
    return sorted(queries, key=lambda query: (query.line, query.column))


def _ending_queries(article: Article, pages: frozenset[str]) -> Iterator[EditorQuery]:
    front = article.front
    body = article.body.rstrip()
    last = article.body_line + body.count("\n")
    if front.incomplete:
        yield EditorQuery(last, 1, "incomplete", f"the text breaks off: …{body[-_SHOWN:]}")
    if front.jump:
        for phrase, end in (("goes on on", front.jump.to), ("began on", front.jump.origin)):
            if end and "-" not in end:
                message = f"{phrase} page {end}, where no other half was found"
                yield EditorQuery(last, 1, "jump", message)
    for page in front.see:
        if page not in pages:
            yield EditorQuery(last, 1, "see", f"refers to page {page}, which the edition has not")


def _photo_queries(article: Article) -> Iterator[EditorQuery]:
    front = article.front
    if front.kind == "photo" and not front.title and not front.images:
        begins = article.body.strip()[:_SHOWN]
        message = f"a photo without headline or picture: {begins}…"
        yield EditorQuery(article.body_line, 1, "photo", message)


def _misread_queries(line: str, number: int) -> Iterator[EditorQuery]:
    for at, words in misread_characters(line):
        yield EditorQuery(number, at + 1, "misread", f"perhaps misread: {words}")


def _private_use_queries(line: str, number: int) -> Iterator[EditorQuery]:
    for match in _PRIVATE.finditer(line):
        around = line[max(0, match.start() - 4) : match.end() + 4]
        message = f"a character no font need have, U+{ord(match[0]):04X}: {around}"
        yield EditorQuery(number, match.start() + 1, "private-use", message)


def _unbalanced_queries(article: Article) -> Iterator[EditorQuery]:
    """Marks without their other half. Speech over several paragraphs opens each anew."""
    opened: list[tuple[str, int, int, str]] = []
    for offset, line in enumerate(article.body.split("\n")):
        for match in _MARK.finditer(line):
            mark, at = match[0], match.start()
            around = line[max(0, at - 2) : at + _SHOWN]
            place = (article.body_line + offset, at + 1)
            if mark in _PAIRS:
                again = at == len(line) - len(line.lstrip()) and opened and opened[-1][0] == mark
                if not again:
                    opened.append((mark, *place, around))
            elif opened and opened[-1][0] == _CLOSERS[mark]:
                opened.pop()
            elif not (mark == "’" or (mark == ")" and _is_item(line, at))):
                yield EditorQuery(
                    *place, "unbalanced", f"{mark} without {_CLOSERS[mark]}: {around}"
                )
    for mark, number, column, around in opened:
        if mark != "‘":
            yield EditorQuery(
                number, column, "unbalanced", f"{mark} without {_PAIRS[mark]}: {around}"
            )


def _is_item(line: str, at: int) -> bool:
    """1) at the head of an item."""
    return at < 4 and line[:at].strip("\\ ").isalnum()


def _similar_name_queries(article: Article) -> Iterator[EditorQuery]:
    text = article.body
    names = [byline.name for byline in article.front.bylines]
    for at, first, second in similar_names(text, names):
        line = text.count("\n", 0, at)
        column = at - (text.rfind("\n", 0, at) + 1) + 1
        message = f"one person under two names? {first}, {second}"
        yield EditorQuery(article.body_line + line, column, "two-names", message)
