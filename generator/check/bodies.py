"""Bodies: HTML that readers would see as text, and what was left out because it could act."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check import rule
from generator.check.matter import Matter
from generator.manuscript.markdown import render
from generator.press.composing import complaints
from generator.values.article import Edition
from generator.values.problems import Problem

SHOWN = rule.doubt("html-shown", "Raw HTML stands in an article, and readers see it as text.")
SCHEME = rule.warning("link-scheme", "A link was left out, for what its scheme might do.")
DROPPED = rule.warning("html-dropped", "Raw HTML was cleaned of what the site does not allow.")
RULES = (SHOWN, SCHEME, DROPPED)

_TAG = re.compile(r"</?[A-Za-z][\w-]*(\s[^<>]*)?>")


def check(matter: Matter, edition: Edition) -> Iterator[Problem]:
    """Each article's body."""
    allowed = matter.site.allowed_html
    for article in edition.articles:
        document = render(article.body, allowed=allowed)
        yield from complaints(article, document)
        found = _TAG.search(document.text) if allowed is None else None
        if found:
            at = article.body.find(found[0])
            line = article.body_line + article.body.count("\n", 0, max(at, 0))
            hint = "remove it, or set raw_html = true in site.toml"
            yield SHOWN.at(article.path, f"{found[0]} is shown as text", hint, line=line)
