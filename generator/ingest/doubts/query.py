"""A query to the editor, and how an editor's answer settles it.

An answer is an entry of ``settled`` in an article's front matter or in the ledger: ``RULE``, or
``RULE: WORDS`` for one query whose message contains these words.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from generator.content.settled import is_settled_by


class EditorQuery(msgspec.Struct, frozen=True):
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
    return any(is_settled_by(answer, query.rule, query.message) for answer in settled)
