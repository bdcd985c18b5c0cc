"""People's names in a text whose Traditional form is ambiguous.

Such a name holds a character with more than one form in names (于後范餘郁朴雲豐種徵幹里鬆 …). Which
form is right, an editor decides in ``names.toml``.
"""

from __future__ import annotations

import re

from generator.convert import lexicon, lone_characters, person_names
from generator.convert.segmentation import segment

AMBIGUOUS = frozenset("于后范余郁朴岳斗云丰种征干里松钟姜涂谷冲采杰升沈万叶志周游占卜曲党肖付闫")
"""Characters with more than one form in people's names; 肖, 付 and 闫 may stand
for 蕭, 傅 and 閻."""
_CLAUSE = re.compile("[\u3400-\u9fff]+")
_COMMON_SURNAMES = frozenset("万叶党沈肖付闫周")
"""Surnames that nearly always have their commonest form; not counted as ambiguous."""


def is_ambiguous(name: str) -> bool:
    """Whether a person's name holds an ambiguous character; common surnames do not count."""
    return any(
        char in AMBIGUOUS and not (at == 0 and char in _COMMON_SURNAMES)
        for at, char in enumerate(name)
    )


def announced_names(text: str) -> list[tuple[str, int]]:
    """(name, offset) of each ambiguous name in a Simplified text that a role stands before."""
    people: list[tuple[str, int]] = []
    for clause in _CLAUSE.finditer(text):
        start = clause.start()
        candidates = {
            span: cost
            for span, cost in person_names.announced_candidates(text, start, clause.end()).items()
            if is_ambiguous(clause[0][span[0] : span[1]])
        }
        if not candidates:
            continue
        for a, b in segment(clause[0], lexicon.load_lexicon(), candidates):
            name = clause[0][a:b]
            if (a, b) in candidates or (
                name in lexicon.people() and is_ambiguous(name) and _is_announced(text, start + a)
            ):
                people.append((name, start + a))
    return people


def _is_announced(text: str, at: int) -> bool:
    """Whether a role (记者, 市长) stands right before an offset."""
    return re.search(f"{lone_characters.ROLE}$", text[max(0, at - 8) : at]) is not None
