"""The self-test of the search: random strings from the pages, searched for in a browser.

Measures recall (the share of articles with a string that are found) and precision (the share of
found articles that have the string) against a plain text search of the same pages. Both must be 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from generator.check.search_reader import SearchFailed, SearchReader, open_reader
from generator.check.search_strings import PageTexts, SearchString, sample
from generator.convert import search_folding
from generator.model import address
from generator.model.problem import Problem, error
from generator.model.site import Site
from generator.search.index_folder import FOLDER
from generator.search.search_text import Folding

STRINGS, SEED = 110, 20250320
_EXAMPLES = 5
"""The number of strings named in a problem."""


class SearchTally(msgspec.Struct):
    """The counts for a group of strings."""

    strings: int = 0
    expected: int = 0
    """Articles that contain them."""
    hits: int = 0
    """Articles found by the search."""
    correct: int = 0

    @property
    def recall(self) -> float:
        """1 if no article was missed."""
        return self.correct / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        """1 if no other article was found."""
        return self.correct / self.hits if self.hits else 1.0


class SelfTestResult(msgspec.Struct):
    """The result of the self-test."""

    seed: int
    articles: int
    tallies: dict[tuple[str, str], SearchTally] = msgspec.field(default_factory=dict)
    """(variant of the search page, kind of string) → counts."""
    missed: list[tuple[str, str, str]] = msgspec.field(default_factory=list)
    """(variant, string, address)."""
    wrong: list[tuple[str, str, str]] = msgspec.field(default_factory=list)
    fault: str = ""
    """Why the search failed; empty if it worked."""

    @property
    def total(self) -> SearchTally:
        """The counts of all strings."""
        parts = self.tallies.values()
        return SearchTally(
            sum(t.strings for t in parts),
            sum(t.expected for t in parts),
            sum(t.hits for t in parts),
            sum(t.correct for t in parts),
        )

    def problems(self) -> Iterator[Problem]:
        """The problems of the search index."""
        hint = "run huozi build --clean; if it stays, report the strings"
        if self.fault:
            message = f"the search does not answer: {self.fault}"
            yield error(FOLDER, message, hint, rule="search")
        if not self.fault and not self.total.strings:
            yield error(
                FOLDER, "there is nothing to ask for", "build the site first", rule="search"
            )
        for what, cases in (("missed", self.missed), ("found without cause", self.wrong)):
            if cases:
                examples = "; ".join(
                    f"{string} in {place} ({tag})" for tag, string, place in cases[:_EXAMPLES]
                )
                yield error(
                    FOLDER, f"{len(cases)} articles {what}: {examples}", hint, rule="search"
                )

    def as_dict(self) -> dict[str, Any]:
        """The value for ``--json``."""
        total = self.total
        return {
            "seed": self.seed,
            "articles": self.articles,
            "strings": total.strings,
            "recall": total.recall,
            "precision": total.precision,
        }


def run_self_test(
    site: Site, out: Path, *, strings: int = STRINGS, seed: int = SEED
) -> SelfTestResult:
    """Searches for ``strings`` strings of each variant of the site in ``out``, each on the search
    pages of its variant and of the next one.

    Raises Stop if there is no browser."""
    pages = PageTexts.open(out, site, Folding(search_folding.folding_table()), seed)
    strings_to_search = sample(pages, strings, seed)
    result = SelfTestResult(seed, len(pages.all))
    tags = [variant.tag for variant in site.variants]
    with open_reader(out) as reader:
        try:
            for number, variant in enumerate(site.variants):
                neighbour = tags[number - 1]
                own_and_neighbour = [
                    string for string in strings_to_search if string.tag in (variant.tag, neighbour)
                ]
                page = address.in_variant(address.SEARCH, site.folder(variant))
                _ask(result, pages, reader, page, variant.tag, own_and_neighbour)
        except SearchFailed as fault:
            result.fault = str(fault)
    return result


def _ask(
    result: SelfTestResult,
    pages: PageTexts,
    reader: SearchReader,
    page: str,
    tag: str,
    strings: list[SearchString],
) -> None:
    answers = reader.search(page, [string.query for string in strings])
    for string, answer in zip(strings, answers, strict=True):
        shown_in = {*pages.all, *pages.judged(answer)}
        expected = {url for url in shown_in if pages.holds(url, string.string)}
        hits = set(pages.judged(answer))
        tally = result.tallies.setdefault((tag, string.kind), SearchTally())
        tally.strings += 1
        tally.expected += len(expected)
        tally.hits += len(hits)
        tally.correct += len(expected & hits)
        result.missed += [(tag, string.string, url) for url in sorted(expected - hits)]
        result.wrong += [(tag, string.string, url) for url in sorted(hits - expected)]
