"""Quotation marks by nesting: “ ‘ ’ ” on the mainland, 「 『 』 」 in Taiwan and Hong Kong.

Marks are paired within a paragraph; apostrophes are left alone, and so is ” for inches: behind a
digit, where it closes nothing or where a later mark closes what it could. Any other mark without a
partner is replaced by its counterpart. The number of characters stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import msgspec

_ALL = "“”‘’「」『』"
_MARKS = re.compile(f"[{_ALL}]")
_OPENERS = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_CLOSERS = {close: opener for opener, close in _OPENERS.items()}
_CORNER = (("「", "」"), ("『", "』"))
_CURLY = (("“", "”"), ("‘", "’"))
_DIGIT = re.compile("[0-9０-９]")
_LATIN = re.compile(r"[A-Za-z0-9À-ɏ]")


class _QuotationMark(msgspec.Struct):
    at: int
    char: str
    depth: int
    """0 for an outermost mark."""
    opens: bool
    paired: bool


def to_corner(text: str, separator: str = "\n") -> str:
    """A text with corner brackets for curly marks: 「」 outside, 『』 inside, alternating.

    ``separator`` ends a paragraph."""
    return _convert(text, separator, "“”‘’", _CORNER)


def to_curly(text: str, separator: str = "\n") -> str:
    """A text with curly marks for corner brackets: “” outside, ‘’ inside, alternating."""
    return _convert(text, separator, "「」『』", _CURLY)


def unbalanced(text: str) -> tuple[int, ...]:
    """Offsets of quotation marks without a partner in their paragraph (line).

    An opening mark at the start of a paragraph needs no partner where the next paragraph starts
    with one too: the convention for quotations over several paragraphs."""
    faults: list[int] = []
    lines = list(_paragraphs(text))
    for number, (start, line) in enumerate(lines):
        following = lines[number + 1][1].lstrip() if number + 1 < len(lines) else ""
        for mark in _read(line):
            continues = mark.opens and not line[: mark.at].strip() and following[:1] == mark.char
            if not mark.paired and not continues:
                faults.append(start + mark.at)
    return tuple(faults)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """(offset, line) of every line that is not blank."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, line
        start += len(line) + 1


def _convert(text: str, separator: str, marks: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """The text with each of ``marks`` replaced by one of ``pairs``, according to its depth."""
    if not any(mark in text for mark in marks):
        return text
    lines = text.split(separator)
    for number, line in enumerate(lines):
        if not _MARKS.search(line):
            continue
        chars = list(line)
        for mark in _read(line):
            if mark.char in marks and not _is_inch(line, mark):
                chars[mark.at] = pairs[mark.depth % 2][0 if mark.opens else 1]
        lines[number] = "".join(chars)
    return separator.join(lines)


def _read(line: str) -> list[_QuotationMark]:
    """The quotation marks of a line with their nesting, without apostrophes and inches."""
    inches: set[int] = set()
    while True:
        marks = _nested(line, inches)
        unpaired = (m.at for m in marks if m.char == "”" and not m.paired)
        last = next((at for at in unpaired if not (at and _DIGIT.match(line, at - 1))), -1)
        earlier = [m.at for m in marks if m.at < last and m.paired and _may_be_inch(line, m)]
        if not earlier:
            return marks
        inches.add(earlier[-1])


def _may_be_inch(line: str, mark: _QuotationMark) -> bool:
    return mark.char == "”" and mark.at > 0 and _DIGIT.match(line, mark.at - 1) is not None


def _is_inch(line: str, mark: _QuotationMark) -> bool:
    """Whether a mark of :func:`_read` stands for inches: it closes nothing."""
    return not mark.paired and _may_be_inch(line, mark)


def _nested(line: str, inches: Collection[int]) -> list[_QuotationMark]:
    """The quotation marks of a line with their nesting; those at ``inches`` are none."""
    marks: list[_QuotationMark] = []
    stack: list[_QuotationMark] = []
    for match in _MARKS.finditer(line):
        at, char = match.start(), match[0]
        if at in inches:
            continue
        if char in _OPENERS:
            marks.append(_QuotationMark(at, char, len(stack), True, False))
            stack.append(marks[-1])
            continue
        opener = _CLOSERS[char]
        partner = next((mark for mark in reversed(stack) if mark.char == opener), None)
        if char == "’" and _is_apostrophe(line, at, partner is not None):
            continue
        if partner is None:
            inner = char in "’』"
            marks.append(_QuotationMark(at, char, int(inner), False, False))
            continue
        while stack.pop() is not partner:
            pass
        partner.paired = True
        marks.append(_QuotationMark(at, char, partner.depth, False, True))
    return marks


def _is_apostrophe(line: str, at: int, can_close: bool) -> bool:
    """Whether ’ is an apostrophe; ``can_close``: whether it could close a quotation."""
    before = bool(_LATIN.match(line, at - 1)) if at else False
    after = bool(_LATIN.match(line, at + 1))
    # It’s, O’Neal; and, with nothing to close, players’ and ’90s.
    return (before and after) or (not can_close and (before or after))
