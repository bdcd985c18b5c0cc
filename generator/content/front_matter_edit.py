"""Changes of front matter that leave every other character of the file as the editor wrote it.

A change is checked by reading the new text: it must give the article as before, with the one value
changed.
"""

from __future__ import annotations

import re

from msgspec import structs

from generator.content import frontmatter, yaml
from generator.content.yaml import Stretch
from generator.model.article import Article, Correction, FrontMatter, Withdrawal
from generator.model.problem import Problem, Stop, error

_LINE_END = re.compile(r"\r\n|\r")
_ANY_LINE_END = re.compile(r"\r\n|\r|\n")


def withdraw(text: str, article: Article, withdrawal: Withdrawal) -> str:
    """The file's text with the article withdrawn. Of an article that is withdrawn already the
    reason alone is replaced. Raises Stop."""
    front = structs.replace(article.front, withdrawn=withdrawal)
    reason = yaml.flow_scalar(withdrawal.reason) if withdrawal.reason else ""
    pairs = f"date: {withdrawal.date}" + (f", reason: {reason}" if reason else "")
    header = _Header(text, article)
    written = header.value("withdrawn")
    if article.front.withdrawn is None or written is None:
        header.set("withdrawn", f"{{{pairs}}}")
    elif "reason" in (names := [name for name, _ in written.keys]):
        old = written.items[names.index("reason")]
        header.replace(old, reason if old.end > old.start else f" {reason}")
    elif header.is_flow(written):
        header.insert(written.items[-1].end, f", reason: {reason}")
    else:
        indent = header.indent(written.keys[-1][1])
        header.insert(header.end_of_line(written.end), f"\n{indent}reason: {reason}")
    return header.result(front)


def add_correction(text: str, article: Article, correction: Correction) -> str:
    """The file's text with one more correction behind the others. Raises Stop."""
    words = yaml.flow_scalar(correction.text)
    header = _Header(text, article)
    header.append("corrections", f"{{date: {correction.date}, text: {words}}}", in_lines=True)
    corrections = (*article.front.corrections, correction)
    return header.result(structs.replace(article.front, corrections=corrections))


def settle(text: str, article: Article, answer: str) -> str:
    """The file's text with one more answered doubt. Raises Stop."""
    header = _Header(text, article)
    header.append("settled", yaml.flow_scalar(answer), in_lines=False)
    settled = (*article.front.settled, answer)
    return header.result(structs.replace(article.front, settled=settled))


class _Header:
    """The front matter in a file's text, with line ends as YAML counts them, and its changes."""

    def __init__(self, text: str, article: Article) -> None:
        self.article = article
        self.text = text
        plain = frontmatter.with_plain_line_ends(text)
        header = frontmatter.split(plain.removeprefix("\ufeff"))[0] or ""
        self._start = plain.index("\n") + 1
        self.header = header
        self.root = yaml.span(header)
        self._line_end = _ANY_LINE_END.findall(text)[0]
        self._changes: tuple[int, int, str] = (0, 0, "")
        if self.root and self.root.items and header[self.root.start] == "{":
            raise Stop([self._refusal("the front matter is one pair of braces")])

    def value(self, key: str) -> Stretch | None:
        """The value of a key; None where the key is absent."""
        return self._values().get(key)

    def _values(self) -> dict[str, Stretch]:
        """The values of all keys."""
        if self.root is None:
            return {}
        names = (name for name, _ in self.root.keys)
        return dict(zip(names, self.root.items, strict=True))

    def set(self, key: str, value: str) -> None:
        """Gives a value to a key that is absent or empty."""
        written = self.value(key)
        if written is None:
            self._add_line(f"{key}: {value}")
        else:
            self.replace(written, f" {value}" if written.end == written.start else value)

    def append(self, key: str, item: str, *, in_lines: bool) -> None:
        """Adds an item to a list; ``in_lines``: a new list has a line for each item."""
        written = self.value(key)
        if written is None:
            self._add_line(f"{key}:\n  - {item}" if in_lines else f"{key}: [{item}]")
        elif not written.is_sequence:
            before = self.header[written.start : written.end]
            is_empty = before in ("", "~", "null", "Null", "NULL")
            new = f"[{item}]" if is_empty else f"[{before}, {item}]"
            self.replace(written, new if before else f" {new}")
        elif not written.items:
            self.replace(written, f"[{item}]")
        elif self.is_flow(written):
            self.insert(written.items[-1].end, f", {item}")
        else:
            dash = len(self.header[: written.items[-1].start].rstrip()) - 1
            self.insert(self.end_of_line(written.end), f"\n{self.indent(dash)}- {item}")

    def is_flow(self, written: Stretch) -> bool:
        """Whether a collection is written in brackets or braces."""
        return self.header[written.start] in "[{"

    def indent(self, index: int) -> str:
        """The white space before a place of a line."""
        return " " * (index - self.header.rfind("\n", 0, index) - 1)

    def end_of_line(self, index: int) -> int:
        """The end of the line of a place, before its line end."""
        end = self.header.find("\n", index)
        return end if end >= 0 else len(self.header)

    def insert(self, at: int, text: str) -> None:
        """Inserts a text."""
        self._changes = (at, at, text)

    def replace(self, written: Stretch, text: str) -> None:
        """Replaces a value."""
        self._changes = (written.start, written.end, text)

    def _add_line(self, line: str) -> None:
        """Adds a line behind the last key that stands before its own in the usual order."""
        order = {name: at for at, name in enumerate(frontmatter.KEYS)}
        place = order[line.partition(":")[0]]
        ends = [item.end for name, item in self._values().items() if order[name] < place]
        if ends:
            self.insert(self.end_of_line(max(ends)), f"\n{line}")
        else:
            self.insert(len(self.header), f"{line}\n")

    def result(self, front: FrontMatter) -> str:
        """The changed text of the file; it must read as the article with this front matter."""
        start, end, words = self._changes
        new = (
            self.text[: self._index(start)]
            + words.replace("\n", self._line_end)
            + self.text[self._index(end) :]
        )
        plain = frontmatter.with_plain_line_ends(new)
        article, problems = frontmatter.parse(plain, self.article.path, self.article.id)
        if article is None:
            raise Stop([*problems, self._refusal("the change would not be read")], status=1)
        if (article.front, article.body) != (front, self.article.body):
            raise Stop([self._refusal("the front matter is written in an unusual way")], status=1)
        return new

    def _index(self, at: int) -> int:
        """The index in the file's text of an index in the front matter."""
        wanted = self._start + at
        plain = index = 0
        for match in _LINE_END.finditer(self.text):
            if plain + match.start() - index >= wanted:
                break
            plain += match.start() - index + 1
            index = match.end()
        return index + wanted - plain

    def _refusal(self, message: str) -> Problem:
        hint = "write each key on a line of its own, or make the change by hand"
        return error(self.article.path, message, hint, rule="front-matter")
