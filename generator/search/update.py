"""The search index brought up to the newest edition: look, cut into periods, index what changed.

Knows when a period must be indexed again: when a record in it, the engine or the recipe has
changed. What is shown to readers changes in one step at the end; until then, and whenever
anything fails, they keep the last good index.
"""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.convert import search_folding
from generator.model import digest
from generator.model.problem import error
from generator.model.search_record import SearchRecord, from_line
from generator.model.site import Site
from generator.search import index_files, pagefind, periods
from generator.search.excerpts import pack
from generator.search.index_folder import FOLDER, OF_A_YEAR, Extent, Shelf, extent
from generator.search.pagefind import EngineFault
from generator.search.periods import Period
from generator.search.search_report import SearchReport
from generator.search.tokens import Folding

_AT_ONCE = 3
"""Periods that are being made: two with engines, one on its way to one or from one."""
RECIPE = "3"
"""Raised by whoever changes what is indexed, how, or the form of a file."""


def update(
    records: Path,
    out: Path,
    state: Path,
    *,
    site: Site,
    editions: Sequence[tuple[str, str]],
    years: Collection[str] = (),
    alone: bool = False,
    clean: bool = False,
    closed: int = periods.CLOSED,
    opened: int = periods.OPEN,
) -> SearchReport:
    """Brings the index in ``out`` up to date.

    ``records`` holds a file ``ID.jsonl`` of records for each of ``editions``, which are (id,
    digest of that file) in any order. ``state`` is a file of the search's own: without it (or
    with ``clean``) all is indexed anew. Periods hold at most ``closed`` and ``opened`` characters.
    Years that the site has closed stand below folders of their own, on hosts of their own: with
    ``years`` those are made and nothing else, without them the rest, whose list leads to them
    unless the output is to be read ``alone``.
    Whatever goes wrong is a problem in the report."""
    began = time.perf_counter()
    work = _Update(records, out, state, site, editions, clean)
    work.limits = (closed, opened)
    try:
        if years:
            work.run_closed(years)
        else:
            work.run(alone=alone)
    except (EngineFault, OSError, ValueError) as fault:
        hint = "readers keep the last good index; build again, and report it if it stays"
        said = error(FOLDER, f"the search index could not be made: {fault}", hint, rule="search")
        work.report.problems.append(said)
    work.report.seconds = time.perf_counter() - began
    return work.report


@dataclass(slots=True)
class _Memory:
    """What the last run left."""

    sizes: dict[str, list[Any]]
    """Edition → [digest of its records, characters of each article]."""
    periods: dict[str, list[int]]
    """Period's folder → [files, bytes]."""

    @classmethod
    def load(cls, path: Path) -> _Memory:
        try:
            known = json.loads(path.read_text("utf-8"))
            if known["recipe"] == RECIPE:
                return cls(dict(known["sizes"]), dict(known["periods"]))
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return cls({}, {})

    def save(self, path: Path) -> None:
        text = json.dumps({"recipe": RECIPE, "sizes": self.sizes, "periods": self.periods})
        part = path.with_name(path.name + ".part")
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, "utf-8")
        part.replace(path)


class _Update:
    def __init__(
        self,
        records: Path,
        out: Path,
        state: Path,
        site: Site,
        editions: Sequence[tuple[str, str]],
        clean: bool,
    ) -> None:
        self.records, self.state, self.site = records, state, site
        self.digests = dict(editions)
        self.out, self.shelf = out, Shelf(out / FOLDER)
        self.apart = frozenset(site.options["archive"])
        self.memory = _Memory({}, {}) if clean else _Memory.load(state)
        self.report = SearchReport()
        self.limits = (periods.CLOSED, periods.OPEN)
        folds = search_folding.folding_table()
        self.folding = Folding(folds)
        self.alone = {
            variant.tag: search_folding.isolated_forms(
                site.source, variant, press_forms=site.options["press_forms"]
            )
            for variant in site.variants[1:]
        }
        self.tables = {tag: str.maketrans(dict(own)) for tag, own in self.alone.items()}
        self.folds = pack("".join(char + form for char, form in folds.items()))
        made_by = [RECIPE, pagefind.engine_version(), pagefind.CHUNK_SIZE]
        self.recipe = digest.of_value([*made_by, folds, self.alone])

    def run_closed(self, years: Collection[str]) -> None:
        """Puts the periods of closed years into these years' folders."""
        sizes, newest_first = self._cut()
        shelves = {year: Shelf(self.out / year / OF_A_YEAR) for year in years}
        own: dict[str, list[str]] = {year: [] for year in years}
        wanted = [p for p in newest_first if p[0].edition[:4] in shelves]
        try:
            for period, listed in self._put(wanted, lambda p: shelves[p[0].edition[:4]]):
                own[period[0].edition[:4]].append(str(listed["key"]))
        finally:
            self.memory.save(self.state)
        for year, shelf in shelves.items():
            shelf.clear(own[year])
        self._remember(sizes, {key for keys in own.values() for key in keys})

    def _cut(self) -> tuple[dict[str, list[int]], list[Period]]:
        sizes = {edition: self._sizes(edition) for edition in sorted(self.digests)}
        return sizes, periods.cut(list(sizes.items()), *self.limits, self.apart)[::-1]

    def run(self, *, alone: bool) -> None:
        """Puts all periods but those of closed years in their place, and the list of all."""
        sizes, newest_first = self._cut()
        here = [p for p in newest_first if p[0].edition[:4] not in self.apart]
        lists: dict[Period, dict[str, object]] = {}
        try:
            lists.update(self._put(here, lambda _: self.shelf))
        finally:
            # What was indexed before a failure need not be indexed again after it.
            self.memory.save(self.state)
        for period in newest_first:
            if period not in lists and not alone:
                lists[period] = {**self._listed(period), "year": period[0].edition[:4]}
        shown = [lists[period] for period in newest_first if period in lists]
        fixed = self._fixed(bool(shown))
        self.shelf.put_list({"version": 1, **fixed, "periods": shown})
        own = {str(each["key"]) for each in shown}
        self.shelf.clear([*own, *_names(fixed)])
        self._remember(sizes, own)

    def _sizes(self, edition: str) -> list[int]:
        known = self.memory.sizes.get(edition)
        if known and known[0] == self.digests[edition]:
            return list(known[1])
        return [index_files.size(record, self.folding) for record in self._read(edition)]

    def _read(self, edition: str) -> list[SearchRecord]:
        text = (self.records / f"{edition}.jsonl").read_text("utf-8", "surrogatepass")
        return [from_line(line) for line in text.split("\n") if line]

    def _listed(self, period: Period) -> dict[str, object]:
        """How the list shows a period: the same on every host that cuts the same archive."""
        parts = [[p.edition, self.digests[p.edition], p.start, p.end] for p in period]
        key = digest.of_value([self.recipe, parts])[:16]
        count = sum(part.end - part.start for part in period)
        first, last = period[0].edition[:10], period[-1].edition[:10]
        return {"key": key, "from": first, "to": last, "articles": count}

    def _put(
        self, wanted: Sequence[Period], shelf_of: Callable[[Period], Shelf]
    ) -> Iterator[tuple[Period, dict[str, object]]]:
        """Each period, indexed or kept, and how the list shows it."""
        known = {period: self._standing(period, shelf_of(period)) for period in wanted}
        made = self._made([period for period in wanted if known[period] is None])
        for period in wanted:
            stands = known[period]
            if stands is None:
                stands = self._place(period, shelf_of(period), next(made))
            else:
                self.report.kept += 1
            self.report.files += stands.files
            self.report.bytes += stands.bytes
            self.report.articles += sum(part.end - part.start for part in period)
            yield period, self._listed(period)

    def _standing(self, period: Period, shelf: Shelf) -> Extent | None:
        """What stands of a period, where that is what was put there."""
        key = str(self._listed(period)["key"])
        known = self.memory.periods.get(key)
        stands = extent(shelf.root / key)
        return stands if known and stands == Extent(known[0], known[1]) else None

    def _made(self, wanted: Sequence[Period]) -> Iterator[dict[str, bytes]]:
        """The files of some periods: while engines are at two, the words of the next are made or
        the texts of the one before."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            waiting: deque[Future[dict[str, bytes]]] = deque()
            for period in wanted:
                waiting.append(pool.submit(self._files, period))
                if len(waiting) == _AT_ONCE:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def _files(self, period: Period) -> dict[str, bytes]:
        records = list(self._newest_first(period))
        return index_files.files(records, self.folding, self.tables)

    def _place(self, period: Period, shelf: Shelf, files: Mapping[str, bytes]) -> Extent:
        key = str(self._listed(period)["key"])
        stands = shelf.put_folder(key, files)
        self.memory.periods[key] = [stands.files, stands.bytes]
        self.report.indexed.append(f"{period[0].edition}…{period[-1].edition}")
        return stands

    def _newest_first(self, period: Period) -> Iterator[SearchRecord]:
        names = sorted({part.edition for part in period}, reverse=True)
        for name in names:
            whole = self._read(name)
            for part in period:
                if part.edition == name:
                    yield from whole[part.start : part.end]

    def _fixed(self, wanted: bool) -> dict[str, Any]:
        """The files that all periods share, each put once: the engine and the tables."""
        if not wanted:
            return {"source": self.site.source.tag}
        files = {f"engine-{pagefind.engine_version()}.pagefind": self._engine()}
        files[f"fold-{digest.of_bytes(self.folds)[:8]}.huozi"] = self.folds
        program, table = files
        forms = {}
        for tag, pairs in self.alone.items():
            data = pack("".join(char + form for char, form in pairs.items()))
            forms[tag] = f"{tag.lower()}-{digest.of_bytes(data)[:8]}.huozi"
            files[forms[tag]] = data
        for name, data in files.items():
            self.shelf.put_file(name, data)
            self.report.files += 1
            self.report.bytes += len(data)
        return {
            "source": self.site.source.tag,
            "engine": program,
            "fold": table,
            "forms": forms,
        }

    def _engine(self) -> bytes:
        """The program for the browser, as it stands if it is whole."""
        path = self.shelf.root / f"engine-{pagefind.engine_version()}.pagefind"
        if path.is_file() and pagefind.is_whole(data := path.read_bytes()):
            return data
        return pagefind.engine()

    def _remember(self, sizes: Mapping[str, list[int]], own: set[str]) -> None:
        self.memory.sizes = {name: [self.digests[name], each] for name, each in sizes.items()}
        self.memory.periods = {
            key: found for key, found in self.memory.periods.items() if key in own
        }
        self.memory.save(self.state)


def _names(fixed: Mapping[str, Any]) -> Iterator[str]:
    for key, value in fixed.items():
        if key == "forms":
            yield from value.values()
        elif key != "source":
            yield str(value)
