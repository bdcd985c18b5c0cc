"""Paragraphs cut by a column or a page: two texts in, a :data:`JoinDecision` out.

A cut shows in how the first text ends and the second begins. Items of lists, verse and tables are
not joined, nor is anything on a page that lost its punctuation unless the words show the cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from generator.ingest.read.forms.roles import HAN

JoinDecision = Literal["join", "perhaps joined", "perhaps cut", "whole"]
"""Whether the second text continues the first; the two with ``perhaps`` raise a doubt."""

_ENDS = frozenset("\"'。！？!?…；;：:”’」』）)】》〉—～．.*")
_COMMAS = frozenset("，,、")
_OPEN_WORD = re.compile("[的和与及或在对为将把被从向以由于是并而则且其该這与為將從對於並則該]$")
_MARK_FIRST = re.compile("[，,、。；：！？;!?”’」』）)》]")
"""Punctuation that begins no line but the rest of a sentence."""
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
"""The longest line that is never the first half of a paragraph (characters)."""
_BARE = 24
"""A shorter line without punctuation inside is a line of its own, not a paragraph (characters)."""
_LONG = 40
"""The length from which a line is running text (characters)."""
_STOP_INSIDE = re.compile("[。！？；]")
_CLAUSE = re.compile("[，,、；;。！？]")
_SENTENCE = re.compile("[。！？；]|[，,].*[，,]")
_SENTENCE_END = re.compile("[。！？!?…；;][\"'”’」』）)》]*$")
_FIELD = re.compile(rf"[{HAN}A-Za-z（）() ]{{1,10}}[:：]\s*\S")
"""A line of a form: 户名：…."""
_CAPTION = re.compile(
    "[(（]?(?:图为|圖為|[上下左右]图[为是]|图[一二三四五六①②③④⑤⑥1-9]|资料图|資料圖)"
)
_STOP = re.compile("[，,、；;。]")
_LATIN_CUT = re.compile(r"[A-Za-z]-$")


class ParagraphStyle(msgspec.Struct, frozen=True):
    """How a page prints its paragraphs, and so what a missing mark at the end of one means."""

    marks_lost: bool
    """Whether many paragraphs end without punctuation."""
    comma_ends: bool
    """Whether many whole paragraphs end with a comma or 、, as in vertical setting."""
    indents: bool
    """Whether most paragraphs begin with an indent."""
    column: int
    """The width of the printed column in characters if its line breaks were kept; else 0."""


def paragraph_style(paragraphs: Sequence[tuple[str, bool, int]]) -> ParagraphStyle:
    """The style of a page, from (text, whether it is indented, blank lines before it) of each
    paragraph."""
    long = [text for text, _, _ in paragraphs if len(text) >= 15]
    count = max(len(long), 1)
    bare = sum(not ends_sentence(text) and text[-1] not in _COMMAS for text in long)
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
    """The width of a column whose line breaks were kept: most lines are equally long, have no blank
    line before them and end in the middle of a sentence."""
    tight = [text for text, _, gap in paragraphs if gap == 0]
    if len(tight) < 6 or len(tight) * 2 < len(paragraphs):
        return 0
    widths = sorted(len(text) for text in tight)
    width = widths[int(len(widths) * 0.8)]
    full = [text for text in tight if abs(len(text) - width) <= 2]
    cut = sum(not ends_sentence(text) for text in full)
    return width if 10 <= width <= 60 and len(full) * 2 > len(tight) and cut * 2 > len(full) else 0


def ends_sentence(text: str) -> bool:
    """Whether a paragraph ends as a whole one does."""
    return text[-1:] in _ENDS


def is_form_line(text: str) -> bool:
    """Whether a line is one of a form: 户名：…, 电话：…."""
    return len(text) < _LONG and _FIELD.match(text) is not None and not _STOP.search(text)


def is_list_item(text: str) -> bool:
    """Whether a line begins as an item of a list."""
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
    """Whether the paragraph ``after`` continues the paragraph ``before``. ``gap`` is the number of
    blank lines between them, ``set_in`` whether each is indented, ``running`` whether ``before``
    already continues another one."""
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
    return _decide_by_signs(before, after, page, hangs=hangs, running=running)


def _decide_by_signs(
    before: str, after: str, page: ParagraphStyle, *, hangs: bool, running: bool
) -> JoinDecision:
    """The decision by the number of signs of a cut; one sign alone raises a doubt."""
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
        return _decide_without_end_marks(begins=begins, sure=comma or carried, open_word=open_word)
    if not signs:
        return _decide_without_signs(before, after, begins=begins, prose=prose, running=running)
    if open_word and begins:
        return "perhaps joined"
    if open_word and signs == 1 and not prose:
        return "perhaps cut"
    ends = ends_sentence(after) or _STOP_INSIDE.search(after) is not None
    return "join" if signs + prose + ends > 1 else "perhaps joined"


def _decide_without_end_marks(*, begins: bool, sure: bool, open_word: bool) -> JoinDecision:
    """The decision on a page whose punctuation is lost."""
    if sure:
        return "join"
    if open_word:
        return "perhaps joined"
    return "whole" if begins else "perhaps cut"


def _decide_without_signs(
    before: str, after: str, *, begins: bool, prose: bool, running: bool
) -> JoinDecision:
    """The decision where the only sign is that the first text has no end: a cut if both are
    prose."""
    if not prose or _CAPTION.match(before):
        return "whole"
    if begins or _is_line(after):
        return "perhaps cut"
    sure = running or len(before) >= _LONG or _SENTENCE.search(before) or _BEGINS.match(before)
    return "join" if sure else "perhaps joined"


def _is_prose(text: str) -> bool:
    """Whether a line without an end is running text."""
    if is_form_line(text):
        return False
    return len(text) >= _BARE or _CLAUSE.search(text, 0, len(text) - 1) is not None


def _is_line(text: str) -> bool:
    """Whether a line is short and has no end: one of a list, a form or a table."""
    return len(text) < _BARE and not ends_sentence(text) and not _STOP_INSIDE.search(text)


def join_texts(before: str, after: str) -> tuple[str, str]:
    """(the first text, the separator) for joining two texts; a hyphen that only marks the cut of a
    Latin word is removed from the first."""
    if _LATIN_CUT.search(before) and re.match("[a-z]", after):
        return before[:-1], ""
    latin = re.search("[A-Za-z0-9,.;]$", before) and re.match("[A-Za-z]", after)
    return before, " " if latin and not before.endswith("-") else ""
