"""Answers to doubts, as an editor writes them under ``settled``: ``RULE`` or ``RULE: WORDS``, where
the words stand in the message."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from generator.content import yaml
from generator.model.article import Article
from generator.model.problem import Problem

_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def is_settled_by(answer: str, rule: str, message: str) -> bool:
    """Whether an answer settles a message of a rule."""
    name, _, words = answer.partition(":")
    return name.strip() == rule and words.strip() in message


def answer_to(problem: Problem, article: Article | None, others: Iterable[Problem] = ()) -> str:
    """The answer that settles a problem, and of the others as few as can be.

    Words of the article that the message repeats are the same in a message of any language."""
    rivals = [p.message for p in others if p.rule == problem.rule and p.message != problem.message]
    words = _shared(problem.message, _text_of(article)) if article else ""
    if words and not any(words in message for message in rivals):
        return f"{problem.rule}: {words}"
    return f"{problem.rule}: {problem.message}" if rivals else problem.rule


def hint(article: Article, answer: str) -> str:
    """Where an answer goes, with the whole line that is to stand there."""
    answers = ", ".join(yaml.flow_scalar(row) for row in (*article.front.settled, answer))
    return f"if it is right, in {article.path}: settled: [{answers}]"


def _text_of(article: Article) -> str:
    """What a message may repeat of an article."""
    front = article.front
    names = (byline.name for byline in front.bylines)
    parts = (front.kicker, front.title, front.subtitle, front.section, *front.tags, *names)
    return "\n".join((*parts, article.body))


def _shared(message: str, text: str) -> str:
    """The longest words of a message that stand in a text and have a Chinese character."""
    matcher = difflib.SequenceMatcher(None, message, text, autojunk=False)
    match = matcher.find_longest_match()
    words = message[match.a : match.a + match.size].strip()
    return words if len(words) > 1 and _HAN.search(words) else ""
