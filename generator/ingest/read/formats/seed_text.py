"""What a reader gives back: a page's text, and how it was written down."""

from __future__ import annotations

from dataclasses import dataclass

SAVE_ANEW = "open it where it was written and save it anew, or save its text as .txt"
"""The way out of a damaged file."""


@dataclass(frozen=True, slots=True)
class SeedText:
    """One page as text."""

    text: str
    """Line ends are ``\\n``; headings begin with ``#`` marks."""
    encoding: str
    """What the bytes were: utf-8, gb18030, big5 …, docx."""


class SeedError(Exception):
    """The bytes are no page."""

    def __init__(self, rule: str, message: str, hint: str = "", line: int = 1, column: int = 1):
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.hint = hint
        self.line = line
        self.column = column
