"""Parsed web pages of the output: head, links, pictures, ids, texts. The only importer of lxml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from lxml import html as parser

_LINKING = {
    "a": "href",
    "area": "href",
    "link": "href",
    "img": "src",
    "script": "src",
    "source": "src",
    "iframe": "src",
    "audio": "src",
    "video": "src",
    "embed": "src",
    "object": "data",
    "track": "src",
}
_FETCHED = frozenset(_LINKING) - {"a", "area", "link"}
_FETCHED_RELS = frozenset(("stylesheet", "icon", "preload", "modulepreload", "manifest"))
_INVISIBLE = frozenset(("script", "style", "template", "head", "noscript"))
_VISIBLE_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder")


class ParsedLink(msgspec.Struct, frozen=True):
    """An address in a page."""

    element: str
    rel: str
    address: str
    """As written."""
    line: int
    fetched: bool
    """Whether a browser loads it without a click."""


class ParsedImage(msgspec.Struct, frozen=True):
    """A picture in a page."""

    address: str
    alt: str | None
    """None if the attribute is missing."""
    line: int


class WebPage(msgspec.Struct, frozen=True, kw_only=True):
    """The checked parts of a page."""

    path: str
    """Below the output folder."""
    size: int
    """Bytes."""
    lang: str
    title: str
    description: str
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    """(hreflang, address)."""
    indexed: bool
    """False for redirects and pages with ``noindex``."""
    links: tuple[ParsedLink, ...]
    images: tuple[ParsedImage, ...]
    ids: frozenset[str]
    duplicate_ids: tuple[tuple[str, int], ...]
    """(id, line) of each repeated id."""
    text: tuple[tuple[str, int], ...]
    """(visible text in the page's language, line)."""


def read(path: str, data: bytes) -> WebPage:
    """The page in a file's bytes (UTF-8)."""
    root = parser.document_fromstring(data or b"<html></html>", parser.HTMLParser(encoding="utf-8"))
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    ids: dict[str, int] = {}
    duplicate_ids: list[tuple[str, int]] = []
    for element in elements:
        name = element.get("id")
        if name in ids:
            duplicate_ids.append((name, element.sourceline or 1))
        elif name:
            ids[name] = element.sourceline or 1
    heads = [e for e in elements if e.tag == "link"]
    metas = {e.get("name", "").lower(): e.get("content", "") for e in elements if e.tag == "meta"}
    refresh = any(e.get("http-equiv", "").lower() == "refresh" for e in elements)
    titles = root.xpath("//head/title")
    lang = root.get("lang", "")
    return WebPage(
        path=path,
        size=len(data),
        lang=lang,
        title=(titles[0].text_content().strip() if titles else ""),
        description=metas.get("description", ""),
        canonical=next((e.get("href", "") for e in heads if e.get("rel") == "canonical"), ""),
        alternates=tuple(
            (e.get("hreflang"), e.get("href", "")) for e in heads if e.get("hreflang")
        ),
        indexed=not refresh and "noindex" not in metas.get("robots", ""),
        links=tuple(_links(elements)),
        images=tuple(
            ParsedImage(e.get("src", ""), e.get("alt"), e.sourceline or 1)
            for e in elements
            if e.tag == "img"
        ),
        ids=frozenset(ids) | {e.get("name") for e in elements if e.tag == "a" and e.get("name")},
        duplicate_ids=tuple(duplicate_ids),
        text=tuple(_words(root, lang)),
    )


def _links(elements: list[Any]) -> Iterator[ParsedLink]:
    for element in elements:
        name = _LINKING.get(element.tag)
        value = element.get(name) if name else None
        if value is not None:
            rel = element.get("rel", "")
            fetched = element.tag in _FETCHED or bool(_FETCHED_RELS & set(rel.split()))
            yield ParsedLink(element.tag, rel, value, element.sourceline or 1, fetched)
        for part in filter(str.strip, element.get("srcset", "").split(",")):
            yield ParsedLink(element.tag, "", part.split()[0], element.sourceline or 1, True)


def _words(element: Any, lang: str) -> Iterator[tuple[str, int]]:
    if not isinstance(element.tag, str) or element.tag in _INVISIBLE:
        return
    if element.get("lang", lang) != lang or element.get("translate") == "no":
        return
    line = element.sourceline or 1
    for name in _VISIBLE_ATTRIBUTES:
        if value := element.get(name):
            yield value, line
    if element.text and element.text.strip():
        yield element.text, line
    for child in element:
        yield from _words(child, lang)
        if child.tail and child.tail.strip():
            yield child.tail, child.sourceline or line


def shown_words(data: bytes) -> str:
    """The visible text of a page, white space collapsed."""
    root = parser.document_fromstring(data or b"<html></html>", parser.HTMLParser(encoding="utf-8"))
    for hidden in root.xpath("//head | //script | //style | //template"):
        hidden.drop_tree()
    return " ".join(root.text_content().split())


_BLOCKS = ("p", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "pre", "dt", "dd")


def article_runs(data: bytes) -> tuple[tuple[str, str], ...]:
    """The text runs of an article's page: (kind, text), of kind ``headline``, ``byline`` or
    ``text``; empty for other pages."""
    root = parser.document_fromstring(data or b"<html></html>", parser.HTMLParser(encoding="utf-8"))
    entries = root.xpath("//article[contains(concat(' ', @class, ' '), ' h-entry ')]")
    if not entries:
        return ()
    runs: list[tuple[str, str]] = []
    for mark in _with_class(entries[0], "mark"):
        mark.drop_tree()  # 图片新闻: not part of the headline
    for name in ("kicker", "p-name", "subtitle"):
        runs += [("headline", e.text_content()) for e in _with_class(entries[0], name)]
    runs += [("byline", _with_role(e)) for e in _with_class(entries[0], "p-author")]
    runs += [("byline", e.text_content()) for e in _with_class(entries[0], "source")]
    runs += [("text", e.text_content()) for e in entries[0].xpath(".//figcaption")]
    for body in _with_class(entries[0], "e-content"):
        runs += [("text", text) for text in _runs(body)]
    return tuple((kind, " ".join(text.split())) for kind, text in runs if text.strip())


def _with_role(name: Any) -> str:
    """A person's name with the role printed before it: 本报记者."""
    before = name.getprevious()
    role = name.getparent().text if before is None else before.tail
    return f"{role or ''}{name.text_content()}"


def _with_class(element: Any, name: str) -> list[Any]:
    elements: list[Any] = element.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]")
    return elements


def _runs(body: Any) -> Iterator[str]:
    for back in _with_class(body, "footnote-backref"):
        back.drop_tree()
    blocks = [e for e in body.iter(*_BLOCKS) if not any(True for _ in e.iterdescendants(*_BLOCKS))]
    for block in blocks:
        for rest in block.iter("br"):
            rest.tail = "\n" + (rest.tail or "")
        yield from block.text_content().split("\n")
