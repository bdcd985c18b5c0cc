"""Doubts about reading a seed as problems, each with the place of its answer."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import structs

from generator.content import frontmatter, loader, settled
from generator.content.loader import FOLDER
from generator.ingest.sync import ledger as ledger_file
from generator.ingest.sync.content_folder import ContentFolder
from generator.ingest.sync.ledger import LedgerArticle, Record, SeedRecord
from generator.model.article import Article, ArticleId, EditionId
from generator.model.problem import Problem, Stop, doubt

RECHECKED_RULES = frozenset(("incomplete", "jump"))
"""Rules of reading that are applied again, in other words, to the finished article."""


def made_from(articles: Sequence[LedgerArticle], line: int) -> LedgerArticle | None:
    """The ledger's entry of the article made from this line of the seed."""
    return next((m for m in articles if m.lines[0] <= line <= m.lines[1]), None)


def article_file(
    folder: ContentFolder, page: str, articles: Sequence[LedgerArticle], line: int
) -> Article | None:
    """The article made from this line of a page's seed, as its file stands; None where it has
    none that can be read."""
    entry = made_from(articles, line)
    edition = EditionId.parse(folder.path.removeprefix(f"{FOLDER}/"))
    held = folder.article(page, entry.number) if entry else None
    if held is None or edition is None:
        return None
    article_id = ArticleId(edition, held.page, held.number)
    text = frontmatter.with_plain_line_ends(held.text)
    return frontmatter.parse(text, f"{folder.path}/{held.name}", article_id)[0]


def answer_to(problem: Problem, article: Article | None, others: Sequence[Problem]) -> str:
    """The answer that settles a doubt about reading a seed."""
    if problem.rule in RECHECKED_RULES:
        return problem.rule
    return settled.answer_to(problem, article, others)


def with_hint(
    problem: Problem,
    article: Article | None,
    folder: ContentFolder,
    answers: Sequence[str],
    others: Sequence[Problem],
) -> Problem:
    """A doubt with the line that answers it: in the article's file or, where there is none, in the
    seed's entry of the ledger, which has ``answers``."""
    answer = answer_to(problem, article, others)
    if article:
        return structs.replace(problem, hint=settled.hint(article, answer))
    line = json.dumps([*answers, answer], ensure_ascii=False)
    place = f"{folder.path}/{ledger_file.FILE}"
    hint = f'if it is right, in {place}, under {problem.path}: "settled": {line}'
    return structs.replace(problem, hint=hint)


class SeedDoubts(msgspec.Struct, frozen=True):
    """The doubts about one seed, as the ledger of its edition has them."""

    folder: ContentFolder
    record: Record
    path: str
    """The seed's path."""

    @property
    def row(self) -> SeedRecord:
        """The seed's entry of the ledger."""
        return self.record.seeds[self.path]

    def problems(self) -> list[Problem]:
        """All doubts about the seed, answered or not."""
        return [doubt(self.path, d.message, rule=d.rule, line=d.line) for d in self.row.doubts]

    def article(self, line: int) -> Article | None:
        """The article made from a line of the seed."""
        page = re.sub(r".*/|\.\w+$", "", self.path)
        return article_file(self.folder, page, self.row.articles, line)

    def ledger_with(self, answer: str) -> str:
        """The text of the ledger with one more answer."""
        row = structs.replace(self.row, settled=(*self.row.settled, answer))
        seeds = {**self.record.seeds, self.path: row}
        return ledger_file.render(structs.replace(self.record, seeds=seeds))


def of_seed(root: Path, path: str) -> SeedDoubts | None:
    """The doubts about a seed; None where no ledger has it. Raises Stop where a ledger is
    damaged."""
    for edition in loader.edition_names(root)[0]:
        folder = ContentFolder(root, edition)
        text = folder.text(ledger_file.FILE)
        if text is None or path not in text:
            continue
        record, problems = ledger_file.parse(text, f"{folder.path}/{ledger_file.FILE}")
        if problems:
            raise Stop(problems, status=1)
        if path in record.seeds:
            return SeedDoubts(folder, record, path)
    return None
