"""转版: the printed words （下转第三版） as links to the other half.

The words are read in either script. The article they lead to is named in the front matter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from generator.content.document import Document
from generator.model import address
from generator.model.article import Edition
from generator.model.card import Card
from generator.pages.localizer import Localizer

_ON = re.compile(r"[（(\[［【〔]?(?:本文)?下[转轉][^（）()\]］】〕]{1,12}[）)\]］】〕]")
_FROM = re.compile(r"[（(\[［【〔]?(?:本文)?上接[^（）()\]］】〕]{1,12}[）)\]］】〕]")


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """The other half of an article."""

    page: str
    title: str
    """Empty where only the page is known."""
    address: str
    """Of the half, or of its page; empty where neither is on the site."""
    placed: bool
    """Whether the printed words in the text carry the link already."""


def turn(end: str, edition: Edition, cards: Sequence[Card], localizer: Localizer) -> Turn | None:
    """Where ``end`` (``03-02``, ``03``, or nothing) leads; ``cards`` are all of the edition."""
    page = end.partition("-")[0]
    if not page:
        return None
    for card in cards:
        if card.stem == end:
            return Turn(page=page, title=card.title, address=card.address, placed=False)
    known = any(card.page == page for card in cards)
    url = localizer.url(address.page(edition.id, page)) if known else ""
    return Turn(page=page, title="", address=url, placed=False)


def placed(
    document: Document, onward: Turn | None, back: Turn | None
) -> tuple[Document, Turn | None, Turn | None]:
    """A text whose last 下转 and first 上接 are links, and both turns as they stand then."""
    document, onward = _linked(document, _ON, onward, last=True)
    document, back = _linked(document, _FROM, back, last=False)
    return document, onward, back


def _linked(
    document: Document, words: re.Pattern[str], to: Turn | None, *, last: bool
) -> tuple[Document, Turn | None]:
    linked = document.with_link(words, to.address, last=last) if to and to.address else None
    if to is None or linked is None:
        return document, to
    return linked, replace(to, placed=True)
