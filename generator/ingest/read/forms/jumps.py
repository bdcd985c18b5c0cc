"""Jumps and references: (下转第三版), （上接第一版）, 一览表刊2版, （見另稿）.

Knows the printed words and the page they name, as an edition writes its pages. Refuses to know
which article the other half is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from generator.ingest.read.forms import dates
from generator.ingest.read.forms.simplified import fold

_REACH = 40
"""No mark is longer (characters)."""
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


@dataclass(frozen=True, slots=True)
class Mark:
    """A jump mark where it is printed."""

    way: Literal["to", "from"]
    page: str
    """As :func:`page` gives it."""
    start: int
    end: int


def jump_to(text: str, here: str) -> Mark | None:
    """The mark at the end of a text that goes on elsewhere; ``here`` is the page it stands on."""
    base = max(0, len(text) - _REACH)
    mark = _mark("to", _TO.search(fold(text[base:])), here)
    return mark and replace(mark, start=mark.start + base, end=mark.end + base)


def jump_from(text: str, here: str) -> Mark | None:
    """The mark at the beginning of a text that began elsewhere."""
    return _mark("from", _FROM.match(fold(text[:_REACH])), here)


def jump_from_in_title(text: str, here: str) -> Mark | None:
    """The mark at the end of a title: 标题(上接第一版)."""
    folded = fold(text)
    found = re.search(rf"[(\[]\s*(?:紧?上接|接)\s*{_PAGE}{_TAIL}[)\]]\s*$", folded)
    return _mark("from", found, here)


def references(text: str, here: str) -> tuple[str, ...]:
    """The pages a text refers to (刊2版), each once, in order."""
    pages: list[str] = []
    if not _MAY_SEE.search(text):
        return ()
    for found in _SEE.finditer(fold(text)):
        named = [found["page"], *_MORE.findall(found["more"])]
        if found["word"] == "版" or found["page"][0].isalpha() or found["more"].endswith("版"):
            pages += [number for one in named if (number := page(one, here))]
    return tuple(dict.fromkeys(pages))


def page(printed: str, like: str) -> str:
    """A printed page number (三, ２, A06) as an edition with a page ``like`` writes it: with as
    many digits, behind the printed letters. Empty where it is no number."""
    folded = fold(printed).replace(" ", "")
    letters = re.match("[A-Z]*", folded)
    head = letters[0] if letters else ""
    value = dates.number(folded[len(head) :])
    if value is None or value == 0:
        return ""
    width = len(re.sub("[^0-9]", "", like))
    return f"{head}{value:0{width}d}"


def _mark(way: Literal["to", "from"], found: re.Match[str] | None, here: str) -> Mark | None:
    if found is None:
        return None
    bracketed = found[0].strip()[:1] in "([" or found[0].strip()[-1:] in ")]"
    if not (bracketed or found["word"]):
        return None
    number = page(found["page"], here)
    return Mark(way, number, found.start(), found.end()) if number else None
