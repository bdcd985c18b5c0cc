"""The variants a reader can choose between: BCP 47 tag, folder in an address, label."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from generator.model.problem import did_you_mean


class Variant(msgspec.Struct, frozen=True):
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

_REGIONS: Mapping[str, str] = {
    "cn": "zh-Hans",
    "sg": "zh-Hans",
    "my": "zh-Hans",
    "chs": "zh-Hans",
    "zh": "zh-Hans",
    "tw": "zh-Hant-TW",
    "cht": "zh-Hant-TW",
    "hk": "zh-Hant-HK",
    "mo": "zh-Hant-HK",
}
"""The variant of a language tag without a script, by its region, as CLDR's likely subtags have
it; and of the two names that some programs use instead."""


def meant(tag: str) -> str:
    """A hint naming the variant that an unknown tag means (``zh-CN``: zh-Hans), or all of them."""
    parts = re.split("[-_]", tag.lower())
    region = _REGIONS.get(parts[-1], "")
    if "hans" in parts:
        likely = "zh-Hans"
    elif "hant" in parts:
        likely = region if region.startswith("zh-Hant") else "zh-Hant"
    else:
        likely = region
    if likely:
        return f'did you mean "{likely}"?'
    return did_you_mean(tag, VARIANTS) or "known: " + ", ".join(VARIANTS)
