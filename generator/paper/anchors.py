"""Links that an editor writes from the site's root, brought home to the page they stand on.

``[桥](/2025/03-20/01-01/)`` must work below ``/repo/``, and lead to the same script the reader is
in. Knows that the HTML is ours: attributes in double quotes, text without any.
"""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import unquote

from generator.paper.imprint import Voice
from generator.values import address

_ROOTED = re.compile(r'(?<=\s)(href|src)="(/(?!/)[^"?#]*)')
_SIZES = re.compile(r'(?<=\ssrcset=")(/[^"]*)(?=")')


def at_home(html: str, here: str, voice: Voice) -> str:
    """The HTML of the page at ``here`` (its address in the voice's variant) with every link from
    the root made relative, pages to their sibling in the variant."""
    if '="/' not in html:  # few articles link into the site
        return html
    site = voice.imprint.site
    folders = {site.folder(variant) for variant in site.variants}

    def turn(found: re.Match[str]) -> str:
        there = unquote(unescape(found[2]))
        if there.endswith("/") and there.split("/")[-2] not in folders - {""}:
            there = voice.at(there)
        return f'{found[1]}="{escape(address.relative(here, there))}'

    def each(found: re.Match[str]) -> str:
        parts = (part.partition(" ") for part in found[1].split(", "))
        return ", ".join(f"{address.relative(here, file)} {size}" for file, _, size in parts)

    return _SIZES.sub(each, _ROOTED.sub(turn, html))
