"""All open queries of a site: the site's folder in, a list of :class:`Problem` out.

Each article is checked by :mod:`article_queries`; doubts that arose while a seed was read come from
the ledger. A query is open until an editor answers it in the article's ``settled`` or in the
ledger, or, for a doubt about a seed, edits the article that was made from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import structs

from generator.content import frontmatter
from generator.content.loader import FOLDER
from generator.content.settled import answer_to, hint, is_settled_by
from generator.ingest.doubts.article_queries import article_queries
from generator.ingest.doubts.query import EditorQuery, answered
from generator.ingest.sync import ledger as ledger_file
from generator.ingest.sync import seed_doubts
from generator.ingest.sync.content_folder import ContentFolder
from generator.ingest.sync.ledger import LedgerArticle, Record
from generator.model.article import Article, ArticleId, EditionId
from generator.model.problem import Problem, doubt
from generator.model.site import Site

_MIN_KNOWN_NAMES = 20
"""New names are reported once this many people stand in bylines of earlier articles."""


def doubts(root: Path, site: Site) -> list[Problem]:
    """The open queries of a site, the oldest edition first. Articles that cannot be parsed raise
    none; they have problems of their own."""
    problems: list[Problem] = []
    known_names: set[str] = set()
    for edition in _editions(root):
        folder = ContentFolder(root, edition)
        articles = list(_articles(folder, edition))
        pages = frozenset(article.id.page for article in articles) | _printed_pages(folder)
        record = _read_ledger(folder)
        for article in articles:
            settled = (*article.front.settled, *_answers_in_ledger(record, article))
            queries = article_queries(article, pages) + list(
                _new_name_queries(article, known_names)
            )
            asked = [_problem(article.path, query) for query in queries]
            problems += [
                structs.replace(problem, hint=hint(article, answer_to(problem, article, asked)))
                for problem, query in zip(asked, queries, strict=True)
                if not answered(query, settled)
            ]
        for article in articles:
            known_names |= {byline.name for byline in article.front.bylines if byline.name}
        problems += _reading_doubts(record, articles, folder)
    return problems


def _editions(root: Path) -> list[EditionId]:
    """The editions that have a folder in ``content/``, the oldest first."""
    folder = root / FOLDER
    if not folder.is_dir():
        return []
    named = (EditionId.parse(path.name) for path in folder.iterdir() if path.is_dir())
    return sorted(edition for edition in named if edition)


def _articles(folder: ContentFolder, edition: EditionId) -> Iterator[Article]:
    """The articles of an edition that can be parsed."""
    for held in folder.articles():
        place = f"{folder.path}/{held.name}"
        article_id = ArticleId(edition, held.page, held.number)
        article, _ = frontmatter.parse(
            frontmatter.with_plain_line_ends(held.text), place, article_id
        )
        if article is not None:
            yield article


def _read_ledger(folder: ContentFolder) -> Record:
    """The edition's ledger; an empty one where it is missing or cannot be read."""
    try:
        text = folder.text(ledger_file.FILE)
    except OSError:
        return Record()
    return ledger_file.parse(text, ledger_file.FILE)[0] if text else Record()


def _printed_pages(folder: ContentFolder) -> frozenset[str]:
    """The pages an edition's seeds were read from, including those without an article."""
    return frozenset(re.sub(r".*/|\.\w+$", "", path) for path in _read_ledger(folder).seeds)


def _answers_in_ledger(record: Record, article: Article) -> tuple[str, ...]:
    """The answers that the ledger holds for the seed of an article."""
    origin = article.front.origin
    row = record.seeds.get(origin.seed) if origin else None
    return row.settled if row else ()


def _new_name_queries(article: Article, known_names: set[str]) -> Iterator[EditorQuery]:
    """Names in an article's bylines that stand in no byline of an earlier edition."""
    if len(known_names) < _MIN_KNOWN_NAMES:
        return
    for byline in article.front.bylines:
        if byline.name and byline.name not in known_names:
            yield EditorQuery(1, 1, "new-name", f"a name in no byline before: {byline.name}")


def _problem(path: str, query: EditorQuery) -> Problem:
    """A query as a problem of the file ``path``."""
    return doubt(path, query.message, rule=query.rule, line=query.line, column=query.column)


def _reading_doubts(
    record: Record, articles: list[Article], folder: ContentFolder
) -> list[Problem]:
    """The open doubts about reading the seeds, for articles that no editor has changed since."""
    problems = []
    for path, row in record.seeds.items():
        page = re.sub(r".*/|\.\w+$", "", path)
        asked = [_problem(path, EditorQuery(d.line, 1, d.rule, d.message)) for d in row.doubts]
        for problem in asked:
            entry = seed_doubts.made_from(row.articles, problem.line)
            if problem.rule in seed_doubts.RECHECKED_RULES or (
                entry and _is_edited(entry, page, folder)
            ):
                continue
            answers = row.settled + _answers_in_article(articles, path, problem.line)
            if not any(is_settled_by(given, problem.rule, problem.message) for given in answers):
                article = seed_doubts.article_file(folder, page, row.articles, problem.line)
                problems.append(seed_doubts.with_hint(problem, article, folder, row.settled, asked))
    return problems


def _is_edited(entry: LedgerArticle, page: str, folder: ContentFolder) -> bool:
    """Whether the article's file is missing or differs from what ingest wrote."""
    held = folder.article(page, entry.number)
    return held is None or held.digest != entry.digest


def _answers_in_article(articles: list[Article], seed: str, line: int) -> tuple[str, ...]:
    """The ``settled`` entries of the article made from this line of the seed."""
    for article in articles:
        origin = article.front.origin
        if origin and origin.seed == seed and origin.first <= line <= origin.last:
            return article.front.settled
    return ()
