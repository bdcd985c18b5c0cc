"""The head of a dispatch: house, place, day and 电 or 讯: 本报讯, 新华社西安3月18日电.

Knows what may stand behind a head, and from that takes 供电, 致电 and 资讯 for what they are.
Refuses to read the people behind it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from generator.ingest.read.forms import dates
from generator.ingest.read.forms.folding import fold, printed_group
from generator.ingest.read.forms.places import completes_other_word, is_known, is_place, name_length
from generator.ingest.read.forms.roles import HAN, HOUSE_ENDS, HOUSES, RANKS, ROLES, SURE_ENDS
from generator.model.article import Dateline

_LOCAL = ("本市", "本版")
"""What is no house, but stands before 讯 like one."""
_NO_WIRE = frozenset(("本社", "本刊", "本网", "本台"))
"""Houses that print no dispatches by wire without a place or a day: 本社电：0352."""
_SENT = r"(?P<sent>(?:专|急|综合)?电|(?:专|快|特|综合)?讯|消息)"
_DATED = dates.DATE.replace("?P<", "?P<on_")
_HEAD = re.compile(
    rf"(?:据|综合)?(?P<house>(?P<known>(?:{HOUSES})(?:、(?:{HOUSES}))*)"
    rf"|[{HAN}A-Za-z0-9]{{1,8}}?(?:{HOUSE_ENDS})(?=\S{{0,24}}[讯电]))\s*"
    rf"(?:(?P<place>[{HAN}·]{{1,12}}?)\s*)??(?P<date>{_DATED})?\s*{_SENT}"
)
_BEHIND = re.compile(rf"[\s()\[\],.:、。;—-]|(?:{HOUSES})?(?:{RANKS})*(?:{ROLES})|题\s?:|$")
"""What stands behind a head: a bracket, a space, a mark, a reporter, or nothing."""
_DAY = re.compile(
    r"昨|今[天日早晨晚]|近日|近来|日前|前[天日]|连日|[0-9一二三四五六七八九十]{1,3}[月日]"
)
"""What news may begin with where nothing parts it from 讯."""
_NO_HOUSE = re.compile("[的了是在从与向对被把已也还由这那该各某每据称]|关于|因为|所有")
_SURE = re.compile(rf".+(?:{SURE_ENDS})")
_CALLS = frozenset("话影视報报")
_COMPOUNDS = _CALLS | frozenset(
    "力脑动子台网商价能器池站缆压流讯梯车路源线量费气信焊击磁波极竞扇灯厂机箱工业汇表玩镀荷容阻炉热瓶单员息号问飞连速期情鸽断鸟实"
)
"""What makes another word of 电 or 讯."""
_STAFF = re.compile(
    rf"(?P<who>(?P<house>{HOUSES}|[{HAN}]{{1,8}}?(?:{SURE_ENDS}))?(?:驻[{HAN}]{{1,6}}?)?"
    rf"(?:{RANKS})*(?:{ROLES})\s*)(?P<run>[{HAN}·][{HAN}·、/ ]{{1,28}}?)"
)
_WIRED = re.compile(rf"{_STAFF.pattern}\s*(?P<date>{_DATED})(?:专|综合)?[电讯]")
_REPORTED = re.compile(rf"{_STAFF.pattern}(?P<from>综合|外电)*报[道导]")


@dataclass(frozen=True, slots=True)
class DispatchHead:
    """What stands before the people of a dispatch."""

    source: str
    """As printed."""
    dateline: Dateline | None
    end: int
    """An offset in the text."""


@dataclass(frozen=True, slots=True)
class StaffHead:
    """A head that names its reporter before the place: 本报记者王明北京3月18日电."""

    people: str
    """The words that name people."""
    source: str
    dateline: Dateline | None
    end: int


def head(text: str, folded: str, edition: dt.date) -> DispatchHead | None:
    """The head a text begins with; None where it begins with none."""
    read = _HEAD.match(folded)
    if read is None or not _is_dispatch_head(read, folded):
        return None
    place = printed_group(text, read, "place")
    line = dates.dateline("" if fold(place) == "综合" else place, read["date"], edition)
    return DispatchHead(printed_group(text, read, "house"), line, read.end())


def _is_dispatch_head(read: re.Match[str], folded: str) -> bool:
    """Whether what looks like a head is one."""
    house, place = read["house"], (read["place"] or "").replace("综合", "")
    known = read["known"] is not None
    if (place and not is_place(place)) or (not known and _NO_HOUSE.search(house)):
        return False
    closed = _BEHIND.match(folded, read.end()) is not None
    if house in _LOCAL and (place or read["date"] or not read["sent"].endswith("讯")):
        return False
    if read["date"]:
        return _is_dated_head(read, place, known, closed, folded[read.end() : read.end() + 1])
    if place:
        return closed and _is_placed_head(
            read["sent"], place, known, _SURE.fullmatch(house) is not None
        )
    if read["sent"].endswith("讯"):
        return closed or (known and _DAY.match(folded, read.end()) is not None)
    return closed and known and not (house in _NO_WIRE and read["sent"] != "消息")


def _is_dated_head(read: re.Match[str], place: str, known: bool, closed: bool, after: str) -> bool:
    """新华社北京1月7日电…: a day before it leaves 电 no other meaning but 电话 and its like."""
    if not known or read["sent"] == "消息":
        return closed and (known or read["sent"] != "消息")
    return closed or after not in (_CALLS if place else _COMPOUNDS)


def _is_placed_head(sent: str, place: str, known: bool, sure: bool) -> bool:
    """本报太原讯: without a day a place must be a well-known one before 电."""
    if sent.endswith("讯"):
        return (known or sure) and (len(sent) > 1 or not completes_other_word(place))
    return known and (sent in ("专电", "急电") or is_known(place))


def staff_wire_head(text: str, edition: dt.date) -> StaffHead | None:
    """本报记者王明北京3月18日电, at the beginning of a text."""
    read = _WIRED.match(fold(text))
    return _staff(text, read, edition) if read else None


def staff_report_head(text: str) -> StaffHead | None:
    """記者王明／台北報導, at the beginning of a text."""
    read = _REPORTED.match(fold(text))
    return _staff(text, read, None) if read else None


def _staff(text: str, read: re.Match[str], edition: dt.date | None) -> StaffHead | None:
    run = text[read.start("run") : read.end("run")].rstrip()
    last = max(run.rfind(mark) for mark in " 　、/／╱")
    tail = run[last + 1 :]
    parted = fold(run[last]) != "、" if last >= 0 else False
    size = 0 if parted and is_place(tail) and (edition or fold(run[last]) == "/") else None
    if size is None:
        size = name_length(tail)
    place = tail[size:].strip()
    if place and not is_place(place):
        return None
    people = text[: read.start("run")] + run[: last + 1 + size].rstrip(" 　/／╱")
    day = read.groupdict().get("date")
    line = dates.dateline(place, day, edition) if edition else (Dateline(place) if place else None)
    return StaffHead(people, printed_group(text, read, "house"), line, read.end())
