"""What an ingest did: pages, articles, accounts, differences, problems.

Knows its form in ``--json``. Refuses to print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.ingest.ledger import Piece, Totals, changes, solid
from generator.values.problems import Problem


@dataclass(frozen=True, slots=True)
class Account:
    """What became of every character of one seed."""

    seed: str
    encoding: str
    totals: Totals
    pieces: tuple[Piece, ...]
    names: tuple[str, ...]
    """The articles by their place on the page: ``01-01``, ``01-02`` …"""

    def as_dict(self) -> dict[str, Any]:
        """The account as it stands in ``--json``: the lengths of its texts add up to its
        totals."""
        return {
            "seed": self.seed,
            "encoding": self.encoding,
            "totals": self.totals.as_dict(),
            "kept": self._kept(),
            "moved": [
                {"line": p.line, "to": self._where(p.place), "text": p.text}
                for p in self.pieces
                if p.fate == "moved"
            ],
            "changed": [
                {"line": c.line, "from": c.was, "to": c.now, "times": c.times, "why": c.why}
                for c in changes(self.pieces)
            ],
            "left_out": [
                {"line": p.line, "text": p.text, "why": p.why}
                for p in self.pieces
                if p.fate == "left out"
            ],
        }

    def _kept(self) -> list[dict[str, Any]]:
        count: dict[str, list[int]] = {}
        for piece in self.pieces:
            if piece.fate == "kept":
                row = count.setdefault(piece.place, [piece.line, piece.line, 0])
                text, now = solid(piece.text), solid(piece.now)
                row[1] = piece.line
                row[2] += sum(a == b for a, b in zip(text, now, strict=True))
        return [
            {"article": self._where(place), "lines": [first, last], "characters": size}
            for place, (first, last, size) in count.items()
        ]

    def _where(self, place: str) -> str:
        at, _, field = place.partition(" ")
        if not at.isdigit():
            return "edition.toml credits"
        return f"{self.names[int(at) - 1]} {field}".strip()


@dataclass(frozen=True, slots=True)
class Diff:
    """Where an editor's file and the seed say different things."""

    path: str
    text: str
    """A unified diff from the file to what ingest would write."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did, or would have done."""

    problems: tuple[Problem, ...] = ()
    read: tuple[str, ...] = ()
    """Seeds read."""
    skipped: int = 0
    """Seeds that did not change."""
    written: tuple[str, ...] = ()
    """Files of content/ written."""
    kept: tuple[str, ...] = ()
    """Files of content/ left as they are, because they were right already or are the editor's."""
    accounts: tuple[Account, ...] = ()
    diffs: tuple[Diff, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The report as it stands in ``--json``."""
        return {
            "pages": {"read": list(self.read), "skipped": self.skipped},
            "written": list(self.written),
            "kept": list(self.kept),
            "ledger": [account.as_dict() for account in self.accounts],
            "totals": _sum([account.totals for account in self.accounts]).as_dict(),
            "diffs": [{"path": diff.path, "diff": diff.text} for diff in self.diffs],
            "problems": [problem.as_dict() for problem in self.problems],
        }


def _sum(totals: Sequence[Totals]) -> Totals:
    return Totals(
        sum(t.characters for t in totals),
        sum(t.kept for t in totals),
        sum(t.moved for t in totals),
        sum(t.changed for t in totals),
        sum(t.left_out for t in totals),
    )
