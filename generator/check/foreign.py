"""Foreign and altered files of the output, found by the digests in the build state.

The folder of the search index is excluded; the search updates it itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing

from generator.build.database import Unusable
from generator.build.paths import CACHE, Paths
from generator.build.release import KEPT
from generator.build.store import Store
from generator.check import rule
from generator.check.material import Material
from generator.model import digest
from generator.model.problem import Problem
from generator.search.index_folder import FOLDER

FOREIGN = rule.warning("foreign-file", "A file stands in the output that huozi did not make.")
ALTERED = rule.warning("altered-file", "A file of the output is not as huozi wrote it.")
RULES = (FOREIGN, ALTERED)


def check(material: Material) -> Iterator[Problem]:
    """A problem for every foreign file (or folder of such) and every altered file."""
    output = material.output
    try:
        with closing(Store(Paths(output.out, material.root / CACHE).state, reading=True)) as store:
            known = dict(store.digests())
    except Unusable:
        return  # without a state nothing can be compared; the next build writes one
    for path, written in sorted(known.items()):
        if written and path in output.paths and written != _digest(material, path):
            hint = "huozi build --clean writes it again; change its source instead"
            yield ALTERED.at(output.place(path), "is not as huozi wrote it", hint)
    yield from _foreign(material, known.keys())


def _digest(material: Material, path: str) -> str:
    return digest.of_bytes((material.output.out / path).read_bytes())


def _foreign(material: Material, known: Collection[str]) -> Iterator[Problem]:
    own_folders = {f"{FOLDER}/"} | {above for path in known for above in _above(path)}
    count: dict[str, int] = {}
    for path in material.output.paths:
        if path in known or path.startswith(f"{FOLDER}/") or path.partition("/")[0] in KEPT:
            continue
        # A folder with foreign files only is reported as a whole.
        place = next((above for above in _above(path) if above not in own_folders), path)
        count[place] = count.get(place, 0) + 1
    for place, files in sorted(count.items()):
        what = f"{files} files were" if place[-1] == "/" and files > 1 else "was"
        hint = "what is to be published stands in static/; huozi leaves this where it is"
        yield FOREIGN.at(material.output.place(place), f"{what} not made by huozi", hint)


def _above(path: str) -> list[str]:
    """The parent folders of a file, topmost first."""
    steps = path.split("/")
    return ["/".join(steps[:count]) + "/" for count in range(1, len(steps))]
