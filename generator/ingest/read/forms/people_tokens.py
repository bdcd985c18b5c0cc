"""The tokens of a list of people: who (本报记者), names, works (文/图), places (发自北京).

Folded text in, a tuple of :class:`PeopleToken` out; None for a text with anything else. Each work
is attached to the names before or behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import msgspec
from msgspec.structs import replace

from generator.ingest.read.forms.name_lists import likely
from generator.ingest.read.forms.roles import HAN, HOUSE_ENDS, HOUSES, RANKS, REPORTS, ROLES, WORKS

_HOUSE = rf"{HOUSES}|(?:^|(?<=[\s、,;/:|(\[□■◇◆○●▲△☆★*]))[{HAN}A-Za-z0-9]{{1,10}}?(?:{HOUSE_ENDS})"
_POST = (
    rf"\s?驻[{HAN}]{{1,8}}?"
    rf"|[{HAN}]{{0,8}}?(?:分社|记者站|报道组|新闻中心|(?:全|融)媒体?中心|采访部|新闻部|工作室)"
)
_OF_A_HOUSE = "(?<=[报社刊网台])(?:编译|摄影|撰稿|供稿|采写)"
"""Words that are a role right behind a house (本报编译 X) and a work elsewhere."""
WHO = re.compile(
    rf"(?!\s)(?P<house>{_HOUSE})?(?:{_POST})?\s?(?:{RANKS})*(?P<role>{ROLES}|{_OF_A_HOUSE})(?:\s?[:/|])?"
)
"""House, desk, rank and role in folded text; names follow."""

_WORK = "|".join(sorted(WORKS, key=len, reverse=True))
_LONG = "|".join(word for word in _WORK.split("|") if len(word) > 1)
_REPORT = "|".join(REPORTS).replace("报道", "报[道导]")
_REPORTS = re.compile(_REPORT)
_TOGETHER = rf"(?:{_WORK})(?:\s?[/、&|]\s?(?:{_WORK})(?![{HAN}])|[并和兼]?(?:{_WORK})){{0,3}}"
_WORKS = re.compile(
    rf"(?P<works>{_REPORT}|{_TOGETHER})(?:(?P<mark>\s?[:/|·])|(?![{HAN}A-Za-z]))"
    rf"|(?P<close>{_LONG})(?=(?P<name>[{HAN}]{{2,4}})(?![{HAN}]))"
)
"""A work as a word of its own; one of two characters may stand right before a name."""
_TAIL = re.compile(
    rf"(?P<name>[{HAN}·]+?)"
    rf"(?P<works>{_REPORT}|文并[摄图]|文图|图文|摄|[文图摄]\s?[/、]\s?[文图摄影]|{_LONG})(?![{HAN}])"
)
"""A work right behind a name: 周杰摄, 周杰摄影报道, 周杰文/图."""
_IN_BRACKETS = re.compile(rf"\(\s*(?P<works>{_REPORT}|{_TOGETHER})\s*(?:\)|$)")
"""A work in brackets behind a name: 周杰（文/图）."""
_WROTE = re.compile(rf"(?P<name>[{HAN}]{{2,3}})文(?=[\s、,;]+[{HAN}]{{2,4}}\s?/?[摄图](?![{HAN}]))")
"""A writer's name before a photographer's: 周杰文 吴敏摄."""
_PLACE = re.compile(
    rf"发自\s*[{HAN}·]{{2,8}}|(?<=[\s/])(?P<place>[{HAN}]{{2,6}}?)(?:综合|外电)?报[道导]\s*$"
)
_WORD = re.compile(rf"[{HAN}·]+|[A-Z][A-Za-z.'’·-]*(?: [a-z]+)?")
_MAY_BE = re.compile(rf"(?=[^。;!?“”《》\"]*$).*?(?:{ROLES}|{_WORK}|{_REPORT})", re.DOTALL)
"""Matches every list and few other texts; tried first, to skip most texts."""
_BETWEEN = re.compile(r"[\s、,;/|&]+|[和与](?=\s)")


class PeopleToken(msgspec.Struct, frozen=True):
    """One token of a list, by its offsets in the folded text."""

    kind: Literal["who", "names", "works", "place"]
    start: int
    end: int
    head: re.Match[str] | None = None
    """For ``who``: the match of :data:`WHO`."""
    works: tuple[str, ...] = ()
    """For ``works``: words of :data:`WORKS`."""
    marked: bool = False
    """Whether a stroke or a colon attaches the work to its names."""
    of: Literal["", "last", "next"] = ""
    """Whether the work is of the names before it (``last``) or behind it (``next``)."""


@lru_cache(maxsize=64)  # the same line is asked for a credit and for a byline
def people_tokens(folded: str, begin: int, end: int) -> tuple[PeopleToken, ...] | None:
    """The tokens between two offsets, in order; None if there is anything else."""
    if not _MAY_BE.match(folded, begin):
        return None
    heads = {head.start(): head for head in WHO.finditer(folded, begin, end)}
    stops = [*heads, end]
    parts: list[PeopleToken] = []
    at = begin
    while at < end:
        stop = next(stop for stop in stops if stop > at)
        if between := _BETWEEN.match(folded, at, stop):
            at = between.end()
            continue
        if head := heads.get(at):
            parts.append(PeopleToken("who", at, head.end(), head))
        elif match := _next_tokens(folded, at, stop, parts):
            parts += match
        else:
            return None
        at = parts[-1].end
    return tuple(_attach_works(_merge_names(parts, folded)))


def _next_tokens(
    folded: str, at: int, stop: int, before: Sequence[PeopleToken]
) -> list[PeopleToken]:
    """The tokens at an offset, before the next ``who``; empty if there is no token."""
    return (
        _works(folded, at, stop, before)
        or _place(folded, at, stop, before)
        or _names(folded, at, stop, before)
    )


def _works(folded: str, at: int, stop: int, before: Sequence[PeopleToken]) -> list[PeopleToken]:
    """A work as a word of its own."""
    if (near := _IN_BRACKETS.match(folded, at, stop)) and before:
        return [
            PeopleToken(
                "works", at, near.end(), works=_words(near["works"]), marked=True, of="last"
            )
        ]
    match = _WORKS.match(folded, at, stop)
    if match is None:
        return []
    if match["close"]:
        part = PeopleToken("works", at, match.end(), works=(match["close"],), of="next")
        return [part] if likely(match["name"]) else []
    mark = (match["mark"] or "").strip()
    behind_names = bool(before) and before[-1].kind == "names"
    stroked = folded[at - 1 : at] in ("/", "|") and behind_names
    leads = bool(before) and before[0].kind == "works"
    of: Literal["", "last", "next"] = "next" if mark else ""
    if _REPORTS.fullmatch(match["works"]) or (stroked and mark != ":" and not (leads and mark)):
        of = "last" if before else of
    works = _words(match["works"])
    return [PeopleToken("works", at, match.end(), works=works, marked=bool(mark) or stroked, of=of)]


def _words(printed: str) -> tuple[str, ...]:
    """The words of :data:`WORKS` in printed words."""
    report = REPORTS.get(printed.replace("报导", "报道"))
    if report is not None:
        return report
    return tuple(re.findall(_WORK, printed))


def _place(folded: str, at: int, stop: int, before: Sequence[PeopleToken]) -> list[PeopleToken]:
    """The place a report comes from: 发自 北京, 北京报道."""
    match = _PLACE.match(folded, at, stop)
    if match is None or not any(part.kind == "names" for part in before):
        return []
    named = match["place"] and folded[at - 1] != "/" and likely(match["place"])
    return [] if named else [PeopleToken("place", at, match.end())]


def _names(folded: str, at: int, stop: int, before: Sequence[PeopleToken]) -> list[PeopleToken]:
    """A word that may be a name, and a work right behind it."""
    word = _WORD.match(folded, at, stop)
    if word is None:
        return []
    if not before and (wrote := _WROTE.match(folded, at, stop)):
        name = PeopleToken("names", at, wrote.end("name"))
        return [name, PeopleToken("works", name.end, wrote.end(), works=("文",), of="last")]
    tail = _TAIL.match(folded, at, stop)
    padded = bool(before) and before[-1].kind == "names" and before[-1].end - before[-1].start == 1
    if tail is None or tail.end() < word.end() or len(tail["name"]) == 1 > padded:
        return [PeopleToken("names", at, word.end())]
    name = PeopleToken("names", at, tail.end("name"))
    works = _words(tail["works"])
    return [name, PeopleToken("works", name.end, tail.end(), works=works, of="last")]


def _merge_names(parts: Sequence[PeopleToken], folded: str) -> list[PeopleToken]:
    """The tokens, consecutive names merged into one token."""
    merged: list[PeopleToken] = []
    for part in parts:
        last = merged[-1] if merged else None
        between = folded[last.end : part.start] if last else ""
        if last and last.kind == part.kind == "names" and not re.search("[和与]", between):
            merged[-1] = replace(last, end=part.end)
        else:
            merged.append(part)
    return merged


def _attach_works(parts: Sequence[PeopleToken]) -> list[PeopleToken]:
    """The tokens, each work attached to the names before or behind it: by its own mark, else by the
    form of the list (文 周杰 图 吴敏; 周杰 文 吴敏 图)."""
    tied: list[PeopleToken] = []
    closes = [part for part in parts if part.kind != "place"][-1:]
    for at, part in enumerate(parts):
        if part.kind == "works" and not part.of:
            after = parts[at + 1] if at + 1 < len(parts) else None
            if at == 0:
                last = False
            elif after is None or after.kind == "place":
                last = True
            elif parts[0].kind == "works":
                last = False
            else:
                last = after.kind != "names" or closes[0].kind == "works"
            part = replace(part, of="last" if last else "next")
        tied.append(part)
    return tied
