"""Pictures in an article's text: which files it shows, and their sizes once they are made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from generator.content.document import Document
from generator.content.nodes import Element, Node, walk
from generator.model import address
from generator.model.article import EditionId
from generator.model.card import Picture, Plate

SIZES = "(min-width:42em) 594px, 92vw"
"""How wide a picture stands in an article: the column, or a telephone's screen."""


def _name(src: str) -> str:
    """The file beside the article that a ``src`` means; empty where it means something else."""
    file = unquote(src)
    return "" if re.match(r"/|#|[a-z][a-z0-9+.-]*:", file, re.IGNORECASE) else file


def named(document: Document) -> Iterator[str]:
    """The files beside the article that its text shows, in order."""
    return filter(None, map(_name, document.images()))


def set_in(document: Document, edition: EditionId, plates: Mapping[str, Plate]) -> Document:
    """The text with its pictures in all their sizes, at addresses from the root."""
    if not any(name in plates for name in named(document)):
        return document
    folder = address.edition(edition)

    def scaled(element: Element) -> Node:
        plate = plates.get(_name(element.get("src"))) if element.tag == "img" else None
        return _picture(element, folder, plate) if plate else element

    return document.map_elements(scaled)


def embedded(document: Document, edition: EditionId, plates: Iterable[Plate]) -> Iterator[Picture]:
    """The site's own pictures that a text shows after :func:`set_in`, each once, in order; what
    Markdown calls the title is the caption."""
    folder = address.edition(edition)
    by_address = {folder + plate.file(plate.width): plate for plate in plates}
    images: dict[str, Element] = {}
    for element in walk(document.nodes):
        if element.tag == "img" and re.match("/(?!/)", element.get("src")):
            images.setdefault(element.get("src"), element)
    for src, image in images.items():
        yield Picture(src, image.get("alt"), image.get("title"), "", by_address.get(src))


def _picture(image: Element, folder: str, plate: Plate) -> Element:
    """The ``picture`` element of a scaled picture, with the other attributes of its ``img``."""
    picture = Picture(folder + plate.file(plate.width), "", "", "", plate)
    webp, printed = (
        ", ".join(f"{picture.at(width, kind)} {width}w" for width in plate.widths)
        for kind in ("webp", plate.kind)
    )
    source = Element("source", (("type", "image/webp"), ("srcset", webp), ("sizes", SIZES)))
    attributes = {
        "src": picture.file,
        "srcset": printed,
        "sizes": SIZES,
        "width": str(plate.width),
        "height": str(plate.height),
        "loading": "lazy",
    }
    more = ((name, value) for name, value in image.attributes if name not in attributes)
    widest = Element("img", (*attributes.items(), *more))
    return Element("picture", (), (source, widest) if plate.kind != "webp" else (widest,))
