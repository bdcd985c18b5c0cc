"""Whether content and output are up to date with the seeds and the content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing

from generator.build.database import Unusable
from generator.build.paths import CACHE, Paths
from generator.build.source_rows import SourceMark
from generator.build.store import Store
from generator.check import rule
from generator.check.material import Material, OpenedEdition
from generator.ingest import pending
from generator.model.problem import Problem

NOT_BUILT = rule.warning("not-built", "The output is not made of the content as it is now.")
NOT_INGESTED = rule.warning("not-ingested", "A printed page is not in content/ yet.")
RULES = (NOT_BUILT, NOT_INGESTED)


def check(material: Material, editions: Iterable[OpenedEdition]) -> Iterator[Problem]:
    """A warning for each seed not ingested and each edition not built."""
    for seed in pending(material.root, material.site):
        yield NOT_INGESTED.at(seed, "not ingested yet", "run huozi ingest")
    output = material.output
    paths = Paths(output.out, material.root / CACHE)
    if not output.paths or not paths.state.exists():
        yield NOT_BUILT.at(output.label, "there is no built site here", "run huozi build")
        return
    marks = _marks(paths)
    for opened in editions:
        mark = marks.get(str(opened.folder.id))
        if opened.edition and not (mark and mark.is_of(material.context.key, opened.folder.stamp)):
            place = f"content/{opened.folder.id}"
            yield NOT_BUILT.at(place, "changed since the last build", "run huozi build")


def _marks(paths: Paths) -> dict[str, SourceMark]:
    try:
        with closing(Store(paths.state, reading=True)) as store:
            return store.marks()
    except Unusable:
        return {}  # of another version, or damaged; the next build replaces it
