"""The scripts a reader can choose between.

Knows each variant's BCP 47 tag, its folder in an address and its own name for itself. Refuses to
know how one script becomes another.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variant:
    """One script and region for readers."""

    tag: str
    """BCP 47, as ``<html lang>`` has it."""
    label: str
    """The variant's name in its own script, as the switch shows it."""

    @property
    def folder(self) -> str:
        """The last folder of an address in this variant (the source script has none)."""
        return self.tag.lower()

    @property
    def is_traditional(self) -> bool:
        """Whether the variant is written in Traditional characters."""
        return self.tag != "zh-Hans"


VARIANTS: dict[str, Variant] = {
    variant.tag: variant
    for variant in (
        Variant("zh-Hans", "简体"),
        Variant("zh-Hant-TW", "臺灣正體"),
        Variant("zh-Hant-HK", "香港繁體"),
        Variant("zh-Hant", "繁體"),
    )
}
"""Every variant that can be offered, by tag."""
