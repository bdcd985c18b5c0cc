"""People in a text whose names can be written in more than one way.

Knows the characters that are written otherwise in some names (于後范餘郁朴雲豐種徵幹里鬆 …) and
finds names that a role announces or the general dictionary knows. Refuses to decide their form:
that is what ``names.toml`` is for.
"""

from __future__ import annotations

import re
from functools import cache

from generator.convert import lexicon, lone_characters, person_names
from generator.convert.segmentation import segment

AMBIGUOUS = frozenset("于后范余郁朴岳斗云丰种征干里松钟姜涂谷冲采杰升沈万叶志周游占卜曲党肖付闫")
"""Characters with more than one form in people's names; the last ones stand for 蕭, 傅, 閻 too."""
_CLAUSE = re.compile("[\u3400-\u9fff]+")
_SURE = frozenset("万叶党沈肖付闫周")
"""Common surnames: ambiguous only for those who know the person."""


def is_ambiguous(name: str) -> bool:
    """Whether a person's name holds such a character (common surnames left out)."""
    return any(
        char in AMBIGUOUS and not (at == 0 and char in _SURE) for at, char in enumerate(name)
    )


def announced_names(text: str) -> list[tuple[str, int]]:
    """(name, offset) of each such name that a role announces in a text (Simplified)."""
    people: list[tuple[str, int]] = []
    for clause in _CLAUSE.finditer(text):
        start = clause.start()
        offers = {
            span: price
            for span, price in person_names.announced_candidates(text, start, clause.end()).items()
            if is_ambiguous(clause[0][span[0] : span[1]])
        }
        if not offers:
            continue
        for a, b in segment(clause[0], lexicon.load_lexicon(), offers):
            name = clause[0][a:b]
            if (a, b) in offers or (
                name in _known() and is_ambiguous(name) and _is_announced(text, start + a)
            ):
                people.append((name, start + a))
    return people


def _is_announced(text: str, at: int) -> bool:
    return re.search(f"{lone_characters.ROLE}$", text[max(0, at - 8) : at]) is not None


@cache
def _known() -> frozenset[str]:
    return frozenset(lexicon.people())
