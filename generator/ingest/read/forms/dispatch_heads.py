"""The head of a dispatch: source, place, date and 电 or 讯, as in 本报讯, 新华社西安3月18日电.

Text in, a :class:`DispatchHead` or :class:`StaffHead` out. The words behind 电 or 讯 tell a head
from 供电, 致电 and 资讯. Names behind a head are parsed by
:mod:`generator.ingest.read.forms.openings`.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from generator.ingest.read.forms import dates
from generator.ingest.read.forms.folding import fold, printed_group
from generator.ingest.read.forms.places import completes_other_word, is_known, is_place, name_length
from generator.ingest.read.forms.roles import HAN, HOUSE_ENDS, HOUSES, RANKS, ROLES, SURE_ENDS
from generator.model.article import Dateline

_LOCAL = ("本市", "本版")
"""Words before 讯 that are no source: 本市讯."""
_NO_WIRE = frozenset(("本社", "本刊", "本网", "本台"))
"""Sources that are named before 电 only with a place or a date; 本社电：0352 is a telephone
number."""
_SENT = r"(?P<sent>(?:专|急|综合)?电|(?:专|快|特|综合)?讯|消息)"
_DATED = dates.DATE.replace("?P<", "?P<on_")
_HEAD = re.compile(
    rf"(?:据|综合)?(?P<house>(?P<known>(?:{HOUSES})(?:、(?:{HOUSES}))*)"
    rf"|[{HAN}A-Za-z0-9]{{1,8}}?(?:{HOUSE_ENDS})(?=\S{{0,24}}[讯电]))\s*"
    rf"(?:(?P<place>[{HAN}·]{{1,12}}?)\s*)??(?P<date>{_DATED})?\s*{_SENT}"
)
_FOLLOWS_HEAD = re.compile(rf"[\s()\[\],.:、。;—-]|(?:{HOUSES})?(?:{RANKS})*(?:{ROLES})|题\s?:|$")
"""What may follow a head: a bracket, white space, punctuation, a reporter or nothing."""
_NEWS_BEGINS = re.compile(
    r"昨|今[天日早晨晚]|近日|近来|日前|前[天日]|连日|[0-9一二三四五六七八九十]{1,3}[月日]"
)
"""The first words of a text that follows 讯 without a mark."""
_NO_HOUSE = re.compile("[的了是在从与向对被把已也还由这那该各某每据称]|关于|因为|所有")
"""Words that stand in no name of a source."""
_SURE_HOUSE = re.compile(rf".+(?:{SURE_ENDS})")
_CALLS = frozenset("话影视報报")
"""Characters that make another word of 电 even behind a place and a date: 电话, 电视."""
_COMPOUNDS = _CALLS | frozenset(
    "力脑动子台网商价能器池站缆压流讯梯车路源线量费气信焊击磁波极竞扇灯厂机箱工业汇表玩镀荷容阻炉热瓶单员息号问飞连速期情鸽断鸟实"
)
"""Characters that make another word of 电 or 讯: 电力, 讯息."""
_STAFF = re.compile(
    rf"(?P<who>(?P<house>{HOUSES}|[{HAN}]{{1,8}}?(?:{SURE_ENDS}))?(?:驻[{HAN}]{{1,6}}?)?"
    rf"(?:{RANKS})*(?:{ROLES})\s*)(?P<run>[{HAN}·][{HAN}·、/ ]{{1,28}}?)"
)
"""A reporter before the place: 本报记者王明北京."""
_WIRED = re.compile(rf"{_STAFF.pattern}\s*(?P<date>{_DATED})(?:专|综合)?[电讯]")
_REPORTED = re.compile(rf"{_STAFF.pattern}(?P<from>综合|外电)*报[道导]")


class DispatchHead(msgspec.Struct, frozen=True):
    """The facts before the people of a dispatch."""

    source: str
    """As printed."""
    dateline: Dateline | None
    end: int
    """Offset behind 电 or 讯."""


class StaffHead(msgspec.Struct, frozen=True):
    """The facts of a head that names its reporter before the place: 本报记者王明北京3月18日电."""

    people: str
    """The words that name people."""
    source: str
    dateline: Dateline | None
    end: int


def head(text: str, folded: str, edition: dt.date) -> DispatchHead | None:
    """The head that a text begins with; None if there is none. ``folded`` is the folded
    ``text``."""
    match = _HEAD.match(folded)
    if match is None or not _is_dispatch_head(match, folded):
        return None
    place = printed_group(text, match, "place")
    line = dates.dateline("" if fold(place) == "综合" else place, match["date"], edition)
    return DispatchHead(printed_group(text, match, "house"), line, match.end())


def _is_dispatch_head(match: re.Match[str], folded: str) -> bool:
    """Whether a match is a head and not the beginning of a sentence."""
    house, place = match["house"], (match["place"] or "").replace("综合", "")
    known = match["known"] is not None
    if (place and not is_place(place)) or (not known and _NO_HOUSE.search(house)):
        return False
    closed = _FOLLOWS_HEAD.match(folded, match.end()) is not None
    if house in _LOCAL and (place or match["date"] or not match["sent"].endswith("讯")):
        return False
    if match["date"]:
        return _is_dated_head(match, place, known, closed, folded[match.end() : match.end() + 1])
    if place:
        return closed and _is_placed_head(
            match["sent"], place, known, _SURE_HOUSE.fullmatch(house) is not None
        )
    if match["sent"].endswith("讯"):
        return closed or (known and _NEWS_BEGINS.match(folded, match.end()) is not None)
    return closed and known and not (house in _NO_WIRE and match["sent"] != "消息")


def _is_dated_head(match: re.Match[str], place: str, known: bool, closed: bool, after: str) -> bool:
    """Whether a match with a date is a head: 新华社北京1月7日电. Behind a date 电 is a dispatch,
    unless it begins a word like 电话."""
    if not known or match["sent"] == "消息":
        return closed and (known or match["sent"] != "消息")
    return closed or after not in (_CALLS if place else _COMPOUNDS)


def _is_placed_head(sent: str, place: str, known: bool, sure: bool) -> bool:
    """Whether a match with a place and no date is a head: 本报太原讯. Before 电 the place must be a
    well-known one."""
    if sent.endswith("讯"):
        return (known or sure) and (len(sent) > 1 or not completes_other_word(place))
    return known and (sent in ("专电", "急电") or is_known(place))


def staff_wire_head(text: str, edition: dt.date) -> StaffHead | None:
    """本报记者王明北京3月18日电 at the beginning of a text."""
    match = _WIRED.match(fold(text))
    return _staff(text, match, edition) if match else None


def staff_report_head(text: str) -> StaffHead | None:
    """記者王明／台北報導 at the beginning of a text."""
    match = _REPORTED.match(fold(text))
    return _staff(text, match, None) if match else None


def _staff(text: str, match: re.Match[str], edition: dt.date | None) -> StaffHead | None:
    """The head of a match, its run of Han characters divided into names and a place."""
    run = text[match.start("run") : match.end("run")].rstrip()
    last = max(run.rfind(mark) for mark in " 　、/／╱")
    tail = run[last + 1 :]
    parted = fold(run[last]) != "、" if last >= 0 else False
    size = 0 if parted and is_place(tail) and (edition or fold(run[last]) == "/") else None
    if size is None:
        size = name_length(tail)
    place = tail[size:].strip()
    if place and not is_place(place):
        return None
    people = text[: match.start("run")] + run[: last + 1 + size].rstrip(" 　/／╱")
    day = match.groupdict().get("date")
    line = dates.dateline(place, day, edition) if edition else (Dateline(place) if place else None)
    return StaffHead(people, printed_group(text, match, "house"), line, match.end())
