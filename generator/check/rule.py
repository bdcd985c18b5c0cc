"""A rule of ``huozi check``: its name, its severity, its meaning."""

from __future__ import annotations

import msgspec

from generator.model.problem import Problem, Severity


class Rule(msgspec.Struct, frozen=True):
    """One kind of problem that ``huozi check`` reports."""

    name: str
    """In kebab-case; editors silence a rule by it."""
    severity: Severity
    means: str
    """One sentence on what is wrong; the full paragraph is in ``docs/rules.md``."""

    def at(
        self, path: str, message: str, hint: str = "", *, line: int = 1, column: int = 1
    ) -> Problem:
        """A problem of this rule at a place."""
        return Problem(path, line, column, self.severity, self.name, message, hint)


def error(name: str, means: str) -> Rule:
    """A rule of severity error: ``check`` exits with 1."""
    return Rule(name, Severity.ERROR, means)


def warning(name: str, means: str) -> Rule:
    """A rule of severity warning; the site is published."""
    return Rule(name, Severity.WARNING, means)


def doubt(name: str, means: str) -> Rule:
    """A rule of severity doubt, a question to the editor."""
    return Rule(name, Severity.DOUBT, means)
