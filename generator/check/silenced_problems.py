"""Problems that an editor has silenced.

By ``settled`` in an article's front matter (a rule's name, or ``rule: words`` of its message) or by
``check.silence`` in site.toml (``rule: path``, with ``*`` in the path for anything).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

from msgspec import structs

from generator.check import rule
from generator.content import settled
from generator.content.settled import is_settled_by
from generator.model.article import Article
from generator.model.problem import Problem, Severity
from generator.model.site_file import FILE
from generator.model.toml_edit import toml_string

UNUSED = rule.doubt("unused-silence", "site.toml silences something that is not found any more.")
RULES = (UNUSED,)


def unanswered(
    problems: Iterable[Problem],
    entries: Sequence[str],
    articles: Mapping[str, Article],
    known: Sequence[str],
) -> list[Problem]:
    """The problems not silenced, each doubt with the place of its answer, and a doubt for each
    entry that silences nothing.

    ``entries`` are those of ``check.silence``; ``articles`` are by their paths; ``known`` are the
    names of all rules."""
    used: set[str] = set()
    remaining = []
    for problem in problems:
        answers = [entry for entry in entries if _is_silenced_by(entry, problem)]
        used.update(answers)
        article = articles.get(problem.path)
        given = article.front.settled if article else ()
        if not answers and not any(is_settled_by(a, problem.rule, problem.message) for a in given):
            remaining.append(problem)
    remaining = _with_hints(remaining, entries, articles)
    for entry in entries:
        name = entry.partition(":")[0].strip()
        if name not in known:
            remaining.append(UNUSED.at(FILE, f'check.silence: no rule is called "{name}"'))
        elif entry not in used:
            remaining.append(
                UNUSED.at(FILE, f'check.silence: "{entry}" silences nothing', "remove it")
            )
    return remaining


def _with_hints(
    problems: Sequence[Problem], entries: Sequence[str], articles: Mapping[str, Article]
) -> list[Problem]:
    """The problems, each doubt with the line that answers it and the file where it goes."""
    doubts: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.severity is Severity.DOUBT:
            doubts.setdefault(problem.path, []).append(problem)
    return [
        structs.replace(problem, hint="; ".join(filter(None, (problem.hint, hint))))
        if problem.severity is Severity.DOUBT
        and (hint := _hint(problem, entries, articles, doubts[problem.path]))
        else problem
        for problem in problems
    ]


def _hint(
    problem: Problem,
    entries: Sequence[str],
    articles: Mapping[str, Article],
    others: Sequence[Problem],
) -> str:
    if "settled" in problem.hint:  # the doubts of ingest have it
        return ""
    if article := articles.get(problem.path):
        return settled.hint(article, settled.answer_to(problem, article, others))
    rows = ", ".join(map(toml_string, (*entries, f"{problem.rule}: {problem.path}")))
    return f"if it is right, in {FILE} under [check]: silence = [{rows}]"


def _is_silenced_by(entry: str, problem: Problem) -> bool:
    name, _, pattern = entry.partition(":")
    return name.strip() == problem.rule and fnmatchcase(problem.path, pattern.strip())
