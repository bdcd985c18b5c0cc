"""The nodes of a body: elements and text as frozen values, and the classes of HTML elements.

The classes: elements inside a sentence, elements on lines of their own, and elements whose text is
not in the script of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

INLINE = frozenset(
    """
    a abbr b bdi bdo cite data dfn del em font i ins label mark q rb ruby s small span strong sub
    sup time u wbr
    """.split()
)
"""Elements that stand inside a word or sentence and do not break it."""
BLOCKS = frozenset(
    """
    address article aside blockquote caption dd details div dl dt figcaption figure footer h1 h2 h3
    h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul
    """.split()
)
"""Elements that stand on lines of their own."""
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements without content and end tag (HTML standard, 13.1.2)."""
HIDDEN = frozenset("script style code pre kbd samp var textarea svg math rt template".split())
"""Elements whose text is no running text in the page's script."""
VISIBLE = frozenset(
    """
    title alt aria-label aria-description aria-placeholder aria-roledescription aria-valuetext
    placeholder label
    """.split()
)
"""Attributes whose value people see or hear (HTML standard; WAI-ARIA 1.2)."""


class Element(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An HTML element."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    """Names and values, in order, references resolved."""
    children: tuple[Element | str, ...] = ()

    def get(self, name: str) -> str:
        """An attribute's value; empty where the element has none of that name."""
        for key, value in self.attributes:
            if key == name:
                return value
        return ""

    def has_class(self, name: str) -> bool:
        """Whether a class is among the element's."""
        return name in self.get("class").split()


Node = Element | str
"""An element, or text: plain, as a reader sees it, no character escaped."""


def walk(nodes: Iterable[Node]) -> Iterator[Element]:
    """All elements, each before those inside it."""
    for node in nodes:
        if type(node) is Element:
            yield node
            yield from walk(node.children)


def contains(nodes: Iterable[Node], is_meant: Callable[[Element], bool]) -> bool:
    """Whether some element is meant, however deep it stands."""
    for node in nodes:
        if type(node) is Element and (is_meant(node) or contains(node.children, is_meant)):
            return True
    return False


def replaced(nodes: tuple[Node, ...], replacement: Callable[[Element], Node]) -> tuple[Node, ...]:
    """The nodes with each element exchanged for its replacement, the innermost first."""
    new: list[Node] = []
    for node in nodes:
        if type(node) is Element:
            children = replaced(node.children, replacement)
            node = replacement(Element(node.tag, node.attributes, children))
        if new and isinstance(node, str) and isinstance(before := new[-1], str):
            new[-1] = before + node
        else:
            new.append(node)
    return tuple(new)


def text_of(nodes: Iterable[Node]) -> str:
    """The text of some nodes: ``alt`` for a picture, a line break for ``br``."""
    return "".join(map(_text, nodes))


def _text(node: Node) -> str:
    if isinstance(node, str):
        return node
    if node.tag == "br":
        return "\n"
    return node.get("alt") if node.tag == "img" else text_of(node.children)


DEEPEST = 100
"""Elements inside each other at most: what is deeper stands in the last of them."""


class Builder:
    """Puts elements together from their start tags, texts and end tags, in order."""

    def __init__(self) -> None:
        self._open: list[tuple[str, tuple[tuple[str, str], ...]]] = []
        self._children: list[list[Node]] = [[]]

    @property
    def siblings(self) -> list[Node]:
        """What stands in the element that is open."""
        return self._children[-1]

    def start(self, tag: str, *attributes: tuple[str, str]) -> None:
        """Opens an element."""
        self._open.append((tag, attributes))
        if len(self._open) <= DEEPEST:
            self._children.append([])

    def end(self) -> None:
        """Closes the element that was opened last."""
        tag, attributes = self._open.pop()
        if len(self._open) < DEEPEST:
            children = self._children.pop()
            self.siblings.append(Element(tag, attributes, tuple(children)))

    def end_of(self, tag: str) -> None:
        """Closes the nearest open element of that name, and all inside it; none where none is."""
        if any(name == tag for name, _ in self._open):
            while self._open[-1][0] != tag:
                self.end()
            self.end()

    def void(self, tag: str, *attributes: tuple[str, str]) -> None:
        """Adds an element without content."""
        self.siblings.append(Element(tag, attributes))

    def text(self, text: str) -> None:
        """Goes on with text."""
        if text:
            siblings = self.siblings
            if siblings and type(siblings[-1]) is str:
                siblings[-1] += text
            else:
                siblings.append(text)

    def nodes(self) -> tuple[Node, ...]:
        """All that was added; what is open still is closed."""
        while self._open:
            self.end()
        return tuple(self.siblings)
