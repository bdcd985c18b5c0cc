"""Pages that stand alone: search, a fixed page, a notice, a redirect, 404."""

from __future__ import annotations

import msgspec

from generator.build.target import Recipe
from generator.model import address
from generator.model.article import Article
from generator.model.variant import Variant
from generator.pages.frame import Day, Frame, day, frame
from generator.pages.localizer import Localization


class PlainView(msgspec.Struct, frozen=True, kw_only=True):
    """A page that shows nothing but its frame: search, 404."""

    frame: Frame
    base: str
    """The path of the base address, ending in ``/``: 404.html stands at any depth."""


class NoticeView(msgspec.Struct, frozen=True, kw_only=True):
    """The notice of an article that was withdrawn or has expired."""

    frame: Frame
    day: Day | None
    """When it was withdrawn; None where it has expired."""
    reason: str
    edition: str
    """The address of its edition; of the paper's front where no more of it is left."""


class RedirectView(msgspec.Struct, frozen=True, kw_only=True):
    """The redirect at an earlier address."""

    lang: str
    site: str
    here: str
    """The earlier address."""
    there: str
    """The address it leads to."""
    canonical: str
    """Absolute; empty where the site has no base address yet."""


def plain(localization: Localization, variant: Variant, location: str) -> PlainView:
    """The search page, or 404."""
    base = localization.site.base_url.split("://", 1)[-1]
    return PlainView(
        frame=frame(localization, variant, location), base="/" + base.partition("/")[2]
    )


def notice(
    localization: Localization, variant: Variant, article: Article, *, alone: bool = False
) -> NoticeView:
    """The notice at a withdrawn or expired article's address; ``alone`` where its edition has
    nothing else left that readers see, and so no front."""
    localizer = localization.localizer(variant)
    gone = article.front.withdrawn
    front = address.FRONT if alone else address.edition(article.id.edition)
    return NoticeView(
        frame=frame(localization, variant, address.article(article.id)),
        day=day(gone.date) if gone else None,
        reason=localizer.convert_text(gone.reason) if gone else "",
        edition=localizer.url(front),
    )


def redirect(localization: Localization, variant: Variant, old: str, new: str) -> RedirectView:
    """The page at an earlier address; both addresses are in the source script."""
    localizer = localization.localizer(variant)
    base = localization.site.base_url.rstrip("/")
    return RedirectView(
        lang=variant.tag,
        site=localizer.convert_text(localization.site.title),
        here=localizer.url(old),
        there=localizer.url(new),
        canonical=base + address.quote(localizer.url(new)) if base else "",
    )


NOTICE = Recipe("notice", "notice.html")
REDIRECT = Recipe("redirect", "redirect.html")
