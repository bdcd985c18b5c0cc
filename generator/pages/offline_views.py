"""Views of what a browser keeps of the newest edition, and of the web application's manifest."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.formats.service_worker import IconView, ManifestView, NewestView, WorkerView
from generator.model import address
from generator.model.article import EditionId
from generator.model.card import Card
from generator.model.variant import Variant
from generator.pages.localizer import Localization

ROOM = 1_000_000
"""Bytes that a browser keeps at most."""
WORKER = "/sw.js"
NEWEST = "/newest.json"
MANIFEST = "/manifest.webmanifest"
ICON = "/icon.svg"


Say = Callable[[Variant, str], str]
"""An interface word of a variant."""


def worker(localization: Localization, say: Say) -> WorkerView:
    """The worker of a site."""
    return WorkerView(
        room=ROOM,
        words=tuple(
            (localization.site.folder(v), v.tag, say(v, "not_kept"), say(v, "newest"))
            for v in localization.site.variants
        ),
    )


def newest(edition: EditionId, cards: Sequence[Card], version: str) -> NewestView:
    """What the worker keeps of an edition."""
    stems = [card.stem for card in cards]
    plates = [p.at(p.plate.widths[0], "webp") for c in cards for p in c.pictures if p.plate]
    steps = [f"{step}/" for step in (*dict.fromkeys(card.page for card in cards), *stems)]
    return NewestView(
        version=version,
        edition=address.edition(edition)[1:],
        steps=("", *steps),
        pictures=tuple(dict.fromkeys(plate[1:] for plate in plates)),
    )


def manifest(localization: Localization, variant: Variant) -> ManifestView:
    """The manifest of a variant."""
    localizer = localization.localizer(variant)
    url = localizer.url(MANIFEST)
    return ManifestView(
        name=localizer.convert_text(localization.site.title),
        description=localizer.convert_text(localization.site.description),
        lang=variant.tag,
        front=address.relative(url, localizer.url(address.FRONT)),
        scope=address.relative(url, address.FRONT),
        icon=address.relative(url, ICON),
    )


def icon(localization: Localization) -> IconView:
    """The sign: the first character of the paper's name."""
    return IconView(sign=localization.site.title[:1])
