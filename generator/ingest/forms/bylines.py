"""Lines that are only a byline, and photo credits: 本报记者 X · □ 本报记者 X · X/文 Y/摄 · X摄.

Knows the forms in which a line of its own, a bracket at a paragraph's end or the tail of a title
names people. Refuses a line that says anything more than who.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.ingest.forms.boxes import is_label
from generator.ingest.forms.fold import fold
from generator.ingest.forms.people import WHO, nameless, names_in, people
from generator.ingest.forms.words import ALONE, HAN, HOUSES, SURNAMES
from generator.values.article import Byline

LONGEST = 70
"""No byline line is longer (characters)."""
_MARKED = re.compile(rf"[□■◇◆▲△☆★◎]\s*(?P<name>[{HAN}](?:\s?[{HAN}]){{1,3}})")
_ALONE = re.compile(rf"(?:{HOUSES}|[{HAN}]{{2,6}}(?:报|社|网))?(?:特约|首席|资深)?(?:{ALONE})")
_SLASHED = re.compile(
    rf"(?:(?P<a>[{HAN}·]{{2,6}}|[{HAN}] [{HAN}])\s*/\s*(?P<does>文|图|摄|译|绘|画|撰文|摄影|编译)|"
    rf"(?P<does2>文|图|摄|译|绘|撰文|摄影|整理)\s*[/:]\s*"
    r"(?P<b>[^\s/:]{2,24}(?: [^\s/:]{2,6})*?(?=\s+\S{1,2}[/:]|$)))"
)
_BOTH = re.compile(
    r"[(\[]?\s*(?P<who>[^()/\[\]]{2,24}?)\s*(?:文/图|图/文|文/摄|文并摄|文图|图文)\s*[)\]]?"
)
_HAND = re.compile(rf"(?P<who>[{HAN}]{{2,4}}|[{HAN}] [{HAN}]) (?P<does>著|撰|译|绘|编译|整理)")
_DOES = {"著": "作者", "撰": "作者", "文": "作者", "撰文": "作者", "图": "摄影", "摄": "摄影",
         "摄影": "摄影", "译": "译者", "绘": "绘图", "画": "绘图",
         "编译": "编译", "整理": "整理"}  # fmt: skip
_SHOT = "摄影报道|摄影|供图|摄|图"
_CREDIT = re.compile(
    rf"(?:(?P<house>{HOUSES})(?:发|供)?\s*(?:照片)?\s*)?(?P<who>[^()。,;:]{{0,40}}?)\s*/?\s*(?P<does>{_SHOT})"
)
_AGENCY = re.compile(
    rf"(?P<house>(?:{HOUSES})(?:发|/)?(?:{HOUSES})?)(?:照片|供图|图片|发|资料图片|传真照片)*"
)
_PLAIN = re.compile(r"(?:图片?|照片|摄影|图片来源|图)\s*[::]\s*(?P<who>[^。;]{2,30})")
_TITLE_TAIL = re.compile(rf"\s*[//]\s*(?P<tail>(?:文|撰文|图)\s*[::]\s*[{HAN}·、 ]{{2,12}})$")
_WHOLE = frozenset("。！？；：，…”’")
"""A paragraph that ends so ends with its own words."""
_NESTED = re.compile(r"[^()]{2,12}(?P<open>\()(?P<who>[^()]{2,20})\)")
_AT_END = re.compile(
    r"[。!?”」…)]\s*(?P<tail>(?:\((?P<in>[^()]{2,40})\)|(?P<out>[^。!?…\s][^。!?…]{2,30})))\s*$"
)


@dataclass(frozen=True, slots=True)
class Credit:
    """Who took a picture; a house at least."""

    bylines: tuple[Byline, ...]
    source: str
    story: bool
    """摄影报道: the words are the photographer's too."""


def byline(text: str) -> tuple[Byline, ...] | None:
    """The people of a line that is only a byline; None for any other line."""
    folded = fold(text).strip()
    if not 1 < len(folded) <= LONGEST or folded[-1] in "。!?;,":
        return None
    if found := _hand(text, folded) or _slashed(text, folded) or _words_and_pictures(text, folded):
        return found
    if _is_alone(folded):
        house = WHO.search(folded)
        whose = text.strip()[: house.end("house")] if house and house["house"] else ""
        return (Byline((_role_of(text),), "", whose, text.strip()),)
    marked = _MARKED.fullmatch(folded)
    if marked and names_in(marked["name"]) and not is_label(text):
        return (Byline((), "".join(text[-len(marked["name"]) :].split()), "", text.strip()),)
    found = people(text)
    if found is None or nameless(found):
        return None
    return found


def bare_name(text: str) -> tuple[Byline, ...] | None:
    """A line that is one to three names and nothing else, without a role, in brackets or not; only
    a place right under a headline or behind a text makes it a byline."""
    folded = fold(text)
    if len(folded) > 14:
        return None
    spans = names_in("".join(" " if char in "()" else char for char in folded))
    if not spans or len(spans) > 3:
        return None
    names = ["".join(text[at : at + size].split()) for at, size in spans]
    if not all(2 <= len(name) <= 3 and name[0] in SURNAMES for name in names):
        return None
    stops = [*(at for at, _ in spans[1:]), len(text)]
    starts = [0, *stops[:-1]]
    return tuple(
        Byline((), name, "", text[a:b].strip())
        for name, a, b in zip(names, starts, stops, strict=True)
    )


def credit(text: str) -> Credit | None:
    """The credit of a line that is only a photo credit; None for any other line."""
    folded = fold(text).strip()
    if not 1 < len(folded) <= LONGEST:
        return None
    inner = text.strip()
    if folded[0] in "([" and folded[-1] in ")]":
        inner, folded = inner[1:-1], folded[1:-1]
    elif _NESTED.fullmatch(folded):
        # 新华社发（王军 摄）
        folded = folded.replace("(", " ").replace(")", " ").rstrip()
    if _AGENCY.fullmatch(folded) and re.search("照片|发|供图|图片", folded):
        house = re.match(HOUSES, folded)
        return Credit((), inner[: house.end()] if house else "", False)
    if found := _CREDIT.fullmatch(folded):
        return _shot(text, inner, folded, found)
    if (found := _PLAIN.fullmatch(folded)) and (spans := names_in(found["who"])):
        at = found.start("who")
        names = [inner[at + a : at + a + size] for a, size in spans]
        return Credit(_each(names, ("摄影",), "", text), "", False)
    return None


def _shot(text: str, inner: str, folded: str, found: re.Match[str]) -> Credit | None:
    house = inner[: found.end("house")] if found["house"] else ""
    who, at = found["who"].strip(), found.start("who")
    does = inner[found.start("does") : found.end("does")]
    shooting = ("攝影" if "攝" in does else "摄影",)
    story = found["does"] == "摄影报道"
    if not who:
        return Credit((), house, story) if house and found["does"] != "图" else None
    printed = inner[at : found.end("who")]
    if named := people(printed, house):
        if nameless(named):
            return None
        names = [one.name for one in named]
        roles = (*named[0].roles, *shooting) if story else shooting
        return Credit(_each(names, roles, named[0].house, text), named[0].house, story)
    spans = names_in(who)
    if not spans or not all(2 <= size <= 4 for _, size in spans) or found["does"] == "图":
        return None
    names = [printed.strip()[a : a + size] for a, size in spans]
    return Credit(_each(names, shooting, house, text), house, story)


def _each(names: list[str], roles: tuple[str, ...], house: str, text: str) -> tuple[Byline, ...]:
    """Bylines whose printed words together are the line: cut before each name but the first."""
    cuts, at = [0], 0
    squeezed = ["".join(name.split()) for name in names]
    for name, plain in zip(names, squeezed, strict=True):
        at = max(text.find(name, at), text.find(plain, at), at)
        cuts.append(at)
    cuts = [0, *cuts[2:], len(text)]
    return tuple(
        Byline(roles, name, house, text[a:b].strip())
        for name, a, b in zip(squeezed, cuts, cuts[1:], strict=False)
    )


def _hand(text: str, folded: str) -> tuple[Byline, ...] | None:
    """赵云起 著: what one person did stands behind the name."""
    found = _HAND.fullmatch(folded)
    if found is None or not names_in(found["who"]):
        return None
    role = _DOES[found["does"]]
    return (Byline((role,), "".join(text.strip()[: found.end("who")].split()), "", text.strip()),)


def _slashed(text: str, folded: str) -> tuple[Byline, ...] | None:
    """X/文 Y/摄 · 文/X 图/Y."""
    lead = len(text) - len(text.lstrip())
    found, at = [], 0
    while match := _SLASHED.match(folded, at):
        who = match["a"] or match["b"]
        spans = names_in(who)
        if not spans:
            return None
        role = _DOES[match["does"] or match["does2"]]
        start = match.start("a") if match["a"] else match.start("b")
        for index, (offset, size) in enumerate(spans):
            first = lead + start + offset
            name = "".join(text[first : first + size].split())
            found.append((lead + at if not index else first, Byline((role,), name)))
        at = match.end()
        while at < len(folded) and folded[at] in " 、,;":
            at += 1
    if not found or at < len(folded):
        return None
    starts = [0, *(start for start, _ in found[1:]), len(text)]
    return tuple(
        Byline(one.roles, one.name, "", text[a:b].strip())
        for (_, one), a, b in zip(found, starts, starts[1:], strict=False)
    )


def _words_and_pictures(text: str, folded: str) -> tuple[Byline, ...] | None:
    """(X 文/图): one person, or some, for the text and the pictures."""
    found = _BOTH.fullmatch(folded)
    if found is None or WHO.search(found["who"]) or not (spans := names_in(found["who"])):
        return None
    at = text.find(text.strip()) + found.start("who")
    names = [text[at + start : at + start + size] for start, size in spans]
    if not all(2 <= len("".join(name.split())) <= 4 for name in names):
        return None
    picture = "攝影" if "攝" in text or "圖" in text else "摄影"
    return _each(names, ("作者", picture), "", text)


def _is_alone(folded: str) -> bool:
    return bool(_ALONE.fullmatch(folded)) and folded not in ("记者", "社论", "短评")


def _role_of(text: str) -> str:
    found = re.search(f"(?:{ALONE})$", fold(text).strip())
    return text.strip()[found.start() :] if found else ""


def at_title_end(text: str) -> tuple[int, tuple[Byline, ...]] | None:
    """A byline at the end of a title (标题／文：X): where it begins, and who."""
    found = _TITLE_TAIL.search(fold(text))
    if found is None:
        return None
    named = _slashed(text[found.start("tail") :], found["tail"])
    if named is None:
        return None
    first = named[0]
    printed = text[found.start() : found.start("tail")].strip() + first.printed
    whole = Byline(first.roles, first.name, first.house, printed)
    return found.start(), (whole, *named[1:])


def at_paragraph_end(text: str) -> tuple[Byline, ...] | None:
    """A byline or a credit behind the last sentence of a paragraph; its words stay there."""
    if text[-1:] in _WHOLE:
        return None
    found = _AT_END.search(fold(text[-60:]))
    if found is None:
        return None
    base = max(0, len(text) - 60)
    group = "in" if found["in"] else "out"
    words = text[base + found.start(group) : base + found.end(group)]
    if nested := _NESTED.fullmatch(fold(words)):
        words = words[: nested.start("open")] + " " + words[nested.start("who") : nested.end("who")]
    shot = credit(words)
    if shot is not None:
        return shot.bylines or None
    named = people(words)
    return None if named is None or nameless(named) else named
