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

from generator.ingest.read.forms.roles import HAN

JoinDecision = Literal["join", "perhaps joined", "perhaps cut", "whole"]

_ENDS = frozenset("\"'。！？!?…；;：:”’」』）)】》〉—～．.*")
_COMMAS = frozenset("，,、")
_OPEN_WORD = re.compile("[的和与及或在对为将把被从向以由于是并而则且其该這与為將從對於並則該]$")
_MARK_FIRST = re.compile("[，,、。；：！？;!?”’」』）)》]")
"""No line begins with one of these but the rest of another."""
_CARRIES_ON = re.compile(
    "以及|并且|而且|並且|"
    "[的了着和与及等性化们者並與們著](?!确|解|实|名|级|待|手|力|士|作|者|平|谐|睦|顺|田|此|会|时|格|早|到"
    "|于|候|第|别|情|质|能|学|工|肥|验|妆|却|眼|重|火|急|装|往年|去年|以往|记者|其[他它]|[我你他她])"
)
_SPEAKS = "说|表示|指出|强调|介绍|告诉|认为|認為|說|指|強調|介紹"
_TIMES = (
    "昨|今日|今天|今年|近日|近年来|日前|目前|去年|如今|此次|首先|其次|最后|随着|隨著|自|在"
    "|[0-9０-９]{1,4}[年月日]|据悉|数据显示"
)
_TURNS = (
    "与此同时|與此同時|与会|與會|[和与與](?:往年|去年|以往)|同时|同時|此外|另外|其中|但|然而|因此"
    "|不过|不過|由于|由於|对于|對於|作为|作為|为了|為了|当|當"
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
_LONG = 40
"""A longer line is running text (characters)."""
_STOP_INSIDE = re.compile("[。！？；]")
_CLAUSE = re.compile("[，,、；;。！？]")
_SENTENCE = re.compile("[。！？；]|[，,].*[，,]")
_SENTENCE_END = re.compile("[。！？!?…；;][\"'”’」』）)》]*$")
_FIELD = re.compile(rf"[{HAN}A-Za-z（）() ]{{1,10}}[:：]\s*\S")
"""A line of a form: 户名：…"""
_CAPTION = re.compile(
    "[(（]?(?:图为|圖為|[上下左右]图[为是]|图[一二三四五六①②③④⑤⑥1-9]|资料图|資料圖)"
)
_STOP = re.compile("[，,、；;。]")
_LATIN_CUT = re.compile(r"[A-Za-z]-$")


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """How this page prints its paragraphs: what a missing mark means on it."""

    marks_lost: bool
    """Many of its paragraphs end without a mark."""
    comma_ends: bool
    """Many end in a comma or 、 and are whole (vertical-era pages)."""
    indents: bool
    """New paragraphs are set in, most of them."""
    column: int
    """Where every line of a printed column was kept, its width in characters; 0 elsewhere."""


def paragraph_style(paragraphs: Sequence[tuple[str, bool, int]]) -> ParagraphStyle:
    """The habits of a page, from each paragraph's text, whether it is set in, and the blank
    lines before it."""
    long = [text for text, _, _ in paragraphs if len(text) >= 15]
    count = max(len(long), 1)
    bare = sum(not ends_whole(text) and text[-1] not in _COMMAS for text in long)
    commas = sum(text[-1] in _COMMAS for text in long)
    indents = sum(indented for _, indented, _ in paragraphs)
    column = _column(paragraphs)
    return ParagraphStyle(
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


def is_field(text: str) -> bool:
    """Whether a line is one of a form: 户名：…, 电话：…"""
    return len(text) < _LONG and _FIELD.match(text) is not None and not _STOP.search(text)


def is_item(text: str) -> bool:
    """Whether a line begins like an item of a list."""
    return _LIST_MARK.match(text) is not None


def join_decision(
    before: str,
    after: str,
    gap: int,
    set_in: tuple[bool, bool],
    page: ParagraphStyle,
    *,
    running: bool = False,
) -> JoinDecision:
    """Whether the paragraph ``after`` is the rest of the paragraph ``before``; ``set_in`` says of
    each whether its first line is, ``running`` whether ``before`` is itself the rest of one."""
    began_set_in, indented = set_in
    if not before or not after or _LIST_MARK.match(after) or _CAPTION.match(after):
        return "whole"
    if _FIELD.match(before) and _FIELD.match(after):
        return "whole"
    if page.column and gap == 0 and not (indented and page.indents):
        return "join" if len(before) >= page.column - 2 else "whole"
    if indented and page.indents:
        return "whole"
    if _LATIN_CUT.search(before) and re.match("[a-z]", after):
        return "join"
    if _MARK_FIRST.match(after) and before[-1] not in "。！？!?…；;":
        return "join"
    if _SENTENCE_END.search(before) or before[-1] in "：:":
        return "whole"
    if _LIST_MARK.match(before) and len(before) <= _BARE and not _STOP.search(before):
        return "whole"  # a marked line of its own: ■记者手记：街市的价钱牌
    if re.search("[0-9０-９]$", before) and re.match("[0-9０-９]", after):
        return "perhaps cut"  # joined, they would be a number nobody printed
    hangs = began_set_in and not indented and gap == 0 and len(before) > _SHORT
    if hangs and page.indents:
        return "join"  # a new paragraph would be set in, as the one before it was
    return _by_signs(before, after, page, hangs=hangs, running=running)


def _by_signs(
    before: str, after: str, page: ParagraphStyle, *, hangs: bool, running: bool
) -> JoinDecision:
    """How many signs speak for a cut: one alone joins with a doubt, or not at all."""
    comma, open_word = before[-1] in _COMMAS, _OPEN_WORD.search(before) is not None
    if comma and page.comma_ends:
        return "whole"
    carried = _CARRIES_ON.match(after) is not None
    if before[-1] in _ENDS and not carried:
        return "whole"
    signs = comma + open_word + carried + hangs
    begins = _BEGINS.match(after) is not None or _FIELD.match(after) is not None
    prose = running or _is_prose(before)
    if len(before) <= _SHORT or (_is_line(before) and _is_line(after)):
        return "perhaps cut" if signs else "whole"
    if page.marks_lost:
        return _where_marks_are_lost(begins=begins, sure=comma or carried, open_word=open_word)
    if not signs:
        return _by_the_gap_alone(before, after, begins=begins, prose=prose, running=running)
    if open_word and begins:
        return "perhaps joined"
    if open_word and signs == 1 and not prose:
        return "perhaps cut"
    ends = ends_whole(after) or _STOP_INSIDE.search(after) is not None
    return "join" if signs + prose + ends > 1 else "perhaps joined"


def _where_marks_are_lost(*, begins: bool, sure: bool, open_word: bool) -> JoinDecision:
    if sure:
        return "join"
    if open_word:
        return "perhaps joined"
    return "whole" if begins else "perhaps cut"


def _by_the_gap_alone(
    before: str, after: str, *, begins: bool, prose: bool, running: bool
) -> JoinDecision:
    """Nothing is said but that the first has no end: a cut where both are running text."""
    if not prose or _CAPTION.match(before):
        return "whole"
    if begins or _is_line(after):
        return "perhaps cut"
    sure = running or len(before) >= _LONG or _SENTENCE.search(before) or _BEGINS.match(before)
    return "join" if sure else "perhaps joined"


def _is_prose(text: str) -> bool:
    """Whether a line that does not end is running text."""
    if is_field(text):
        return False
    return len(text) >= _BARE or _CLAUSE.search(text, 0, len(text) - 1) is not None


def _is_line(text: str) -> bool:
    """Whether a line is short and does not end: of a list, a form, a table."""
    return len(text) < _BARE and not ends_whole(text) and not _STOP_INSIDE.search(text)


def joined(before: str, after: str) -> tuple[str, str]:
    """The two halves as they stand together: (the first without a hyphen that only marked the
    cut, what goes between them)."""
    if _LATIN_CUT.search(before) and re.match("[a-z]", after):
        return before[:-1], ""
    latin = re.search("[A-Za-z0-9,.;]$", before) and re.match("[A-Za-z]", after)
    return before, " " if latin and not before.endswith("-") else ""
