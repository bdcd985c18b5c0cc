"""The result of reading a seed: its text, or an error with its place."""

from __future__ import annotations

import msgspec

SAVE_ANEW = "open it where it was written and save it anew, or save its text as .txt"
"""The hint for a damaged file."""


class SeedText(msgspec.Struct, frozen=True):
    """The text of one page."""

    text: str
    """Line ends are ``\\n``; headings begin with ``#`` marks."""
    encoding: str
    """The encoding of the bytes: utf-8, gb18030, big5 …; docx."""


class SeedError(Exception):
    """A seed that cannot be read: the problem's rule, message, hint and 1-based place."""

    def __init__(self, rule: str, message: str, hint: str = "", line: int = 1, column: int = 1):
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.hint = hint
        self.line = line
        self.column = column
