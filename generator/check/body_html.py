"""HTML in bodies: shown as text, or removed because it could run a program."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from generator.check import rule
from generator.check.material import Material
from generator.content import markup
from generator.content.markdown import parse
from generator.model.article import Edition
from generator.model.problem import Problem
from generator.pages.render_edition import complaints

SHOWN = rule.doubt("html-shown", "Raw HTML stands in an article, and readers see it as text.")
SCHEME = rule.warning("link-scheme", "A link was left out, for what its scheme might do.")
DROPPED = rule.warning("html-dropped", "Raw HTML was cleaned of what the site does not allow.")
RULES = (SHOWN, SCHEME, DROPPED)


def check(material: Material, edition: Edition) -> Iterator[Problem]:
    """Problems of each article's body."""
    allowed = material.site.allowed_html
    for article in edition.articles:
        body = parse(article.body, allowed=allowed)
        yield from complaints(article, body)
        if allowed is not None:
            continue
        for tag, *_ in itertools.islice(markup.tags(body.document.text()), 1):
            at = article.body.find(tag)
            line = article.body_line + article.body.count("\n", 0, max(at, 0))
            hint = "remove it, or set raw_html = true in site.toml"
            yield SHOWN.at(article.path, f"{tag} is shown as text", hint, line=line)
