"""Pictures in an article's text: found there, and set in the sizes that were made of them.

Knows that the HTML is ours (``<img src="…" alt="…">``, attributes in double quotes). Refuses to
know how a picture is scaled.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import unquote

from generator.values import address
from generator.values.article import EditionId
from generator.values.card import Picture, Plate

SIZES = "(min-width:42em) 594px, 92vw"
"""How wide a picture stands in an article: the column, or a telephone's screen."""
_IMAGE = re.compile(r'<img src="([^"]*)"((?: [a-z]+="[^"]*")*) ?/?>')


def _name(src: str) -> str:
    """The file beside the article that a ``src`` means; empty where it means something else."""
    file = unquote(unescape(src))
    return "" if re.match(r"/|#|[a-z][a-z0-9+.-]*:", file, re.IGNORECASE) else file


def named(html: str) -> list[str]:
    """The files beside the article that its text shows, in order."""
    return [name for src, _ in _IMAGE.findall(html) if (name := _name(src))]


def set_in(html: str, edition: EditionId, plates: Mapping[str, Plate]) -> str:
    """The text with its pictures in all their sizes, at addresses from the root."""

    def one(found: re.Match[str]) -> str:
        plate = plates.get(_name(found[1]))
        if plate is None:
            return found[0]
        file = address.edition(edition) + plate.file(plate.width)
        return markup(Picture(file, "", "", "", plate), found[2])

    return _IMAGE.sub(one, html)


def markup(picture: Picture, attributes: str) -> str:
    """The ``picture`` element of a scaled picture, with more attributes for its ``img``."""
    plate = picture.plate
    assert plate is not None
    webp, own = (
        ", ".join(f"{escape(picture.at(width, kind))} {width}w" for width in plate.widths)
        for kind in ("webp", plate.kind)
    )
    source = f'<source type="image/webp" srcset="{webp}" sizes="{SIZES}">'
    return (
        f'<picture>{source if plate.kind != "webp" else ""}<img src="{escape(picture.file)}"'
        f' srcset="{own}" sizes="{SIZES}" width="{plate.width}" height="{plate.height}"'
        f' loading="lazy"{attributes}></picture>'
    )
