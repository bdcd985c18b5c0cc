"""转版: the printed words （下转第三版） as links, and two halves as one text.

Knows the words as a paper prints them, in either script. Refuses to guess which article is meant:
that stands in the front matter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from generator.paper.imprint import Voice
from generator.values import address
from generator.values.article import Edition
from generator.values.card import Card

_ON = re.compile(r"[（(\[［【〔]?(?:本文)?下[转轉][^<（）()\]］】〕]{1,12}[）)\]］】〕]")
_FROM = re.compile(r"[（(\[［【〔]?(?:本文)?上接[^<（）()\]］】〕]{1,12}[）)\]］】〕]")
_LOCAL = re.compile(r'\b(id="|href="#)((?:p|s|fn|fnref)[0-9])')


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The other half of an article."""

    page: str
    title: str
    """Empty where only the page is known."""
    address: str
    """Of the half, or of its page; empty where neither is on the site."""
    placed: bool
    """Whether the printed words in the text carry the link already."""


def turn(end: str, edition: Edition, cards: Sequence[Card], voice: Voice) -> Turn | None:
    """Where ``end`` (``03-02``, ``03``, or nothing) leads; ``cards`` are all of the edition."""
    page = end.partition("-")[0]
    if not page:
        return None
    for card in cards:
        if card.stem == end:
            return Turn(page=page, title=card.title, address=card.address, placed=False)
    known = any(card.page == page for card in cards)
    there = voice.at(address.page(edition.id, page)) if known else ""
    return Turn(page=page, title="", address=there, placed=False)


def placed(html: str, here: str, onward: Turn | None, back: Turn | None) -> tuple[str, bool, bool]:
    """A text whose last 下转 and first 上接 are links, and whether each was found. ``here`` is the
    page's own address."""
    there = list(_ON.finditer(html)) if onward and onward.address else []
    if there:
        html = _linked(html, there[-1], here, onward)
    came = _FROM.search(html) if back and back.address else None
    if came:
        html = _linked(html, came, here, back)
    return html, bool(there), bool(came)


def _linked(html: str, words: re.Match[str], here: str, to: Turn | None) -> str:
    assert to is not None
    link = escape(address.relative(here, to.address))
    return f'{html[: words.start()]}<a href="{link}">{words[0]}</a>{html[words.end() :]}'


def joined(html: str, rest: str) -> str:
    """Two halves as one text; the second's ids begin with ``j``, so that none stands twice."""
    second = _LOCAL.sub(r"\1j\2", rest)
    return f"{html}\n<hr>\n{second}" if rest else html
