"""What closes an article or a page: 责编 lines, (据新华社电), (完), notes for a group of items.

Knows the words; refuses to decide to which article a page's credit belongs: to none.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from generator.ingest.read.forms import dates
from generator.ingest.read.forms.folding import fold, printed_group
from generator.ingest.read.forms.roles import HAN, HOUSES
from generator.model.article import Dateline

_DESK = (
    "责任编辑|责任校对|责任排版|责编|值班编辑|值班编委|值班主任|值班总编|一版编辑|版面编辑|美术编辑|视觉编辑|图片编辑|"
    "执行主编|主编|编辑|编审|终审|校对|检校|审校|美编|版式|版面设计|版式设计|组版|排版|制图|制版|照排|设计|视觉|监制|统筹|审读"
)
_NAMES = rf"[{HAN}]{{1,4}}(?:[\s、,·/][{HAN}]{{1,4}})*"
_DAY = r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日\s*(?:星期[一二三四五六日天]\s*)?"
_NUMBER = rf"(?:第?\s*[A-Z]{{0,2}}{dates.NUMERAL}\s*版|[A-Z]{{1,2}}[0-9]{{1,3}})"
_FOLIO = re.compile(
    rf"(?:{_DAY})?(?:{_NUMBER}(?:\s*[{HAN}]{{2,8}})?|[{HAN}]{{2,8}}\s+{_NUMBER})\s*(?:{_DAY})?"
    rf"|{_DAY}(?:农历\S{{2,14}})?"
)
_PAGE_CREDIT = re.compile(
    rf"[(\[]?\s*(?:{_DAY})?(?:本版|今日(?:共?{dates.NUMERAL}版)?|第?{dates.NUMERAL}版)?\s*(?:{_DESK})(?:/(?:{_DESK}))*\s*(?:[:/]\s*|\s+){_NAMES}"
    rf"(?:[\s、,;|/]*(?:{_DESK}|电话|邮箱|电子信箱|E-?mail|热线)\s*(?:[:/]\s*|\s+)(?:{_NAMES}|[\w.@+-]+))*\s*[)\]]?",
    re.IGNORECASE,
)
_GRAPHIC = re.compile(rf"[(\[]?\s*制图\s*(?:[:/]\s*|\s+){_NAMES}\s*[)\]]?")
_WHOLE_PAGE = re.compile(
    r"[(\[]?本版(?:文字|图片|照片|稿件|文图|图文|文/图)[^。;]{2,36}?(?:摄|采写|提供|撰文|整理)?[)\]]?"
)
_CLOSING = re.compile(
    rf"[(\[](?P<from>据|综合|均据|来源:)?(?P<house>(?:{HOUSES})(?:、(?:{HOUSES}))*)(?P<place>[{HAN}]{{2,8}}?)?"
    rf"(?P<date>(?:{dates.NUMERAL}月)?{dates.NUMERAL}日)?(?:专|综合)?(?:电|讯|消息|报道|供稿)\s*[)\]]\s*$"
)
_GROUP = re.compile(r"[(\[][^()]{0,8}(?:本栏|本版|以上|除署名外|均)[^()]{0,16}[)\]]")
_ENDING = re.compile(
    r"[(\[]\s*(?:未完待续|待续|完|附图片?\d*张?|附图|下同)\s*[)\]]\s*$"
    rf"|第?[A-Z]{{0,2}}{dates.NUMERAL}版\s*[)\]]?\s*$"  # a line of contents
)
_WEB = re.compile(
    rf"[(\[]?\s*(?:《?[{HAN}]{{2,8}}》?)?\s*[(\[]?\s*[0-9]{{4}}[年.-][0-9]{{1,2}}[月.-][0-9]{{1,2}}日?"
    r"\s*(?:星期[一二三四五六日天]\s*)?(?:第?\s*[A-Z]{0,2}[0-9]{1,3}\s*版?)[^()。,]{0,12}[)\]]?"
)


@dataclass(frozen=True, slots=True)
class Closing:
    """Whose text it was, said behind the last sentence."""

    source: str
    dateline: Dateline | None


def is_page_credit(text: str) -> bool:
    """Whether a line says who made the page (责编, 校对, 版式) and nothing else."""
    folded = fold(text).strip()
    if len(folded) > 90:
        return False
    return bool(_PAGE_CREDIT.fullmatch(folded) or _WHOLE_PAGE.fullmatch(folded))


def is_graphic_credit(text: str) -> bool:
    """Whether a line says who drew a graphic and nothing else (制图/X): an article's, unless it
    stands among those who made the page."""
    return _GRAPHIC.fullmatch(fold(text).strip()) is not None


def is_folio(text: str) -> bool:
    """Whether a line is a page's number, name or day (第4版　社会新闻, 要闻 A1) and nothing else;
    only at the top of a page is it one."""
    folded = fold(text).strip()
    return len(folded) <= 40 and _FOLIO.fullmatch(folded) is not None


def is_group_note(text: str) -> bool:
    """Whether a line says something of several items: (本栏均据新华社电)."""
    folded = fold(text).strip()
    return len(folded) <= 30 and _GROUP.fullmatch(folded) is not None


def group_source(text: str) -> str:
    """The house a group's note names; empty where the text is no such note."""
    if not is_group_note(text):
        return ""
    match = re.search(HOUSES, fold(text))
    return text[match.start() : match.end()] if match else ""


def is_web_furniture(text: str) -> bool:
    """Whether a line is only a paper's date and page, as web copies carry it."""
    folded = fold(text).strip()
    return len(folded) <= 40 and _WEB.fullmatch(folded) is not None


def has_ending_note(text: str) -> bool:
    """Whether a text says itself that it ends here, or goes on: (完), (未完待续), …A8版."""
    return _ENDING.search(fold(text[-16:])) is not None


def closing(text: str, edition: dt.date) -> Closing | None:
    """What a bracket behind a text says of where it came from: (据新华社电)."""
    tail = text[-40:]
    match = _CLOSING.search(fold(tail))
    if match is None:
        return None
    place = printed_group(tail, match, "place")
    dateline = dates.dateline(place, match["date"], edition)
    return Closing(printed_group(tail, match, "house"), dateline)
