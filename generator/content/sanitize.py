"""Raw HTML in an article, cleaned to what the site allows.

The only importer of nh3, which works with lists of allowed elements and attributes. Programs,
styles, forms, frames and whatever else is not allowed are removed; their words stay.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

import nh3

from generator.content import markup
from generator.model.forbidden_elements import NEVER

SCHEMES = frozenset(("http", "https", "mailto", "tel"))
"""What a link may begin with, beside an address of the site itself."""
_OWN = frozenset(
    """
    a blockquote br code em h1 h2 h3 h4 h5 h6 hr img li ol p pre s section span strong sup table
    tbody td th thead tr ul wbr
    """.split()
)
"""What Markdown makes."""
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"id", "class", "lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "span": {"data-variants"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "style"},
    "time": {"datetime"},
    "audio": {"src", "controls"},
    "video": {"src", "controls", "poster"},
}
_ACTIVE = frozenset(("style", "srcdoc", "formaction"))
"""Attributes that act or hide, beside those that begin with ``on``."""


def clean(html: str, allowed: Collection[str]) -> str:
    """The HTML with Markdown's own elements and the ``allowed`` ones, and nothing that acts."""
    tags = _tags(allowed)
    return nh3.clean(
        html,
        tags=tags,
        attributes={tag: names for tag, names in _ATTRIBUTES.items() if tag in tags or tag == "*"},
        url_schemes=set(SCHEMES),
        link_rel=None,
        filter_style_properties={"text-align"},
    )


def _tags(allowed: Collection[str]) -> set[str]:
    return {*_OWN, *allowed} - NEVER.keys()


def refused(written: Iterable[str], allowed: Collection[str]) -> tuple[str, ...]:
    """What of the HTML that stands in an article :func:`clean` takes out, for the editor."""
    known = _tags(allowed)
    left_out: dict[str, None] = {}
    for html in written:
        for _, tag, attributes in markup.tags(html):
            if tag not in known:
                left_out[f"<{tag}>"] = None
            for name in attributes:
                if name in _ACTIVE or name.startswith("on"):
                    left_out[f"{name}="] = None
    return tuple(left_out)


def is_safe(link: str) -> bool:
    """Whether a link leads to the site itself, or begins with a scheme that only shows."""
    scheme = re.match(r"[\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.\x00-\x20-]*):", link)
    return scheme is None or scheme[1].lower() in SCHEMES
