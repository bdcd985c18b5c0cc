"""YAML 1.2 as nodes with places, without types.

The only importer of the YAML library. The types follow from ``schema``: ``title: 2025`` is the text
"2025", ``page: 01`` keeps its zero, and the resolver of YAML 1.1 (``no`` → False, ``12:30`` → 750)
is not used.
"""

from __future__ import annotations

import re

import msgspec
import yaml as _yaml

_Loader: type = getattr(_yaml, "CSafeLoader", _yaml.SafeLoader)
_PLAIN = re.compile(r"[\w\u4e00-\u9fff《（“‘—…][^\x00-\x1f\x7f\x85\u2028\u2029\ufeff]*")
_RISKY = re.compile(r": |:$| #|^(?:true|false|null|yes|no|on|off|~)$|\s$", re.IGNORECASE)


class Scalar(msgspec.Struct, frozen=True):
    """A scalar as written."""

    value: str
    line: int
    column: int
    quoted: bool

    @property
    def is_null(self) -> bool:
        """Whether YAML 1.2's core schema reads nothing here (section 10.3.2)."""
        return not self.quoted and self.value in ("", "~", "null", "Null", "NULL")


class List(msgspec.Struct, frozen=True):
    """A sequence."""

    items: tuple[Node, ...]
    line: int
    column: int


class Map(msgspec.Struct, frozen=True):
    """A mapping; keys in the order written, also those written twice."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int


Node = Scalar | List | Map


class Fault(Exception):  # noqa: N818 - it carries a place, it is not a failure of ours
    """The text is no YAML, or uses what front matter has no need of."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column


def parse(text: str) -> Node | None:
    """The one document in a YAML text; None where there is none. Places are 1-based.

    Raises Fault with the place."""
    try:
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
        finally:
            loader.dispose()
    except _yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise Fault(fault.problem or "not valid YAML", line, column) from None
    except _yaml.YAMLError as fault:
        raise Fault(str(fault).splitlines()[0], 1, 1) from None
    return _node(root, 0, set()) if root is not None else None


def _node(node: _yaml.Node, depth: int, seen: set[int]) -> Node:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if depth > 20:
        raise Fault("nested too deep", line, column)
    if id(node) in seen:
        # An alias could unfold without end; front matter has no use for one.
        raise Fault("an alias (*name) has no place here", line, column)
    seen.add(id(node))
    if isinstance(node, _yaml.ScalarNode):
        return Scalar(node.value, line, column, bool(node.style))
    if isinstance(node, _yaml.SequenceNode):
        return List(tuple(_node(item, depth + 1, seen) for item in node.value), line, column)
    pairs = []
    for key, value in node.value:
        at = key.start_mark.line + 1, key.start_mark.column + 1
        if not isinstance(key, _yaml.ScalarNode):
            raise Fault("a key must be a word", *at)
        pairs.append((Scalar(key.value, *at, bool(key.style)), _node(value, depth + 1, seen)))
    return Map(tuple(pairs), line, column)


class Stretch(msgspec.Struct, frozen=True):
    """The stretch of a text in which a value is written, without comments behind it."""

    start: int
    end: int
    """Behind the last character of the value; ``start`` where nothing is written."""
    items: tuple[Stretch, ...] = ()
    """Of a sequence its items, of a mapping its values."""
    keys: tuple[tuple[str, int], ...] = ()
    """Of a mapping its keys, each with the index at which it is written."""
    is_sequence: bool = False


def span(text: str) -> Stretch | None:
    """Where the one document of a YAML text that :func:`parse` reads is written; None where there
    is none."""
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
    finally:
        loader.dispose()
    return _span(root, text) if root is not None else None


def _span(node: _yaml.Node, text: str) -> Stretch:
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, _yaml.ScalarNode):
        is_block = node.style in ("|", ">")  # ends with the line ends behind it
        return Stretch(start, len(text[:end].rstrip()) if is_block else end)
    is_sequence = isinstance(node, _yaml.SequenceNode)
    values = node.value if is_sequence else [value for _, value in node.value]
    items = tuple(_span(value, text) for value in values)
    keys = () if is_sequence else tuple((k.value, k.start_mark.index) for k, _ in node.value)
    if text[start] not in "[{":  # ends where the next token begins, behind comments
        end = items[-1].end
    return Stretch(start, end, items, keys, is_sequence)


def scalar(text: str) -> str:
    """A text as a YAML scalar on one line: plain where it reads the same, else double-quoted."""
    if _PLAIN.fullmatch(text) and not _RISKY.search(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029\ufeff]", _escape, escaped) + '"'


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def flow_scalar(text: str) -> str:
    """A text as a scalar inside ``[…]`` or ``{…}``, where commas and brackets end a plain one."""
    plain = scalar(text)
    if plain.startswith('"') or not re.search(r"[,\[\]{}]", plain):
        return plain
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
