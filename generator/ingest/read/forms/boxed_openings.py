"""Openings in brackets: 【明報專訊】, （中央社台北19日電）, 〔記者王明／台北報導〕.

Text in, a :class:`BoxedOpening` (source, dateline, people) out. Labels are none: 【台风预警】,
【社会新闻】, 【快讯】.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from generator.ingest.read.forms import dispatch_heads
from generator.ingest.read.forms.folding import fold
from generator.ingest.read.forms.people import nameless, people
from generator.ingest.read.forms.roles import HAN, HOUSE_ENDS, HOUSES
from generator.model.article import Byline, Dateline

_BRACKET = re.compile(r"[\[(](?P<inside>[^()\[\]]{2,40})[)\]]")
_REPORT_WORDS = "综合报道|报道|文章|消息|专稿|特稿|综合|讯"
_HOUSE = re.compile(
    rf"(?P<house>(?P<known>{HOUSES})|(?P<topic>[{HAN}A-Za-z0-9]{{1,12}}?)(?:{HOUSE_ENDS}))(?:{_REPORT_WORDS})"
    rf"|(?P<alone>{HOUSES}|[{HAN}A-Za-z]{{2,10}}(?:日报|新闻台|电视台|通讯社|广播电台|都市报))"
)
"""A source in brackets: 【明報專訊】, 【中央广播电台】."""
_TOPIC = re.compile(
    "社会|国际|国内|体育|娱乐|财经|本地|本市|民生|时政|经济|法制|法治|文化|图片|[今昨]日|最新|头条|重要|综合|科技|健康|教育"
    "|一周|港闻|地方|专题|深度|独家|特别|现场|相关|热点|焦点|互联|社會|國際|國內|體育|娛樂|財經|經濟|圖片|熱點|港聞"
)
"""Words of section names, which end like a source: 【社会新闻】."""
_LOCAL = ("本市", "本版")


class BoxedOpening(msgspec.Struct, frozen=True):
    """The facts in brackets at the beginning of a text."""

    source: str
    dateline: Dateline | None
    people: tuple[Byline, ...]
    end: int
    """Offset behind the bracket."""


def boxed_opening(text: str, folded: str, edition: dt.date) -> BoxedOpening | None:
    """The opening in brackets that a text begins with; None if there is none."""
    box = _BRACKET.match(folded)
    if box is None:
        return None
    square = folded[0] == "["
    if not square and not folded[box.end() :].strip():
        return None  # (本报香港12月6日电) on a line of its own closes a text
    inside = text[box.start("inside") : box.end("inside")]
    return (
        _staff_box(inside, box.end(), edition)
        or _people_box(inside, box.end())
        or _head_box(inside, box.end(), edition)
        or (_house_box(inside, box.end()) if square else None)
    )


def _staff_box(inside: str, end: int, edition: dt.date) -> BoxedOpening | None:
    """〔記者王明／台北報導〕: a reporter, then the place."""
    staff = dispatch_heads.staff_wire_head(inside, edition) or dispatch_heads.staff_report_head(
        inside
    )
    if staff is None or staff.end < len(inside.rstrip()):
        return None
    named = people(staff.people)
    if not named or nameless(named):
        return None
    return BoxedOpening(staff.source, staff.dateline, named, end)


def _people_box(inside: str, end: int) -> BoxedOpening | None:
    """（本报记者 王明）: people with a role."""
    named = people(inside)
    if not named or nameless(named) or not any(byline.roles for byline in named):
        return None
    return BoxedOpening(named[0].house, None, named, end)


def _head_box(inside: str, end: int, edition: dt.date) -> BoxedOpening | None:
    """（中央社台北19日電）: the head of a dispatch, with or without people."""
    head = dispatch_heads.head(inside, fold(inside), edition)
    if head is None:
        return None
    rest = inside[head.end :].strip()
    named = people(rest, head.source) if rest else ()
    if named is None or nameless(named):
        return None
    return BoxedOpening(head.source, head.dateline, named, end)


def _house_box(inside: str, end: int) -> BoxedOpening | None:
    """【明報專訊】: a source alone."""
    house = _HOUSE.fullmatch(fold(inside).strip())
    if house is None:
        return None
    group = "alone" if house["alone"] else "house"
    if house[group] in _LOCAL or (house["topic"] and _TOPIC.search(house["topic"])):
        return None
    at = len(inside) - len(inside.lstrip())
    return BoxedOpening(inside[at + house.start(group) : at + house.end(group)], None, (), end)
