"""Words whose conversion an editor decided: ``names.toml``, ``glossary.toml``, ``convert:``.

Knows the entries, what each says for a pair of scripts, and which people share a name. Refuses to
convert: an entry that says nothing for a script leaves that to the converter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.model.variant import Variant

Kind = Literal["term", "person", "place", "body"]


@dataclass(frozen=True, slots=True)
class TermEntry:
    """One word and its forms."""

    forms: tuple[tuple[str, str], ...]
    """(key, form): the keys are ``hans``, ``hant``, ``hant_tw``, ``hant_hk``."""
    keep: bool = False
    """The source form stands in every variant."""
    kind: Kind = "term"
    id: str = ""
    """Tells apart people who share a name; empty for all else."""
    note: str = ""
    path: str = ""
    line: int = 1

    def form(self, variant: Variant) -> str | None:
        """What the entry says for a variant; None: nothing. ``hant`` serves every Traditional
        variant that is not named."""
        given = dict(self.forms)
        return next((given[key] for key in keys(variant) if key in given), None)


@dataclass(frozen=True, slots=True)
class Terms:
    """All of a site's entries, in the order of the files."""

    entries: tuple[TermEntry, ...] = ()

    @property
    def people(self) -> tuple[TermEntry, ...]:
        """The registry of names: the entries for persons."""
        return tuple(entry for entry in self.entries if entry.kind == "person")

    def pairs(self, source: Variant, target: Variant) -> dict[str, str | None]:
        """Source form → form in ``target``; None where the entry leaves it to the converter."""
        found: dict[str, str | None] = {}
        for entry in self.entries:
            word = entry.form(source)
            if word:
                found[word] = word if entry.keep else entry.form(target)
        return found


def keys(variant: Variant) -> tuple[str, ...]:
    """The keys that speak for a variant, the most special first."""
    special = {
        "zh-Hans": ("hans",),
        "zh-Hant-TW": ("hant_tw", "hant"),
        "zh-Hant-HK": ("hant_hk", "hant"),
        "zh-Hant": ("hant",),
    }
    return special[variant.tag]
