"""Markdown into a document.

Links and raw HTML that could act are left out; raw HTML, where a site allows it, goes through
:mod:`generator.content.sanitize`. This package is the only importer of the Markdown library.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

import msgspec

from generator.content import markup, sanitize
from generator.content.document import Document
from generator.content.markdown.dialect import VERSION as VERSION
from generator.content.markdown.dialect import parser
from generator.content.markdown.escaping import escape as escape
from generator.content.markdown.tokens import TokenReader
from generator.content.nodes import Node


class Parsed(msgspec.Struct, frozen=True):
    """A body, and what of it was left out because it could act."""

    document: Document
    """In the source script, whatever variant it will be shown in."""
    unsafe: tuple[str, ...] = ()
    """Links, as they were written: their schemes are none to read with."""
    refused: tuple[str, ...] = ()
    """Raw HTML that was cleaned away: ``<script>``, ``onclick=``."""


def parse(body: str, *, allowed: Collection[str] | None = None) -> Parsed:
    """The document of a body. Raw HTML becomes text; where ``allowed`` names elements, it is
    cleaned to those (and to what Markdown makes)."""
    return _parsed(body, None if allowed is None else tuple(allowed))


@lru_cache(maxsize=256)  # of an edition that is previewed, one article changes at a time
def _parsed(body: str, allowed: tuple[str, ...] | None) -> Parsed:
    tokens = parser(allowed is not None).parse(body.replace("\0", "\ufffd"), {})
    reader = TokenReader()
    nodes = reader.nodes(tokens)
    refused: tuple[str, ...] = ()
    if allowed is not None and reader.written:
        nodes = _cleaned(nodes, allowed)
        refused = sanitize.refused(reader.written, allowed)
    return Parsed(Document(nodes), tuple(reader.unsafe), refused)


def passages(body: str, allowed: Collection[str] | None = None) -> Iterator[tuple[int, Document]]:
    """(line, text) of each block of text, in order; lines are counted from the body's first, which
    is 0. Code is left out."""
    for token in parser(allowed is not None).parse(body.replace("\0", "\ufffd"), {}):
        if token.type in ("inline", "html_block"):
            reader = TokenReader()
            nodes = reader.nodes([token])
            if allowed is not None and reader.written:
                nodes = _cleaned(nodes, allowed)
            yield (token.map or [0])[0], Document(nodes)


def _cleaned(nodes: tuple[Node, ...], allowed: Collection[str]) -> tuple[Node, ...]:
    """The nodes with their raw HTML cleaned and read."""
    return markup.read(sanitize.clean(markup.html(nodes), allowed))


def plain(body: str) -> str:
    """What a reader sees of a body, one block a line, without marks of its making."""
    return parse(body).document.text()
