"""Problems that an editor has silenced.

By ``settled`` in an article's front matter (a rule's name, or ``rule: words`` of its message) or by
``check.silence`` in site.toml (``rule: path``, with ``*`` in the path for anything).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

from generator.check import rule
from generator.model.problem import Problem
from generator.model.site_file import FILE

UNUSED = rule.doubt("unused-silence", "site.toml silences something that is not found any more.")
RULES = (UNUSED,)


def unanswered(
    problems: Iterable[Problem],
    entries: Sequence[str],
    settled: Mapping[str, Sequence[str]],
    known: Sequence[str],
) -> list[Problem]:
    """The problems not silenced, and a doubt for each entry that silences nothing.

    ``entries`` are those of ``check.silence``; ``settled`` maps articles' paths to their entries;
    ``known`` are the names of all rules."""
    used: set[str] = set()
    remaining = []
    for problem in problems:
        answers = [entry for entry in entries if _is_silenced_by(entry, problem)]
        used.update(answers)
        if not answers and not any(
            _is_settled_by(s, problem) for s in settled.get(problem.path, ())
        ):
            remaining.append(problem)
    for entry in entries:
        name = entry.partition(":")[0].strip()
        if name not in known:
            remaining.append(UNUSED.at(FILE, f'check.silence: no rule is called "{name}"'))
        elif entry not in used:
            remaining.append(
                UNUSED.at(FILE, f'check.silence: "{entry}" silences nothing', "remove it")
            )
    return remaining


def _is_silenced_by(entry: str, problem: Problem) -> bool:
    name, _, pattern = entry.partition(":")
    return name.strip() == problem.rule and fnmatchcase(problem.path, pattern.strip())


def _is_settled_by(answer: str, problem: Problem) -> bool:
    name, _, words = answer.partition(":")
    return name.strip() == problem.rule and words.strip() in problem.message
