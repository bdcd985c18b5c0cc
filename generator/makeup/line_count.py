"""How many lines a text takes in a column of some width.

The rules are those of the default theme in a browser: ``line-break: strict``, ``text-autospace``,
``text-spacing-trim: trim-start``, the first line of a paragraph indented by two characters. The
tests compare them with Chromium.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from generator.makeup.advances import (
    ADVANCES,
    AUTOSPACE,
    CLOSING,
    CLOSING_QUOTES,
    EM,
    HALF,
    NOT_FIRST,
    NOT_LAST,
    OPEN,
    OPENING,
    OPENING_QUOTES,
    SPACED,
    TRIMMED,
    is_han,
    is_latin,
)

INDENT = 2 * EM
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_FIRST = "".join(re.escape(mark) for mark in sorted(NOT_FIRST))
_LAST = "".join(re.escape(mark) for mark in sorted(NOT_LAST))
_RUN = re.compile(
    f"(?P<free>[{_HAN}]+(?![{_FIRST}]))|(?P<space> +)"
    f"|[{_LAST}]*(?:[0-9A-Za-z+·×~&@#$=_'\"]+-?|—+|[^{_LAST} ]?)[{_FIRST}]*",
    re.DOTALL,
)

Piece = tuple[int, int, int, int]
"""What no line breaks: the space before it, which the beginning of a line has not; its width; what
it loses at the beginning of a line, and at the end of one. A run of Chinese characters, which may
break everywhere, has instead of a width their number, negative."""


def pieces(paragraph: str) -> list[Piece]:
    """The pieces of a paragraph, in order."""
    laid: list[Piece] = []
    held, gap, last, space = "", 0, "", 0
    for match in _RUN.finditer(paragraph):
        run = match[0]
        if not run:
            continue
        kind = match.lastgroup
        if held and (kind or _may_break(last, run[0]) or _is_hyphen(held, run)):
            laid.append((gap, *_piece(held)))
            held = ""
        if kind == "space":
            space += ADVANCES[" "] * len(run)
            continue
        if held:
            held += run
        else:
            gap = space or (_joint(last, run[0]) if last else 0)
            if kind:
                laid.append((gap, -len(run), 0, 0))
            else:
                held = run
        last, space = run[-1], 0
    if held:
        laid.append((gap, *_piece(held)))
    return laid


def _piece(text: str) -> tuple[int, int, int]:
    wide = ADVANCES.get(text[0], EM)
    for before, after in pairwise(text):
        wide += ADVANCES.get(after, EM) + _joint(before, after)
    return wide, HALF if text[0] in OPEN else 0, HALF if text[-1] in CLOSING else 0


def _joint(before: str, after: str) -> int:
    """What two neighbours add to their widths."""
    if after in OPEN:
        return -HALF if before in OPEN or before in TRIMMED or before == "·" else 0
    if before in TRIMMED:
        return -HALF if after in TRIMMED or after == "·" else 0
    if (before in SPACED and is_han(after)) or (after in SPACED and is_han(before)):
        return AUTOSPACE
    return 0


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters."""
    if after in NOT_FIRST or before in NOT_LAST:
        return False
    if is_han(after) or after in OPENING:
        return True
    if after == "—":
        return before != "—"
    if after in OPENING_QUOTES:
        return is_han(before) or (before in TRIMMED and before not in CLOSING_QUOTES)
    if after in "([{":
        return is_han(before) or before in TRIMMED
    if before in CLOSING_QUOTES:
        return False
    return not is_latin(before)


def _is_hyphen(before: str, after: str) -> bool:
    """Whether a hyphen between two words ends a piece, after which a line may end."""
    return before[-1] == "-" and before[-2:-1].isalnum() and after[0].isalnum()


def count(paragraph: Sequence[Piece], column: int, indent: int = INDENT) -> int:
    """The lines that a paragraph takes in a column of a width in thousandths of an em."""
    lines, x, whole = 1, indent, column // EM
    for gap, wide, lead, tail in paragraph:
        if wide > 0:
            if x + gap + wide - tail <= column or not x:
                x += gap + wide if x else wide - lead
            else:
                lines += 1
                x = wide - lead
            while x - tail > column:
                lines, x = lines + 1, x - column
            continue
        x += gap if x else 0
        left = -wide * EM
        if x + left <= column:
            x += left
            continue
        rest = -wide - max((column - x) // EM, 0)
        more = -(-rest // whole)
        lines, x = lines + more, (rest - (more - 1) * whole) * EM
    return lines


def count_all(paragraphs: Iterable[Sequence[Piece]], column: int) -> int:
    """The lines that paragraphs take, one below the other."""
    return sum(count(paragraph, column) for paragraph in paragraphs)
