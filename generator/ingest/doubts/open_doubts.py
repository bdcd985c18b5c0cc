"""The rounds through the site: every article's questions, and what the ledger remembers.

Knows which questions an editor has answered: in the article's ``settled``, in the ledger, or by
editing the article, for those that arose in reading the seed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.content import frontmatter
from generator.ingest.doubts.article_queries import article_queries
from generator.ingest.doubts.query import EditorQuery, answered
from generator.ingest.sync import content_folder as shelf_of
from generator.ingest.sync import ledger as ledger_file
from generator.ingest.sync.content_folder import Shelf
from generator.ingest.sync.ledger import Made, Record, SeedRecord
from generator.model.article import Article, ArticleId, EditionId
from generator.model.problem import Problem, doubt
from generator.model.site import Site

_OF_CONTENT = frozenset(("incomplete", "jump"))
"""Questions of the reading that the finished article is asked again."""
_ENOUGH = 20
"""So many people must have signed before a new name is a question."""


def doubts(root: Path, site: Site) -> list[Problem]:
    """Every open question of the site, edition by edition. Reads all of ``content/``; a file that
    is broken raises none here, it has problems of its own."""
    problems: list[Problem] = []
    signed: set[str] = set()
    for edition in _editions(root):
        shelf = Shelf(root, edition)
        articles = list(_articles(shelf, edition))
        pages = frozenset(article.id.page for article in articles) | _printed_pages(shelf)
        record = _read_ledger(shelf)
        for article in articles:
            settled = (*article.front.settled, *_answers_in_ledger(record, article))
            queries = article_queries(article, pages) + list(_new_name_queries(article, signed))
            problems += [
                _problem(article.path, q, settled) for q in queries if not answered(q, settled)
            ]
        for article in articles:
            signed |= {byline.name for byline in article.front.bylines if byline.name}
        problems += _reading_doubts(record, articles, shelf)
    return problems


def _editions(root: Path) -> list[EditionId]:
    folder = root / shelf_of.FOLDER
    if not folder.is_dir():
        return []
    named = (EditionId.parse(path.name) for path in folder.iterdir() if path.is_dir())
    return sorted(edition for edition in named if edition)


def _articles(shelf: Shelf, edition: EditionId) -> Iterator[Article]:
    for held in shelf.articles():
        place = f"{shelf.place}/{held.name}"
        article, _ = frontmatter.parse(held.text, place, ArticleId(edition, held.page, held.number))
        if article is not None:
            yield article


def _read_ledger(shelf: Shelf) -> Record:
    try:
        text = shelf.text(ledger_file.FILE)
    except OSError:
        return Record()
    return ledger_file.parse(text, ledger_file.FILE)[0] if text else Record()


def _printed_pages(shelf: Shelf) -> frozenset[str]:
    """Pages that were printed, even where no article of theirs is left."""
    return frozenset(re.sub(r".*/|\.\w+$", "", path) for path in _read_ledger(shelf).seeds)


def _answers_in_ledger(record: Record, article: Article) -> tuple[str, ...]:
    origin = article.front.origin
    row = record.seeds.get(origin.seed) if origin else None
    return row.settled if row else ()


def _new_name_queries(article: Article, signed: set[str]) -> Iterator[EditorQuery]:
    if len(signed) < _ENOUGH:
        return
    for byline in article.front.bylines:
        if byline.name and byline.name not in signed:
            yield EditorQuery(1, 1, "new-name", f"a name in no byline before: {byline.name}")


def _problem(path: str, query: EditorQuery, settled: tuple[str, ...]) -> Problem:
    hint = f"if it is right, settled: [{query.rule}]"
    return doubt(path, query.message, hint, rule=query.rule, line=query.line, column=query.column)


def _reading_doubts(record: Record, articles: list[Article], shelf: Shelf) -> list[Problem]:
    """What was doubtful when a seed was read, where no editor has been since."""
    problems = []
    for path, row in record.seeds.items():
        page = re.sub(r".*/|\.\w+$", "", path)
        for doubt_read in row.doubts:
            entry = _ledger_article_at(row, doubt_read.line)
            if doubt_read.rule in _OF_CONTENT or (entry and _is_edited(entry, page, shelf)):
                continue
            settled = row.settled + _answers_in_article(articles, path, doubt_read.line)
            query = EditorQuery(doubt_read.line, 1, doubt_read.rule, doubt_read.message)
            if not answered(query, settled):
                problems.append(_problem(path, query, settled))
    return problems


def _ledger_article_at(row: SeedRecord, line: int) -> Made | None:
    return next((m for m in row.articles if m.lines[0] <= line <= m.lines[1]), None)


def _is_edited(entry: Made, page: str, shelf: Shelf) -> bool:
    held = shelf.article(page, entry.number)
    return held is None or held.digest != entry.digest


def _answers_in_article(articles: list[Article], seed: str, line: int) -> tuple[str, ...]:
    for article in articles:
        origin = article.front.origin
        if origin and origin.seed == seed and origin.first <= line <= origin.last:
            return article.front.settled
    return ()
