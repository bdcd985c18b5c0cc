"""Published addresses that no file of the output answers any more.

``addresses.txt`` is read only; commands write it after a build.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from generator.check import rule
from generator.check.address_advice import AddressAdvice
from generator.content import published_addresses
from generator.model import address
from generator.model.problem import Problem
from generator.model.site import Site

if TYPE_CHECKING:  # every build imports this module, but runs no checks
    from pathlib import Path

    from generator.check.material import Material

MISSING = rule.error("address-lost", "A published address is answered by nothing any more.")
RULES = (MISSING,)


def addresses_of(paths: Collection[str], site: Site) -> list[str]:
    """The addresses, in the source script, of the web pages among the paths; 404.html excluded."""
    # An archive has half a million files; their endings tell nearly all of them apart.
    page = "/index.html"
    others = tuple(f"/{site.folder(v)}{page}" for v in site.variants if site.folder(v))
    fronts = {other[1:] for other in others}
    addresses = ["/"] if page[1:] in paths else []
    return addresses + [
        f"/{path[: 1 - len(page)]}"
        for path in paths
        if path.endswith(page) and not path.endswith(others) and path not in fronts
    ]


def problems(
    root: Path, site: Site, published: Mapping[str, int], paths: Collection[str], today: dt.date
) -> Iterator[Problem]:
    """A problem for each published address that is not answered in every script of the site, but
    none for addresses below it. ``published`` maps addresses to lines of addresses.txt."""
    missing = dict(_missing_files(site, published, paths))
    if not missing:
        return
    advice = AddressAdvice(root, site, addresses_of(paths, site), published, today)
    for url, file in missing.items():
        if any(above in missing for above in _above(url)):
            continue
        below = sum(other.startswith(url) for other in missing) - 1 if url != "/" else 0
        message = f"{url} was published and is gone"
        message += f", and {below} below it" if below else ""
        if file:
            yield MISSING.at(
                published_addresses.FILE,
                f"{message} (/{file})",
                "run huozi build",
                line=published[url],
            )
        else:
            yield MISSING.at(
                published_addresses.FILE, message, advice.line_for(url), line=published[url]
            )


def _missing_files(
    site: Site, published: Mapping[str, int], paths: Collection[str]
) -> Iterator[tuple[str, str]]:
    """The addresses not answered in every script, each with the first missing file, which is empty
    if the address is answered in none."""
    ends = [address.file_of(address.in_variant("/", site.folder(v))) for v in site.variants]
    closed = site.archive
    for url in published:
        # The common case first: an archive has many addresses, and nearly all exist.
        if url[-1] == "/" and all(url[1:] + end in paths for end in ends):
            continue
        if url[1:5] in closed and url[5:6] in ("", "/"):
            continue  # a closed year is published as a separate site
        files = (address.file_of(address.in_variant(url, site.folder(v))) for v in site.variants)
        missing = [file for file in files if file not in paths]
        if missing:
            yield url, missing[0] if len(missing) < len(site.variants) else ""


def _above(url: str) -> Iterator[str]:
    """The addresses above one, without the front page."""
    steps = url.strip("/").split("/")
    for count in range(1, len(steps)):
        yield "/" + "/".join(steps[:count]) + "/"


def check(material: Material) -> Iterator[Problem]:
    """A problem for each published address that is missing from the output."""
    if material.output.paths:
        root, site, request = material.root, material.site, material.context.request
        text = published_addresses.read(root)
        committed = published_addresses.committed(root, site.publish) if text else ""
        published = published_addresses.counted(text, committed)
        today = request.now.astimezone(site.timezone).date()
        yield from problems(root, site, published, material.output.paths, today)
