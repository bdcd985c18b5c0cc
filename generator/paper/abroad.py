"""An article's HTML away from its page: its links must lead from anywhere.

Knows that the HTML is ours (attributes in double quotes, text without any), as ``anchors`` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import urljoin

_LINK = re.compile(r'(?<=\s)(href|src)="([^"]*)"')
_SRCSET = re.compile(r'(?<=\s)srcset="([^"]*)"')
_ID = re.compile(r'(?<=<)([a-z][a-z0-9]*)((?: (?!id=)[^\s=>]+="[^"]*")*) id="[^"]*"')


def with_links(html: str, turn: Callable[[str], str]) -> str:
    """The HTML with every address it links to turned into another."""

    def one(found: re.Match[str]) -> str:
        return f'{found[1]}="{escape(turn(unescape(found[2])))}"'

    def several(found: re.Match[str]) -> str:
        parts = (part.strip().partition(" ") for part in unescape(found[1]).split(","))
        return f'srcset="{escape(", ".join(f"{turn(file)} {size}" for file, _, size in parts))}"'

    return _SRCSET.sub(several, _LINK.sub(one, html))


def from_anywhere(html: str, page: str) -> str:
    """The HTML with absolute links, without ids (another page has its own); ``page`` is the
    absolute address of the page it stands on."""
    return with_links(_ID.sub(r"\1\2", html), lambda link: urljoin(page, link))
