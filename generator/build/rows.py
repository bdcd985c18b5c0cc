"""What the state remembers, as values: an edition, a file of the output, a place in a list.

Knows their fields. Refuses to know how they are stored (``store``) or when they are stale (the
press).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from generator.build.owner import Owner


class Claim(IntEnum):
    """What a file is to the address it answers. Where several want one, the first of these keeps
    it."""

    PAGE = 0
    """What huozi makes of the content."""
    FIXED = 1
    """A page from ``pages/``."""
    STATIC = 2
    MOVED = 3
    """An entry under ``[moved]``."""
    ALIAS = 4
    BELOW = 5
    """What was below an address that moved: it gives way without a word."""


class Standing(IntEnum):
    """What a filing is to its list."""

    LISTED = 0
    GONE = 1
    """Of an article that was withdrawn or has expired: the list's page stays."""
    APART = 2
    """Known by name only: the list belongs to another name, or has the article already."""


class TargetRow(NamedTuple):
    """One file of the output, as it was written. A plain tuple: there are more of these than of all
    else, and each is made, handed from process to process, and filed."""

    path: str
    """Below the output folder."""
    owner: Owner
    digest: str
    """Of its bytes; empty where they may be others than a build remembered."""
    size: int
    source: str
    """What it was made of, where that is cheaper to compare than the file is to make; else
    empty."""
    claim: int = Claim.PAGE


@dataclass(frozen=True, slots=True)
class EditionMark:
    """What an edition was built from, and for which time."""

    key: str
    """The digest of all that every page may depend on."""
    stamp: str
    """The digest of all that stood in its folder."""
    glance: str
    """The digest of its files' names, sizes, times and inodes; empty where one was too young for
    its time to be trusted."""
    since: str
    """From when on this build of it holds (ISO 8601, UTC); empty: always did."""
    due: str
    """When it has to be looked at again (ISO 8601, UTC); empty: never."""
    tree: str = ""
    """What version control called its folder; empty where it was not asked, or did not vouch."""

    def is_of(self, key: str, stamp: str) -> bool:
        """Whether it was built from these."""
        return (self.key, self.stamp) == (key, stamp)


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition as it was built."""

    id: str
    shown: bool
    """Whether readers see it: False for an edition of tomorrow, or one without articles."""
    articles: int
    """How many articles of it readers see."""
    gone: int
    """How many were withdrawn or have expired."""
    made: EditionMark
    record: str
    """The digest of its record file for search; empty where there is nothing to find."""
    files: str
    """JSON: file name → size, modification time, inode, digest."""
    facts: str
    """JSON: what pages of other editions may show of it, by variant."""


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
    """The card's position in its edition; behind all cards where there is none."""
    stem: str
    """The article's: ``01-03``."""
    standing: int = Standing.LISTED
