"""What a rule is: a name that editors silence and docs explain, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.problem import Problem, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that ``huozi check`` may find."""

    name: str
    """In kebab-case."""
    severity: Severity
    means: str
    """One sentence on what is wrong; the full paragraph is in ``docs/rules.md``."""

    def at(
        self, path: str, message: str, hint: str = "", *, line: int = 1, column: int = 1
    ) -> Problem:
        """A problem of this rule in a place."""
        return Problem(path, line, column, self.severity, self.name, message, hint)


def error(name: str, means: str) -> Rule:
    """A rule whose breach readers run into: ``check`` exits 1."""
    return Rule(name, Severity.ERROR, means)


def warning(name: str, means: str) -> Rule:
    """A rule whose breach is published all the same."""
    return Rule(name, Severity.WARNING, means)


def doubt(name: str, means: str) -> Rule:
    """A question to the editor."""
    return Rule(name, Severity.DOUBT, means)
