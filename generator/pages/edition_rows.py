"""Rows of a newspaper's state: an edition, its cards, their places in lists."""

from __future__ import annotations

from enum import IntEnum

import msgspec


class Standing(IntEnum):
    """What a filing is to its list."""

    LISTED = 0
    GONE = 1
    """Of an article that was withdrawn or has expired: the list's page stays."""
    APART = 2
    """Known by name only: the list belongs to another name, or has the article already."""


class EditionRow(msgspec.Struct, frozen=True):
    """One edition as it was built."""

    id: str
    shown: bool
    """Whether readers see it: False for an edition of tomorrow, or one without articles."""
    articles: int
    """How many articles of it readers see."""
    gone: int
    """How many were withdrawn or have expired."""
    facts: str
    """JSON: what pages of other editions may show of it, by variant."""


class CardRow(msgspec.Struct, frozen=True):
    """An article's cards, by variant."""

    stem: str
    """``01-03``."""
    data: str
    """JSON: the whole cards."""
    entry: str
    """JSON: what lists show of them; a list of a year reads that much and no more."""


class Filing(msgspec.Struct, frozen=True):
    """A card's place in a list: a section's, an author's, a tag's."""

    kind: str
    folder: str
    name: str
    position: int
    """The card's position in its edition; behind all cards where there is none."""
    stem: str
    """The article's: ``01-03``."""
    standing: int = Standing.LISTED
