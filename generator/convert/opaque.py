"""What a converter must not see: U+0000, lone surrogates, planes 15 and 16.

Knows how to cut a text so that these characters can be led round a converter. Refuses to know
why: OpenCC drops what follows a NUL and raises on a surrogate, and our own marks stand in the
private planes.
"""

from __future__ import annotations

import re

_OPAQUE = re.compile("([\0\ud800-\udfff\U000f0000-\U0010ffff]+)")


def pieces(text: str) -> list[str]:
    """The text cut so that each piece is opaque as a whole or not at all."""
    return [piece for piece in _OPAQUE.split(text) if piece]


def is_opaque(text: str) -> bool:
    """Whether a text holds such a character."""
    try:
        raw = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return True
    # What the planes from 12 on begin with in UTF-8: bytes are looked through six times as fast.
    if b"\xf3" in raw or b"\xf4" in raw or b"\0" in raw:
        return _OPAQUE.search(text) is not None
    return False
