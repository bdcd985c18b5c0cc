"""The report of an ingest: pages, files, accounts of characters, differences, problems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import structs

from generator.ingest.read.audit import AuditSummary, CharacterChange, SeedPiece, Totals
from generator.model.problem import Problem


class SeedPassage(msgspec.Struct, frozen=True):
    """Lines of a seed whose characters are in an article's text."""

    article: str
    lines: tuple[int, int]
    characters: int


class Moved(msgspec.Struct, frozen=True):
    """Words of a line that are in a field of an article, or in edition.toml."""

    line: int
    to: str
    text: str


class LeftOut(msgspec.Struct, frozen=True):
    """Characters of a line that are in no file."""

    line: int
    text: str
    why: str


class Account(msgspec.Struct, frozen=True, rename={"in_articles": "kept"}):
    """The account of every character of one seed, as in ``--json``. What was both moved and changed
    is in both lists and counts as changed."""

    seed: str
    encoding: str
    totals: Totals
    in_articles: tuple[SeedPassage, ...]
    moved: tuple[Moved, ...]
    changed: tuple[CharacterChange, ...]
    left_out: tuple[LeftOut, ...]


def account(
    seed: str, encoding: str, pieces: Sequence[SeedPiece], sums: AuditSummary, names: Sequence[str]
) -> Account:
    """The account of a seed's pieces; ``names`` are its articles in the order of the page."""

    def where(place: str) -> str:
        at, _, field = place.partition(" ")
        return f"{names[int(at) - 1]} {field}".strip() if at.isdigit() else "edition.toml credits"

    return Account(
        seed,
        encoding,
        sums.totals,
        tuple(SeedPassage(where(place), lines, size) for place, lines, size in sums.passages),
        tuple(Moved(p.line, where(p.place), p.text) for p in pieces if p.fate == "moved"),
        sums.changes,
        tuple(LeftOut(p.line, p.text, p.why) for p in pieces if p.fate == "left out"),
    )


class Diff(msgspec.Struct, frozen=True, rename={"text": "diff"}):
    """The difference between an edited file and its seed."""

    path: str
    text: str
    """A unified diff from the file to what ingest would write."""


class IngestReport(msgspec.Struct):
    """The result of an ingest or of a dry run."""

    problems: list[Problem] = msgspec.field(default_factory=list)
    read: list[str] = msgspec.field(default_factory=list)
    """Seeds read."""
    skipped: int = 0
    """The number of unchanged seeds."""
    written: list[str] = msgspec.field(default_factory=list)
    """Files of content/ written."""
    left_alone: list[str] = msgspec.field(default_factory=list)
    """Files of content/ left as they were: up to date, or changed by the editor."""
    accounts: list[Account] = msgspec.field(default_factory=list)
    diffs: list[Diff] = msgspec.field(default_factory=list)

    @property
    def totals(self) -> Totals:
        """The sums over all seeds read."""
        rows = [structs.astuple(account.totals) for account in self.accounts]
        return Totals(*map(sum, zip((0,) * len(Totals.__struct_fields__), *rows, strict=True)))

    def as_dict(self) -> dict[str, Any]:
        """The value for ``--json``."""
        return {
            "pages": {"read": self.read, "skipped": self.skipped},
            "written": self.written,
            "kept": self.left_alone,
            "ledger": self.accounts,
            "totals": self.totals,
            "diffs": self.diffs,
            "problems": self.problems,
        }
