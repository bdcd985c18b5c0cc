"""Interface words: written by people, for each variant, never converted.

Knows ``words/TAG.toml`` of a theme. Refuses a word that a template asks for and nobody wrote.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.model.problem import Problem, Stop, error
from generator.model.site import toml_error
from generator.theme.slim import plain


@dataclass(frozen=True, slots=True)
class Words:
    """The interface's words in one variant."""

    tag: str
    table: Mapping[str, str | list[str]]

    def say(self, key: str, **values: object) -> str:
        """A word, with ``{name}`` filled in. Raises KeyError for one that nobody wrote."""
        word = self.table[key]
        if not isinstance(word, str):
            raise KeyError(key)
        return word.format_map(values) if values else word

    def choose(self, key: str, index: int) -> str:
        """The index-th of a list of words (a weekday, a month)."""
        words = self.table[key]
        if isinstance(words, str):
            raise KeyError(key)
        return words[index]


def load(folders: Sequence[Path], tag: str) -> Words:
    """The words of a variant: of the theme's folders, the nearest's word counts.

    ``folders`` are nearest first. Raises Stop where a file cannot be read, or none exists."""
    table: dict[str, str | list[str]] = {}
    found = False
    for folder in reversed(folders):
        path = folder / "words" / f"{tag}.toml"
        if path.is_file():
            found = True
            table |= _read(path)
    if not found:
        name = f"themes/{folders[0].name}/words/{tag}.toml"
        raise Stop(
            [error(name, f"the theme has no words for {tag}", "write this file", rule="theme")]
        )
    return Words(
        tag, {key: plain(word) if isinstance(word, str) else word for key, word in table.items()}
    )


def _read(path: Path) -> dict[str, str | list[str]]:
    name = f"themes/{path.parent.parent.name}/words/{path.name}"
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise Stop([toml_error(name, fault)]) from None
    except (OSError, UnicodeDecodeError) as fault:
        raise Stop([error(name, f"cannot be read: {fault}", rule="theme")]) from None
    problems: list[Problem] = [
        error(name, f'"{key}" must be a text or a list of texts', rule="theme")
        for key, value in table.items()
        if not isinstance(value, str)
        and not (isinstance(value, list) and all(isinstance(word, str) for word in value))
    ]
    if problems:
        raise Stop(problems)
    return table
