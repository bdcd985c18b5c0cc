"""Characters of another script on a page: the one fault readers see at once."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check import rule
from generator.check.matter import Matter
from generator.check.webpage import WebPage
from generator.script import proof
from generator.values.problems import Problem
from generator.values.variant import VARIANTS

WRONG = rule.warning("wrong-script", "A page shows a character that its script does not have.")
RULES = (WRONG,)


def check(matter: Matter, page: WebPage) -> Iterator[Problem]:
    """Every such character of a page, once each."""
    variant = VARIANTS.get(page.lang)
    if variant is None or not page.indexed:
        return
    scripts = matter.shop.imprint.scripts
    decided = [word for word in scripts.decided(variant) if proof.foreign(word, variant)]
    seen: set[str] = set()
    for text, line in page.text:
        for at in proof.foreign(text, variant):
            near = text[max(0, at - 8) : at + 9].strip()
            if text[at] in seen or any(word in near for word in decided):
                continue
            seen.add(text[at])
            said = f"{text[at]} is not {variant.tag}: {near}"
            hint = "decide the word in glossary.toml or names.toml, or mark it -{kept}-"
            yield WRONG.at(matter.output.place(page.path), said, hint, line=line)
