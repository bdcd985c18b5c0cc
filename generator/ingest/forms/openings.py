"""The opening of a dispatch: 本报讯(记者 X)…, 新华社西安3月18日电(记者X Y)…, 【明報專訊】….

Knows house, place, date and people in every mixture of marks and both scripts. Refuses to take a
sentence for an opening that only begins like one (昨日,记者从…; 据报道,…; 本报通讯员 X…).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from generator.ingest.forms import dates
from generator.ingest.forms.fold import fold
from generator.ingest.forms.names import names_in
from generator.ingest.forms.parts import WHO
from generator.ingest.forms.people import nameless, people
from generator.ingest.forms.words import HAN, HOUSE_ENDS, HOUSES
from generator.values.article import Byline, Dateline

_REACH = 200
"""No opening is longer (characters)."""
_MAY_OPEN = re.compile("[【〔［\\[(（]|.{1,48}?(?:[讯訊电電]|消息)", re.DOTALL)
"""What every opening is; asked first, because most paragraphs are none."""
_PLACE = rf"[{HAN}·]{{1,12}}?"
_SENT = (
    "讯(?!员|息|号|问|飞|连)|专?电(?![力影视话脑动子台网商价能器池站缆压流讯])"
    "|急电|快讯|专讯|特讯|消息"
)
_HEAD = re.compile(
    rf"(?:据|综合)?(?P<house>(?:{HOUSES})(?:、(?:{HOUSES}))*"
    rf"|[{HAN}]{{1,8}}?(?:{HOUSE_ENDS})(?=\S{{0,14}}[讯电]))\s*"
    rf"(?:(?P<place>{_PLACE})\s*(?P<date>{dates.DATE})"
    rf"|(?P<date2>{dates.DATE.replace('?P<', '?P<b')})"
    rf"|(?P<place2>{_PLACE}))?\s*(?:综合)?(?:{_SENT})"
)
_BOXED = re.compile(r"\[(?P<inside>[^\[\]]{2,40})\]")
_BRACKETED = re.compile(rf"\((?P<house>{HOUSES})(?:综合)?(?:消息|讯|报道)\)")
_BOX_PLACE = re.compile(rf"(?P<house>{HOUSES})(?P<place>[{HAN}]{{2,5}}?)(?<!专)(?<!综合)[讯电]")
_BOX_HOUSE = re.compile(
    rf"(?P<house>[{HAN}A-Za-z0-9]{{1,16}}?)(?:专讯|综合讯|讯|综合报道|报道|文章|专电|电|消息|专稿|特稿)?"
)
_BOX_REPORT = re.compile(
    rf"(?P<who>[^\s/]*记者\s*)(?P<run>[{HAN}]{{2,7}}?)(?:[\s/]+[{HAN}]{{2,6}})?报[道导]"
)
_FROM = re.compile(rf"\s*/?\s*([{HAN}]{{2,6}})报[道导]")
_AGENCY = re.compile(
    rf"\((?P<who>(?P<house>{HOUSES})记者)\s*(?P<name>[{HAN}]{{2,3}})\s*(?P<place>[{HAN}]{{2,5}}?)"
    rf"{dates.DATE}(?:专|综合)?[电讯]\)"
)
_BOX_WORD = re.compile(f"报|讯|社|网|台|电|新闻|{HOUSES}")
_BRACKET = re.compile(r"\s*\(([^()]{1,80})\)")
_FREE = (
    re.compile(r"\s*(?P<who>[^。;:()]{2,60}?)\s*(?:综合|联合)?报道\s*[:,]"),
    re.compile(rf"\s*(?P<who>[^。;:()]{{2,60}}?)\s+(?:发?自)?[{HAN}]{{2,5}}(?:综合)?报道\s*[:,]"),
)
_VERB = "从|在|昨|今|日前|近日|获悉|了解|报道|采访|走进|来到|,|:|由|就|对|自|向|跟|随|为|到|于|最近"
_LOOSE = re.compile(
    rf"\s*(?P<who>(?:(?:{HOUSES})?(?:驻[{HAN}]{{1,6}}?)?记者)\s*"
    rf"(?P<name>[{HAN}]{{2,4}}?|[{HAN}] [{HAN}]))\s*(?={_VERB})"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first words of a dispatch say."""

    source: str
    """来源, as printed."""
    dateline: Dateline | None
    people: tuple[Byline, ...]
    end: int
    """Where the opening ends in the paragraph (an offset)."""


def opening(text: str, edition: dt.date) -> Opening | None:
    """The opening a paragraph begins with; None where it begins with none."""
    if not _MAY_OPEN.match(text):
        return None
    folded = fold(text[:_REACH])
    found = (
        _boxed(text, folded)
        or _bracketed(text, folded)
        or _agency(text, folded, edition)
        or _head(text, folded, edition)
    )
    if found is None:
        return None
    named, end = _people_behind(text, folded, found)
    return Opening(found.source, found.dateline, found.people + named, end)


def _head(text: str, folded: str, edition: dt.date) -> Opening | None:
    found = _HEAD.match(folded)
    if found is None:
        return None
    place = _printed(text, found, "place") or _printed(text, found, "place2")
    if WHO.search(fold(place)):
        return None
    day = None
    if found["date"] or found["date2"]:
        stamp = re.search(dates.DATE, folded[found.start() : found.end()][len(found["house"]) :])
        day = dates.date(stamp, edition) if stamp else None
    if fold(place) == "综合":
        place = ""
    line = Dateline(place, day) if place or day else None
    return Opening(_printed(text, found, "house"), line, (), found.end())


def _bracketed(text: str, folded: str) -> Opening | None:
    found = _BRACKETED.match(folded)
    return Opening(_printed(text, found, "house"), None, (), found.end()) if found else None


def _boxed(text: str, folded: str) -> Opening | None:
    box = _BOXED.match(folded)
    if box is None or not _BOX_WORD.search(box["inside"]):
        return None
    inside = text[box.start("inside") : box.end("inside")]
    if named := _boxed_people(inside):
        return Opening(named[0].house, _reported_from(inside, named), named, box.end())
    if placed := _BOX_PLACE.fullmatch(box["inside"].strip()):
        place = inside[placed.start("place") : placed.end("place")]
        return Opening(inside[: placed.end("house")], Dateline(place), (), box.end())
    house = _BOX_HOUSE.fullmatch(box["inside"].strip())
    if house is None:
        return None
    return Opening(inside[: house.end("house")], None, (), box.end())


def _boxed_people(inside: str) -> tuple[Byline, ...] | None:
    """本報記者陳大文台北報導: a name of three characters, or of two before a place of two."""
    placed = _BOX_REPORT.fullmatch(fold(inside))
    if placed is None:
        return people(inside)
    run = placed["run"]
    size = len(run) if " " in run or len(run) < 4 else 3 if len(run) > 4 else 2
    return people(inside[: placed.start("run") + size])


def _reported_from(inside: str, named: tuple[Byline, ...]) -> Dateline | None:
    """The place between the last name and 報導: 記者林小華／台北報導."""
    *_, behind = inside.rpartition(named[-1].name)
    place = _FROM.fullmatch(fold(behind))
    return Dateline(behind[place.start(1) : place.end(1)]) if place else None


def _agency(text: str, folded: str, edition: dt.date) -> Opening | None:
    """（中央社記者王怡君台北2日電）: one bracket round house, name, place and day."""
    found = _AGENCY.match(folded)
    if found is None:
        return None
    named = people(text[found.start("who") : found.end("name")])
    stamp = re.search(dates.DATE, folded[found.end("place") : found.end()])
    day = dates.date(stamp, edition) if stamp else None
    house = _printed(text, found, "house")
    return Opening(house, Dateline(_printed(text, found, "place"), day), named or (), found.end())


def _printed(text: str, found: re.Match[str], group: str) -> str:
    return text[found.start(group) : found.end(group)].strip() if found[group] else ""


def _people_behind(text: str, folded: str, head: Opening) -> tuple[tuple[Byline, ...], int]:
    """The people named right behind an opening's head, and where they end."""
    house = head.source.split("、")[0]
    rest, at = folded[head.end :], head.end
    if bracket := _BRACKET.match(rest):
        inside = text[at + bracket.start(1) : at + bracket.end(1)]
        named = people(inside, house) or _names_alone(inside, house)
        return _trimmed(named or ()), at + bracket.end() if named else head.end
    for form in (*_FREE, _LOOSE):
        if found := form.match(rest):
            words = text[at + found.start("who") : at + found.end("who")]
            named = people(words, house)
            if named and not nameless(named):
                return _trimmed(named), at + found.end("who")
    return (), head.end


def _trimmed(named: tuple[Byline, ...]) -> tuple[Byline, ...]:
    """Without the marks between people: these words stay in the text, no mark is lost."""
    return tuple(replace(one, printed=one.printed.rstrip(" 、，,;；")) for one in named)


def _names_alone(inside: str, house: str) -> tuple[Byline, ...] | None:
    """电（X、Y）: names without a role."""
    spans = names_in(fold(inside))
    if not spans or not all(2 <= length <= 4 for _, length in spans):
        return None
    ends = [start for start, _ in spans[1:]] + [len(inside)]
    starts = [0, *(start for start, _ in spans[1:])]
    names = ("".join(inside[start : start + length].split()) for start, length in spans)
    parts = (inside[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return tuple(Byline((), name, house, part) for name, part in zip(names, parts, strict=True))
