"""Plain text escaped for Markdown."""

from __future__ import annotations

import re

_ANYWHERE = re.compile(r"[\\`*_\[\]<|]|&(?=#?\w+;)|-(?=\{)|~(?=~)|\^(?=\[)|!(?=\[)")
_AT_START = re.compile(r"(?m)^([ \t]*)(#{1,6}(?=[ \t]|$)|[-+](?=[ \t]|$)|[-=]+(?=[ \t]*$)|>|~~~)")
_NUMBERED = re.compile(r"(?m)^([ \t]*[0-9]{1,9})([.)])(?=[ \t]|$)")
_RULE = re.compile(r"(?m)^([ \t]*)(-(?:[ \t]*-){2,})(?=[ \t]*$)")


def escape(text: str) -> str:
    """A text as Markdown that renders as exactly this text: nothing in it is syntax.

    For the text of one block; its own line breaks stay soft breaks."""
    escaped = _ANYWHERE.sub(r"\\\g<0>", text)
    escaped = _RULE.sub(r"\1\\\2", escaped)
    escaped = _AT_START.sub(r"\1\\\2", escaped)
    return _NUMBERED.sub(r"\1\\\2", escaped)
