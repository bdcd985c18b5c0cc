"""Article numbers: matching drafts with the articles of earlier runs, and numbering new ones.

Articles are matched by headline, first words, last words or lines. Numbers are never reused, even
if the article is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from generator.ingest.read.audit import without_space
from generator.ingest.sync.ledger import LedgerArticle

if TYPE_CHECKING:  # imports everything that reads pages
    from generator.ingest.read.draft import ArticleDraft

T = TypeVar("T")
WORDS = 24
"""The number of characters compared at the beginning and end of an article."""


def words_of(draft: ArticleDraft) -> tuple[str, str]:
    """The (first, last) characters of a draft's text, without white space."""
    text = without_space(draft.text)
    return text[:WORDS], text[-WORDS:]


def match_earlier(
    drafts: Sequence[ArticleDraft], earlier: Sequence[LedgerArticle]
) -> dict[int, LedgerArticle]:
    """Index of a draft → the article of an earlier run that it continues.

    Signs are tried from the most to the least certain; each must be unique on both sides."""
    if not earlier:
        return {}
    words = [words_of(draft) for draft in drafts]
    signs: tuple[tuple[Callable[[int], object], Callable[[LedgerArticle], object]], ...] = (
        (lambda at: (drafts[at].front.title, *words[at]), lambda m: (m.title, m.begins, m.ends)),
        (lambda at: drafts[at].front.title, lambda m: m.title),
        (lambda at: words[at][0], lambda m: m.begins),
        (lambda at: words[at][1], lambda m: m.ends),
        (lambda at: (drafts[at].first, drafts[at].last), lambda m: m.lines),
    )
    matched: dict[int, LedgerArticle] = {}
    for draft_sign, article_sign in signs:
        used = {article.number for article in matched.values()}
        articles_by_sign = _by_sign(
            (article_sign(article), article) for article in earlier if article.number not in used
        )
        drafts_by_sign = _by_sign(
            (draft_sign(at), at) for at in range(len(drafts)) if at not in matched
        )
        for sign, places in drafts_by_sign.items():
            if sign and len(places) == 1 and len(articles_by_sign.get(sign, ())) == 1:
                matched[places[0]] = articles_by_sign[sign][0]
    return matched


def _by_sign(pairs: Iterable[tuple[object, T]]) -> dict[object, list[T]]:
    table: dict[object, list[T]] = {}
    for sign, value in pairs:
        table.setdefault(sign, []).append(value)
    return table


def next_numbers(taken: set[int], count: int) -> list[int]:
    """The next ``count`` numbers above all ever used."""
    first = max(taken, default=0) + 1
    return list(range(first, first + count))
