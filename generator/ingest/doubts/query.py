"""A query to the editor, and how an editor's answer settles it.

An answer is an entry of ``settled`` in an article's front matter or in the ledger: ``RULE``, or
``RULE: WORDS`` for one query whose message contains these words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EditorQuery:
    """One doubtful place in a text."""

    line: int
    """1-based line of the file."""
    column: int
    rule: str
    """The rule's name: ``misread``, ``unbalanced`` …"""
    message: str
    """What is doubtful, with the words in question."""


def answered(query: EditorQuery, settled: Iterable[str]) -> bool:
    """Whether one of the answers settles this query."""
    for answer in settled:
        rule, _, words = answer.partition(":")
        if rule.strip() == query.rule and words.strip() in query.message:
            return True
    return False
