"""The runs of text in a body, for conversion: what a reader reads as one.

A run ends at blocks, not at inline elements; text in another language than the page is left out. A
run is rewritten as one text and cut again at the elements inside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from generator.content.nodes import HIDDEN, INLINE, VISIBLE, Element, Node, text_of

OVERRIDE = "data-variants"
"""The attribute of the ``span`` that holds what ``-{…}-`` decides, as it is written there."""
Rewrite = Callable[[list[str]], Sequence[Sequence[str]]]
"""Texts into one string for each of their characters: in a list, or together one text."""
STANDING = "\ufffc"
"""Stands in a run for an element inside it that is left out: no phrase goes across."""


class Run(msgspec.Struct, frozen=True):
    """What a reader reads as one text."""

    text: str
    marked: tuple[tuple[str, str] | None, ...]
    """For each :data:`STANDING` the (rules, words) of an override; None for what else is left out.
    """


def runs(nodes: tuple[Node, ...], language: str) -> list[Run]:
    """The runs of text, without those in which everything is left out for its language."""
    collector = _Collector()
    _Visit(language, collector).nodes(nodes)
    every = (
        Run("".join(p), tuple(m)) for p, m in zip(collector.runs, collector.marked, strict=True)
    )
    return [run for run in every if run.text.strip(STANDING) or any(run.marked)]


def rewritten(nodes: tuple[Node, ...], rewrite: Rewrite, language: str) -> tuple[Node, ...]:
    """The nodes with all their runs rewritten in one call.

    ``language`` is the page's (a BCP 47 tag). Left out are elements in another one, those with
    ``translate="no"`` or an override, code and what else is not read as running text."""
    collector = _Collector()
    _Visit(language, collector).nodes(nodes)
    if not collector.places:
        return nodes
    answers = rewrite(["".join(pieces) for pieces in collector.runs])
    return _Visit(language, _Replacer(collector.places, answers)).nodes(nodes)


class _Collector:
    """Notes the runs, and where in them each text stands."""

    def __init__(self) -> None:
        self.runs: list[list[str]] = []
        self.marked: list[list[tuple[str, str] | None]] = []
        """Of each run, what stands for the elements left out of it."""
        self.places: list[tuple[int, int, int]] = []
        """(number of the run, start in it, end in it) of each text, in order."""
        self._open = -1
        self._length = 0

    def text(self, text: str) -> str:
        """Goes on with the open run, or begins one."""
        start = self._go_on(text)
        self.places.append((self._open, start, self._length))
        return text

    def skip(self, element: Element) -> None:
        """Goes on with the open run, or begins one, behind an element that is left out."""
        self._go_on(STANDING)
        rules = [value for name, value in element.attributes if name == OVERRIDE]
        self.marked[self._open].append((rules[0], text_of(element.children)) if rules else None)

    def _go_on(self, text: str) -> int:
        """Where in the run the text begins."""
        if self._open < 0:
            self._open, self._length = len(self.runs), 0
            self.runs.append([])
            self.marked.append([])
        self.runs[self._open].append(text)
        start, self._length = self._length, self._length + len(text)
        return start

    def alone(self, text: str) -> str:
        """A run of its own, within which the open one does not end."""
        self.places.append((len(self.runs), 0, len(text)))
        self.runs.append([text])
        self.marked.append([])
        return text

    def end(self) -> None:
        """Ends the open run."""
        self._open = -1


class _Replacer:
    """Gives what stands for each text, in the order in which they were noted."""

    def __init__(
        self, places: list[tuple[int, int, int]], answers: Sequence[Sequence[str]]
    ) -> None:
        self._places = iter(places)
        self._answers = answers

    def text(self, _text: str) -> str:
        """What stands for the next text."""
        run, start, end = next(self._places)
        cells = self._answers[run][start:end]
        return cells if isinstance(cells, str) else "".join(cells)

    alone = text

    def skip(self, _element: Element) -> None:
        """What is left out was noted."""

    def end(self) -> None:
        """Where runs end was noted."""


class _Visit:
    """One way through a body, from text to text."""

    def __init__(self, language: str, reader: _Collector | _Replacer) -> None:
        self._language = language.lower()
        self._text = reader.text
        self._alone = reader.alone
        self._skip = reader.skip
        self._end = reader.end

    def nodes(self, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        """Some nodes as the reader wants them."""
        return tuple(self._text(n) if isinstance(n, str) else self._element(n) for n in nodes)

    def _element(self, element: Element) -> Element:
        is_inline = element.tag in INLINE
        if not is_inline:
            self._end()
        attributes = self._attributes(element)
        if attributes is not None:
            element = Element(element.tag, attributes, self.nodes(element.children))
        elif is_inline:
            self._skip(element)
        if not is_inline:
            self._end()
        return element

    def _attributes(self, element: Element) -> tuple[tuple[str, str], ...] | None:
        """An element's attributes as the reader wants them; None where it is left out."""
        attributes = element.attributes
        if element.tag in HIDDEN:
            return None
        is_visible = False
        for name, value in attributes:
            if name == OVERRIDE or (name == "translate" and value.lower() == "no"):
                return None
            if name == "lang" and value.lower() not in (self._language, "zh", ""):
                return None
            is_visible = is_visible or name in VISIBLE
        return tuple(map(self._attribute, attributes)) if is_visible else attributes

    def _attribute(self, attribute: tuple[str, str]) -> tuple[str, str]:
        name, value = attribute
        return (name, self._alone(value)) if value and name in VISIBLE else attribute
