"""What a page is read with: its edition's day, its own number, what may be mended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from generator.ingest.read.repair.punctuation import PunctuationRules


@dataclass(frozen=True, slots=True)
class Settings:
    """What reading a page needs to know beside its text."""

    edition: dt.date
    page: str
    """As the edition writes it: ``01``, ``A01``."""
    punctuation: PunctuationRules = field(default_factory=PunctuationRules)
    joins: bool = True
    """Whether cut paragraphs are joined."""
    paper: str = ""
    """The newspaper's name."""
    hyphens: bool = True
    """Whether a Latin word cut by a hyphen is joined without it."""
