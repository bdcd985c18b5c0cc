"""Published addresses: none may vanish without a redirect or a notice.

Knows which addresses of ``addresses.txt`` are answered by which files. Refuses to write that file:
the desk does, after a build.
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

if TYPE_CHECKING:  # the addresses are settled by each build, which checks nothing
    from pathlib import Path

    from generator.check.material import Material

MISSING = rule.error("address-lost", "A published address is answered by nothing any more.")
RULES = (MISSING,)


def addresses_of(paths: Collection[str], site: Site) -> list[str]:
    """The addresses that files of the output answer, in the source script: web pages, but for
    404.html."""
    # An archive has half a million files: nearly all are told apart by how they end.
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
    root: Path,
    site: Site,
    published: Mapping[str, int],
    paths: Collection[str],
    today: dt.date,
) -> Iterator[Problem]:
    """One problem for each published address (with its line) that no file answers, in any of the
    site's scripts, and none for what was below it: what answers for the one answers for all."""
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
    """The addresses that are not answered in every script; of those that are in some, the first
    file that is missing."""
    ends = [address.file_of(address.in_variant("/", site.folder(v))) for v in site.variants]
    closed = site.options["archive"]
    for url in published:
        # Nearly all are pages that stand, and there are as many as an archive has.
        if url[-1] == "/" and all(url[1:] + end in paths for end in ends):
            continue
        if url[1:5] in closed and url[5:6] in ("", "/"):
            continue  # another host answers for that year
        files = (address.file_of(address.in_variant(url, site.folder(v))) for v in site.variants)
        missing = [file for file in files if file not in paths]
        if missing:
            yield url, missing[0] if len(missing) < len(site.variants) else ""


def _above(url: str) -> Iterator[str]:
    """The addresses above one, but for the front."""
    steps = url.strip("/").split("/")
    for count in range(1, len(steps)):
        yield "/" + "/".join(steps[:count]) + "/"


def check(material: Material) -> Iterator[Problem]:
    """The published addresses against the output."""
    if material.output.paths:
        root, site, request = material.root, material.site, material.context.request
        text = published_addresses.read(root)
        committed = published_addresses.committed(root, site.options["publish"]) if text else ""
        published = published_addresses.counted(text, committed)
        today = request.now.astimezone(site.timezone).date()
        yield from problems(root, site, published, material.output.paths, today)
