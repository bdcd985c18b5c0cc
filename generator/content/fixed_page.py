"""A fixed page's file (``pages/about.md``): a title above, Markdown below."""

from __future__ import annotations

import msgspec

from generator.content import yaml
from generator.content.frontmatter import split
from generator.content.schema import ValueReader
from generator.model.problem import Problem, error


class FixedFile(msgspec.Struct, frozen=True):
    """A fixed page as it stands in its file."""

    title: str
    body: str


def parse(text: str, path: str) -> tuple[FixedFile | None, list[Problem]]:
    """The page in a file's text, and all that is wrong with it."""
    header, body, _ = split(text.removeprefix("\ufeff"))
    if header is None:
        hint = "a fixed page begins with --- / title: … / ---"
        return None, [error(path, "no front matter", hint, rule="front-matter")]
    reader = ValueReader(path, 2)
    try:
        root = yaml.parse(header)
    except yaml.Fault as fault:
        message = f"not valid YAML: {fault.message}"
        return None, [error(path, message, rule="yaml", line=fault.line + 1, column=fault.column)]
    title = reader.table(root, "", ("title",)).text("title") if root is not None else ""
    if not title and not reader.problems:
        reader.problems.append(error(path, "a fixed page needs a title", rule="front-matter"))
    return (None if reader.problems else FixedFile(title, body)), reader.problems
