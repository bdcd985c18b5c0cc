"""Problems as values: a place, a sentence, a hint.

Who prints a problem, and what becomes of the build because of it, is decided by the callers from
its severity.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """What follows from a problem: an error keeps its edition from being published; a warning
    and a doubt do not. A doubt is a question to the editor, who may settle it for good."""

    ERROR = "error"
    WARNING = "warning"
    DOUBT = "doubt"


class Problem(msgspec.Struct, frozen=True, order=True):
    """Something wrong or doubtful in one place of the material. Its fields are keys of
    ``--json``."""

    path: str
    """The file, relative to the site's folder, with forward slashes."""
    line: int
    """1-based; 1 where the whole file is meant."""
    column: int
    """1-based, in characters."""
    severity: Severity
    rule: str
    """The rule's name in kebab-case: what an editor silences, what docs/ explains."""
    message: str
    hint: str = ""
    """What to do, or what was probably meant. May be empty."""

    def __str__(self) -> str:
        tail = f"; {self.hint}" if self.hint else ""
        return f"{self.path}:{self.line}:{self.column}: {self.message}{tail}"


def error(
    path: str, message: str, hint: str = "", *, rule: str, line: int = 1, column: int = 1
) -> Problem:
    """A problem that keeps its edition from being published."""
    return Problem(path, line, column, Severity.ERROR, rule, message, hint)


def warning(
    path: str, message: str, hint: str = "", *, rule: str, line: int = 1, column: int = 1
) -> Problem:
    """A problem that is published all the same."""
    return Problem(path, line, column, Severity.WARNING, rule, message, hint)


def doubt(
    path: str, message: str, hint: str = "", *, rule: str, line: int = 1, column: int = 1
) -> Problem:
    """A question to the editor."""
    return Problem(path, line, column, Severity.DOUBT, rule, message, hint)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them is an error."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the nearest known word, or the empty string where none is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f'did you mean "{near[0]}"?' if near else ""


class Stop(Exception):  # noqa: N818 - it is a word about the build, not about an error
    """Nothing at all can be written: the configuration, the theme or the addresses are wrong."""

    def __init__(self, problems: Iterable[Problem], *, status: int = 2) -> None:
        self.problems = tuple(problems)
        self.status = status
        """The exit status: 2 for wrong usage or configuration, 1 for errors in the material."""
        super().__init__("\n".join(str(problem) for problem in self.problems))
