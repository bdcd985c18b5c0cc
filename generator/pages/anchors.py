"""Where the links in an article's text lead, on its page and away from it.

An editor writes them from the site's root: ``[桥](/2025/03-20/01-01/)`` must work below ``/repo/``,
and lead to the script the reader is in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote, urljoin

from generator.model import address
from generator.pages.localizer import Localizer

_ROOTED = re.compile(r"(/(?!/)[^?#]*)(.*)", re.DOTALL)
"""An address from the root: its path, and what follows it."""


def on_page(url: str, localizer: Localizer) -> Callable[[str], str]:
    """Links for the page at ``here`` (its address in the localizer's variant): those from the root
    become relative, pages their sibling in the variant."""
    rooted = _rooted(localizer)
    return lambda link: rooted(link, lambda path: address.relative(url, path))


def away(page: str, localizer: Localizer) -> Callable[[str], str]:
    """Links that lead from anywhere: ``page`` is the absolute address of the page the text stands
    on."""
    rooted = _rooted(localizer)
    base = localizer.localization.site.base_url.rstrip("/")

    def turned(link: str) -> str:
        return urljoin(page, rooted(link, lambda path: base + address.quote(path)))

    return turned


def _rooted(localizer: Localizer) -> Callable[[str, Callable[[str], str]], str]:
    site = localizer.localization.site
    folders = {site.folder(variant) for variant in site.variants} - {""}

    def turned(link: str, written: Callable[[str], str]) -> str:
        parts = _ROOTED.fullmatch(link)
        if parts is None:
            return link
        path = unquote(parts[1])
        if path.endswith("/") and path.split("/")[-2] not in folders:
            path = localizer.url(path)
        return written(path) + parts[2]

    return turned
