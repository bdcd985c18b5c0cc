"""Characters that cannot be passed to a converter: U+0000, lone surrogates, planes 15 and 16.

OpenCC drops the text after a NUL and raises on a surrogate; placeholders of terms are private-use
characters of planes 15 and 16.
"""

from __future__ import annotations

import re

_OPAQUE = re.compile("([\0\ud800-\udfff\U000f0000-\U0010ffff]+)")


def split(text: str) -> list[str]:
    """The text in parts that hold opaque characters only, or none."""
    return [part for part in _OPAQUE.split(text) if part]


def is_opaque(text: str) -> bool:
    """Whether a text holds an opaque character."""
    return _OPAQUE.search(text) is not None
