"""Owners: the groups in which files of the output are compared, written and deleted."""

from __future__ import annotations

from typing import NamedTuple


class Owner(NamedTuple):
    """The owner of some files: a source, or a page that spans sources."""

    kind: str
    """Without a colon."""
    key: str = ""
    """Empty where there is only one of the kind."""

    def __str__(self) -> str:
        """The text form: ``KIND:KEY``, or ``KIND`` without a key."""
        return f"{self.kind}:{self.key}" if self.key else self.kind

    @classmethod
    def parse(cls, text: str) -> Owner:
        """The owner of a text form."""
        kind, _, key = text.partition(":")
        return cls(kind, key)
