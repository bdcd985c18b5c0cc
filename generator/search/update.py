"""Updates the search index: divides the archive into periods and indexes those that changed.

A period changes with a record in it, the engine or the recipe. Readers see the new index in one
step at the end; until then, and whenever anything fails, they have the last good one.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec

from generator.convert import search_folding
from generator.model import digest
from generator.model.problem import error
from generator.model.search_record import SearchRecord, from_line
from generator.model.site import Site
from generator.search import index_files, pagefind, periods
from generator.search.excerpts import pack
from generator.search.index_folder import FOLDER, OF_A_YEAR, Extent, IndexFolder, extent
from generator.search.pagefind import EngineFault
from generator.search.periods import Period
from generator.search.search_report import SearchReport
from generator.search.search_text import Folding

_AT_ONCE = 3
"""Periods in work: two in engines, one being prepared or written."""
RECIPE = "3"
"""The version of what is indexed, how, and of the files' format."""


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
        problem = error(FOLDER, f"the search index could not be made: {fault}", hint, rule="search")
        work.report.problems.append(problem)
    work.report.seconds = time.perf_counter() - began
    return work.report


class _SearchState(msgspec.Struct):
    """The state that the last run saved."""

    sizes: dict[str, tuple[str, list[int]]] = {}
    """Edition → (digest of its records, characters of each article)."""
    periods: dict[str, tuple[int, int]] = {}
    """Period's folder → (files, bytes)."""
    recipe: str = RECIPE

    @classmethod
    def load(cls, path: Path) -> _SearchState:
        try:
            known = msgspec.json.decode(path.read_bytes(), type=cls)
        except (OSError, msgspec.DecodeError):
            return cls()
        return known if known.recipe == RECIPE else cls()

    def save(self, path: Path) -> None:
        part = path.with_name(path.name + ".part")
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(msgspec.json.encode(self))
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
        self.out, self.folder = out, IndexFolder(out / FOLDER)
        self.apart = frozenset(site.archive)
        self.memory = _SearchState() if clean else _SearchState.load(state)
        self.report = SearchReport()
        self.limits = (periods.CLOSED, periods.OPEN)
        folds = search_folding.folding_table()
        self.folding = Folding(folds)
        self.alone = {
            variant.tag: search_folding.isolated_forms(
                site.source, variant, press_forms=site.press_forms
            )
            for variant in site.variants[1:]
        }
        self.tables = {tag: str.maketrans(dict(forms)) for tag, forms in self.alone.items()}
        self.folds = pack("".join(char + form for char, form in folds.items()))
        made_by = [RECIPE, pagefind.engine_version(), pagefind.CHUNK_SIZE]
        self.recipe = digest.of_value([*made_by, folds, self.alone])

    def run_closed(self, years: Collection[str]) -> None:
        """Writes the periods of closed years into these years' folders."""
        sizes, newest_first = self._cut()
        folders = {year: IndexFolder(self.out / year / OF_A_YEAR) for year in years}
        listed_keys: dict[str, list[str]] = {year: [] for year in years}
        wanted = [p for p in newest_first if p[0].edition[:4] in folders]
        try:
            for period, listed in self._put(wanted, lambda p: folders[p[0].edition[:4]]):
                listed_keys[period[0].edition[:4]].append(str(listed["key"]))
        finally:
            self.memory.save(self.state)
        for year, folder in folders.items():
            folder.clear(listed_keys[year])
        self._remember(sizes, {key for keys in listed_keys.values() for key in keys})

    def _cut(self) -> tuple[dict[str, list[int]], list[Period]]:
        sizes = {edition: self._sizes(edition) for edition in sorted(self.digests)}
        return sizes, periods.cut(list(sizes.items()), *self.limits, self.apart)[::-1]

    def run(self, *, alone: bool) -> None:
        """Writes all periods but those of closed years, and the list of all."""
        sizes, newest_first = self._cut()
        local = [p for p in newest_first if p[0].edition[:4] not in self.apart]
        lists: dict[Period, dict[str, object]] = {}
        try:
            lists.update(self._put(local, lambda _: self.folder))
        finally:
            # What was indexed before a failure need not be indexed again after it.
            self.memory.save(self.state)
        for period in newest_first:
            if period not in lists and not alone:
                lists[period] = {**self._listed(period), "year": period[0].edition[:4]}
        shown = [lists[period] for period in newest_first if period in lists]
        fixed = self._fixed(bool(shown))
        self.folder.put_list({"version": 1, **fixed, "periods": shown})
        keys = {str(each["key"]) for each in shown}
        self.folder.clear([*keys, *_names(fixed)])
        self._remember(sizes, keys)

    def _sizes(self, edition: str) -> list[int]:
        known = self.memory.sizes.get(edition)
        if known and known[0] == self.digests[edition]:
            return list(known[1])
        return [index_files.size(record, self.folding) for record in self._read(edition)]

    def _read(self, edition: str) -> list[SearchRecord]:
        text = (self.records / f"{edition}.jsonl").read_text("utf-8", "surrogatepass")
        return [from_line(line) for line in text.split("\n") if line]

    def _listed(self, period: Period) -> dict[str, object]:
        """A period's entry in the list, the same on every host with the same archive."""
        parts = [[p.edition, self.digests[p.edition], p.start, p.end] for p in period]
        key = digest.of_value([self.recipe, parts])[:16]
        count = sum(part.end - part.start for part in period)
        first, last = period[0].edition[:10], period[-1].edition[:10]
        return {"key": key, "from": first, "to": last, "articles": count}

    def _put(
        self, wanted: Sequence[Period], folder_of: Callable[[Period], IndexFolder]
    ) -> Iterator[tuple[Period, dict[str, object]]]:
        """Each period, indexed or unchanged, and its entry in the list."""
        present = {period: self._extent_present(period, folder_of(period)) for period in wanted}
        indexed = self._index_all([period for period in wanted if present[period] is None])
        for period in wanted:
            size = present[period]
            if size is None:
                size = self._place(period, folder_of(period), next(indexed))
            else:
                self.report.unchanged += 1
            self.report.files += size.files
            self.report.bytes += size.bytes
            self.report.articles += sum(part.end - part.start for part in period)
            yield period, self._listed(period)

    def _extent_present(self, period: Period, folder: IndexFolder) -> Extent | None:
        """The extent of a period in the output, where it is that which was written."""
        key = str(self._listed(period)["key"])
        known = self.memory.periods.get(key)
        present = extent(folder.root / key)
        return present if known and present == Extent(known[0], known[1]) else None

    def _index_all(self, wanted: Sequence[Period]) -> Iterator[dict[str, bytes]]:
        """The files of some periods. While two are in engines, the words of the next are prepared
        or the texts of the last written."""
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

    def _place(self, period: Period, folder: IndexFolder, files: Mapping[str, bytes]) -> Extent:
        key = str(self._listed(period)["key"])
        placed = folder.put_folder(key, files)
        self.memory.periods[key] = placed.files, placed.bytes
        self.report.indexed.append(f"{period[0].edition}…{period[-1].edition}")
        return placed

    def _newest_first(self, period: Period) -> Iterator[SearchRecord]:
        names = sorted({part.edition for part in period}, reverse=True)
        for name in names:
            records = self._read(name)
            for part in period:
                if part.edition == name:
                    yield from records[part.start : part.end]

    def _fixed(self, wanted: bool) -> dict[str, Any]:
        """Writes the files that all periods share, the engine and the tables; their names."""
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
            self.folder.put_file(name, data)
            self.report.files += 1
            self.report.bytes += len(data)
        return {"source": self.site.source.tag, "engine": program, "fold": table, "forms": forms}

    def _engine(self) -> bytes:
        """The program for the browser: that in the output if it is complete."""
        path = self.folder.root / f"engine-{pagefind.engine_version()}.pagefind"
        if path.is_file() and pagefind.is_whole(data := path.read_bytes()):
            return data
        return pagefind.engine()

    def _remember(self, sizes: Mapping[str, list[int]], keys: set[str]) -> None:
        self.memory.sizes = {name: (self.digests[name], each) for name, each in sizes.items()}
        self.memory.periods = {
            key: size for key, size in self.memory.periods.items() if key in keys
        }
        self.memory.save(self.state)


def _names(fixed: Mapping[str, Any]) -> Iterator[str]:
    for key, value in fixed.items():
        if key == "forms":
            yield from value.values()
        elif key != "source":
            yield str(value)
