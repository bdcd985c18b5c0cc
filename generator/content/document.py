"""The body of an article as a frozen value: blocks, and the runs of text in them.

A document is made once from Markdown, converted run by run, and serialised once for each use: page,
feed, book, card, search. The caller decides where links lead and which sizes pictures have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from generator.content import markup, runs
from generator.content.nodes import BLOCKS, HIDDEN, Element, Node, contains, replaced, text_of, walk

_SUBHEADS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_NUMBERED = r"((?:p|s|fn|fnref)[0-9])"
_LOCAL = {"id": re.compile(rf"\A(){_NUMBERED}"), "href": re.compile(rf"\A(#){_NUMBERED}")}
"""What ids that are given by number begin with, and links to them."""


class Subhead(msgspec.Struct, frozen=True):
    """A subhead of an article, for its table of contents."""

    id: str
    text: str


class Block(msgspec.Struct, frozen=True):
    """One run of text between block borders."""

    id: str
    """The id of the nearest element around it that has one; empty where none has."""
    text: str


class Document(msgspec.Struct, frozen=True):
    """A body. Paragraphs have the ids ``p1``, ``p2`` …, subheads ``s1``, ``s2`` … in order."""

    nodes: tuple[Node, ...] = ()

    def to_html(
        self, links: markup.Links | None = None, *, ids: bool = True, line: str = "\n"
    ) -> str:
        """The body as HTML, each address in it as ``links`` has it; ``line`` stands between
        blocks."""
        return markup.html(self.nodes, links, ids=ids, line=line)

    def to_xhtml(self, links: markup.Links, images: markup.Images) -> str:
        """The body as XHTML, each address in it as ``links`` has it, each picture's as ``images``
        has it."""
        return markup.xhtml(self.nodes, links, images)

    def map_text(self, rewrite: runs.Rewrite, language: str) -> Document:
        """The body with its runs of text rewritten, all in one call: see :func:`runs.rewritten`."""
        return Document(runs.rewritten(self.nodes, rewrite, language))

    def map_elements(self, replacement: Callable[[Element], Node]) -> Document:
        """The body with each element exchanged for its replacement, the innermost first."""
        return Document(replaced(self.nodes, replacement))

    def resolved(self, chosen: Callable[[str, str], Node]) -> Document:
        """The body with what stands for each ``-{…}-``: ``chosen`` is given its rules, as written,
        and the words shown without any."""
        if not contains(self.nodes, _is_override):
            return self

        def resolve(element: Element) -> Node:
            if not _is_override(element):
                return element
            return chosen(element.get(runs.OVERRIDE), text_of(element.children))

        return self.map_elements(resolve)

    def runs(self, language: str = "") -> list[runs.Run]:
        """The runs of text, as :meth:`map_text` hands them out."""
        return runs.runs(self.nodes, language)

    def text(self) -> str:
        """What a reader reads, one block a line, the numbers of notes left out."""
        lines = (text_of(line).strip() for _, line in _lines(_without(self.nodes, _is_note)))
        return "\n".join(filter(None, lines))

    def blocks(self) -> Iterator[Block]:
        """The blocks of text, in order, white space as a browser shows it, empty ones left out."""
        return _blocks(_without(self.nodes, _is_way_back))

    def paragraphs(self) -> Iterator[Block]:
        """As :meth:`blocks`, of the paragraphs that stand by themselves, in no list, table,
        quotation or note; the numbers of notes left out."""
        for node in self.nodes:
            if type(node) is Element and node.tag == "p":
                yield from _blocks(_without((node,), _is_note))
            elif type(node) is Element and node.tag == "div":
                yield from Document(node.children).paragraphs()

    def subheads(self) -> tuple[Subhead, ...]:
        """The subheads, wherever they stand."""
        return tuple(
            Subhead(element.get("id"), text_of(_without(element.children, _is_note)))
            for element in walk(self.nodes)
            if element.tag in _SUBHEADS and element.get("id")
        )

    def images(self) -> Iterator[str]:
        """The addresses of the pictures, as written, in order."""
        return (element.get("src") for element in walk(self.nodes) if element.tag == "img")

    def joined(self, rest: Document) -> Document:
        """Two halves as one body; the second's ids begin with ``j``, so that none stands twice."""
        if not rest.nodes:
            return self
        return Document((*self.nodes, Element("hr"), *replaced(rest.nodes, _renamed)))

    def with_link(self, words: re.Pattern[str], link: str, *, last: bool) -> Document | None:
        """The body with the first place, or the last, at which ``words`` stand, leading to an
        address; None where they stand nowhere outside code and links."""
        nodes = _linked(self.nodes, words, link, last)
        return None if nodes is None else Document(nodes)


_DECODER = msgspec.json.Decoder(dict[str, Document])


def encode(documents: Mapping[str, Document]) -> bytes:
    """Some documents by name, as JSON."""
    return msgspec.json.encode(documents)


def decode(data: bytes) -> dict[str, Document]:
    """What :func:`encode` wrote down. Raises msgspec.DecodeError for anything else."""
    return _DECODER.decode(data)


def _is_block(element: Element) -> bool:
    return element.tag in BLOCKS


def _is_override(element: Element) -> bool:
    return element.tag == "span" and any(name == runs.OVERRIDE for name, _ in element.attributes)


def _is_way_back(element: Element) -> bool:
    """Whether an element leads from a note back to where it is called."""
    return element.tag == "a" and element.has_class("footnote-backref")


def _is_note(element: Element) -> bool:
    """Whether an element is a note's number, or leads back to it."""
    return (element.tag == "sup" and element.has_class("footnote-ref")) or _is_way_back(element)


def _without(nodes: tuple[Node, ...], is_left_out: Callable[[Element], bool]) -> tuple[Node, ...]:
    """The nodes without some elements, however deep they stand."""
    if not contains(nodes, is_left_out):
        return nodes
    return tuple(
        Element(node.tag, node.attributes, _without(node.children, is_left_out))
        if type(node) is Element
        else node
        for node in nodes
        if isinstance(node, str) or not is_left_out(node)
    )


def _lines(nodes: Iterable[Node], name: str = "") -> Iterator[tuple[str, list[Node]]]:
    """What stands between block borders, with the nearest id around it."""
    line: list[Node] = []
    for node in nodes:
        if isinstance(node, str) or not (_is_block(node) or contains(node.children, _is_block)):
            line.append(node)
            continue
        if line:
            yield name, line
            line = []
        inside = node.get("id") if _is_block(node) else ""
        yield from _lines(node.children, inside or name)
    if line:
        yield name, line


def _blocks(nodes: Iterable[Node]) -> Iterator[Block]:
    for name, line in _lines(nodes):
        parts: list[list[str]] = [[]]
        _split(line, parts)
        for part in parts:
            if text := " ".join("".join(part).split()):
                yield Block(name, text)


def _split(nodes: Iterable[Node], parts: list[list[str]]) -> None:
    """Adds the text of some nodes to ``parts``; a line break or a picture begins a new one."""
    for node in nodes:
        if isinstance(node, str):
            parts[-1].append(node)
        elif node.tag in ("br", "img"):
            parts.append([])
        else:
            _split(node.children, parts)


def _renamed(element: Element) -> Element:
    """An element of a second half: its ids, and links to them, begin with ``j``."""
    return Element(
        element.tag,
        tuple(
            (name, _LOCAL[name].sub(r"\1j\2", value) if name in _LOCAL else value)
            for name, value in element.attributes
        ),
        element.children,
    )


def _linked(
    nodes: tuple[Node, ...], words: re.Pattern[str], link: str, last: bool
) -> tuple[Node, ...] | None:
    order = range(len(nodes))
    for at in reversed(order) if last else order:
        node = nodes[at]
        if isinstance(node, str):
            places = list(words.finditer(node))
            new = _cut(node, places[-1 if last else 0], link) if places else None
        elif node.tag == "a" or node.tag in HIDDEN:
            new = None
        else:
            children = _linked(node.children, words, link, last)
            new = children and (Element(node.tag, node.attributes, children),)
        if new:
            return (*nodes[:at], *new, *nodes[at + 1 :])
    return None


def _cut(text: str, place: re.Match[str], link: str) -> tuple[Node, ...]:
    """A text with a link where ``place`` is."""
    anchor = Element("a", (("href", link),), (place[0],))
    around = text[: place.start()], anchor, text[place.end() :]
    return tuple(node for node in around if node != "")
