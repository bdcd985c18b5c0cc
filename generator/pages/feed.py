"""Views of feeds, made from cards and texts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from html import escape
from typing import Protocol

from generator.content.document import Document
from generator.formats.syndication import Entry, FeedView
from generator.model import address
from generator.model.card import Card, Picture
from generator.model.variant import Variant
from generator.pages.anchors import away
from generator.pages.head import absolute
from generator.pages.localizer import Localization, Localizer


def lasting_id(localization: Localization, what: str) -> str:
    """A tag URI for a thing of the site: never changes, wherever the site stands."""
    return f"tag:huozi,2025:{address.quote(address.name(localization.site.id))}:{what}"


class Say(Protocol):
    """An interface word, written by people for the variant, its ``{names}`` filled in."""

    def __call__(self, key: str, **values: object) -> str: ...


def feed(
    localization: Localization,
    variant: Variant,
    home: str,
    name: str,
    cards: Sequence[Card],
    texts: Sequence[Document],
    say: Say,
) -> FeedView:
    """The feed of the page ``home`` (its address in the source script), called ``name`` (empty:
    the paper's own); ``cards`` newest first, in the variant, ``texts`` those of their
    pages."""
    site, localizer = localization.site, localization.localizer(variant)
    paper = localizer.convert_text(site.title)
    entries = tuple(
        _entry(localizer, card, text, say) for card, text in zip(cards, texts, strict=True)
    )
    moments = [dt.datetime.fromisoformat(entry.updated) for entry in entries]
    return FeedView(
        lang=variant.tag,
        title=f"{paper} · {localizer.convert_text(name)}" if name else paper,
        description=localizer.convert_text(site.description),
        publisher=localizer.convert_text(site.publisher) or paper,
        id=lasting_id(localization, f"{address.quote(home)}:{variant.tag}"),
        self=absolute(localization, localizer.url(home + "feed.xml")),
        home=absolute(localization, localizer.url(home)),
        updated=max(moments).isoformat() if moments else "1970-01-01T00:00:00+00:00",
        entries=entries,
        hub=site.upload.websub,
    )


def _entry(localizer: Localizer, card: Card, text: Document, say: Say) -> Entry:
    localization = localizer.localization
    link = absolute(localization, card.address)
    return Entry(
        # A variant's text is a text of its own: readers of two scripts may follow two feeds.
        id=lasting_id(localization, f"{card.edition}/{card.stem}:{localizer.variant.tag}"),
        link=link,
        published=card.published,
        updated=_updated(card),
        title=card.headline,
        section=card.section,
        people=tuple(
            (p.name, absolute(localization, p.address) if p.address else "")
            for p in card.people
            if p.name
        ),
        tags=card.tags,
        abstract=card.abstract,
        image=absolute(localization, card.pictures[0].file) if card.pictures else "",
        content=_content(localization, card, _html(text, link, localizer), say),
    )


def _html(text: Document, page: str, localizer: Localizer) -> str:
    """A text with absolute links, without ids: another page has its own."""
    return text.to_html(away(page, localizer), ids=False, line="")


def _content(localization: Localization, card: Card, text: str, say: Say) -> str:
    notes = (
        f"<p><b>{say('correction')}</b> {c.date.isoformat()} {escape(c.text)}</p>"
        for c in card.corrections
    )
    pictures = (_figure(localization, picture) for picture in card.pictures)
    missing = "" if card.offline else f"<p>{say('printed_only')}</p>"
    return "".join((*notes, *pictures, text, missing))


def _figure(localization: Localization, picture: Picture) -> str:
    plate = picture.plate
    size = f' width="{plate.width}" height="{plate.height}"' if plate else ""
    words = " ".join(escape(part) for part in (picture.caption, picture.credit) if part)
    below = f"<figcaption>{words}</figcaption>" if words else ""
    file = absolute(localization, picture.file)
    return f'<figure><img src="{file}" alt="{escape(picture.alt)}"{size}>{below}</figure>'


def _updated(card: Card) -> str:
    """An entry's ``updated``: when it was, a little later within the hour the nearer the article
    stands to the paper's first line. Readers' programs sort by it, and an edition comes out in
    one moment; made of the article's lasting number, so that another article's coming or going
    moves none."""
    moment = dt.datetime.fromisoformat(card.updated or card.published)
    letters, digits = re.fullmatch(r"(\D*)(\d*).*", card.page).groups()  # type: ignore[union-attr]
    page = int(digits or 0) + 20 * sum(ord(letter) - 64 for letter in letters)
    number = int(card.stem.rpartition("-")[2])
    return (moment + dt.timedelta(seconds=max(0, 3599 - 30 * page - number))).isoformat()
