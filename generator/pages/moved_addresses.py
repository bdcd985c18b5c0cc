"""What stands at the addresses that ``[moved]`` in site.toml names, and at those below them.

Knows which addresses below one were published, and whether the heir has the same ones; a list's
feeds go on at the old address, with the heir's articles. Asked last, when all else is printed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from generator.build.owner import Owner
from generator.build.release import Stages
from generator.build.rows import Claim
from generator.build.site_context import SiteContext
from generator.build.store import Store
from generator.model import address, digest
from generator.pages import listing, single, syndication
from generator.pages import targets as plan
from generator.pages.targets import Target

_LIST = re.compile(r"/([a-z]+)/([^/]+)/")
KIND = "moved"
"""The kind of the owners of what stands at addresses that moved."""


def entry_of(owner: Owner) -> str:
    """The address that an entry names."""
    return f"/{owner.key}/"


def _owner(was: str) -> Owner:
    return Owner(KIND, was.strip("/"))


def owners(context: SiteContext) -> set[Owner]:
    """The owners of what stands at every address that moved."""
    return {_owner(was) for was in _moved(context)}


def touched(context: SiteContext, paths: Iterable[str]) -> set[Owner]:
    """Those of them whose heirs may have other pages than before; ``paths`` are the files that are
    new, changed or gone."""
    heirs = {
        was: address.file_of(heir(context, was))[: -len("index.html")] for was in _moved(context)
    }
    changed = list(paths) if heirs else []
    return {
        _owner(was)
        for was, folder in heirs.items()
        if any(path.startswith(folder) for path in changed)
    }


def mark(context: SiteContext, published: str) -> str:
    """Changes with what was published below the addresses that moved; ``published`` is the text of
    addresses.txt."""
    moved = [(was, heir(context, was), _below(was, published)) for was in sorted(_moved(context))]
    return digest.of_value(moved) if moved else ""


def _moved(context: SiteContext) -> Collection[str]:
    moved: dict[str, str] = context.site.options["moved"]
    return moved


def heir(context: SiteContext, there: str) -> str:
    """Where an address leads in the end."""
    moved = context.site.options["moved"]
    while there in moved:
        there = moved[there]
    return str(there)


def _below(was: str, published: str) -> list[str]:
    """The published addresses below one."""
    found = []
    at = published.find(f"\n{was}")
    while at >= 0:  # the file is sorted, and may be as long as the archive
        end = published.find("\n", at + 1)
        line = published[at + 1 : end if end >= 0 else None]
        if not line.startswith(was):
            break
        found += [line] if line != was else []
        at = end
    return found


def targets(
    context: SiteContext, store: Store, stages: Stages, was: str, published: str
) -> Iterator[Target]:
    """What stands at an address that moved, and below it."""
    if was not in _moved(context):
        return
    now = heir(context, was)
    yield from _redirects(context, was, now, Claim.MOVED)
    for there in _below(was, published):
        if there not in _moved(context):
            own = heir(context, now + there[len(was) :])
            stands = store.owned(address.file_of(own))
            yield from _redirects(context, there, own if stands else now, Claim.BELOW)
    yield from _feeds(context, store, stages, was, now)


def _redirects(context: SiteContext, was: str, now: str, claim: Claim) -> Iterator[Target]:
    for variant in context.site.variants:
        stub = single.redirect(context.localization, variant, was, now)
        yield plan.target(plan.REDIRECT, stub, stub.here, variant, claim)


def _feeds(
    context: SiteContext, store: Store, stages: Stages, was: str, now: str
) -> Iterator[Target]:
    """The heir's feeds, which name their own address, where readers' programs go on asking."""
    old, new = _LIST.fullmatch(was), _LIST.fullmatch(now)
    if not (old and new and {old[1], new[1]} <= set(listing.FEEDS)):
        return
    for made in syndication.feed(context, store, stages, f"{new[1]}/{new[2]}"):
        file = was + made.here.rpartition("/")[2]
        there = address.in_variant(file, context.site.folder(made.variant))
        yield plan.target(made.recipe, made.view, there, made.variant, Claim.BELOW)
