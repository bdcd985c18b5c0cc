"""Verse: rows of text in, runs of verse and prose out.

Verse is a run of short lines without blank lines, equally long or without full stops; its line
breaks are preserved. Items of lists are not verse.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.ingest.read.line_kinds import Row
from generator.ingest.read.repair import joins

_MAX_LINE = 24
"""The longest line of verse (characters)."""
_MAX_EVEN_LINE = 16
"""The longest line of verse whose lines are equally long (characters)."""
_SENTENCE_ENDS = frozenset("。！？”")


def split_verse(run: Sequence[Row]) -> Iterator[tuple[bool, Sequence[Row]]]:
    """(whether it is verse, rows) of consecutive stretches of a run."""
    shortest = 2 if _is_poem(run) else 3
    at = 0
    while at < len(run):
        end = _short_lines_end(run, at)
        first = at + _verse_start([*run[at:end]], shortest)
        if first > at or first == end:
            stop = max(first, at + 1)
            yield False, run[at:stop]
            at = stop
        if first < end:
            yield True, run[first:end]
            at = end


def _short_lines_end(run: Sequence[Row], at: int) -> int:
    """The index behind the run of short lines, without blank lines between them, that begins at
    ``at``."""
    end = at
    while (
        end < len(run)
        and run[end].kind == "text"
        and len(run[end].text) <= _MAX_LINE
        and run[end].opening is None
        and (end == at or run[end].line.gap == 0)
    ):
        end += 1
    return end


def _verse_start(lines: Sequence[Row], shortest: int) -> int:
    """The index of the first line from which on all lines are verse; their number if none are."""
    first = len(lines)
    low, high, unended = _MAX_LINE, 0, 0
    for at in range(len(lines) - 1, -1, -1):
        text = lines[at].text
        set_in_alike = lines[at].line.indented == lines[-1].line.indented
        if _is_prose(text) or not set_in_alike:
            break
        low, high = min(low, len(text)), max(high, len(text))
        unended += text[-1] not in _SENTENCE_ENDS
        size = len(lines) - at
        if size >= shortest and _is_verse(low, high, unended, size):
            first = at
    return first


def _is_prose(text: str) -> bool:
    """Whether a line is an item of a list or holds a full stop before its end."""
    return joins.is_list_item(text) or "。" in text[:-1]


def _is_verse(low: int, high: int, unended: int, size: int) -> bool:
    """Whether lines of ``low`` to ``high`` characters, ``unended`` of ``size`` without a full stop,
    are verse: equally long, or most of them unended."""
    return (high - low <= 2 and high <= _MAX_EVEN_LINE) or unended * 2 > size


def _is_poem(run: Sequence[Row]) -> bool:
    """Whether a run is only short lines in stanzas; two lines may be verse there."""
    rows = [row for row in run if row.kind == "text"]
    texts = [row.text for row in rows]
    stanzas = sum(row.line.gap > 0 for row in rows[1:])
    if len(texts) < 4 or not 0 < stanzas < len(texts) - 1 or any(map(_is_prose, texts)):
        return False
    sizes = [len(text) for text in texts]
    unended = sum(text[-1] not in _SENTENCE_ENDS for text in texts)
    return max(sizes) <= _MAX_LINE and _is_verse(min(sizes), max(sizes), unended, len(texts))
