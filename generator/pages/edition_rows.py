"""Rows of a newspaper's state: an edition, its cards, their places in lists."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

import msgspec

from generator.model import digest
from generator.pages.story_boxes import Placed, Small


class Standing(IntEnum):
    """What a filing is to its list."""

    LISTED = 0
    GONE = 1
    """Of an article that was withdrawn or has expired: the list's page stays."""
    APART = 2
    """Known by name only: the list belongs to another name, or has the article already."""


class PageFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A page (版) of an edition, in one variant."""

    number: str
    name: str
    credits: tuple[str, ...] = ()


class EditionSummary(msgspec.Struct, frozen=True, omit_defaults=True):
    """What pages of other editions may show of an edition, beside its cards."""

    issue: str = ""
    pages: Mapping[str, tuple[PageFacts, ...]] = {}
    """By the variant's tag."""
    updated: Mapping[str, str] = {}
    """By the article's stem, where it was corrected (ISO 8601)."""
    waiting: Mapping[str, str] = {}
    """Address, from the root, in the source script → ``draft`` or when it comes out (ISO 8601), for
    articles that only a preview with drafts shows."""
    first_page: Placed | None = None
    """The makeup of its first page (版), which its front shows."""
    small: Mapping[str, Small] = {}
    """The pictures in small of its pages, by their numbers."""

    def as_json(self) -> str:
        """The summary for the state."""
        return digest.canonical(self).decode()


_SUMMARY = msgspec.json.Decoder(EditionSummary)


class EditionRow(msgspec.Struct, frozen=True):
    """One edition as it was built."""

    id: str
    shown: bool
    """Whether it is published: not where it is of tomorrow, or has no articles."""
    articles: int
    """The number of its published articles."""
    gone: int
    """The number of articles withdrawn or expired."""
    facts: str
    """JSON: its EditionSummary."""

    @property
    def summary(self) -> EditionSummary:
        """What pages of other editions may show of it."""
        return _SUMMARY.decode(self.facts)


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
