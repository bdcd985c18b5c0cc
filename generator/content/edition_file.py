"""``edition.toml``: the facts of an edition beside its articles, read and written.

The same file stands in ``seeds/`` (as the paper printed it) and in ``content/`` (first written by
ingest, then the editor's).
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from typing import Any

from generator.model.article import EditionFacts
from generator.model.problem import Problem, did_you_mean, error
from generator.model.toml_edit import toml_string
from generator.model.toml_text import line_of, toml_error
from generator.model.variant import VARIANTS

FILE = "edition.toml"
KEYS = ("date", "issue", "script", "pages", "credits")


def parse(text: str, path: str) -> tuple[EditionFacts, list[Problem]]:
    """The facts in an edition.toml's text, and all that is wrong with them."""
    try:
        table = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as fault:
        return EditionFacts(), [toml_error(path, fault)]
    problems = [
        error(
            path,
            f'unknown key "{key}"',
            did_you_mean(key, KEYS) or "known: " + ", ".join(KEYS),
            rule="unknown-key",
            line=line_of(text, key),
        )
        for key in table
        if key not in KEYS
    ]

    def wrong(key: str, wanted: str) -> None:
        problems.append(
            error(path, f'"{key}" must be {wanted}', rule="type", line=line_of(text, key))
        )

    facts = EditionFacts(
        date=_date(table.get("date"), wrong),
        issue=_issue(table.get("issue", ""), wrong),
        script=_script(table.get("script", ""), wrong),
        pages=_pages(table.get("pages", {}), wrong),
        credits=_credits(table.get("credits", {}), wrong),
    )
    return facts, problems


def render(facts: EditionFacts) -> str:
    """The text of an edition.toml; :func:`parse` reads the same values back from it."""
    lines = []
    if facts.date:
        lines.append(f"date = {facts.date.isoformat()}")
    if facts.issue:
        lines.append(f"issue = {toml_string(facts.issue)}")
    if facts.script:
        lines.append(f"script = {toml_string(facts.script)}")
    if facts.pages:
        lines += ["", "[pages]"] if lines else ["[pages]"]
        lines += [f"{number} = {toml_string(name)}" for number, name in facts.pages]
    if facts.credits:
        lines += ["", "[credits]"] if lines else ["[credits]"]
        lines += [
            f"{number} = [{', '.join(map(toml_string, words))}]" for number, words in facts.credits
        ]
    return "\n".join(lines) + "\n"


def _date(value: Any, wrong: Any) -> dt.date | None:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    if value is not None:
        wrong("date", "a date, written 2025-03-20")
    return None


def _issue(value: Any, wrong: Any) -> str:
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return str(value)
    wrong("issue", "a text in quotes")
    return ""


def _script(value: Any, wrong: Any) -> str:
    if value in VARIANTS or value == "":
        return str(value)
    wrong("script", "one of " + ", ".join(VARIANTS))
    return ""


def _pages(value: Any, wrong: Any) -> tuple[tuple[str, str], ...]:
    if isinstance(value, dict) and all(
        re.fullmatch(r"[0-9A-Za-z]+", key) and isinstance(name, str) for key, name in value.items()
    ):
        return tuple(value.items())
    wrong("pages", 'page = "name" lines, such as 01 = "要闻"')
    return ()


def _credits(value: Any, wrong: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if isinstance(value, dict) and all(
        isinstance(words, list) and all(isinstance(word, str) for word in words)
        for words in value.values()
    ):
        return tuple((number, tuple(words)) for number, words in value.items())
    wrong("credits", 'page = ["line"] lines, such as 01 = ["责编：…"]')
    return ()
