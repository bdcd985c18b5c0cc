"""Links between pages.

A link depends on two addresses alone: that of the page it stands on and that of its target.
"""

from __future__ import annotations

from generator.model import address


def link(page: str, target: str) -> str:
    """The link from the page at one address to another, percent-encoded.

    ``target`` may end in a query or a fragment, or be one of these alone; an address with a scheme
    leads to another site and passes as it is."""
    if "://" in target:
        return target
    path = target.partition("#")[0].partition("?")[0]
    return (address.relative(page, path) if path else "") + target[len(path) :]
