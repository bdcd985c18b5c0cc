"""Paragraphs cut by a column or a page, made whole.

Knows how a whole paragraph ends and how a new one begins, and says how sure it is. Refuses to
join lists, verse, tables, and anything on a page whose marks are lost and whose words do not
show the cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from generator.ingest.forms.words import HAN

Verdict = Literal["join", "perhaps joined", "perhaps cut", "whole"]

_ENDS = frozenset("\"'。！？!?…；;：:”’」』）)】》〉—～．.*")
_COMMAS = frozenset("，,、")
_OPEN_WORD = re.compile("[的和与及或在对为将把被从向以由于是并而则且其该這与為將從對於並則該]$")
_CARRIES_ON = re.compile(
    r"[，,、。；：！？;!?”’」』）)》]|以及|并且|而且|並且"
    "|[的了着和与及等性化们者並與們著](?!确|解|实|名|级|待|手|力|士|作|者)"
)
_SPEAKS = "说|表示|指出|强调|介绍|告诉|认为|認為|說|指|強調|介紹"
_TIMES = (
    "昨|今日|今天|今年|近日|近年来|日前|目前|去年|如今|此次|首先|其次|最后|随着|隨著|自|在"
    "|[0-9０-９]{1,4}[年月日]"
)
_TURNS = (
    "同时|同時|此外|另外|其中|但|然而|因此|不过|不過|由于|由於|对于|對於|作为|作為|为了|為了|当|當"
)
_WHO = "据(?!此)|據|会上|会议|會議|记者|記者|本报|本報|新华社|他|她|我"
_ITEM = (
    "第[一二三四五六七八九十]|[一二三四五六七八九十]+[是、]|[（(][一二三四五六七八九十0-9]+[)）]"
    r"|[0-9０-９]+(?:[.．](?![0-9０-９])|[、)）])|[-•·●■◆▲○◎□☆★△▪*“「《]|[A-Z问答問][:：]"
)
_BEGINS = re.compile(f"{_WHO}|{_TIMES}|{_TURNS}|{_ITEM}|[{HAN}]{{2,4}}(?:{_SPEAKS})[,，:：]")
_LIST_MARK = re.compile(
    r"[-•·●■◆▲○◎□☆★△▪*◘]|[0-9０-９]+(?:[.．](?![0-9０-９])|[、)）])|[（(]?[一二三四五六七八九十]+[、.)）]"
)
_SHORT = 8
"""A shorter line is never the first half of a paragraph (characters)."""
_BARE = 24
"""A shorter line without any mark inside is a line, not a paragraph (characters)."""
_INNER = re.compile("[，,、；;：:。“”（(]")
_STOP = re.compile("[，,、；;。]")
_LATIN_CUT = re.compile(r"[A-Za-z]-$")


@dataclass(frozen=True, slots=True)
class Habits:
    """How this page prints its paragraphs: what a missing mark means on it."""

    marks_lost: bool
    """Many of its paragraphs end without a mark."""
    comma_ends: bool
    """Many end in a comma or 、 and are whole (vertical-era pages)."""
    indents: bool
    """New paragraphs are set in, most of them."""
    column: int
    """Where every line of a printed column was kept, its width in characters; 0 elsewhere."""


def habits(paragraphs: Sequence[tuple[str, bool, int]]) -> Habits:
    """The habits of a page, from each paragraph's text, whether it is set in, and the blank
    lines before it."""
    long = [text for text, _, _ in paragraphs if len(text) >= 15]
    count = max(len(long), 1)
    bare = sum(not ends_whole(text) and text[-1] not in _COMMAS for text in long)
    commas = sum(text[-1] in _COMMAS for text in long)
    indents = sum(indented for _, indented, _ in paragraphs)
    column = _column(paragraphs)
    return Habits(
        marks_lost=not column and bare > 3 and bare / count > 0.45,
        comma_ends=not column and commas > 3 and commas / count > 0.4,
        indents=indents * (8 if column else 2) >= len(paragraphs) and indents > 1,
        column=column,
    )


def _column(paragraphs: Sequence[tuple[str, bool, int]]) -> int:
    """The width of a column whose lines were kept: most lines stand without a gap and are
    equally long, and most end in the middle of a sentence."""
    tight = [text for text, _, gap in paragraphs if gap == 0]
    if len(tight) < 6 or len(tight) * 2 < len(paragraphs):
        return 0
    widths = sorted(len(text) for text in tight)
    width = widths[int(len(widths) * 0.8)]
    full = [text for text in tight if abs(len(text) - width) <= 2]
    cut = sum(not ends_whole(text) for text in full)
    return width if 10 <= width <= 60 and len(full) * 2 > len(tight) and cut * 2 > len(full) else 0


def ends_whole(text: str) -> bool:
    """Whether a paragraph ends the way a whole one does."""
    return text[-1:] in _ENDS


def is_item(text: str) -> bool:
    """Whether a line begins like an item of a list."""
    return _LIST_MARK.match(text) is not None


def verdict(
    before: str,
    after: str,
    gap: int,
    set_in: tuple[bool, bool],
    page: Habits,
    *,
    running: bool = False,
) -> Verdict:
    """Whether the paragraph ``after`` is the rest of the paragraph ``before``; ``set_in`` says of
    each whether its first line is."""
    began_set_in, indented = set_in
    if not before or not after or _LIST_MARK.match(after):
        return "whole"
    if page.column and gap == 0 and not (indented and page.indents):
        return "join" if len(before) >= page.column - 2 else "whole"
    if indented and page.indents:
        return "whole"
    if _LATIN_CUT.search(before) and re.match("[a-z]", after):
        return "join"
    if _CARRIES_ON.match(after) and before[-1] not in "。！？!?…；;":
        return "join"
    if before[-1] in _ENDS:
        return "whole"
    if _LIST_MARK.match(before) and len(before) <= _BARE and not _STOP.search(before):
        return "whole"  # a marked line of its own: ■记者手记：街市的价钱牌
    if re.search("[0-9０-９]$", before) and re.match("[0-9０-９]", after):
        return "perhaps cut"  # joined, they would be a number nobody printed
    if began_set_in and not indented and gap == 0 and len(before) > _SHORT:
        return "join"  # a new paragraph would be set in, as the one before it was
    return _by_both_sides(before, after, page)


def _by_both_sides(before: str, after: str, page: Habits) -> Verdict:
    begins = _BEGINS.match(after) is not None
    if before[-1] in _COMMAS:
        if page.comma_ends:
            return "whole"
        return "join" if len(before) > _SHORT else "perhaps cut"
    if len(before) < _SHORT or (len(before) < _BARE and not _INNER.search(before)):
        return "whole"
    if _OPEN_WORD.search(before):
        return "join" if not page.marks_lost else "perhaps joined"
    if page.marks_lost:
        return "whole" if begins else "perhaps cut"
    if begins:
        return "perhaps cut"
    return "join"


def joined(before: str, after: str) -> tuple[str, str]:
    """The two halves as they stand together: (the first without a hyphen that only marked the
    cut, what goes between them)."""
    if _LATIN_CUT.search(before) and re.match("[a-z]", after):
        return before[:-1], ""
    latin = re.search("[A-Za-z0-9,.;]$", before) and re.match("[A-Za-z]", after)
    return before, " " if latin and not before.endswith("-") else ""
