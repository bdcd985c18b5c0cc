"""The tokens of the Markdown library as elements, with ids for paragraphs and subheads, and without
links that are not safe.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from generator.content import markup, sanitize
from generator.content.markdown.dialect import VARIANTS
from generator.content.nodes import Builder, Node
from generator.content.runs import OVERRIDE


class TokenReader:
    """Elements from the tokens of a body, with ids for paragraphs and subheads."""

    def __init__(self) -> None:
        self.unsafe: list[str] = []
        """The links left out."""
        self.written: list[str] = []
        """The raw HTML among the nodes."""
        self._builder = Builder()
        self._paragraphs = 0
        self._subheads = 0
        self._links: list[bool] = []
        """Whether each link that is open is safe."""

    def nodes(self, tokens: Sequence[Token]) -> tuple[Node, ...]:
        """The nodes of a whole body."""
        for token in tokens:
            self._block(token)
        return self._builder.nodes()

    def _block(self, token: Token) -> None:
        builder = self._builder
        if token.type == "inline":
            for child in token.children or ():
                self._inline(child)
        elif token.hidden:
            return
        elif token.type.startswith("footnote"):
            self._footnote(token)
        elif token.type in ("fence", "code_block"):
            language = unescapeAll(token.info).split(maxsplit=1)[:1]
            named = [("class", f"language-{name}") for name in language]
            builder.start("pre")
            builder.start("code", *named)
            builder.text(token.content)
            builder.end()
            builder.end()
        elif token.type == "html_block":
            self._raw(token)
        elif token.nesting == 1:
            self._start(token)
        elif token.nesting == -1:
            builder.end()
        else:
            builder.void(token.tag, *_attributes(token))

    def _start(self, token: Token) -> None:
        tag = "h2" if token.tag == "h1" else token.tag  # a body's headings begin at h2
        attributes = _attributes(token)
        if token.type == "paragraph_open":
            self._paragraphs += 1
            attributes.append(("id", f"p{self._paragraphs}"))
        elif token.type == "heading_open":
            self._subheads += 1
            attributes.append(("id", f"s{self._subheads}"))
        self._builder.start(tag, *attributes)

    def _footnote(self, token: Token) -> None:
        builder = self._builder
        if token.type == "footnote_block_open":
            builder.void("hr", ("class", "footnotes-sep"))
            builder.start("section", ("class", "footnotes"))
            builder.start("ol", ("class", "footnotes-list"))
        elif token.type == "footnote_block_close":
            builder.end()
            builder.end()
        elif token.type == "footnote_open":
            builder.start("li", ("id", f"fn{_note(token)}"), ("class", "footnote-item"))
        elif token.type == "footnote_close":
            builder.end()
        elif token.type == "footnote_anchor":
            builder.text(" ")
            back = ("href", f"#fnref{_call(token)}")
            builder.start("a", back, ("class", "footnote-backref"))
            builder.text("\u21a9\ufe0e")
            builder.end()

    def _inline(self, token: Token) -> None:
        builder = self._builder
        kind = token.type
        if kind == "text":
            self._text(token.content)
        elif kind == "softbreak":
            builder.text("\n")
        elif kind == "hardbreak":
            builder.void("br")
        elif kind == "html_inline":
            self._raw(token)
        elif kind in ("link_open", "link_close"):
            self._link(token)
        elif kind == "image":
            self._image(token)
        elif kind == VARIANTS:
            builder.start("span", (OVERRIDE, str(token.attrs[VARIANTS])))
            builder.text(token.content)
            builder.end()
        elif kind == "footnote_ref":
            builder.start("sup", ("class", "footnote-ref"))
            call = ("id", f"fnref{_call(token)}")
            builder.start("a", ("href", f"#fn{_note(token)}"), call)
            builder.text(f"[{_note(token)}]")
            builder.end()
            builder.end()
        elif token.nesting == 1:
            builder.start(token.tag, *_attributes(token))
        elif token.nesting == -1:
            builder.end()
        else:  # code_inline
            builder.start(token.tag, *_attributes(token))
            builder.text(token.content)
            builder.end()

    def _text(self, text: str) -> None:
        """Text in which an address too long for a line may break behind its marks."""
        builder, end = self._builder, 0
        for long in _LONG.finditer(text):
            builder.text(text[end : long.start()])
            first, *words = _WITHIN.split(long[0])
            builder.text(first)
            for word in words:
                builder.void("wbr")
                builder.text(word)
            end = long.end()
        builder.text(text[end:])

    def _link(self, token: Token) -> None:
        if token.nesting == 1:
            address = str(token.attrs.get("href", ""))
            self._links.append(sanitize.is_safe(address))
            if self._links[-1]:
                self._builder.start("a", *_attributes(token))
            else:
                self.unsafe.append(address)
        elif self._links.pop():
            self._builder.end()

    def _image(self, token: Token) -> None:
        address = str(token.attrs.get("src", ""))
        if not sanitize.is_safe(address):
            self.unsafe.append(address)
            for child in token.children or ():
                self._inline(child)
            return
        attributes = dict(_attributes(token)) | {"alt": _words(token)}
        self._builder.void("img", *attributes.items())

    def _raw(self, token: Token) -> None:
        self.written.append(token.content)
        self._builder.siblings.append(markup.Verbatim(token.content))


_LONG = re.compile(r"[!-~]{24,}")
_WITHIN = re.compile(r"(?<=[/?&=._-])(?![/?&=._-]|$)")


def _attributes(token: Token) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, value in token.attrs.items()]


def _note(token: Token) -> str:
    """A note's number: the same wherever it is called again."""
    return str(token.meta["id"] + 1)


def _call(token: Token) -> str:
    """Which call of a note: ``2``, and ``2:1`` where it is called again."""
    again = token.meta.get("subId", 0)
    return f"{_note(token)}:{again}" if again > 0 else _note(token)


def _words(token: Token) -> str:
    """The words of a picture: what its description says without marks."""
    return "".join(
        _words(child) if child.type == "image" else "\n" if "break" in child.type else child.content
        for child in token.children or ()
    )
