"""The audit of a page: every character of the seed, and what became of it.

:class:`SeedPiece` values in, an :class:`AuditSummary` and a list of discrepancies out. The audit
compares the pieces with the seed's text and the rendered articles only; it does not rely on the
code that made the pieces.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from generator.ingest.read.lines import INVISIBLE

Fate = Literal["kept", "moved", "left out"]
"""``kept`` in the article's text, ``moved`` into front matter or edition.toml, ``left out``."""


class SeedPiece(msgspec.Struct, frozen=True):
    """A stretch of one line of the seed that has one fate."""

    line: int
    """1-based line of the seed."""
    text: str
    """As printed."""
    fate: Fate
    place: str = ""
    """The article's place on the page and a field (``3 title``), ``3`` for its text, ``page`` for
    the page's credits."""
    now: str = ""
    """The text at that place; differs from ``text`` in white space and in characters replaced one
    for one."""
    why: str = ""
    """The reason why it was moved or left out, or which repair changed it."""


class CharacterChange(msgspec.Struct, frozen=True, rename={"was": "from", "now": "to"}):
    """One character replaced by another on one line, ``times`` times."""

    line: int
    was: str
    now: str
    why: str
    times: int


class Totals(msgspec.Struct, frozen=True, rename={"in_articles": "kept"}):
    """Counts of a seed's characters; white space and heading marks are not counted."""

    characters: int
    in_articles: int
    moved: int
    changed: int
    left_out: int


def without_space(text: str) -> str:
    """A text without white space: the characters that are counted."""
    return "".join(text.split())


class AuditSummary(msgspec.Struct, frozen=True):
    """The pieces of one seed, added up."""

    totals: Totals
    changes: tuple[CharacterChange, ...]
    passages: tuple[tuple[str, tuple[int, int], int], ...]
    """(place, (first line, last line), number of unchanged characters) of each text."""


def summarize(pieces: Iterable[SeedPiece]) -> AuditSummary:
    """The totals of the pieces. A character that was both moved and changed counts as changed."""
    count: Counter[str] = Counter()
    changes_by_line: Counter[tuple[int, str, str, str]] = Counter()
    passages: dict[str, tuple[tuple[int, int], int]] = {}
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
            (first, _), size = passages.get(piece.place, ((piece.line, 0), 0))
            passages[piece.place] = (first, piece.line), size + len(text) - changed
    sums = Totals(count.total(), count["kept"], count["moved"], count["changed"], count["left out"])
    changes = tuple(CharacterChange(*key, times) for key, times in changes_by_line.items())
    return AuditSummary(sums, changes, tuple((place, *row) for place, row in passages.items()))


_HASH = re.compile("[#＃]")
_BREAK = re.compile("[\f\v\x85\u2028\u2029]")


def _accounts_for(recorded: str, printed: str, visible: str) -> bool:
    """Whether the pieces of a line hold its text; heading marks at the ends may be missing."""
    if recorded == printed:
        return True
    parts = _BREAK.split(visible)
    inside = sum(len(_HASH.findall(part.strip().strip("#＃"))) for part in parts)
    recorded_plain, printed_plain = _HASH.sub("", recorded), _HASH.sub("", printed)
    if len(parts) > 1:
        # A form feed divides a line into parts with one number, in no defined order.
        recorded_plain, printed_plain = (
            "".join(sorted(recorded_plain)),
            "".join(sorted(printed_plain)),
        )
    return recorded_plain == printed_plain and len(_HASH.findall(recorded)) >= inside


def discrepancies(
    text: str, pieces: Sequence[SeedPiece], shown: dict[str, str]
) -> list[tuple[int, str]]:
    """(line, what is wrong) wherever the pieces do not match the page; empty if they do.

    ``text`` is the seed's text; ``shown`` maps each place to what a reader sees there (the rendered
    text of an article, the value of a field). White space is ignored."""
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
