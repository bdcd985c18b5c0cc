"""Pictures: whether they are there, whether they can be told to someone who cannot see them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check import rule
from generator.check.matter import Matter
from generator.check.webpage import WebPage
from generator.values.article import Article, Edition, Image
from generator.values.problems import Problem

MISSING = rule.error("image-missing", "An article names a picture that is not there.")
ALT = rule.warning("image-alt", "A picture has no words for those who cannot see it.")
ACTIVE = rule.warning("image-active", "A picture is of a kind that may hold a program.")
RULES = (MISSING, ALT, ACTIVE)


def check(matter: Matter, edition: Edition) -> Iterator[Problem]:
    """The pictures that front matter names."""
    for article in edition.articles:
        for image in article.front.images:
            yield from _image(matter, article, image)


def _image(matter: Matter, article: Article, image: Image) -> Iterator[Problem]:
    beside = matter.root / article.path
    file = image.file
    path = matter.root / "static" / file[1:] if file.startswith("/") else beside.parent / file
    if "://" in file or not path.is_file() or not path.resolve().is_relative_to(matter.root):
        hint = "put it beside the article, or below static/ and write /its/path"
        yield MISSING.at(article.path, f"there is no picture {file}", hint)
    if file.lower().endswith((".svg", ".svgz", ".html", ".xml")):
        hint = "make a PNG, JPEG or WebP of it"
        yield ACTIVE.at(article.path, f"{file} may hold a program", hint)
    if not image.alt and not image.caption:
        yield ALT.at(article.path, f"{file} has no alt text", "alt: what is to be seen on it")


def check_page(matter: Matter, page: WebPage) -> Iterator[Problem]:
    """The pictures that stand in a page, from wherever they came."""
    for image in page.images:
        if image.alt is None:
            place = matter.output.place(page.path)
            said = f"the picture {image.address} has no alt"
            yield ALT.at(place, said, 'alt="" where it only adorns', line=image.line)
