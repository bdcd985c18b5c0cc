"""Owners of files: what a file of the output belongs to, and is compared and deleted with."""

from __future__ import annotations

from typing import NamedTuple


class Owner(NamedTuple):
    """A kind of thing and which one of it it is: an edition, a list, the site's front page."""

    kind: str
    """A word without a colon."""
    key: str = ""
    """Empty where there is one of the kind."""

    def __str__(self) -> str:
        """The text form: ``edition:2025-03-20``, ``site``."""
        return f"{self.kind}:{self.key}" if self.key else self.kind

    @classmethod
    def parse(cls, text: str) -> Owner:
        """The owner of a text form."""
        kind, _, key = text.partition(":")
        return cls(kind, key)
