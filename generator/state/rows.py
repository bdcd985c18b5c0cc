"""What the state remembers, as values: an edition, a file of the output, a place in a list.

Knows their fields. Refuses to know how they are stored (``store``) or when they are stale (the
press).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One file of the output, as it was written."""

    path: str
    """Below the output folder."""
    owner: str
    """Whose plan it belongs to: ``edition:2025-03-20``, ``month:2025-03``, ``site`` …"""
    fingerprint: str
    parts: str
    """Short digests of what went into the fingerprint, in a fixed order, for ``--explain``."""
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition as it was built."""

    id: str
    stamp: str
    since: str
    """From when on this build of it holds (ISO 8601, UTC); empty: always did."""
    due: str
    """When it has to be looked at again (ISO 8601, UTC); empty: never."""
    files: str
    """JSON: file name → size, modification time, inode, digest."""
    facts: str
    """JSON: what pages of other editions may show of it, by variant."""
    shown: bool
    """Whether readers see it: False for an edition of tomorrow, or one without articles."""
    articles: int
    """How many articles of it readers see."""
    record: str
    """The digest of its record file for search; empty where there is nothing to find."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """An article's cards, by variant."""

    stem: str
    """``01-03``."""
    data: str
    """JSON: the whole cards."""
    entry: str
    """JSON: what lists show of them; a list of a year reads that much and no more."""


@dataclass(frozen=True, slots=True)
class Filing:
    """A card's place in a list: a section's, an author's, a tag's."""

    kind: str
    folder: str
    name: str
    position: int
    """The card's position in its edition."""
