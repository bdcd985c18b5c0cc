"""Places in a TOML text, which the standard library's reader does not keep."""

from __future__ import annotations

import re
import tomllib

from generator.model.problem import Problem, error


def toml_error(path: str, fault: tomllib.TOMLDecodeError) -> Problem:
    """A TOML library's complaint as a problem with its place."""
    text = str(fault)
    place = re.search(r"\(at line (\d+), column (\d+)\)", text)
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    message = text[: place.start()].strip() if place else text.removesuffix(" (at end of document)")
    return error(path, f"not valid TOML: {message}", rule="toml", line=line, column=column)


def line_of(text: str, key: str) -> int:
    """The line on which the last part of a dotted key is set in a TOML text; 1 if not found."""
    last = re.escape(key.rsplit(".")[-1])
    pattern = re.compile(rf"^\s*[\[\"']*(?:[\w.\"-]*\.)?{last}[\"']?\s*[=\].]")
    for number, line in enumerate(text.splitlines(), 1):
        if pattern.match(line):
            return number
    return 1


def line_in(text: str, key: str, item: str) -> int:
    """The line on which an item of a list stands, in a TOML text."""
    first = line_of(text, key)
    rows = text.splitlines()[first - 1 :]
    return next(
        (
            first + at
            for at, row in enumerate(rows)
            if re.search(rf"[\"']{re.escape(item)}[\"']", row)
        ),
        first,
    )
