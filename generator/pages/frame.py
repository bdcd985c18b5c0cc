"""The frame: what every page shows of the site around it, and of its siblings in other scripts."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import msgspec

from generator.model import address
from generator.model.variant import VARIANTS, Variant
from generator.pages.head import Head, absolute, head
from generator.pages.localizer import Localization


class Link(msgspec.Struct, frozen=True):
    """A label with an address."""

    label: str
    address: str


class Switch(msgspec.Struct, frozen=True):
    """One link of the script switch."""

    label: str
    lang: str
    address: str
    current: bool


class Day(msgspec.Struct, frozen=True):
    """A date."""

    iso: str
    year: int
    month: int
    day: int
    weekday: int
    """0 is Monday."""


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """The part of a view that all kinds of page have."""

    lang: str
    """The variant's BCP 47 tag."""
    site: str
    """The paper's name."""
    description: str
    address: str
    """The page's own address, from the root."""
    canonical: str
    """Absolute; empty where the site has no base address yet."""
    alternates: tuple[tuple[str, str], ...]
    """(hreflang, absolute address) of this page in every variant, and x-default."""
    switches: tuple[Switch, ...]
    front: str
    archive: str
    search: str
    corrections: str
    head: Head
    """The machine-readable part of its head."""
    fixed: tuple[Link, ...]
    footer: tuple[str, ...]


def day(date: dt.date) -> Day:
    """A date in its parts."""
    return Day(date.isoformat(), date.year, date.month, date.day, date.weekday())


class _Shared(msgspec.Struct, frozen=True, kw_only=True):
    """What all frames of a variant have in common."""

    lang: str
    folder: str
    """The variant's own, in addresses."""
    siblings: tuple[tuple[Variant, str, bool], ...]
    """Every variant with its folder, and whether it is this one."""
    site: str
    description: str
    front: str
    archive: str
    search: str
    corrections: str
    head: Head
    fixed: tuple[Link, ...]
    footer: tuple[str, ...]


@lru_cache(maxsize=len(VARIANTS))
def _shared(localization: Localization, variant: Variant) -> _Shared:
    site, localizer = localization.site, localization.localizer(variant)
    return _Shared(
        lang=variant.tag,
        folder=localizer.folder,
        siblings=tuple((other, site.folder(other), other == variant) for other in site.variants),
        site=localizer.convert_text(site.title),
        description=localizer.convert_text(site.description),
        front=localizer.url(address.FRONT),
        archive=localizer.url(address.ARCHIVE),
        search=localizer.url(address.SEARCH),
        corrections=localizer.url(address.corrections()),
        head=head(localizer),
        fixed=tuple(
            Link(localizer.convert_text(page.title), localizer.url(address.fixed(page.stem)))
            for page in localization.fixed
        ),
        footer=tuple(localizer.convert_text(line) for line in site.footer),
    )


def frame(
    localization: Localization,
    variant: Variant,
    url: str,
    description: str = "",
    own_head: Head | None = None,
) -> Frame:
    """The frame of the page at ``here`` (its address in the source script), in a variant.

    ``description`` is already in the variant; without one the site's own is used. Without an
    ``own_head`` the page's feed is the paper's."""
    shared = _shared(localization, variant)
    whole = absolute(localization, url) if localization.site.base_url else ""
    alternates = [(v.tag, address.in_variant(whole, folder)) for v, folder, _ in shared.siblings]
    return Frame(
        lang=shared.lang,
        site=shared.site,
        description=description or shared.description,
        address=address.in_variant(url, shared.folder),
        canonical=address.in_variant(whole, shared.folder) if whole else "",
        alternates=(*alternates, ("x-default", whole)) if whole else (),
        switches=tuple(
            [
                Switch(v.label, v.tag, address.in_variant(url, folder), is_own)
                for v, folder, is_own in shared.siblings
            ]
        ),
        front=shared.front,
        archive=shared.archive,
        search=shared.search,
        corrections=shared.corrections,
        head=own_head or shared.head,
        fixed=shared.fixed,
        footer=shared.footer,
    )
