"""Published addresses: none may vanish without a redirect or a notice.

Knows which addresses of ``addresses.txt`` are answered by which files. Refuses to write that file:
the desk does, after a build.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from generator.check import rule
from generator.check.answers import Answers
from generator.content import published_addresses
from generator.model import address
from generator.model.problem import Problem
from generator.model.site import Site

if TYPE_CHECKING:  # the addresses are settled by each build, which checks nothing
    from pathlib import Path

    from generator.check.material import Matter

LOST = rule.error("address-lost", "A published address is answered by nothing any more.")
RULES = (LOST,)


def of_paths(paths: Collection[str], site: Site) -> list[str]:
    """The addresses that files of the output answer, in the source script: web pages, but for
    404.html."""
    # An archive has half a million files: nearly all are told apart by how they end.
    page = "/index.html"
    others = tuple(f"/{site.folder(v)}{page}" for v in site.variants if site.folder(v))
    fronts = {other[1:] for other in others}
    found = ["/"] if page[1:] in paths else []
    return found + [
        f"/{path[: 1 - len(page)]}"
        for path in paths
        if path.endswith(page) and not path.endswith(others) and path not in fronts
    ]


def complaints(
    root: Path,
    site: Site,
    published: Mapping[str, int],
    paths: Collection[str],
    today: dt.date,
) -> Iterator[Problem]:
    """One problem for each published address (with its line) that no file answers, in any of the
    site's scripts, and none for what was below it: what answers for the one answers for all."""
    gone = dict(_gone(site, published, paths))
    if not gone:
        return
    answers = Answers(root, site, of_paths(paths, site), published, today)
    for there, file in gone.items():
        if any(above in gone for above in _above(there)):
            continue
        below = sum(other.startswith(there) for other in gone) - 1 if there != "/" else 0
        said = f"{there} was published and is gone"
        said += f", and {below} below it" if below else ""
        if file:
            yield LOST.at(
                published_addresses.FILE,
                f"{said} (/{file})",
                "run huozi build",
                line=published[there],
            )
        else:
            yield LOST.at(published_addresses.FILE, said, answers.to(there), line=published[there])


def _gone(
    site: Site, published: Mapping[str, int], paths: Collection[str]
) -> Iterator[tuple[str, str]]:
    """The addresses that are not answered in every script; of those that are in some, the first
    file that is missing."""
    ends = [address.file_of(address.in_variant("/", site.folder(v))) for v in site.variants]
    closed = site.options["archive"]
    for there in published:
        # Nearly all are pages that stand, and there are as many as an archive has.
        if there[-1] == "/" and all(there[1:] + end in paths for end in ends):
            continue
        if there[1:5] in closed and there[5:6] in ("", "/"):
            continue  # another host answers for that year
        files = (address.file_of(address.in_variant(there, site.folder(v))) for v in site.variants)
        gone = [file for file in files if file not in paths]
        if gone:
            yield there, gone[0] if len(gone) < len(site.variants) else ""


def _above(there: str) -> Iterator[str]:
    """The addresses above one, but for the front."""
    steps = there.strip("/").split("/")
    for count in range(1, len(steps)):
        yield "/" + "/".join(steps[:count]) + "/"


def check(matter: Matter) -> Iterator[Problem]:
    """The published addresses against the output."""
    if matter.output.paths:
        root, site, request = matter.root, matter.site, matter.context.request
        text = published_addresses.read(root)
        kept = published_addresses.committed(root, site.options["publish"]) if text else ""
        published = published_addresses.counted(text, kept)
        today = request.now.astimezone(site.timezone).date()
        yield from complaints(root, site, published, matter.output.paths, today)
