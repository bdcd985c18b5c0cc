"""Characters of another script on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain

import msgspec

from generator.check import rule
from generator.check.material import Material
from generator.check.webpage import WebPage
from generator.convert import foreign_characters
from generator.model.problem import Problem
from generator.model.variant import VARIANTS, Variant

WRONG = rule.warning("wrong-script", "A page shows a character that its script does not have.")
RULES = (WRONG,)
_ARTICLE = re.compile(r"[0-9]{4}/[^/]+/[^/]+-[^/]+/")
_HINT = "decide the word in glossary.toml or names.toml, or mark it -{kept}-"


class _Run(msgspec.Struct, frozen=True):
    """A run of text with such characters."""

    path: str
    line: int
    variant: str
    near: str
    """The first of them in its context."""
    chars: str
    """All of them, in order."""


class WrongScript:
    """Collects characters of another script from all pages and reports them once for each article
    or other page, whatever its variants, with the first place and a count."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.runs: dict[str, dict[str, list[_Run]]] = {}
        """Address in the paper's script → text → its runs on the first page that has it."""
        self._decided = cache(self._decided_in)

    def add_page(self, page: WebPage) -> None:
        """Adds a page's characters of another script."""
        variant = VARIANTS.get(page.lang)
        if variant is None or not page.indexed:
            return
        for text, line in page.text:
            wrong = list(self._wrong(text, variant))
            if wrong:
                near = _near(text, wrong[0])
                chars = "".join(text[at] for at in wrong)
                runs = self.runs.setdefault(self._address(page.path, variant), {})
                runs_of_text = runs.setdefault(text.strip(), [])
                if not runs_of_text or runs_of_text[0].path == page.path:
                    runs_of_text.append(_Run(page.path, line, variant.tag, near, chars))

    def problems(self) -> Iterator[Problem]:
        """A problem for each article, and for each other page with texts that are in no reported
        article."""
        articles = {address: runs for address, runs in self.runs.items() if _ARTICLE.match(address)}
        known = {text for runs in articles.values() for text in runs}
        for address, runs in self.runs.items():
            texts = (
                runs
                if address in articles
                else {t: run for t, run in runs.items() if t not in known}
            )
            if texts:
                yield self._problem(texts)

    def _problem(self, texts: Mapping[str, list[_Run]]) -> Problem:
        runs = list(chain.from_iterable(texts.values()))
        first, chars = runs[0], "".join(run.chars for run in runs)
        message = f"{first.chars[0]} is not {first.variant}: {first.near}"
        if len(chars) > 1:
            message += f" … ({len(chars)} places, characters: {_sample(chars)})"
        return WRONG.at(self.material.output.place(first.path), message, _HINT, line=first.line)

    def _wrong(self, text: str, variant: Variant) -> Iterator[int]:
        for at in foreign_characters.foreign_offsets(text, variant):
            near = _near(text, at)
            if not any(word in near for word in self._decided(variant)):
                yield at

    def _decided_in(self, variant: Variant) -> list[str]:
        decided = self.material.context.localization.converter.decided_forms(variant)
        return [word for word in decided if foreign_characters.foreign_offsets(word, variant)]

    def _address(self, path: str, variant: Variant) -> str:
        folder = self.material.site.folder(variant)
        return path.replace(f"{folder}/index.html", "index.html") if folder else path


def _near(text: str, at: int) -> str:
    return text[max(0, at - 8) : at + 9].strip()


def _sample(chars: str) -> str:
    """The distinct characters, at most twelve."""
    distinct = "".join(dict.fromkeys(chars))
    return distinct if len(distinct) <= 12 else distinct[:12] + "…"
