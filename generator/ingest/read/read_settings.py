"""The settings for reading a page: its date, its number and the repairs to make."""

from __future__ import annotations

import datetime as dt

import msgspec

from generator.ingest.read.repair.punctuation import PunctuationRules


class Settings(msgspec.Struct, frozen=True):
    """What is needed to read a page, besides its text."""

    edition: dt.date
    """The date of the edition."""
    page: str
    """The page's number as the edition writes it: ``01``, ``A01``."""
    punctuation: PunctuationRules = msgspec.field(default_factory=PunctuationRules)
    joins: bool = True
    """Whether paragraphs that were cut are joined."""
    paper: str = ""
    """The newspaper's name."""
    hyphens: bool = True
    """Whether a hyphen at the cut of a Latin word is removed."""
