"""The ledger: every character of a page, and what became of it.

Knows pieces (a stretch of one line and its fate), adds them up and audits them against the page
and against what the finished files show. Refuses to trust who made the pieces: the audit goes by
the seed's text and the rendered files alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.ingest.read.lines import INVISIBLE

Fate = Literal["kept", "moved", "left out"]


@dataclass(frozen=True, slots=True)
class SeedPiece:
    """A stretch of one line of the seed with one fate."""

    line: int
    text: str
    """As printed."""
    fate: Fate
    place: str = ""
    """The article's place on the page and a field: ``3 title``; ``3`` for its body; ``page`` for
    the page's credits."""
    now: str = ""
    """As it stands there; differs from ``text`` in white space and, character for character, in
    what was changed."""
    why: str = ""
    """Why it was moved or left out, or what changes were made."""


@dataclass(frozen=True, slots=True)
class CharacterChange:
    """One kind of change on one line."""

    line: int
    was: str
    now: str
    why: str
    times: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The characters of one seed, white space and heading marks not counted."""

    characters: int
    kept: int
    moved: int
    changed: int
    left_out: int

    def as_dict(self) -> dict[str, int]:
        """As it stands in ``--json`` and in the ledger's file."""
        return {
            "characters": self.characters,
            "kept": self.kept,
            "moved": self.moved,
            "changed": self.changed,
            "left_out": self.left_out,
        }


def without_space(text: str) -> str:
    """A text without its white space: what the ledger counts."""
    return "".join(text.split())


@dataclass(frozen=True, slots=True)
class AuditSummary:
    """The pieces of one seed, added up."""

    totals: Totals
    changes: tuple[CharacterChange, ...]
    passages: tuple[tuple[str, int, int, int], ...]
    """(place, first line, last line, characters kept there unchanged)."""


def summarize(pieces: Iterable[SeedPiece]) -> AuditSummary:
    """The sums. A character that moved and was changed counts as changed."""
    count: Counter[str] = Counter()
    changes_by_line: Counter[tuple[int, str, str, str]] = Counter()
    passages: dict[str, tuple[int, int, int]] = {}
    for piece in pieces:
        text, changed = without_space(piece.text), 0
        if piece.fate != "left out" and piece.text != piece.now:
            pairs = zip(text, without_space(piece.now), strict=True)
            for was, now in [pair for pair in pairs if pair[0] != pair[1]]:
                changes_by_line[piece.line, was, now, piece.why] += 1
                changed += 1
        count["changed"] += changed
        count[piece.fate] += len(text) - changed
        if piece.fate == "kept":
            first, _, size = passages.get(piece.place, (piece.line, 0, 0))
            passages[piece.place] = (first, piece.line, size + len(text) - changed)
    sums = Totals(count.total(), count["kept"], count["moved"], count["changed"], count["left out"])
    changes = tuple(CharacterChange(*key, times) for key, times in changes_by_line.items())
    return AuditSummary(sums, changes, tuple((place, *row) for place, row in passages.items()))


_HASH = re.compile("[#＃]")
_BREAK = re.compile("[\f\v\x85\u2028\u2029]")


def _accounts_for(recorded: str, printed: str, visible: str) -> bool:
    """Whether the ledger tells a line's text; heading marks at its ends need not be told."""
    if recorded == printed:
        return True
    parts = _BREAK.split(visible)
    inside = sum(len(_HASH.findall(part.strip().strip("#＃"))) for part in parts)
    recorded_plain, printed_plain = _HASH.sub("", recorded), _HASH.sub("", printed)
    if len(parts) > 1:
        # A form feed makes several lines of one number, whose order the ledger does not know.
        recorded_plain, printed_plain = (
            "".join(sorted(recorded_plain)),
            "".join(sorted(printed_plain)),
        )
    return recorded_plain == printed_plain and len(_HASH.findall(recorded)) >= inside


def discrepancies(
    text: str, pieces: Sequence[SeedPiece], shown: dict[str, str]
) -> list[tuple[int, str]]:
    """Where the ledger does not add up: (line, what is wrong); empty where it does.

    ``text`` is the seed's, ``shown`` what a reader finds at each place (a body rendered, a
    field's value; white space is of no account)."""
    problems = []
    recorded_by_line: dict[int, list[str]] = {}
    hidden: dict[int, list[str]] = {}
    placed: dict[str, list[str]] = {}
    for piece in pieces:
        (hidden if piece.why == "invisible" else recorded_by_line).setdefault(
            piece.line, []
        ).append(piece.text)
        if piece.fate != "left out":
            placed.setdefault(piece.place, []).append(piece.now)
    any_hidden = INVISIBLE.search(text) is not None
    for number, raw in enumerate(text.split("\n"), 1):
        visible = INVISIBLE.sub("", raw) if any_hidden else raw
        printed = without_space(visible)
        unseen = without_space("".join(INVISIBLE.findall(raw))) if any_hidden else ""
        recorded = without_space("".join(recorded_by_line.pop(number, [])))
        if not _accounts_for(recorded, printed, visible):
            problems.append((number, "the ledger tells another text"))
        if unseen != without_space("".join(hidden.pop(number, []))):
            problems.append((number, "the ledger tells other invisible characters"))
    problems += [
        (number, "the ledger tells of a line that is not there") for number in recorded_by_line
    ]
    first = {piece.place: piece.line for piece in reversed(pieces)}
    for place in placed.keys() | shown.keys():
        if without_space("".join(placed.get(place, []))) != without_space(shown.get(place, "")):
            recorded = f"what stands at {place!r} is not what was put there"
            problems.append((first.get(place, 1), recorded))
    return sorted(problems)
