"""Lists of people as they stand in a byline or behind an opening: 本报记者 X Y 通讯员 Z.

Knows houses, foreign desks, roles, names padded with a space (张 三), names that run together and
words behind the names (文/图, 摄影报道). Refuses to take a word for a name that cannot be one:
then the text is no list of people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ingest.forms.fold import fold
from generator.ingest.forms.words import (
    COMMON,
    COMPOUND,
    HAN,
    HOUSE_ENDS,
    HOUSES,
    RANKS,
    ROLES,
    SUFFIXES,
    SURNAMES,
)
from generator.values.article import Byline

_HOUSE = rf"{HOUSES}|(?:^|(?<=[\s、,;]))[{HAN}A-Za-z]{{1,10}}?(?:{HOUSE_ENDS})"
_POST = rf"\s?驻[{HAN}]{{1,8}}?|[{HAN}]{{2,6}}?(?:分社|记者站)"
WHO = re.compile(rf"(?P<house>{_HOUSE})?(?:{_POST})?\s?(?:{RANKS})*(?P<role>{ROLES})(?:\s?:)?")
"""Who someone is: house, desk, rank and role, in folded text; the names come behind it."""
_NAME = re.compile(
    rf"[{HAN}]{{1,6}}|[{HAN}]{{1,8}}(?:·[{HAN}]{{1,8}})+"
    r"|[A-Z][A-Za-z.'’·-]*(?: [A-Z][A-Za-z.'’-]*)*"
)
_NO_NAME = re.compile(
    "[的了在把被将我你他她它们说称]|获悉|了解|报道|昨|今日|今天|近日|日前|消息"
    "|^系|会员|图片|照片|专电|本报|来源|附|综合|介绍|表示|采访|单位|公司|大学|学院|研究|中心|教授|回访|手记|观察|调查|札记|走访|来信|点评|导读|要目|目录|提要"
)
_CUTS: dict[int, tuple[tuple[int, ...], ...]] = {5: ((2,), (3,)), 6: ((3,), (2, 4))}
"""Where names that run together may part, by the length of the run."""
_FROM_PLACE = re.compile(rf"\s*/\s*[{HAN}]{{2,6}}报[道导]$")
_PARTICLE = re.compile("[从是为对向与这那其个之并及]")
"""Little words, unless they stand in a name that has a surname and no more: 欧阳为."""
_EDGE = " □■◇◆○●▲△☆★*()[]"


def people(text: str, house: str = "") -> tuple[Byline, ...] | None:
    """The people a text names, if it names people in roles and nothing else; else None.

    ``house`` is whose they are where none is printed. What is ``printed`` of them covers the
    whole text: each begins where the one before ends."""
    folded = fold(text)
    begin = len(folded) - len(folded.lstrip(_EDGE))
    end, added = _without_suffix(folded, len(folded.rstrip(_EDGE)))
    heads = list(WHO.finditer(folded, begin, end))
    if not heads or heads[0].start() != begin:
        return None
    found: list[tuple[int, Byline]] = []
    for head, stop in zip(heads, [*(h.start() for h in heads[1:]), end], strict=True):
        names = names_in(folded[head.end() : stop])
        if names is None:
            return None
        roles = _roles(text[head.start("role") : head.end("role")], added)
        whose = text[head.start("house") : head.end("house")] or house
        for at, (offset, length) in enumerate(names or [(0, 0)]):
            first = head.end() + offset
            name = _unpadded(text[first : first + length])
            found.append((first if at else head.start(), Byline(roles, name, whose)))
    return tuple(_printed(text, found))


def nameless(found: tuple[Byline, ...]) -> bool:
    """Whether any of them has a role and no name."""
    return any(not byline.name for byline in found)


def _printed(text: str, found: list[tuple[int, Byline]]) -> Iterator[Byline]:
    starts = [0, *(start for start, _ in found[1:]), len(text)]
    for (_, byline), start, end in zip(found, starts, starts[1:], strict=False):
        yield Byline(byline.roles, byline.name, byline.house, text[start:end].strip())


def _without_suffix(folded: str, end: int) -> tuple[int, tuple[str, ...]]:
    if place := _FROM_PLACE.search(folded, 0, end):
        return place.start(), ()
    for suffix, roles in SUFFIXES:
        if folded.endswith(suffix, 0, end) and end > len(suffix):
            return len(folded[: end - len(suffix)].rstrip(" 、,/")), roles
    return end, ()


def _roles(role: str, added: tuple[str, ...]) -> tuple[str, ...]:
    # 摄影记者 is a 记者; what else he did stands behind the names.
    folded = fold(role)
    own = role[2:] if folded == "摄影记者" else role
    traditional = own != fold(own)
    words = ("攝影" if traditional and word == "摄影" else word for word in added)
    return tuple(dict.fromkeys((own, *words)))


def names_in(folded: str) -> list[tuple[int, int]] | None:
    """Where names stand in a folded text that holds names and nothing else (offset, length);
    empty where it is blank, None where there is anything that is no name."""
    tokens = [(m.start(), m.end()) for m in re.finditer(r"[^\s、,;/]+(?: (?=[a-z]))?", folded)]
    tokens = _padded(folded, tokens)
    spans: list[tuple[int, int]] = []
    for start, end in tokens:
        word = folded[start:end]
        if not _NAME.fullmatch(word.replace(" ", "")) or _NO_NAME.search(word):
            return None
        if _PARTICLE.search(word) and not _is_full_name(word):
            return None
        spans += [(start + at, length) for at, length in _run(word)]
    return spans


def _is_full_name(word: str) -> bool:
    if word[:2] in COMPOUND:
        return len(word) in (3, 4)
    return word[0] in COMMON and len(word) in (2, 3)


def _padded(folded: str, tokens: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Two single characters with nothing but space between them are one name: 张 三."""
    merged: list[tuple[int, int]] = []
    open_single = False
    for start, end in tokens:
        single = end - start == 1
        if single and open_single and not folded[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], end)
            open_single = False
        else:
            merged.append((start, end))
            open_single = single
    return merged


def _run(word: str) -> list[tuple[int, int]]:
    """One token as one name, or as the names that run together in it (offset, length)."""
    size = len(word)
    if size < 4 or not all(re.match(f"[{HAN}]", char) for char in word):
        return [(0, size)]
    if size == 4:
        joined = word[2] in SURNAMES and word[0] in SURNAMES
        joined = joined and word[1] not in COMMON and word[:2] not in COMPOUND
        return [(0, 2), (2, 2)] if joined else [(0, 4)]
    for cut in _CUTS.get(size, ()):
        starts = (0, *cut)
        if all(word[start] in SURNAMES for start in starts):
            ends = (*cut, size)
            return [(start, end - start) for start, end in zip(starts, ends, strict=True)]
    return [(0, size)]


def _unpadded(name: str) -> str:
    squeezed = "".join(name.split())
    return name if squeezed.isascii() else squeezed
