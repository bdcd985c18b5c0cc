"""The state of one output folder: what was built last time.

Knows editions with their stamps, their cards, the lists they are filed in, and the files that
were written. Refuses to know what a stamp is made of or when a target is stale.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import astuple
from itertools import groupby
from operator import itemgetter
from typing import Any

from generator.build.database import Database
from generator.build.owner import Owner
from generator.build.rows import CardRow, EditionMark, EditionRow, Filing, TargetRow
from generator.model import address

_MARK = "key,stamp,glance,since,due,tree"
_EDITION = f"id,shown,articles,gone,{_MARK},record,files,facts"
_TARGET = "path, owner, digest, size, source, claim"


def _fold(path: str) -> str:
    """What a careless file system makes of a path, where that is not the path itself."""
    if path.isascii() and path.islower():  # as most are
        return ""
    folded = unicodedata.normalize("NFC", path).casefold()
    return "" if folded == path else folded


_AT = "case folded when '' then path else folded end"
"""What a row of ``targets`` is to a careless file system."""


def _target(row: Sequence[Any]) -> TargetRow:
    path, owner, *rest = row
    return TargetRow(path, Owner.parse(owner), *rest)


def _edition(row: Sequence[Any]) -> EditionRow:
    id, shown, articles, gone, key, stamp, glance, since, due, tree, *rest = row
    mark = EditionMark(key, stamp, glance, since, due, tree)
    return EditionRow(id, bool(shown), articles, gone, mark, *rest)


class Store(Database):
    """An open state, and all that is asked of it."""

    # -- meta ------------------------------------------------------------------------------

    def meta(self, key: str) -> str:
        """A remembered word; empty where there is none."""
        row = self.one("select value from meta where key=?", (key,))
        return str(row[0]) if row else ""

    def set_meta(self, key: str, value: str) -> None:
        """Remembers a word."""
        self.run("insert or replace into meta values (?,?)", (key, value))

    # -- editions --------------------------------------------------------------------------

    def marks(self) -> dict[str, EditionMark]:
        """What every edition was built from, by id."""
        rows = self.run(f"select id,{_MARK} from editions")
        return {id: EditionMark(*mark) for id, *mark in rows}

    def editions(self) -> Iterator[EditionRow]:
        """Every edition row, oldest first."""
        for row in self.each(f"select {_EDITION} from editions order by id"):
            yield _edition(row)

    def edition(self, edition: str) -> EditionRow | None:
        """One edition's row."""
        row = self.one(f"select {_EDITION} from editions where id=?", (edition,))
        return _edition(row) if row else None

    def put_edition(
        self, row: EditionRow, cards: Sequence[CardRow], filings: Iterable[Filing]
    ) -> None:
        """Replaces an edition's row, its cards (in reading order) and filings."""
        self.drop_edition(row.id)
        year, month = int(row.id[:4]), int(row.id[5:7])
        self.run(
            "insert into editions values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                *(row.id, year, month, row.shown, row.articles, row.gone, *astuple(row.made)),
                *(row.record, row.files, row.facts),
            ),
        )
        self.run_many(
            "insert into cards values (?,?,?,?)",
            [(row.id, at, card.stem, card.data) for at, card in enumerate(cards)],
        )
        self.run_many(
            "insert into entries values (?,?,?)",
            [(row.id, at, card.entry) for at, card in enumerate(cards)],
        )
        filings = list(filings)
        self.run_many(
            "insert or ignore into filed values (?,?,?,?,?,?,?,?,?)",
            [
                (f.kind, f.folder, year, month, row.id, f.position, f.name, f.stem, f.standing)
                for f in filings
            ],
        )
        self.run_many(
            "insert or ignore into spelled values (?,?,?)",
            sorted({(f.kind, address.folded(f.folder), f.name) for f in filings}),
        )

    def set_files(self, edition: str, files: str, glance: str, tree: str) -> None:
        """Remembers an edition's files anew where only their times have changed."""
        change = "update editions set files=?, glance=?, tree=? where id=?"
        self.run(change, (files, glance, tree, edition))

    def drop_edition(self, edition: str) -> None:
        """Forgets an edition with its cards and filings (not its targets)."""
        self.run("delete from editions where id=?", (edition,))
        for table in ("cards", "entries", "filed"):
            self.run(f"delete from {table} where edition=?", (edition,))

    def shown(self, year: int = 0, month: int = 0) -> list[str]:
        """The ids of the editions readers see, oldest first; of one year or month where given."""
        return self._ids("shown=1", year, month)

    def emptied(self, year: int = 0, month: int = 0) -> list[str]:
        """The same, of the editions of which nothing is left but notices."""
        return self._ids("shown=0 and gone>0", year, month)

    def _ids(self, where: str, year: int, month: int) -> list[str]:
        values = []
        for column, value in (("year", year), ("month", month)):
            if value:
                where += f" and {column}=?"
                values.append(value)
        rows = self.run(f"select id from editions where {where} order by id", values)
        return [row[0] for row in rows]

    def months(self) -> list[tuple[int, int, int]]:
        """(year, month, how many): the months with editions readers see, oldest first."""
        return self.run(
            "select year, month, count(*) from editions where shown=1"
            " group by year, month order by year, month"
        )

    def neighbour(self, edition: str, later: bool) -> str:
        """The nearest edition that readers see before or after one; empty where none."""
        sign, order = (">", "asc") if later else ("<", "desc")
        row = self.one(
            f"select id from editions where shown=1 and id{sign}? order by id {order} limit 1",
            (edition,),
        )
        return row[0] if row else ""

    def latest(self, count: int) -> list[str]:
        """The ids of the newest editions readers see, newest first."""
        rows = self.run("select id from editions where shown=1 order by id desc limit ?", (count,))
        return [row[0] for row in rows]

    def records(self) -> list[tuple[str, str]]:
        """What search is to index: (edition, digest of its record file), oldest first."""
        return self.run("select id, record from editions where record<>'' order by id")

    # -- cards -----------------------------------------------------------------------------

    def cards(self, edition: str) -> list[str]:
        """The cards of an edition (JSON), in reading order."""
        rows = self.run("select data from cards where edition=? order by position", (edition,))
        return [row[0] for row in rows]

    def stems(self, edition: str) -> list[str]:
        """The articles of an edition that readers see (``01-03``), in reading order."""
        rows = self.run("select stem from cards where edition=? order by position", (edition,))
        return [row[0] for row in rows]

    def filed(self, kind: str, folder: str, when: str = "", limit: int = -1) -> list[str]:
        """The cards (JSON) filed under a name, newest edition first, each in reading order; of
        one year (``2025``) or month (``2025-03``) where given."""
        return self._filed("cards", kind, folder, when, limit)

    def listed(self, kind: str, folder: str, when: str = "", limit: int = -1) -> list[str]:
        """The same articles as :meth:`filed`: of each what a list shows (JSON)."""
        return self._filed("entries", kind, folder, when, limit)

    def _filed(self, table: str, kind: str, folder: str, when: str, limit: int) -> list[str]:
        # "-" follows a year's or a month's digits in an id; "." is the character after it.
        where = "f.kind=? and f.folder=? and f.standing=0"
        where += " and f.edition>? and f.edition<?" if when else ""
        values = (kind, folder, f"{when}-", f"{when}.") if when else (kind, folder)
        rows = self.run(
            f"select t.data from filed f join {table} t using (edition, position) "
            f"where {where} order by f.edition desc, f.position limit ?",
            (*values, limit),
        )
        return [row[0] for row in rows]

    def filed_count(self, kind: str, folder: str) -> list[tuple[int, int, int, int]]:
        """How many articles are filed under a name: (year, month, listed, gone), oldest first."""
        return self.run(
            "select year, month, sum(count * (standing=0)), sum(count * (standing=1)) from tally "
            "where kind=? and folder=? and standing<2 group by year, month order by year, month",
            (kind, folder),
        )

    def names(self, kind: str) -> list[tuple[str, str, int]]:
        """Every name of a kind of list: (folder, name, how many listed), in the order of the
        folders."""
        rows = self.run(
            "select folder, max(name), count(distinct name), sum(count * (standing=0)) from tally "
            "where kind=? and standing<2 group by folder order by folder",
            (kind,),
        )
        return [
            (folder, name if names == 1 else self.name(kind, folder), count)
            for folder, name, names, count in rows
        ]

    def name(self, kind: str, folder: str) -> str:
        """The name filed under a folder, in the spelling that is the list's; empty where nothing
        is."""
        rows = self.run(
            "select distinct name from tally where kind=? and folder=? and standing<2",
            (kind, folder),
        )
        names = [row[0] for row in rows]
        own = [name for name in names if address.name(name) == folder] or names
        return min(own, key=lambda one: self.first(kind, one, [folder]), default="")

    def spellings(self) -> list[tuple[str, str, list[str]]]:
        """The names of each kind that are one to a careless reader or file system, where there
        are several: (kind, key, names)."""
        rows = self.run(
            "select kind, key, name from spelled join (select kind, key from spelled "
            "group by kind, key having count(*) > 1) using (kind, key) order by kind, key, name"
        )
        return [
            (kind, key, [row[2] for row in own])
            for (kind, key), own in groupby(rows, itemgetter(0, 1))
        ]

    def first(self, kind: str, name: str, folders: Collection[str]) -> tuple[str, str]:
        """The first article (edition, stem) that is filed under a name, as it is spelled, in one
        of these folders; empty where there is none."""
        places = []
        for folder in folders:
            asked = (kind, folder, name)
            # From the first month on: a list may be as long as the archive.
            (month,) = self.one(
                "select min(year * 12 + month - 1) from tally where kind=? and folder=? and name=?",
                asked,
            )
            if month is not None:
                since = f"{month // 12:04d}-{month % 12 + 1:02d}"
                places.append(
                    self.one(
                        "select edition, min(stem) from filed where kind=? and folder=? and name=? "
                        "and edition>=? group by edition order by edition limit 1",
                        (*asked, since),
                    )
                )
        return min(places, default=("", ""))

    def misfiled(self, kind: str, name: str, folders: Collection[str], right: str) -> list[str]:
        """The editions in which a name stands otherwise than in the list ``right`` (empty: in
        none), of those in which it stands in these folders."""
        found: set[str] = set()
        for folder in folders:
            # What stands apart is right where the article is in the list by another spelling.
            rows = self.run(
                "select distinct edition from filed f where kind=? and folder=? and name=? "
                "and iif(standing=2, ?<>'' and not exists (select 1 from filed o where "
                "o.kind=f.kind and o.folder=? and o.edition=f.edition and o.position=f.position "
                "and o.standing<2), folder<>?)",
                (kind, folder, name, right, right, right),
            )
            found.update(row[0] for row in rows)
        return sorted(found)

    def filed_in(self, edition: str) -> set[Filing]:
        """An edition's filings."""
        rows = self.run(
            "select kind, folder, name, position, stem, standing from filed where edition=?",
            (edition,),
        )
        return {Filing(*row) for row in rows}

    def filings(self, edition: str) -> set[tuple[str, str, int, int]]:
        """The lists an edition's cards stand in: (kind, folder, year, month)."""
        rows = self.run(
            "select distinct kind, folder, year, month from filed where edition=?", (edition,)
        )
        return {tuple(row) for row in rows}

    # -- targets ---------------------------------------------------------------------------

    def target(self, path: str) -> TargetRow | None:
        """One file's row."""
        row = self.one(f"select {_TARGET} from targets where path=?", (path,))
        return _target(row) if row else None

    def targets(self, owner: Owner) -> dict[str, TargetRow]:
        """An owner's rows by path."""
        rows = self.run(f"select {_TARGET} from targets where owner=?", (str(owner),))
        return {path: TargetRow(path, owner, *rest) for path, _, *rest in rows}

    def owners(self) -> set[Owner]:
        """Everyone who owns a file."""
        # A step from owner to owner through the index; "distinct" would read every row.
        return {
            Owner.parse(row[0])
            for row in self.run(
                "with recursive step(owner) as (select min(owner) from targets union all "
                "select (select min(owner) from targets where owner > step.owner) from step "
                "where owner is not null) select owner from step where owner is not null"
            )
        }

    def rows_of_paths(self) -> Iterator[str]:
        """Every owner with the bytes of its files and their paths behind it, ``//`` between them:
        no path holds an empty name."""
        # The paths of an archive, each as a row of its own, cost five times as much.
        for row in self.each(
            "select owner || '//' || sum(size) || '//' || group_concat(path, '//') from targets "
            "group by owner"
        ):
            yield row[0]

    def paths(self) -> Iterator[str]:
        """Every file's path."""
        for row in self.rows_of_paths():
            yield from row.split("//")[2:]

    def all_targets(self) -> Iterator[tuple[str, Owner, int]]:
        """Every file: (path, owner, size), in the order of the paths."""
        for path, owner, size in self.each("select path, owner, size from targets order by path"):
            yield path, Owner.parse(owner), size

    def digests(self) -> Iterator[tuple[str, str]]:
        """Every file's (path, digest)."""
        yield from self.each("select path, digest from targets")

    def blank(self) -> set[Owner]:
        """The owners of files that an earlier build wrote, but did not live to remember."""
        rows = self.run("select distinct owner from targets where digest=''")
        return {Owner.parse(row[0]) for row in rows}

    def put_targets(self, rows: Iterable[TargetRow]) -> None:
        """Remembers files as written."""
        self.run_many(
            "insert or replace into targets values (?,?,?,?,?,?,?)",
            [(path, str(owner), *rest, _fold(path)) for path, owner, *rest in rows],
        )

    def drop_targets(self, owner: Owner, paths: Iterable[str]) -> None:
        """Forgets files of an owner."""
        self.run_many(
            "delete from targets where path=? and owner=?", [(path, str(owner)) for path in paths]
        )

    def clashes(self, paths: Iterable[str] | None) -> list[list[TargetRow]]:
        """Of some paths (None: of all) those that several claim, as a careless file system would
        compare them: case-folded, in NFC. Of each the rows, the one that keeps it first."""
        if paths is None:
            folded = [
                row[0]
                for row in self.run(f"select {_AT} from targets group by 1 having count(*) > 1")
            ]
        else:
            folded = sorted({_fold(path) or path for path in paths})
        found = []
        for path in folded:
            rows = self.run(
                f"select {_TARGET} from targets where path=? union select {_TARGET} from targets "
                "where folded<>'' and folded=? order by claim, owner, path",
                (path, path),
            )
            if len(rows) > 1:
                found.append([_target(row) for row in rows])
        return found

    def doubt(self, written: Iterable[tuple[str, Owner]]) -> None:
        """Makes files (path, owner) stale that may not be as they are remembered."""
        for path, owner in written:
            self.run(
                "insert into targets values (?,?,'',0,'',0,?) on conflict do update "
                "set digest='', source=''",
                (path, str(owner), _fold(path)),
            )

    def owned(self, path: str) -> bool:
        """Whether anyone still claims a path."""
        return self.target(path) is not None

    def next_due(self) -> str:
        """When an edition has to be looked at again (ISO 8601, UTC); empty: never."""
        row = self.one("select min(due) from editions where due<>''")
        return row[0] or ""

    def totals(self) -> tuple[int, int]:
        """How many editions readers see, and how many articles."""
        row = self.one("select count(*), sum(articles) from editions where shown=1")
        return int(row[0]), int(row[1] or 0)
