"""Typed readers for YAML nodes: each returns a value, or reports what is wrong and where.

Texts, flags, numbers, dates, times and lists of them, as the contract's front matter has them;
``frontmatter`` decides which key wants which.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TypeVar

from generator.content.yaml import List, Map, Node, Scalar
from generator.model.problem import Problem, did_you_mean, error

T = TypeVar("T")


class ValueReader:
    """Reads the nodes of one file and gathers all that is wrong with them."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.offset = first_line - 1
        """Lines of the file before the YAML text."""
        self.problems: list[Problem] = []

    def fault(self, node: Node, message: str, hint: str = "", rule: str = "front-matter") -> None:
        """Notes that something is wrong at a node."""
        self.problems.append(
            error(
                self.path,
                message,
                hint,
                rule=rule,
                line=node.line + self.offset,
                column=node.column,
            )
        )

    def text(self, node: Node, key: str) -> str:
        """A text on one line, white space at its ends dropped."""
        if isinstance(node, Scalar):
            if node.is_null:
                return ""
            if "\n" not in node.value.strip():
                return node.value.strip()
            self.fault(node, f'"{key}" must be one line')
        else:
            self.fault(node, f'"{key}" must be a text')
        return ""

    def flag(self, node: Node, key: str) -> bool:
        """true or false (YAML 1.2 core schema: no yes, no on)."""
        word = node.value if isinstance(node, Scalar) and not node.quoted else ""
        if word in ("true", "True", "TRUE", "false", "False", "FALSE"):
            return word.lower() == "true"
        self.fault(node, f'"{key}" must be true or false')
        return False

    def number(self, node: Node, key: str) -> int:
        """A whole number."""
        if isinstance(node, Scalar) and re.fullmatch(r"[-+]?[0-9]{1,9}", node.value):
            return int(node.value)
        self.fault(node, f'"{key}" must be a whole number')
        return 0

    def date(self, node: Node, key: str) -> dt.date | None:
        """An ISO 8601 date."""
        if isinstance(node, Scalar):
            try:
                return dt.date.fromisoformat(node.value.strip())
            except ValueError:
                pass
        self.fault(node, f'"{key}" must be a date', "written 2025-03-20")
        return None

    def time(self, node: Node, key: str) -> dt.datetime | None:
        """An ISO 8601 date and time; without an offset it is the paper's own time."""
        if isinstance(node, Scalar):
            try:
                return dt.datetime.fromisoformat(node.value.strip())
            except ValueError:
                pass
        self.fault(node, f'"{key}" must be a time', "written 2025-03-20 06:00")
        return None

    def end(self, node: Node, key: str) -> dt.datetime | None:
        """The moment at which something ends: a time, or a date, which belongs to it whole."""
        moment = self.time(node, key)
        if moment and isinstance(node, Scalar) and _is_date(node.value.strip()):
            return moment + dt.timedelta(days=1)
        return moment

    def texts(self, node: Node, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of one."""
        if isinstance(node, Scalar):
            return (node.value.strip(),) if not node.is_null and node.value.strip() else ()
        return tuple(word for word in self.each(node, key, self.text) if word)

    def each(self, node: Node, key: str, read: Callable[[Node, str], T]) -> list[T]:
        """A list, each item read by ``read``."""
        if isinstance(node, List):
            return [read(item, key) for item in node.items]
        if not (isinstance(node, Scalar) and node.is_null):
            self.fault(node, f'"{key}" must be a list')
        return []

    def table(self, node: Node, key: str, known: tuple[str, ...]) -> Table:
        """A mapping whose keys must be known, as a table to read from."""
        return Table(self, self.pairs(node, key, known))

    def pairs(self, node: Node, key: str, known: tuple[str, ...] | None) -> dict[str, Node]:
        """A mapping; a key that is written twice or (where ``known`` is given) unknown is wrong."""
        if not isinstance(node, Map):
            if not (isinstance(node, Scalar) and node.is_null):
                self.fault(
                    node,
                    f'"{key}" must be a table' if key else "this is no front matter",
                    "lines like title: …",
                )
            return {}
        pairs: dict[str, Node] = {}
        for name, value in node.pairs:
            word = name.value
            if word in pairs:
                self.fault(name, f'the key "{word}" stands twice')
            elif known is not None and word not in known:
                self.fault(name, f'unknown key "{word}"', _guess(word, known), "unknown-key")
            else:
                pairs[word] = value
        return pairs


class Table:
    """The keys of one mapping; a key that is absent or null reads as its empty value."""

    def __init__(self, reader: ValueReader, nodes: dict[str, Node]) -> None:
        self.reader = reader
        self.nodes = {
            key: node
            for key, node in nodes.items()
            if not (isinstance(node, Scalar) and node.is_null)
        }

    def __contains__(self, key: str) -> bool:
        return key in self.nodes

    def text(self, key: str) -> str:
        """A text on one line; empty where absent."""
        return self.reader.text(self.nodes[key], key) if key in self.nodes else ""

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false; ``default`` where absent."""
        return self.reader.flag(self.nodes[key], key) if key in self.nodes else default

    def number(self, key: str) -> int:
        """A whole number; 0 where absent."""
        return self.reader.number(self.nodes[key], key) if key in self.nodes else 0

    def date(self, key: str) -> dt.date | None:
        """A date; None where absent or wrong."""
        return self.reader.date(self.nodes[key], key) if key in self.nodes else None

    def time(self, key: str) -> dt.datetime | None:
        """A time; None where absent or wrong."""
        return self.reader.time(self.nodes[key], key) if key in self.nodes else None

    def end(self, key: str) -> dt.datetime | None:
        """The moment at which something ends; None where absent or wrong."""
        return self.reader.end(self.nodes[key], key) if key in self.nodes else None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where absent."""
        return self.reader.texts(self.nodes[key], key) if key in self.nodes else ()

    def optional(self, key: str, read: Callable[[ValueReader, Node], T | None]) -> T | None:
        """What ``read`` makes of the key's node; None where absent."""
        return read(self.reader, self.nodes[key]) if key in self.nodes else None

    def many(self, key: str, read: Callable[[ValueReader, Node], T | None]) -> tuple[T, ...]:
        """What ``read`` makes of each item of the key's list, faulty ones left out."""
        if key not in self.nodes:
            return ()
        items = self.reader.each(self.nodes[key], key, lambda node, _: read(self.reader, node))
        return tuple(item for item in items if item is not None)


def _is_date(text: str) -> bool:
    """Whether a text is a date without a time of day."""
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


# What people write for a key of ours that is not near it in letters.
_COMMON = {
    "autor": "bylines",
    "author": "bylines",
    "authors": "bylines",
    "byline": "bylines",
    "by": "bylines",
    "reporter": "bylines",
    "headline": "title",
    "heading": "title",
    "subhead": "subtitle",
    "category": "section",
    "column": "section",
    "tag": "tags",
    "image": "images",
    "photo": "images",
    "photos": "images",
    "description": "summary",
    "abstract": "summary",
    "lead": "summary",
    "published": "publish_at",
    "expiry": "expires",
    "modified": "updated",
    "correction": "corrections",
    "alias": "aliases",
    "weight": "rank",
    "标题": "title",
    "肩题": "kicker",
    "引题": "kicker",
    "副题": "subtitle",
    "作者": "bylines",
    "记者": "bylines",
    "署名": "bylines",
    "来源": "source",
    "栏目": "section",
    "日期": "date",
    "摘要": "summary",
    "标签": "tags",
    "图片": "images",
}


def _guess(word: str, known: tuple[str, ...]) -> str:
    common = _COMMON.get(word.lower())
    if common in known:
        return f'did you mean "{common}"?'
    return did_you_mean(word, known) or "known here: " + ", ".join(known)
