"""Terms: words whose conversion an editor decided in ``names.toml`` or ``glossary.toml``."""

from __future__ import annotations

from typing import Literal

import msgspec

from generator.model.variant import Variant

Kind = Literal["term", "person", "place", "body"]


class TermEntry(msgspec.Struct, frozen=True):
    """A word with its forms."""

    forms: tuple[tuple[str, str], ...]
    """(key, form): the keys are ``hans``, ``hant``, ``hant_tw``, ``hant_hk``."""
    keep: bool = False
    """The source form stands in every variant."""
    kind: Kind = "term"
    id: str = ""
    """Distinguishes people who share a name; else empty."""
    note: str = ""
    path: str = ""
    line: int = 1

    def form(self, variant: Variant) -> str | None:
        """The form for a variant; None where the entry has none. ``hant`` holds for every
        Traditional variant without a key of its own."""
        by_key = dict(self.forms)
        return next((by_key[key] for key in keys(variant) if key in by_key), None)


class Terms(msgspec.Struct, frozen=True):
    """All of a site's entries, in the order of the files."""

    entries: tuple[TermEntry, ...] = ()

    @property
    def people(self) -> tuple[TermEntry, ...]:
        """The registry of names: the entries for persons."""
        return tuple(entry for entry in self.entries if entry.kind == "person")

    def pairs(self, source: Variant, target: Variant) -> dict[str, str | None]:
        """Source form → form in ``target``; None where the converter decides."""
        pairs: dict[str, str | None] = {}
        for entry in self.entries:
            word = entry.form(source)
            if word:
                pairs[word] = word if entry.keep else entry.form(target)
        return pairs


def keys(variant: Variant) -> tuple[str, ...]:
    """The keys that hold for a variant, the most specific first."""
    by_tag = {
        "zh-Hans": ("hans",),
        "zh-Hant-TW": ("hant_tw", "hant"),
        "zh-Hant-HK": ("hant_hk", "hant"),
        "zh-Hant": ("hant",),
    }
    return by_tag[variant.tag]
