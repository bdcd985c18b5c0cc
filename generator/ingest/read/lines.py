"""The lines of a page: text in, a tuple of :class:`Line` out.

Heading marks, indents, blank lines and invisible characters are removed from the text and recorded
in the line.
"""

from __future__ import annotations

import re

import msgspec

_HEADING = re.compile(r"\s*([#＃]{1,6})(?:\s+|$|(?=[^\s#＃]))")
_HASHTAG = re.compile(r"\s*[#＃][^#＃\s]{1,20}[#＃]")
_CLOSING = re.compile(r"(?<!\s)\s++[#＃]+$")
_RULE = re.compile(r"(?:[-*_=]\s*+){3,}|[─━]{3,}|[＊※]{3,}|(?:-\s*+){2,}")
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]"
)
"""Characters that show nothing and only disturb: control marks, zero-width spaces, direction
marks, a byte order mark in the middle. The joiner of emoji (U+200D) is not among them."""


class Line(msgspec.Struct, frozen=True):
    """One line of a page; not blank."""

    number: int
    """1-based, as a text editor counts."""
    text: str
    """The text without heading marks, outer white space and invisible characters."""
    level: int = 0
    """The number of heading marks; 0 for other lines."""
    gap: int = 0
    """The number of blank lines before it; a form feed counts as three."""
    indented: bool = False
    """Set in by white space: a new paragraph."""
    rule: bool = False
    """Whether it is only a rule between two texts: ``---``."""
    hidden: str = ""
    """The invisible characters that were removed from it."""


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a page's text; line ends are ``\\n``."""
    lines: list[Line] = []
    gap = 0
    unseen = INVISIBLE.search(text) is not None
    for number, raw in enumerate(text.split("\n"), 1):
        for at, part in enumerate(re.split("[\f\v\x85\u2028\u2029]", raw)):
            gap += 3 * bool(at)
            hidden = "".join(INVISIBLE.findall(part)) if unseen else ""
            shown = INVISIBLE.sub("", part) if hidden else part
            if shown.strip() or hidden:
                line = _line(number, shown, gap, hidden)
                lines.append(line)
                gap = 0 if line.text else gap
            else:
                gap += 1
    return tuple(lines)


def _line(number: int, shown: str, gap: int, hidden: str) -> Line:
    """The line of one part of the seed's line ``number``."""
    if _RULE.fullmatch(shown.strip()):
        return Line(number, shown.strip(), 0, gap, False, True, hidden)
    mark = _HEADING.match(shown)
    if mark and not _HASHTAG.match(shown):
        text = _CLOSING.sub("", shown[mark.end() :].rstrip()).strip()
        return Line(number, text, len(mark[1]), gap, False, False, hidden)
    return Line(number, shown.strip(), 0, gap, shown[:1].isspace(), False, hidden)
