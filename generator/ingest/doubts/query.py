"""A question to the editor: where, what, and whether it has been answered.

Knows how an answer is written: ``rule``, or ``rule: words`` of the question.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EditorQuery:
    """One doubt in a text."""

    line: int
    """1-based, of the file it stands in."""
    column: int
    rule: str
    message: str
    """With the words in question."""


def answered(query: EditorQuery, settled: Iterable[str]) -> bool:
    """Whether an editor has settled this question for good."""
    for answer in settled:
        rule, _, words = answer.partition(":")
        if rule.strip() == query.rule and words.strip() in query.message:
            return True
    return False
