"""What a reader sees of a finished body, block by block, for search, leads and counts.

Knows the HTML that ``markdown`` makes (attributes never hold ``>``); refuses to be a general
HTML parser.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache

from generator.values.swift import swift

# A paragraph without marks in it, which most are, in one piece; else a tag, or text.
_PIECE = re.compile(r'<p id="([^"]*)">([^<]+)</p>|<(/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)')
_BLOCKS = frozenset(
    ("p", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "table", "thead", "tbody",
     "tr", "td", "th", "ul", "ol", "hr", "section", "div", "figure",
     "figcaption", "dl", "dt", "dd", "br", "img")
)  # fmt: skip
_ID = re.compile(r'\bid="([^"]*)"')
_BACK = re.compile(r'<a [^>]*class="footnote-backref"[^>]*>.*?</a>')


@swift
@dataclass(frozen=True, slots=True)
class Block:
    """One run of text between block borders."""

    id: str
    """The id of the nearest element around it that has one; empty where none has."""
    text: str


@lru_cache(maxsize=512)  # an edition's bodies are asked for again, for its records
def blocks(body: str) -> tuple[Block, ...]:
    """The blocks of text of a rendered body, in order, entities resolved, empty ones left out."""
    found: list[Block] = []
    words: list[str] = []
    ids: list[str] = [""]
    if "footnote-backref" in body:
        body = _BACK.sub("", body)
    for paragraph, plain, closing, tag, attributes, text in _PIECE.findall(body):
        if plain:
            _flush(words, ids[-1], found)
            words.append(plain)
            _flush(words, paragraph, found)
        elif text:
            words.append(text)
        elif tag in _BLOCKS:
            _flush(words, ids[-1], found)
            if closing:
                if len(ids) > 1:
                    ids.pop()
            elif tag not in ("br", "img", "hr"):
                name = _ID.search(attributes)
                ids.append(name[1] if name else ids[-1])
    _flush(words, ids[-1], found)
    return tuple(found)


def _flush(words: list[str], name: str, found: list[Block]) -> None:
    if not words:
        return
    text = " ".join(html.unescape("".join(words)).split())
    words.clear()
    if text:
        found.append(Block(name, text))
