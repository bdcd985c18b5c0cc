"""Additions to a TOML text that leave every other character as it was written."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator

_LINE_END = re.compile(r"\r?\n")


def toml_string(text: str) -> str:
    """A TOML basic string: a JSON string, with DEL escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def add_to_table(text: str, table: str, key: str, value: str) -> str | None:
    """The text with one more text in a table of the top level, behind what stands in it.

    None where the table is written in a way that this does not change: the result of each attempt
    is read and compared with what it should be."""
    before = tomllib.loads(text.removeprefix("\ufeff"))
    wanted = {**before, table: {**before.get(table, {}), key: value}}
    pair = f"{toml_string(key)} = {toml_string(value)}"
    line_end = match[0] if (match := _LINE_END.search(text)) else "\n"
    for attempt in _attempts(text, table, pair, line_end):
        try:
            if tomllib.loads(attempt.removeprefix("\ufeff")) == wanted:
                return attempt
        except tomllib.TOMLDecodeError:
            continue
    return None


def _attempts(text: str, table: str, pair: str, line_end: str) -> Iterator[str]:
    name = rf"(?:{table}|\"{table}\"|'{table}')"
    if header := re.search(rf"^[ \t]*\[[ \t]*{name}[ \t]*\][^\n]*(?:\n|\Z)", text, re.MULTILINE):
        # The last line of the table that is neither blank nor a comment.
        following = re.compile(r"^[ \t]*\[", re.MULTILINE).search(text, header.end())
        end = following.start() if following else len(text)
        rows = list(re.finditer(r"[^\n]+(?:\n|\Z)", text[header.end() : end]))
        pairs = [row for row in rows if row[0].strip() and row[0].lstrip()[0] != "#"]
        indent = re.match(r"[ \t]*", pairs[-1][0] if pairs else "")
        at = header.end() + (pairs[-1].end() if pairs else 0)
        yield _with_line(text, at, (indent[0] if indent else "") + pair, line_end)
    elif written := re.search(rf"^[ \t]*{name}[ \t]*=[ \t]*\{{([^\n]*)", text, re.MULTILINE):
        for brace in reversed([m.start() for m in re.finditer(r"\}", written[1])]):
            at = written.start(1) + brace
            space = len(text[:at]) - len(text[:at].rstrip())
            comma = "" if text[:at].rstrip().endswith("{") else ", "
            yield text[: at - space] + comma + pair + text[at - space :]
    elif dotted := list(re.finditer(rf"^[ \t]*{name}[ \t]*\.[^\n]*(?:\n|\Z)", text, re.MULTILINE)):
        yield _with_line(text, dotted[-1].end(), f"{table}.{pair}", line_end)
    else:
        gap = line_end if text.strip() else ""
        yield _with_line(text, len(text), f"{gap}[{table}]{line_end}{pair}", line_end)


def _with_line(text: str, at: int, line: str, line_end: str) -> str:
    head = text[:at]
    if head and not head.endswith("\n"):
        head += line_end
    return f"{head}{line}{line_end}{text[at:]}"
