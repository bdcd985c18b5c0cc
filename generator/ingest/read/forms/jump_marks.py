"""Jumps and references: (下转第三版), （上接第一版）, 一览表刊2版, （見另稿）.

Text and the current page's number in, a :class:`JumpMark` or page numbers out. The article of the
other half is found by :mod:`generator.ingest.sync.jump_halves`.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec
from msgspec.structs import replace

from generator.ingest.read.forms import dates
from generator.ingest.read.forms.folding import fold

_MAX_LENGTH = 40
"""The longest jump mark (characters)."""
_PAGE = rf"第?\s*(?P<page>[A-Z]{{0,2}}\s?{dates.NUMERAL})\s*(?P<word>版|页)?"
_TAIL = r"[^()\[\]。,]{0,8}?"
_TO = re.compile(rf"[(\[]?\s*(?:紧?下转|转接|续?转|文转)\s*{_PAGE}{_TAIL}\s*[)\]]?\s*$")
_FROM = re.compile(
    rf"[(\[]?\s*(?:紧?上接|(?:本|上|紧)?文?接自?|续接)\s*{_PAGE}(?:{_TAIL}[)\]]|(?=$|\s))"
)
_MORE = re.compile(rf"[A-Z]{{0,2}}{dates.NUMERAL}")
_MAY_SEE = re.compile("版|[见見][A-Z]")
_SEE = re.compile(
    rf"(?:刊登?[于在]?|详见|参见|见|载[于在]?)\s*(?:今日|本报|今天)?\s*{_PAGE}(?!面|本|次)"
    rf"(?P<more>(?:[、,和及至-]第?[A-Z]{{0,2}}{dates.NUMERAL}版?)*)"
)


class JumpMark(msgspec.Struct, frozen=True):
    """A jump mark as printed."""

    direction: Literal["to", "from"]
    """``to``: continued on ``page``; ``from``: continued from ``page``."""
    page: str
    """As :func:`page_number` writes it."""
    start: int
    """Offset in the text."""
    end: int


def jump_to(text: str, current_page: str) -> JumpMark | None:
    """The mark at the end of a text that is continued on another page than ``current_page``."""
    base = max(0, len(text) - _MAX_LENGTH)
    mark = _mark("to", _TO.search(fold(text[base:])), current_page)
    return mark and replace(mark, start=mark.start + base, end=mark.end + base)


def jump_from(text: str, current_page: str) -> JumpMark | None:
    """The mark at the beginning of a text that is continued from another page."""
    return _mark("from", _FROM.match(fold(text[:_MAX_LENGTH])), current_page)


def jump_from_in_title(text: str, current_page: str) -> JumpMark | None:
    """The mark at the end of a headline: 标题(上接第一版)."""
    folded = fold(text)
    match = re.search(rf"[(\[]\s*(?:紧?上接|接)\s*{_PAGE}{_TAIL}[)\]]\s*$", folded)
    return _mark("from", match, current_page)


def references(text: str, current_page: str) -> tuple[str, ...]:
    """The pages a text refers to (刊2版), each once, in order."""
    pages: list[str] = []
    if not _MAY_SEE.search(text):
        return ()
    for match in _SEE.finditer(fold(text)):
        named = [match["page"], *_MORE.findall(match["more"])]
        if match["word"] == "版" or match["page"][0].isalpha() or match["more"].endswith("版"):
            pages += [number for printed in named if (number := page_number(printed, current_page))]
    return tuple(dict.fromkeys(pages))


def page_number(printed: str, like: str) -> str:
    """A printed page number (三, ２, A06) in the notation of the page ``like``: its number of
    digits, behind the printed letters. Empty if it is no number."""
    folded = fold(printed).replace(" ", "")
    letters = re.match("[A-Z]*", folded)
    head = letters[0] if letters else ""
    value = dates.number(folded[len(head) :])
    if value is None or value == 0:
        return ""
    width = len(re.sub("[^0-9]", "", like))
    return f"{head}{value:0{width}d}"


def _mark(
    direction: Literal["to", "from"], match: re.Match[str] | None, current_page: str
) -> JumpMark | None:
    """The mark of a match; None where it has neither brackets nor 版."""
    if match is None:
        return None
    bracketed = match[0].strip()[:1] in "([" or match[0].strip()[-1:] in ")]"
    if not (bracketed or match["word"]):
        return None
    number = page_number(match["page"], current_page)
    return JumpMark(direction, number, match.start(), match.end()) if number else None
