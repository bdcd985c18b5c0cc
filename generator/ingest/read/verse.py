"""Verse and other lines that are kept: short ones that stand close, as long as each other or
without a full stop.

Knows where such lines begin and end. Refuses lists, whose items are paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.ingest.read.repair import joins
from generator.ingest.read.rows import Row

_LONGEST = 24
"""A line of verse is no longer (characters)."""
_EVEN = 16
"""Lines as long as each other are verse up to this length (characters)."""
_STOPS = frozenset("。！？”")


def split_verse(run: Sequence[Row]) -> Iterator[tuple[bool, Sequence[Row]]]:
    """A run of rows in order, cut into (whether the lines are verse, the lines)."""
    shortest = 2 if _is_poem(run) else 3
    at = 0
    while at < len(run):
        end = _end(run, at)
        first = at + _first([*run[at:end]], shortest)
        if first > at or first == end:
            stop = max(first, at + 1)
            yield False, run[at:stop]
            at = stop
        if first < end:
            yield True, run[first:end]
            at = end


def _end(run: Sequence[Row], at: int) -> int:
    """Where a run of short lines without a blank between them ends."""
    end = at
    while (
        end < len(run)
        and run[end].kind == "text"
        and len(run[end].text) <= _LONGEST
        and run[end].opening is None
        and (end == at or run[end].line.gap == 0)
    ):
        end += 1
    return end


def _first(lines: Sequence[Row], shortest: int) -> int:
    """The first of these lines from which on all are verse; their number where none are."""
    first = len(lines)
    low, high, unended = _LONGEST, 0, 0
    for at in range(len(lines) - 1, -1, -1):
        text = lines[at].text
        set_in_alike = lines[at].line.indented == lines[-1].line.indented
        if _is_prose(text) or not set_in_alike:
            break
        low, high = min(low, len(text)), max(high, len(text))
        unended += text[-1] not in _STOPS
        size = len(lines) - at
        if size >= shortest and _is_verse(low, high, unended, size):
            first = at
    return first


def _is_prose(text: str) -> bool:
    return joins.is_item(text) or "。" in text[:-1]


def _is_verse(low: int, high: int, unended: int, size: int) -> bool:
    """Lines as long as each other, or short ones that end without a full stop."""
    return (high - low <= 2 and high <= _EVEN) or unended * 2 > size


def _is_poem(run: Sequence[Row]) -> bool:
    """Nothing but short lines, in stanzas: two lines are one there."""
    rows = [row for row in run if row.kind == "text"]
    texts = [row.text for row in rows]
    stanzas = sum(row.line.gap > 0 for row in rows[1:])
    if len(texts) < 4 or not 0 < stanzas < len(texts) - 1 or any(map(_is_prose, texts)):
        return False
    sizes = [len(text) for text in texts]
    unended = sum(text[-1] not in _STOPS for text in texts)
    return max(sizes) <= _LONGEST and _is_verse(min(sizes), max(sizes), unended, len(texts))
