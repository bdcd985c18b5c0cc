"""Published addresses: none may vanish without a redirect or a notice.

Knows ``addresses.txt``: one address a line, from the site's root, in the source script; its
siblings in the other scripts are computed. Refuses to write it: the desk does, after a build.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from generator.check import rule
from generator.values import address
from generator.values.problems import Problem
from generator.values.site import Site

if TYPE_CHECKING:  # the addresses are settled by each build, which checks nothing
    from generator.check.matter import Matter

FILE = "addresses.txt"
HEAD = (
    "# Every address that was ever published, in the paper's own script. Written by huozi build;\n"
    "# keep it under version control. To move one, see docs/publishing.md.\n"
)
LOST = rule.error("address-lost", "A published address is answered by nothing any more.")
RULES = (LOST,)
_HINT = (
    "give its article's new file aliases: [{0}], or withdraw it (withdrawn: {{date: …}}), "
    'or name its heir under [moved] in site.toml: "{0}" = "/…/"'
)


def parse(text: str) -> dict[str, int]:
    """The addresses in the file's text, each with its line."""
    lines = enumerate(text.splitlines(), 1)
    return {line.strip(): at for at, line in lines if line.strip() and line[0] != "#"}


def write(addresses: Iterable[str]) -> str:
    """The file's text."""
    return HEAD + "".join(f"{there}\n" for there in sorted(set(addresses)))


def load(root: Path) -> dict[str, int]:
    """The addresses a site has published; none where there is no such file."""
    try:
        return parse((root / FILE).read_text("utf-8"))
    except FileNotFoundError:
        return {}


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


def lost(
    published: dict[str, int], paths: Collection[str], site: Site, kept_elsewhere: Collection[str]
) -> Iterator[Problem]:
    """The published addresses that no file answers, in any of the site's scripts.

    ``kept_elsewhere`` are addresses that another host answers."""
    ends = [address.file_of(address.in_variant("/", site.folder(v))) for v in site.variants]
    for there, line in published.items():
        # Nearly all are pages that stand, and there are as many as an archive has.
        if there[-1] == "/" and all(there[1:] + end in paths for end in ends):
            continue
        files = (address.file_of(address.in_variant(there, site.folder(v))) for v in site.variants)
        gone = [file for file in files if file not in paths]
        if gone and there not in kept_elsewhere:
            where = "" if len(gone) == len(site.variants) else f" (/{gone[0]})"
            said = f"{there} was published and is gone{where}"
            yield LOST.at(FILE, said, _HINT.format(there), line=line)


def check(matter: Matter) -> Iterator[Problem]:
    """The published addresses against the output."""
    if matter.output.paths:
        published = load(matter.root)
        elsewhere = {there for there in published if matter.kept_elsewhere(there)}
        yield from lost(published, matter.output.paths, matter.site, elsewhere)
