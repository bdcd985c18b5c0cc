"""Press forms: the one of two correct forms that newspapers of a variant print.

Each row of ``data/press_forms.txt`` replaces the form of OpenCC's standard by the printed one
(臺→台, 羣→群); both are forms of the same word. The last stage of a conversion;
``press_forms = false`` in ``site.toml`` turns it off.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec

from generator.model.variant import Variant

_TABLE_OF = {"zh-Hant-TW": "TW", "zh-Hant": "TW", "zh-Hant-HK": "HK"}
"""Variant → the place in the first column of the file."""


class PressForm(msgspec.Struct, frozen=True):
    """A row of the file."""

    place: str
    standard: str
    printed: str
    counts: tuple[str, ...]
    """How often the printed form and the other stand in the press of the place, where counted."""


@cache
def rows() -> tuple[PressForm, ...]:
    """The rows of the file, in the order of replacement."""
    text = (resources.files("generator.convert") / "data" / "press_forms.txt").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return tuple(PressForm(place, form, shown, tuple(n)) for place, form, shown, *n in lines)


@cache
def table(tag: str) -> tuple[tuple[str, str], ...]:
    """(standard form, press form) for a variant, in the order of replacement."""
    place = _TABLE_OF.get(tag)
    return tuple((row.standard, row.printed) for row in rows() if row.place == place)


def to_press_forms(text: str, variant: Variant) -> str:
    """The text in press forms, of unchanged length."""
    for standard, printed in table(variant.tag):
        if standard in text:
            text = text.replace(standard, printed)
    return text
