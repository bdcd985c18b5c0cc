"""The proof of the search: strings cut from the pages, asked of the index as a reader would.

Knows recall (of the articles that show a string, how many were found) and precision (of those that
were found, how many show it), against a plain search over the same pages. Both must be 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.check.search_reader import Reader, Unanswered, reading
from generator.check.search_strings import Asked, Library, sample
from generator.convert import search_folding
from generator.model import address
from generator.model.problem import Problem, error
from generator.model.site import Site
from generator.search.index_folder import FOLDER
from generator.search.search_text import Folding

STRINGS, SEED = 110, 20250320
_SHOWN = 5
"""Strings named in a problem."""


@dataclass(slots=True)
class Tally:
    """What came of some strings."""

    strings: int = 0
    wanted: int = 0
    """Articles that show them."""
    found: int = 0
    """Articles that were found."""
    both: int = 0

    @property
    def recall(self) -> float:
        """1 where nothing was missed."""
        return self.both / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        """1 where nothing else was found."""
        return self.both / self.found if self.found else 1.0


@dataclass(slots=True)
class Proof:
    """The outcome."""

    seed: int
    articles: int
    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)
    """(variant of the search page, kind of string) → what came of it."""
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    """(variant, string, address)."""
    wrong: list[tuple[str, str, str]] = field(default_factory=list)
    fault: str = ""
    """Why the search did not answer."""

    @property
    def total(self) -> Tally:
        """All strings together."""
        parts = self.tallies.values()
        return Tally(
            sum(t.strings for t in parts),
            sum(t.wanted for t in parts),
            sum(t.found for t in parts),
            sum(t.both for t in parts),
        )

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the index."""
        hint = "run huozi build --clean; if it stays, report the strings"
        if self.fault:
            said = f"the search does not answer: {self.fault}"
            yield error(FOLDER, said, hint, rule="search")
        if not self.fault and not self.total.strings:
            yield error(
                FOLDER, "there is nothing to ask for", "build the site first", rule="search"
            )
        for what, cases in (("missed", self.missed), ("found without cause", self.wrong)):
            if cases:
                some = "; ".join(
                    f"{string} in {place} ({tag})" for tag, string, place in cases[:_SHOWN]
                )
                yield error(FOLDER, f"{len(cases)} articles {what}: {some}", hint, rule="search")

    def as_dict(self) -> dict[str, Any]:
        """The outcome as it stands in ``--json``."""
        total = self.total
        return {
            "seed": self.seed,
            "articles": self.articles,
            "strings": total.strings,
            "recall": total.recall,
            "precision": total.precision,
        }


def prove(site: Site, out: Path, *, strings: int = STRINGS, seed: int = SEED) -> Proof:
    """Asks ``strings`` strings for each variant of the site built in ``out``, each string on the
    search page of its own variant and on that of the next.

    Raises Stop where there is no browser."""
    library = Library.open(out, site, Folding(search_folding.folding_table()), seed)
    asked = sample(library, strings, seed)
    proof = Proof(seed, len(library.all))
    tags = [variant.tag for variant in site.variants]
    with reading(out) as reader:
        try:
            for number, variant in enumerate(site.variants):
                neighbour = tags[number - 1]
                some = [one for one in asked if one.tag in (variant.tag, neighbour)]
                page = address.in_variant(address.SEARCH, site.folder(variant))
                _ask(proof, library, reader, page, variant.tag, some)
        except Unanswered as fault:
            proof.fault = str(fault)
    return proof


def _ask(
    proof: Proof, library: Library, reader: Reader, page: str, tag: str, asked: list[Asked]
) -> None:
    answers = reader.ask(page, [one.query for one in asked])
    for one, answer in zip(asked, answers, strict=True):
        shown_in = {*library.all, *library.known(answer)}
        wanted = {here for here in shown_in if library.holds(here, one.string)}
        found = set(library.known(answer))
        tally = proof.tallies.setdefault((tag, one.kind), Tally())
        tally.strings += 1
        tally.wanted += len(wanted)
        tally.found += len(found)
        tally.both += len(wanted & found)
        proof.missed += [(tag, one.string, here) for here in sorted(wanted - found)]
        proof.wrong += [(tag, one.string, here) for here in sorted(found - wanted)]
