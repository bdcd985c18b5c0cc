"""The questions one finished article raises, from its front matter and its text alone.

Knows what makes an editor look twice. Refuses to look at other articles: whether the other half
is there is told by who asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ingest.doubts.misread import misread
from generator.ingest.doubts.question import Query
from generator.ingest.doubts.two_names import two_names
from generator.model.article import Article

_PAIRS = dict(zip("“‘「『（《【〔(", "”’」』）》】〕)", strict=True))
_CLOSERS = {close: open_ for open_, close in _PAIRS.items()}
_MARK = re.compile("[“”‘’「」『』（）《》【】〔〕()]")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]")
_SHOWN = 12
"""How many characters of a text a question quotes."""


def of_article(article: Article, pages: frozenset[str]) -> list[Query]:
    """All questions about an article of an edition with these pages, in order."""
    queries = [*_ends(article, pages), *_picture(article)]
    for offset, line in enumerate(article.body.split("\n")):
        number = article.body_line + offset
        queries += _misread(line, number)
        queries += _private(line, number)
    queries += _unbalanced(article)
    queries += _two_names(article)
    return sorted(queries, key=lambda query: (query.line, query.column))


def _ends(article: Article, pages: frozenset[str]) -> Iterator[Query]:
    front = article.front
    body = article.body.rstrip()
    last = article.body_line + body.count("\n")
    if front.incomplete:
        yield Query(last, 1, "incomplete", f"the text breaks off: …{body[-_SHOWN:]}")
    if front.jump:
        for way, end in (("goes on on", front.jump.to), ("began on", front.jump.origin)):
            if end and "-" not in end:
                said = f"{way} page {end}, where no other half was found"
                yield Query(last, 1, "jump", said)
    for page in front.see:
        if page not in pages:
            yield Query(last, 1, "see", f"refers to page {page}, which the edition has not")


def _picture(article: Article) -> Iterator[Query]:
    front = article.front
    if front.kind == "photo" and not front.title and not front.images:
        begins = article.body.strip()[:_SHOWN]
        said = f"a photo without headline or picture: {begins}…"
        yield Query(article.body_line, 1, "photo", said)


def _misread(line: str, number: int) -> Iterator[Query]:
    for at, words in misread(line):
        yield Query(number, at + 1, "misread", f"perhaps misread: {words}")


def _private(line: str, number: int) -> Iterator[Query]:
    for found in _PRIVATE.finditer(line):
        around = line[max(0, found.start() - 4) : found.end() + 4]
        said = f"a character no font need have, U+{ord(found[0]):04X}: {around}"
        yield Query(number, found.start() + 1, "private-use", said)


def _unbalanced(article: Article) -> Iterator[Query]:
    """Marks without their other half. Speech over several paragraphs opens each anew."""
    opened: list[tuple[str, int, int, str]] = []
    for offset, line in enumerate(article.body.split("\n")):
        for found in _MARK.finditer(line):
            mark, at = found[0], found.start()
            around = line[max(0, at - 2) : at + _SHOWN]
            place = (article.body_line + offset, at + 1)
            if mark in _PAIRS:
                again = at == len(line) - len(line.lstrip()) and opened and opened[-1][0] == mark
                if not again:
                    opened.append((mark, *place, around))
            elif opened and opened[-1][0] == _CLOSERS[mark]:
                opened.pop()
            elif not (mark == "’" or (mark == ")" and _is_item(line, at))):
                yield Query(*place, "unbalanced", f"{mark} without {_CLOSERS[mark]}: {around}")
    for mark, number, column, around in opened:
        if mark != "‘":
            yield Query(number, column, "unbalanced", f"{mark} without {_PAIRS[mark]}: {around}")


def _is_item(line: str, at: int) -> bool:
    """1) at the head of an item."""
    return at < 4 and line[:at].strip("\\ ").isalnum()


def _two_names(article: Article) -> Iterator[Query]:
    text = article.body
    names = [byline.name for byline in article.front.bylines]
    for at, one, other in two_names(text, names):
        line = text.count("\n", 0, at)
        column = at - (text.rfind("\n", 0, at) + 1) + 1
        said = f"one person under two names? {one}, {other}"
        yield Query(article.body_line + line, column, "two-names", said)
