"""The report of an ingest: pages, files, accounts of characters, differences, problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.ingest.read.audit import AuditSummary, CharacterChange, SeedPiece, Totals
from generator.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Account:
    """The account of every character of one seed."""

    seed: str
    encoding: str
    totals: Totals
    in_articles: tuple[tuple[str, int, int, int], ...]
    """(article, first line, last line, characters)."""
    moved: tuple[tuple[int, str, str], ...]
    """(line, to which field of which article, the words)."""
    changed: tuple[CharacterChange, ...]
    left_out: tuple[tuple[int, str, str], ...]
    """(line, the characters, why)."""

    def as_dict(self) -> dict[str, Any]:
        """The value for ``--json``. What was both moved and changed is in both lists and counts as
        changed."""
        return {
            "seed": self.seed,
            "encoding": self.encoding,
            "totals": self.totals.as_dict(),
            "kept": [
                {"article": name, "lines": [first, last], "characters": size}
                for name, first, last, size in self.in_articles
            ],
            "moved": [{"line": line, "to": to, "text": text} for line, to, text in self.moved],
            "changed": [
                {"line": c.line, "from": c.was, "to": c.now, "times": c.times, "why": c.why}
                for c in self.changed
            ],
            "left_out": [
                {"line": line, "text": text, "why": why} for line, text, why in self.left_out
            ],
        }


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
        tuple((where(place), first, last, size) for place, first, last, size in sums.passages),
        tuple((p.line, where(p.place), p.text) for p in pieces if p.fate == "moved"),
        sums.changes,
        tuple((p.line, p.text, p.why) for p in pieces if p.fate == "left out"),
    )


@dataclass(frozen=True, slots=True)
class Diff:
    """The difference between an edited file and its seed."""

    path: str
    text: str
    """A unified diff from the file to what ingest would write."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """The result of an ingest or of a dry run."""

    problems: tuple[Problem, ...] = ()
    read: tuple[str, ...] = ()
    """Seeds read."""
    skipped: int = 0
    """The number of unchanged seeds."""
    written: tuple[str, ...] = ()
    """Files of content/ written."""
    left_alone: tuple[str, ...] = ()
    """Files of content/ left as they were: up to date, or changed by the editor."""
    accounts: tuple[Account, ...] = ()
    diffs: tuple[Diff, ...] = ()

    @property
    def totals(self) -> Totals:
        """The sums over all seeds read."""
        return _sum([account.totals for account in self.accounts])

    def as_dict(self) -> dict[str, Any]:
        """The value for ``--json``."""
        return {
            "pages": {"read": list(self.read), "skipped": self.skipped},
            "written": list(self.written),
            "kept": list(self.left_alone),
            "ledger": [account.as_dict() for account in self.accounts],
            "totals": self.totals.as_dict(),
            "diffs": [{"path": diff.path, "diff": diff.text} for diff in self.diffs],
            "problems": [problem.as_dict() for problem in self.problems],
        }


def _sum(totals: Sequence[Totals]) -> Totals:
    return Totals(
        sum(t.characters for t in totals),
        sum(t.in_articles for t in totals),
        sum(t.moved for t in totals),
        sum(t.changed for t in totals),
        sum(t.left_out for t in totals),
    )
