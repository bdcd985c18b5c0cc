"""Bylines and photo credits: 本报记者 X · X/文 Y/摄 · 采写：X · X摄.

Text in, :class:`Byline` values or a :class:`PhotoCredit` out, for a line of its own, the end of a
headline or the end of a paragraph. A line that says anything else than who made the article is no
byline.
"""

from __future__ import annotations

import re

import msgspec
from msgspec.structs import replace

from generator.ingest.read.forms.folding import fold, printed_group
from generator.ingest.read.forms.people import NamedPerson, bylines_of, nameless, people, persons
from generator.ingest.read.forms.people_tokens import WHO
from generator.ingest.read.forms.roles import ALONE, HAN, HOUSES, WORKS
from generator.ingest.read.forms.signatures import marked_names, names_behind
from generator.model.article import Byline

MAX_LENGTH = 90
"""The longest byline (characters)."""
_ALONE = re.compile(rf"(?:{HOUSES}|[{HAN}]{{2,6}}(?:报|社|网))?(?:特约|首席|资深)?(?:{ALONE})")
"""A role without a name: 本报评论员."""
_AGENCY_PREFIX = re.compile(
    rf"\s*[(\[]?(?P<house>{HOUSES})(?:发|供)?\s*(?:照片|图片)?\s*(?P<open>[(\[])?(?=\S)"
)
"""The agency before a photographer's name: 新华社发."""
_AGENCY = re.compile(
    rf"(?:(?:图片|照片|[图摄])(?:来源|提供)?\s*[:/]\s*)?(?P<house>{HOUSES})(?:发|/)?(?:{HOUSES})?(?:照片|供图|图片|发|资料图片|传真照片)*"
)
"""A credit without a photographer: 图片来源：新华社, 新华社发."""
_PICTURE = re.compile("照片|发|供图|图片|^[图摄]")
_TITLE_TAIL = re.compile(r"\s*/\s*(?P<tail>(?:文|撰文|图)\s*:\s*[^\s/:。,;!?][^/:。,;!?]{1,11})$")
"""A byline at the end of a headline: ／文：X."""
_SENTENCE_ENDS = frozenset("。！？；：，…”’")
"""A paragraph that ends with one of these has no byline at its end."""
_AT_END = re.compile(
    r"[。!?”」』…)\]]\s*(?P<tail>(?:[(\[][^()\[\]]{1,60}[)\]]\s*)+|[^。!?…\s(\[][^。!?…]{2,40})\s*$"
)
"""Brackets or a few words behind the last sentence of a paragraph: ……。（记者 X）."""
_BRACKET = re.compile(r"[(（\[【〔［](?P<inside>[^()（）\[\]【】〔〕［］]+)")


class PhotoCredit(msgspec.Struct, frozen=True):
    """The photographers, or at least the source, of a picture."""

    bylines: tuple[Byline, ...]
    source: str
    """The newspaper or agency, as printed."""
    story: bool
    """Whether the photographer wrote the text too: 摄影报道."""


def byline(text: str) -> tuple[Byline, ...] | None:
    """The people of a line that is a byline and nothing else; None for any other line."""
    folded = fold(text).strip()
    if not 1 < len(folded) <= MAX_LENGTH or folded[-1] in "。!?;,":
        return None
    if _is_alone(folded):
        house = WHO.search(folded)
        whose = text.strip()[: house.end("house")] if house and house["house"] else ""
        return (Byline((_role_of(text),), "", whose, text.strip()),)
    if signed := marked_names(text):
        return signed
    listed = persons(text)
    if not listed or not all(person.name for person in listed):
        return None
    if (
        _is_story(text)
        and not any(person.role for person in listed)
        and all(map(_is_photographer, listed))
    ):
        return None  # a photographer's own story: a credit
    return bylines_of(listed, text)


def photo_credit(text: str) -> PhotoCredit | None:
    """The credit of a line that is a photo credit and nothing else; None for any other line."""
    folded = fold(text).strip()
    if not 1 < len(folded) <= MAX_LENGTH:
        return None
    agency = _AGENCY.fullmatch(folded.strip("()[] "))
    if agency and _PICTURE.search(folded):
        at = folded.index(agency["house"])
        return PhotoCredit((), text.strip()[at : at + len(agency["house"])], False)
    return _photo_credit(text, text) or _agency_photo_credit(text)


def _agency_photo_credit(text: str) -> PhotoCredit | None:
    """The credit of 新华社发 王明摄, 新华社发（王军 摄）: the agency stands before the
    photographer."""
    sent = _AGENCY_PREFIX.match(fold(text))
    if sent is None or ((nested := sent["open"]) and not fold(text).rstrip().endswith((")", "]"))):
        return None
    rest = text[sent.end() :]
    if nested:
        rest = rest.rstrip()[:-1]
    return _photo_credit(text, " " * sent.end() + rest, printed_group(text, sent, "house"))


def _photo_credit(text: str, words: str, house: str = "") -> PhotoCredit | None:
    """The credit in ``words``, which stand at the same offsets as in ``text``."""
    listed = persons(words)
    if not listed or not all(len(p.name) > 1 and _is_photographer(p) for p in listed):
        return None
    story = _is_story(words)
    named = bylines_of(listed, text, house)
    if not story:
        named = tuple(replace(byline, roles=byline.roles[-1:]) for byline in named)
    return PhotoCredit(named, named[0].house, story)


def _is_photographer(person: NamedPerson) -> bool:
    """Whether taking pictures is all that a person did."""
    return {WORKS[work] for work in person.works} == {"摄影"}


def _is_story(text: str) -> bool:
    """Whether a credit ends with 报道."""
    return fold(text).rstrip(" )]").endswith(("报道", "报导"))


def _is_alone(folded: str) -> bool:
    """Whether a line is a role that needs no name."""
    return bool(_ALONE.fullmatch(folded)) and folded not in ("记者", "社论", "短评")


def _role_of(text: str) -> str:
    """The role at the end of a line, as printed."""
    role = re.search(f"(?:{ALONE})$", fold(text).strip())
    return text.strip()[role.start() :] if role else ""


def byline_at_title_end(text: str) -> tuple[int, tuple[Byline, ...]] | None:
    """(offset, people) of a byline at the end of a headline: 标题／文：X. None if there is none."""
    tail = _TITLE_TAIL.search(fold(text))
    named = people(text[tail.start("tail") :]) if tail else None
    if tail is None or not named:
        return None
    printed = text[tail.start() : tail.start("tail")].strip() + named[0].printed
    return tail.start(), (replace(named[0], printed=printed), *named[1:])


def byline_at_paragraph_end(text: str, names: bool = False) -> tuple[Byline, ...] | None:
    """The people of a byline or credit behind the last sentence of a paragraph; None if there is
    none. Its words stay in the text.

    ``names`` accepts names without a role, as they stand at the end of an article."""
    if text[-1:] in _SENTENCE_ENDS:
        return None
    base = max(0, len(text) - 90)
    named: tuple[Byline, ...] = ()
    if tail := _AT_END.search(fold(text[base:])):
        words = text[base + tail.start("tail") :]
        groups = [words]
        if fold(words[0]) in "([":
            groups = [bracket["inside"] for bracket in _BRACKET.finditer(words)]
        for group in groups:
            named += _people_of(group)
    return named or (names_behind(text) if names else ()) or None


def _people_of(words: str) -> tuple[Byline, ...]:
    """The people of a credit or of a list without nameless people."""
    if photo := photo_credit(words):
        return photo.bylines
    named = people(words)
    return () if named is None or nameless(named) else named
