"""The opening of a dispatch: 本报讯(记者 X)…, 新华社西安3月18日电(记者X Y)…, 【明報專訊】….

The text of a paragraph in, an :class:`Opening` (source, dateline, people) out. Sentences that begin
alike are none: 国网大同供电公司…, 本市昨日大面积停电, 据报道,….
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec
from msgspec.structs import replace

from generator.ingest.read.forms import dispatch_heads
from generator.ingest.read.forms.boxed_openings import boxed_opening
from generator.ingest.read.forms.folding import fold, printed_group
from generator.ingest.read.forms.name_lists import all_likely, likely, may_be_name
from generator.ingest.read.forms.people import nameless, people
from generator.ingest.read.forms.roles import HAN, HOUSES
from generator.model.article import Byline, Dateline

_MAX_LENGTH = 200
"""The longest opening (characters)."""
_MAY_OPEN = re.compile("[【〔［\\[(（]|.{1,48}?(?:[讯訊电電]|消息|报道|報道|報導)", re.DOTALL)
"""Matches every opening and few other paragraphs; tried first, to skip most paragraphs."""
_STAFF = re.compile(rf"[{HAN}]{{0,16}}?(?:记者|特派员|编译|通讯员)")
"""The beginning of an opening that names a person first."""
_BRACKETED = re.compile(rf"\((?P<house>{HOUSES})(?:综合)?(?:消息|讯|报道)\)")
"""A source in brackets: (新华社消息)."""
_BRACKET = re.compile(r"\s*\(([^()]{1,80})\)")
_FREE = (
    re.compile(r"\s*(?P<who>[^。;:()]{2,60}?)\s*(?:综合|联合)?报道\s*[:,]"),
    re.compile(rf"\s*(?P<who>[^。;:()]{{2,60}}?)\s+(?:发?自)?[{HAN}]{{2,5}}(?:综合)?报道\s*[:,]"),
)
"""People behind a head without a bracket, before 报道."""
_VERB = "从|在|昨|今|日前|近日|获悉|了解|报道|采访|走进|来到|,|:|由|就|对|自|向|跟|随|为|到|于|最近"
"""The words that may follow a reporter's name in a sentence."""
_LOOSE = re.compile(
    rf"\s*(?P<who>(?:(?:{HOUSES})?(?:驻[{HAN}]{{1,6}}?)?记者)\s*"
    rf"(?P<name>[{HAN}]{{2,4}}?|[{HAN}] [{HAN}]))\s*(?={_VERB})"
)
"""A reporter and a name right behind a head, before a verb: 本报讯 记者王明从……获悉."""


class Opening(msgspec.Struct, frozen=True):
    """The facts in the first words of a dispatch."""

    source: str
    """The source (来源), as printed."""
    dateline: Dateline | None
    people: tuple[Byline, ...]
    end: int
    """Offset behind the opening."""


def opening(text: str, edition: dt.date) -> Opening | None:
    """The opening of a paragraph; None if there is none. ``edition`` is the day of the edition."""
    if not _MAY_OPEN.match(text):
        return None
    reach = text[:_MAX_LENGTH]
    folded = fold(reach)
    first = (
        _boxed(reach, folded, edition) or _bracketed(reach, folded) or _head(reach, folded, edition)
    )
    if first is None:
        return _by_staff(reach, folded, edition)
    named, end = _people_behind(reach, folded, first)
    return Opening(first.source, first.dateline, first.people + named, end)


def _head(text: str, folded: str, edition: dt.date) -> Opening | None:
    """The opening of a head alone: 本报讯."""
    head = dispatch_heads.head(text, folded, edition)
    return Opening(head.source, head.dateline, (), head.end) if head else None


def _boxed(text: str, folded: str, edition: dt.date) -> Opening | None:
    """The opening of a text in brackets."""
    box = boxed_opening(text, folded, edition) if folded[0] in "[(" else None
    return Opening(box.source, box.dateline, box.people, box.end) if box else None


def _bracketed(text: str, folded: str) -> Opening | None:
    """The opening of a source in brackets."""
    house = _BRACKETED.match(folded)
    if house is None:
        return None
    return Opening(printed_group(text, house, "house"), None, (), house.end())


def _by_staff(text: str, folded: str, edition: dt.date) -> Opening | None:
    """The opening of 本报记者王明北京3月18日电, 本报记者王明报道：, 記者王明／台北報導 without
    brackets."""
    if not _STAFF.match(folded):
        return None
    staff = dispatch_heads.staff_wire_head(text, edition)
    if staff is None:
        staff = dispatch_heads.staff_report_head(text)
        if staff is None or not re.match(r"\s*:|\s+\S", fold(text[staff.end :])):
            return None
    named = people(staff.people)
    if not named or not all(likely(b.name) or may_be_name(b.name) for b in named):
        return None
    return Opening(staff.source, staff.dateline, _trimmed(named), staff.end)


def _people_behind(text: str, folded: str, head: Opening) -> tuple[tuple[Byline, ...], int]:
    """(people, offset behind them) right behind a head."""
    house = head.source.split("、")[0]
    rest, at = folded[head.end :], head.end
    if bracket := _BRACKET.match(rest):
        inside = text[at + bracket.start(1) : at + bracket.end(1)]
        named = people(inside, house) or _names_alone(inside, house)
        return _trimmed(named or ()), at + bracket.end() if named else head.end
    for form in (*_FREE, _LOOSE):
        if who := form.match(rest):
            words = text[at + who.start("who") : at + who.end("who")]
            named = people(words, house)
            if named and not nameless(named):
                return _trimmed(named), at + who.end("who")
    return (), head.end


def _trimmed(named: tuple[Byline, ...]) -> tuple[Byline, ...]:
    """The people, without the marks behind their printed words, which stay in the text."""
    return tuple(replace(byline, printed=byline.printed.rstrip(" 、，,;；")) for byline in named)


def _names_alone(inside: str, house: str) -> tuple[Byline, ...] | None:
    """The people of 电（X、Y）: names without a role."""
    spans = all_likely(fold(inside))
    if not spans:
        return None
    ends = [start for start, _ in spans[1:]] + [len(inside)]
    starts = [0, *(start for start, _ in spans[1:])]
    names = ("".join(inside[start : start + length].split()) for start, length in spans)
    parts = (inside[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return tuple(Byline((), name, house, part) for name, part in zip(names, parts, strict=True))
