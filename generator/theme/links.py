"""Links from the page that is being made, as markup says them.

Knows that the pages beside one another (an edition's articles, in one variant) lead to the same
places by the same links, all but those into a page's own folder: each is worked out once for all of
them. Refuses to know what an address means.
"""

from __future__ import annotations

import re
from contextvars import ContextVar, Token
from functools import lru_cache

from generator.model import address
from generator.theme.slim import Plain, plain

_ODD = re.compile(r"[?#]|://|\A\Z")
_SIMPLE = re.compile(r"[A-Za-z0-9/._~-]+").fullmatch
"""Links that are the same whether quoted or not, as an address or as markup: nearly all."""
_ENOUGH = 4096
"""Links remembered for the pages of one folder."""

_Ladder = tuple[tuple[str, str], ...]


class _Beside(dict[str, str]):
    """Where the pages below a folder lead to, by address."""

    def __init__(self, ladder: _Ladder) -> None:
        super().__init__()
        self.ladder = ladder

    def __missing__(self, there: str) -> str:
        if len(self) >= _ENOUGH:
            self.clear()
        link = self[there] = _link(self.ladder, there)
        return link


@lru_cache(maxsize=64)
def _beside(outer: str, steps: int) -> _Beside:
    """The links of every page that stands ``steps`` folders below ``outer``; as from a page that no
    address can name."""
    return _Beside(address.above(outer + "?/" * steps))


class _Standing:
    """Where a page stands."""

    __slots__ = ("beside", "ladder", "own")

    def __init__(self, here: str, variant: str) -> None:
        folder = here[: here.rindex("/") + 1]
        own = folder.removesuffix(f"{variant}/") if folder.endswith(f"/{variant}/") else folder
        steps = 1 if own is folder else 2
        self.own = own
        """The page's own folder: that of all its variants."""
        self.beside = beside = _beside(own[: own.rfind("/", 0, -1) + 1] or "/", steps)
        inner = ((own, ""),) if steps == 1 else ((folder, ""), (own, "../"))
        self.ladder = inner + beside.ladder[steps:]


_page: ContextVar[_Standing | None] = ContextVar("page")
"""Where the page that is being made stands; None while what stands on all pages is."""


def stand(here: str, variant: str = "") -> Token[_Standing | None]:
    """Says that a page at ``here`` is made, its address's last folder being the ``variant``'s or
    none; at "" stands what is made once for all pages. Until :func:`leave`."""
    return _page.set(_Standing(here, variant) if here else None)


leave = _page.reset


def url(there: str) -> str:
    """A link from the page to an address. Raises TypeError in what is made once for all of them."""
    page = _page.get()
    if page is None:
        raise TypeError("what is made once stands on every page: nothing leads from it anywhere")
    return _link(page.ladder, there) if there.startswith(page.own) else page.beside[there]


def _link(ladder: _Ladder, there: str) -> str:
    way = address.steps(ladder, there)
    if _SIMPLE(way):
        return Plain(way)
    if not _ODD.search(there):
        return _as_link(way)
    # Addresses of other sites pass as they are; a query or a fragment follows an address.
    if "://" in there:
        return there
    found = re.match(r"([^?#]*)(.*)", there, re.DOTALL)
    assert found is not None
    path, tail = found[1], found[2]
    return (address.as_link(address.steps(ladder, path)) if path else "") + tail


@lru_cache(maxsize=8192)
def _as_link(way: str) -> str:
    return plain(address.as_link(way))
