"""Quotation marks by nesting: “ ‘ ’ ” on the mainland, 「 『 』 」 in Taiwan and Hong Kong.

Knows which marks a paragraph opens and closes, and that an apostrophe is none. Refuses to mend:
a mark without its partner is turned one for one and reported. Every mark is one character before
and after, so offsets stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ALL = "“”‘’「」『』"
_MARKS = re.compile(f"[{_ALL}]")
_OPENERS = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_CLOSERS = {close: opener for opener, close in _OPENERS.items()}
_CORNER = (("「", "」"), ("『", "』"))
_CURLY = (("“", "”"), ("‘", "’"))
_LATIN = re.compile(r"[A-Za-z0-9À-ɏ]")


@dataclass(frozen=True, slots=True)
class _QuotationMark:
    at: int
    char: str
    depth: int
    """0: outermost."""
    opens: bool
    paired: bool


def to_corner(text: str, between: str = "\n") -> str:
    """A text's curly marks as corner brackets; 「」 outside, 『』 inside, alternating.

    ``between`` ends a paragraph."""
    return _convert(text, between, "“”‘’", _CORNER)


def to_curly(text: str, between: str = "\n") -> str:
    """A text's corner brackets as curly marks; “” outside, ‘’ inside, alternating."""
    return _convert(text, between, "「」『』", _CURLY)


def unbalanced(text: str) -> tuple[int, ...]:
    """Offsets of quotation marks without a partner in their paragraph (line).

    A paragraph that opens with a mark it does not close is none where the next paragraph opens
    with one too: so newspapers print speech over several paragraphs."""
    faults: list[int] = []
    lines = list(_paragraphs(text))
    for number, (start, line) in enumerate(lines):
        following = lines[number + 1][1].lstrip() if number + 1 < len(lines) else ""
        for mark in _read(line):
            goes_on = mark.opens and not line[: mark.at].strip() and following[:1] == mark.char
            if not mark.paired and not goes_on:
                faults.append(start + mark.at)
    return tuple(faults)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, line
        start += len(line) + 1


def _convert(text: str, between: str, marks: str, pairs: tuple[tuple[str, str], ...]) -> str:
    if not any(mark in text for mark in marks):
        return text
    opening, closing = marks[0], marks[1]
    one_kind = not any(mark in text for mark in _ALL if mark not in (opening, closing))
    lines = text.split(between)
    for at, line in enumerate(lines):
        if one_kind and _is_plain(line, opening, closing):
            lines[at] = line.replace(opening, pairs[0][0]).replace(closing, pairs[0][1])
        else:
            lines[at] = _nested(line, marks, pairs)
    return between.join(lines)


def _is_plain(line: str, opening: str, closing: str) -> bool:
    """Whether of these two marks there are only pairs, none within another: nearly always. Told
    by cutting: a pattern takes five times as long."""
    first, *quoted = line.split(opening)
    return closing not in first and all(part.count(closing) == 1 for part in quoted)


def _nested(line: str, marks: str, pairs: tuple[tuple[str, str], ...]) -> str:
    out = list(line)
    for mark in _read(line):
        if mark.char in marks:
            out[mark.at] = pairs[mark.depth % 2][0 if mark.opens else 1]
    return "".join(out)


def _read(line: str) -> list[_QuotationMark]:
    """The quotation marks of a line with their nesting; apostrophes are left out."""
    marks: list[_QuotationMark] = []
    stack: list[int] = []
    for found in _MARKS.finditer(line):
        at, char = found.start(), found[0]
        if char in _OPENERS:
            marks.append(_QuotationMark(at, char, len(stack), True, False))
            stack.append(len(marks) - 1)
            continue
        opener = _CLOSERS[char]
        open_at = next((i for i in reversed(stack) if marks[i].char == opener), None)
        if char == "’" and _is_apostrophe(line, at, open_at is not None):
            continue
        if open_at is None:
            inner = char in "’』"
            marks.append(_QuotationMark(at, char, int(inner), False, False))
            continue
        del stack[stack.index(open_at) :]
        opened = marks[open_at]
        marks[open_at] = _QuotationMark(opened.at, opened.char, opened.depth, True, True)
        marks.append(_QuotationMark(at, char, opened.depth, False, True))
    return marks


def _is_apostrophe(line: str, at: int, can_close: bool) -> bool:
    before = bool(_LATIN.match(line, at - 1)) if at else False
    after = bool(_LATIN.match(line, at + 1))
    # It’s, O’Neal; and, with nothing to close, players’ and ’90s.
    return (before and after) or (not can_close and (before or after))
