"""Which draft is which article: numbers are for ever, whatever the seed becomes.

Knows an article again by its headline, its first words or its last. Refuses to give a number
twice, even where the article that had it is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from generator.ingest.ledger import solid
from generator.ingest.record import Made

if TYPE_CHECKING:  # it brings all that reads pages
    from generator.ingest.draft import Draft

WORDS = 24
"""How many characters of its beginning and its end an article is known by."""


def words_of(draft: Draft) -> tuple[str, str]:
    """(first, last) words of a draft's text, white space left out."""
    text = solid(draft.text)
    return text[:WORDS], text[-WORDS:]


def known_again(drafts: Sequence[Draft], made: Sequence[Made]) -> dict[int, Made]:
    """Which drafts (by place in the list) are articles made before.

    The surest sign first; within one sign, a draft and an article that alone bear it."""
    if not made:
        return {}
    words = [words_of(draft) for draft in drafts]
    signs: tuple[tuple[Callable[[int], object], Callable[[Made], object]], ...] = (
        (lambda at: (drafts[at].front.title, *words[at]), lambda m: (m.title, m.begins, m.ends)),
        (lambda at: drafts[at].front.title, lambda m: m.title),
        (lambda at: words[at][0], lambda m: m.begins),
        (lambda at: words[at][1], lambda m: m.ends),
        (lambda at: (drafts[at].first, drafts[at].last), lambda m: m.lines),
    )
    found: dict[int, Made] = {}
    for of_draft, of_made in signs:
        free = [one for one in made if one not in found.values()]
        for at in range(len(drafts)):
            if at in found or not of_draft(at):
                continue
            rivals = [
                a for a in range(len(drafts)) if a not in found and of_draft(a) == of_draft(at)
            ]
            same = [one for one in free if of_made(one) == of_draft(at)]
            if len(same) == 1 and len(rivals) == 1:
                found[at] = same[0]
                free.remove(same[0])
    return found


def next_numbers(taken: set[int], count: int) -> list[int]:
    """The next free numbers above all that were ever given."""
    first = max(taken, default=0) + 1
    return list(range(first, first + count))
