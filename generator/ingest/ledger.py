"""The ledger: every character of a page, and what became of it.

Knows pieces (a stretch of one line and its fate), adds them up and audits them against the page
and against what the finished files show. Refuses to trust who made the pieces: the audit goes by
the seed's text and the rendered files alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.ingest.lines import INVISIBLE

Fate = Literal["kept", "moved", "left out"]


@dataclass(frozen=True, slots=True)
class Piece:
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
class Change:
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


def solid(text: str) -> str:
    """A text without its white space: what the ledger counts."""
    return "".join(text.split())


def totals(pieces: Iterable[Piece]) -> Totals:
    """The sums. A character that moved and was changed counts as changed."""
    count: Counter[str] = Counter()
    for piece in pieces:
        size = len(solid(piece.text))
        same = size if piece.fate == "left out" else unchanged(piece)
        count["changed"] += size - same
        count[piece.fate] += same
    return Totals(count.total(), count["kept"], count["moved"], count["changed"], count["left out"])


def unchanged(piece: Piece) -> int:
    """How many of a piece's characters are as they were."""
    text = solid(piece.text)
    if piece.text == piece.now:
        return len(text)
    return len(text) - sum(a != b for a, b in zip(text, solid(piece.now), strict=True))


def changes(pieces: Iterable[Piece]) -> tuple[Change, ...]:
    """What was changed, line by line."""
    found: Counter[tuple[int, str, str, str]] = Counter()
    for piece in pieces:
        if piece.fate == "left out" or piece.text == piece.now:
            continue
        for was, now in zip(solid(piece.text), solid(piece.now), strict=True):
            if was != now:
                found[piece.line, was, now, piece.why] += 1
    return tuple(Change(*key, times) for key, times in found.items())


def unaccounted(text: str, pieces: Sequence[Piece], shown: dict[str, str]) -> list[tuple[int, str]]:
    """Where the ledger does not add up: (line, what is wrong); empty where it does.

    ``text`` is the seed's, ``shown`` what a reader finds at each place (a body rendered, a
    field's value; white space is of no account)."""
    faults = []
    told: dict[int, list[str]] = {}
    hidden: dict[int, list[str]] = {}
    placed: dict[str, list[str]] = {}
    for piece in pieces:
        (hidden if piece.why == "invisible" else told).setdefault(piece.line, []).append(piece.text)
        if piece.fate != "left out":
            placed.setdefault(piece.place, []).append(piece.now)
    for number, raw in enumerate(text.split("\n"), 1):
        seen, unseen = solid(INVISIBLE.sub("", raw)), solid("".join(INVISIBLE.findall(raw)))
        said = solid("".join(told.pop(number, [])))
        if said not in (seen, seen.lstrip("#＃"), seen.strip("#＃")):
            faults.append((number, "the ledger tells another text"))
        if unseen != solid("".join(hidden.pop(number, []))):
            faults.append((number, "the ledger tells other invisible characters"))
    faults += [(number, "the ledger tells of a line that is not there") for number in told]
    first = {piece.place: piece.line for piece in reversed(pieces)}
    for place in placed.keys() | shown.keys():
        if solid("".join(placed.get(place, []))) != solid(shown.get(place, "")):
            said = f"what stands at {place!r} is not what was put there"
            faults.append((first.get(place, 1), said))
    return sorted(faults)
