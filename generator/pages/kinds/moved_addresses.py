"""What is at the addresses that ``[moved]`` in site.toml names, and at those below them.

An address below one leads to the same address below its heir where that exists. A list's feeds go
on at the old address, with the heir's articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.target import Target, target
from generator.content import published_addresses
from generator.model import address, digest
from generator.pages import single
from generator.pages.claim import Claim
from generator.pages.edition_store import EditionStore
from generator.pages.kinds import feeds
from generator.pages.kinds.listing import FEEDS
from generator.pages.page_kind import PageKind
from generator.pages.site_context import SiteContext

_LIST = re.compile(r"/([a-z]+)/([^/]+)/")
_MARK = "moved"
"""The key in the state of what was published when these were last made."""


class MovedAddresses(PageKind):
    """The entries of ``[moved]``, by address without the outer slashes."""

    name = "moved"
    is_late = True

    def owners(self, store: EditionStore) -> tuple[Owner, ...]:
        """None by themselves: see :meth:`late`."""
        return ()

    def late(self, context: SiteContext, store: EditionStore, changed: Sequence[str]) -> set[Owner]:
        """The entries whose heirs have other pages than before; all of them where what was
        published below them has changed."""
        heirs = {was: _folder_of(heir(context, was)) for was in _moved(context)}
        below = [(was, heir(context, was), _below(was, context)) for was in sorted(heirs)]
        mark = digest.of_value(below) if below else ""
        before = store.meta(_MARK)
        store.set_meta(_MARK, mark)
        return {
            Owner(self.name, was.strip("/"))
            for was, folder in heirs.items()
            if mark != before or any(path.startswith(folder) for path in changed)
        }

    def targets(
        self, context: SiteContext, store: EditionStore, stages: Stages, key: str
    ) -> Iterator[Target]:
        """What is at an address that moved, and below it."""
        was = entry_of(key)
        if was not in _moved(context):
            return
        now = heir(context, was)
        yield from _redirects(context, was, now, Claim.MOVED)
        for below in _below(was, context):
            if below not in _moved(context):
                same = heir(context, now + below[len(was) :])
                exists = store.owned(address.file_of(same))
                yield from _redirects(context, below, same if exists else now, Claim.BELOW)
        yield from _feeds(context, store, stages, was, now)


KIND = MovedAddresses()


def entry_of(key: str) -> str:
    """The address that an owner's key names."""
    return f"/{key}/"


def heir(context: SiteContext, url: str) -> str:
    """Where an address leads in the end."""
    moved = _moved(context)
    while url in moved:
        url = moved[url]
    return url


def _moved(context: SiteContext) -> Mapping[str, str]:
    return context.site.moved


def _folder_of(url: str) -> str:
    """The folder of the output in which an address and those below it are."""
    return address.file_of(url)[: -len("index.html")]


def _below(was: str, context: SiteContext) -> list[str]:
    """The published addresses below one."""
    published = _published(context.request.root)
    addresses = []
    at = published.find(f"\n{was}")
    while at >= 0:  # the file is sorted, and may be as long as the archive
        end = published.find("\n", at + 1)
        line = published[at + 1 : end if end >= 0 else None]
        if not line.startswith(was):
            break
        addresses += [line] if line != was else []
        at = end
    return addresses


def _redirects(context: SiteContext, was: str, now: str, claim: Claim) -> Iterator[Target]:
    for variant in context.site.variants:
        stub = single.redirect(context.localization, variant, was, now)
        yield target(single.REDIRECT, stub, stub.here, variant, claim)


def _feeds(
    context: SiteContext, store: EditionStore, stages: Stages, was: str, now: str
) -> Iterator[Target]:
    """The heir's feeds, which name their own address, where readers' programs go on asking."""
    old, new = _LIST.fullmatch(was), _LIST.fullmatch(now)
    if not (old and new and {old[1], new[1]} <= set(FEEDS)):
        return
    for feed in feeds.KIND.targets(context, store, stages, f"{new[1]}/{new[2]}"):
        file = was + feed.location.rpartition("/")[2]
        url = address.in_variant(file, context.site.folder(feed.variant))
        yield target(feed.recipe, feed.view, url, feed.variant, Claim.BELOW)


def _published(root: Path) -> str:
    """The text of addresses.txt, which may be as long as the archive."""
    try:
        stat = (root / published_addresses.FILE).stat()
    except FileNotFoundError:
        return ""
    return _published_at(root, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=1)
def _published_at(root: Path, mtime: int, size: int) -> str:
    return published_addresses.read(root)
