"""Interface words: written by people for each variant in ``words/TAG.toml``, never converted."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.model.problem import Problem, Stop, error
from generator.model.toml_text import toml_error
from generator.theme.faults import MissingError


@dataclass(frozen=True, slots=True)
class WordList:
    """The interface's words in one variant."""

    tag: str
    table: Mapping[str, str | list[str]]

    def translate(self, key: str, **values: object) -> str:
        """The word of that key, with ``{name}`` filled in; ``t`` in templates.

        Raises MissingError where the list has no such word or a value for it is not given."""
        word = self.table.get(key)
        if not isinstance(word, str):
            raise MissingError(f'nobody wrote the word "{key}" for {self.tag}')
        try:
            return word.format_map(values) if values else word
        except KeyError as fault:
            raise MissingError(f'the word "{key}" needs a value for {fault}') from None

    def choose(self, key: str, index: int) -> str:
        """An item of a list of words (a weekday, a month), counted from 0.

        Raises MissingError where there is no such list or no such item."""
        words = self.table.get(key)
        if not isinstance(words, list):
            raise MissingError(f'nobody wrote the list of words "{key}" for {self.tag}')
        if not -len(words) <= index < len(words):
            raise MissingError(f'the list of words "{key}" for {self.tag} has no item {index}')
        return words[index]


def load(folders: Sequence[Path], tag: str) -> WordList:
    """The words of a variant: of the theme's folders, the nearest's word counts.

    ``folders`` are nearest first. Raises Stop where a file cannot be read, or none exists."""
    paths = [folder / "words" / f"{tag}.toml" for folder in reversed(folders)]
    tables = [_read(path) for path in paths if path.is_file()]
    if not tables:
        place = f"themes/{folders[0].name}/words/{tag}.toml"
        message = f"the theme has no words for {tag}"
        raise Stop([error(place, message, "write this file", rule="theme")])
    return WordList(tag, {key: word for table in tables for key, word in table.items()})


def _read(path: Path) -> dict[str, str | list[str]]:
    place = f"themes/{path.parent.parent.name}/words/{path.name}"
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise Stop([toml_error(place, fault)]) from None
    except (OSError, UnicodeDecodeError) as fault:
        raise Stop([error(place, f"cannot be read: {fault}", rule="theme")]) from None
    problems: list[Problem] = [
        error(place, f'"{key}" must be a text or a list of texts', rule="theme")
        for key, value in table.items()
        if not isinstance(value, str)
        and not (isinstance(value, list) and all(isinstance(word, str) for word in value))
    ]
    if problems:
        raise Stop(problems)
    return table
