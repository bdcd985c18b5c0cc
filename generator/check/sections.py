"""Sections and headlines of articles."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check import rule
from generator.check.material import Material
from generator.model.article import Edition
from generator.model.problem import Problem, did_you_mean
from generator.pages.cards import section_of

UNKNOWN = rule.doubt("unknown-section", "The section is not in site.toml's list.")
NO_HEADLINE = rule.doubt("no-headline", "An article (no photo, no brief) has no title.")
RULES = (UNKNOWN, NO_HEADLINE)


def check(material: Material, edition: Edition) -> Iterator[Problem]:
    """Doubts about each article's section and headline."""
    known = material.site.sections
    for article in edition.articles:
        section = section_of(edition, article)
        if known and section and section not in known:
            hint = did_you_mean(section, known) or "add it to sections in site.toml"
            yield UNKNOWN.at(article.path, f'the section "{section}" is not known', hint)
        if article.front.kind == "article" and not article.front.title:
            hint = "give it a title, or say kind: photo or kind: brief"
            yield NO_HEADLINE.at(article.path, "the article has no title", hint)
