"""Pictures: whether their files are usable, and whether they have alternative texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check import rule
from generator.check.material import Material
from generator.check.webpage import WebPage
from generator.content.markdown import parse
from generator.formats.images import Refused, examine
from generator.model.article import Article, Edition, Image
from generator.model.problem import Problem
from generator.pages.edition_images import beside, wanted

MISSING = rule.error("image-missing", "An article names a picture that is not there.")
DAMAGED = rule.error("image-damaged", "A picture file cannot be decoded.")
DISGUISED = rule.error("image-disguised", "A picture file is not what its name says.")
HUGE = rule.error("image-huge", "A picture file is larger than can be scaled safely.")
ALT = rule.error("image-alt", "A picture has no words for those who cannot see it.")
ACTIVE = rule.warning("image-active", "A picture is of a kind that may hold a program.")
RULES = (MISSING, DAMAGED, DISGUISED, HUGE, ALT, ACTIVE)
_OF_FILES = {known.name: known for known in (MISSING, DAMAGED, DISGUISED, HUGE)}
_WITHOUT_ALT = re.compile(r"!\[\s*\]\(")


def check(material: Material, edition: Edition) -> Iterator[Problem]:
    """Problems of the pictures named in the front matter and bodies of articles."""
    for article in edition.articles:
        for image in article.front.images:
            yield from _front_matter_image(material, article, image)
        if article.front.images or "![" in article.body:
            yield from _body_images(material, article)


def _front_matter_image(material: Material, article: Article, image: Image) -> Iterator[Problem]:
    file = image.file
    if file.startswith("/"):
        path = material.root / "static" / file[1:]
        if not path.is_file() or not path.resolve().is_relative_to(material.root):
            hint = "put it below static/, or beside the article and write its name alone"
            yield MISSING.at(article.path, f"there is no picture {file}", hint)
        if file.lower().endswith((".svg", ".svgz", ".html", ".xml")):
            hint = "make a PNG, JPEG or WebP of it"
            yield ACTIVE.at(article.path, f"{file} may hold a program", hint)
    if not image.alt:
        yield ALT.at(article.path, f"{file} has no alt text", "alt: what is to be seen on it")


def _body_images(material: Material, article: Article) -> Iterator[Problem]:
    for match in _WITHOUT_ALT.finditer(article.body):
        line = article.body_line + article.body.count("\n", 0, match.start())
        hint = "![what is to be seen on it](photo.jpg)"
        yield ALT.at(article.path, "a picture has no alt text", hint, line=line)
    body = parse(article.body, allowed=material.site.allowed_html)
    for name, line in wanted(article, body.document):
        try:
            examine(beside(material.root, article, name))
        except Refused as why:
            yield _OF_FILES[why.rule].at(article.path, why.message, why.hint, line=line)


def check_page(material: Material, page: WebPage) -> Iterator[Problem]:
    """Problems of the pictures in a page of the output, whatever their source."""
    for image in page.images:
        if image.alt is None:
            place = material.output.place(page.path)
            message = f"the picture {image.address} has no alt"
            yield ALT.at(place, message, 'alt="" where it only adorns', line=image.line)
