"""Lines about a page or about several articles: 责编 lines, (据新华社电), (完), (本栏均据新华社电).

Text in; whether it is such a line, or the source it names, out.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from generator.ingest.read.forms import dates
from generator.ingest.read.forms.folding import fold, printed_group
from generator.ingest.read.forms.roles import HAN, HOUSES
from generator.model.article import Dateline

_STAFF_ROLES = (
    "责任编辑|责任校对|责任排版|责编|值班编辑|值班编委|值班主任|值班总编|一版编辑|版面编辑|美术编辑|视觉编辑|图片编辑|"
    "执行主编|主编|编辑|编审|终审|校对|检校|审校|美编|版式|版面设计|版式设计|组版|排版|制图|制版|照排|设计|视觉|监制|统筹|审读"
)
"""The roles of those who make a page."""
_NAMES = rf"[{HAN}]{{1,4}}(?:[\s、,·/][{HAN}]{{1,4}})*"
_DAY = r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日\s*(?:星期[一二三四五六日天]\s*)?"
_NUMBER = rf"(?:第?\s*[A-Z]{{0,2}}{dates.NUMERAL}\s*版|[A-Z]{{1,2}}[0-9]{{1,3}})"
_FOLIO = re.compile(
    rf"(?:{_DAY})?(?:{_NUMBER}(?:\s*[{HAN}]{{2,8}})?|[{HAN}]{{2,8}}\s+{_NUMBER})\s*(?:{_DAY})?"
    rf"|{_DAY}(?:农历\S{{2,14}})?"
)
"""The number, name and date of a page: 第4版 社会新闻, 要闻 A1."""
_PAGE_CREDIT = re.compile(
    rf"[(\[]?\s*(?:{_DAY})?(?:本版|今日(?:共?{dates.NUMERAL}版)?|第?{dates.NUMERAL}版)?\s*(?:{_STAFF_ROLES})(?:/(?:{_STAFF_ROLES}))*\s*(?:[:/]\s*|\s+){_NAMES}"
    rf"(?:[\s、,;|/]*(?:{_STAFF_ROLES}|电话|邮箱|电子信箱|E-?mail|热线)\s*(?:[:/]\s*|\s+)(?:{_NAMES}|[\w.@+-]+))*\s*[)\]]?",
    re.IGNORECASE,
)
"""责任编辑：王芳, with any number of roles, names and addresses."""
_GRAPHIC = re.compile(rf"[(\[]?\s*制图\s*(?:[:/]\s*|\s+){_NAMES}\s*[)\]]?")
_WHOLE_PAGE = re.compile(
    r"[(\[]?本版(?:文字|图片|照片|稿件|文图|图文|文/图)[^。;]{2,36}?(?:摄|采写|提供|撰文|整理)?[)\]]?"
)
"""A credit for the whole page: 本版图片均由本报记者摄."""
_CLOSING = re.compile(
    rf"[(\[](?P<from>据|综合|均据|来源:)?(?P<house>(?:{HOUSES})(?:、(?:{HOUSES}))*)(?P<place>[{HAN}]{{2,8}}?)?"
    rf"(?P<date>(?:{dates.NUMERAL}月)?{dates.NUMERAL}日)?(?:专|综合)?(?:电|讯|消息|报道|供稿)\s*[)\]]\s*$"
)
"""The source behind a text: (据新华社北京3月18日电)."""
_GROUP = re.compile(r"[(\[][^()]{0,8}(?:本栏|本版|以上|除署名外|均)[^()]{0,16}[)\]]")
"""A note in brackets on several items."""
_ENDING = re.compile(
    r"[(\[]\s*(?:未完待续|待续|完|附图片?\d*张?|附图|下同)\s*[)\]]\s*$"
    rf"|第?[A-Z]{{0,2}}{dates.NUMERAL}版\s*[)\]]?\s*$"  # a line of contents
)
"""The end of a text in words: (完), (未完待续); or the page number of a line of contents."""
_WEB_LINE = re.compile(
    rf"[(\[]?\s*(?:《?[{HAN}]{{2,8}}》?)?\s*[(\[]?\s*[0-9]{{4}}[年.-][0-9]{{1,2}}[月.-][0-9]{{1,2}}日?"
    r"\s*(?:星期[一二三四五六日天]\s*)?(?:第?\s*[A-Z]{0,2}[0-9]{1,3}\s*版?)[^()。,]{0,12}[)\]]?"
)
"""The newspaper, date and page above an article copied from the web."""


class Closing(msgspec.Struct, frozen=True):
    """The source that is named behind the last sentence of a text."""

    source: str
    dateline: Dateline | None


def is_page_credit(text: str) -> bool:
    """Whether a line names those who made the page (责编, 校对, 版式) and nothing else."""
    folded = fold(text).strip()
    if len(folded) > 90:
        return False
    return bool(_PAGE_CREDIT.fullmatch(folded) or _WHOLE_PAGE.fullmatch(folded))


def is_graphic_credit(text: str) -> bool:
    """Whether a line names who drew a graphic (制图/X) and nothing else. It belongs to an article
    unless it stands beside a page credit."""
    return _GRAPHIC.fullmatch(fold(text).strip()) is not None


def is_folio(text: str) -> bool:
    """Whether a line is a page's number, name or date (第4版 社会新闻, 要闻 A1) and nothing else.
    Only at the top of a page is it a folio."""
    folded = fold(text).strip()
    return len(folded) <= 40 and _FOLIO.fullmatch(folded) is not None


def is_group_note(text: str) -> bool:
    """Whether a line is a note on several items: (本栏均据新华社电)."""
    folded = fold(text).strip()
    return len(folded) <= 30 and _GROUP.fullmatch(folded) is not None


def group_source(text: str) -> str:
    """The source that a note on several items names; empty if the text is no such note."""
    if not is_group_note(text):
        return ""
    match = re.search(HOUSES, fold(text))
    return text[match.start() : match.end()] if match else ""


def is_web_furniture(text: str) -> bool:
    """Whether a line is the date and page above an article copied from the web, and nothing
    else."""
    folded = fold(text).strip()
    return len(folded) <= 40 and _WEB_LINE.fullmatch(folded) is not None


def has_ending_note(text: str) -> bool:
    """Whether a text ends with (完), (未完待续) or a page number: …A8版."""
    return _ENDING.search(fold(text[-16:])) is not None


def closing(text: str, edition: dt.date) -> Closing | None:
    """The source in brackets behind a text: (据新华社电). None if there is none."""
    tail = text[-40:]
    match = _CLOSING.search(fold(tail))
    if match is None:
        return None
    place = printed_group(tail, match, "place")
    dateline = dates.dateline(place, match["date"], edition)
    return Closing(printed_group(tail, match, "house"), dateline)
