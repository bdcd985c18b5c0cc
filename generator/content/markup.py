"""HTML and XHTML written from a tree of elements, and HTML read back.

Writing follows the HTML standard (13.3, "Serializing HTML fragments"); reading uses a parser, never
a pattern.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser

from generator.content.nodes import BLOCKS, VOID, Builder, Element, Node
from generator.model.xml_text import without_strangers

Links = Callable[[str], str]
"""An address in the document into the one that is written."""
Images = Callable[[Sequence[str]], str]
"""The addresses of a picture's sizes, the smallest first, into the one that is written; empty: the
picture is left out."""
_ADDRESSES = frozenset(("href", "src", "poster"))


class Verbatim(str):
    """HTML as an editor wrote it, between nodes that are still to be cleaned."""

    __slots__ = ()


def html(
    nodes: Sequence[Node], links: Links | None = None, *, ids: bool = True, line: str = "\n"
) -> str:
    """The nodes as HTML; ``line`` stands between blocks, and behind ``br``."""
    return _Writer(links, ids, line).content(nodes, inside=False)


def xhtml(nodes: Sequence[Node], links: Links, images: Images) -> str:
    """The nodes as XHTML, of each picture one size."""
    return without_strangers(_XmlWriter(links, images).content(nodes, inside=False))


class _Writer:
    end_of_void = ">"

    def __init__(self, links: Links | None, ids: bool, line: str) -> None:
        self.links = links
        self.ids = ids
        self.line = line

    def content(self, nodes: Sequence[Node], inside: bool = True) -> str:
        """Some nodes; ``inside`` an element, a block begins and ends a line."""
        if len(nodes) == 1 and type(nodes[0]) is str:  # most paragraphs
            return _text(nodes[0])
        pieces: list[str] = []
        after_block = False
        for node in nodes:
            if type(node) is Element:
                is_block = node.tag in BLOCKS
                if after_block or (is_block and (inside or pieces)):
                    pieces.append(self.line)
                pieces.append(self.element(node))
                after_block = is_block
                continue
            if after_block:
                pieces.append(self.line)
                after_block = False
            pieces.append(node if type(node) is Verbatim else _text(str(node)))
        if after_block and inside:
            pieces.append(self.line)
        return "".join(pieces)

    def element(self, element: Element) -> str:
        """An element with all that is in it."""
        tag = element.tag
        start = f"<{tag}{self.attributes(element)}"
        if tag in VOID:
            return f"{start}{self.end_of_void}{self.line if tag == 'br' else ''}"
        return f"{start}>{self.content(element.children)}</{tag}>"

    def attributes(self, element: Element) -> str:
        """An element's attributes, each with a space before it."""
        pieces: list[str] = []
        for name, value in element.attributes:
            if name == "id" and not self.ids:
                continue
            if self.links and value:
                if name in _ADDRESSES:
                    value = self.links(value)
                elif name == "srcset":
                    value = _srcset(value, self.links)
            pieces.append(f' {name}="{_value(value)}"')
        return "".join(pieces)


class _XmlWriter(_Writer):
    end_of_void = "/>"

    def __init__(self, links: Links, images: Images) -> None:
        super().__init__(links, True, "\n")
        self.images = images

    def element(self, element: Element) -> str:
        if element.tag == "picture":
            return self.content(element.children)
        if element.tag == "source":
            return ""
        if element.tag == "img":
            return self.image(element)
        return super().element(element)

    def image(self, element: Element) -> str:
        """A picture by the name it has where the text goes; nothing where it has none."""
        sizes = [file for file, _ in _sizes(element.get("srcset"))]
        name = self.images(sizes or [element.get("src")])
        if not name:
            return ""
        return f'<img src="{_value(name)}" alt="{_value(element.get("alt"))}"/>'


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _value(text: str) -> str:
    return _text(text).replace('"', "&quot;")


def _sizes(srcset: str) -> list[tuple[str, str]]:
    """The addresses of a ``srcset``, each with its width."""
    parts = (part.strip().partition(" ") for part in srcset.split(","))
    return [(file, width) for file, _, width in parts if file]


def _srcset(srcset: str, links: Links) -> str:
    return ", ".join(f"{links(file)} {width}".rstrip() for file, width in _sizes(srcset))


def read(text: str) -> tuple[Node, ...]:
    """The nodes of an HTML fragment whose elements are closed in order, as nh3 leaves one."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return _without_layout(reader.builder.nodes())


class _Reader(HTMLParser):
    """Builds the elements of what it is fed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = Builder()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = ((name, value or "") for name, value in attrs)
        if tag in VOID:
            self.builder.void(tag, *attributes)
        else:
            self.builder.start(tag, *attributes)

    def handle_endtag(self, tag: str) -> None:
        self.builder.end_of(tag)

    def handle_data(self, data: str) -> None:
        self.builder.text(data)


def _without_layout(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The nodes without the line breaks that a writer puts around blocks and behind ``br``."""
    content: list[Node] = []
    has_blocks = any(type(node) is Element and node.tag in BLOCKS for node in nodes)
    for node in nodes:
        if type(node) is Element:
            content.append(Element(node.tag, node.attributes, _without_layout(node.children)))
            continue
        text = str(node)
        if content and type(content[-1]) is Element and content[-1].tag == "br":
            text = text.removeprefix("\n")
        if has_blocks:
            text = text.strip("\n") if text.strip() else ""
        if text:
            content.append(text)
    return tuple(content)


def tags(text: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each tag in a text as (the tag as written, its element, the names of its attributes)."""
    if "<" in text:
        reader = _Tags()
        reader.feed(text)
        reader.close()
        yield from reader.tags


class _Tags(HTMLParser):
    """Lists the tags of what it is fed, however they are nested."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or f"<{tag}>"
        self.tags.append((written, tag, tuple(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append((f"</{tag}>", tag, ()))
