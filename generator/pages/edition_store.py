"""The state of a newspaper: its editions, their cards, and the lists the cards are filed in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from generator.build.database import Schema
from generator.build.store import Store
from generator.model import address
from generator.pages.edition_rows import CardRow, EditionRow, Filing

_EDITION = "id,shown,articles,gone,facts"
_TABLES = """
create table editions (
    id text primary key, year integer not null, month integer not null, shown integer not null,
    articles integer not null, gone integer not null, facts text not null) without rowid;
create index editions_month on editions (year, month, shown, articles);
create table cards (
    edition text not null, position integer not null, stem text not null, data text not null,
    primary key (edition, position));
-- A table of its own: lists read entries by the thousand, and no card beside them.
create table entries (
    edition text not null, position integer not null, data text not null,
    primary key (edition, position)) without rowid;
create table filed (
    kind text not null, folder text not null, year integer not null, month integer not null,
    edition text not null, position integer not null, name text not null, stem text not null,
    standing integer not null,
    primary key (kind, folder, edition desc, position, name)) without rowid;
create index filed_edition on filed (edition);
-- Every name that was ever filed, by what is one name to a careless reader or file system.
create table spelled (
    kind text not null, key text not null, name text not null,
    primary key (kind, key, name)) without rowid;
-- How many cards are filed where, kept up with every filing: counting them costs the archive.
create table tally (
    kind text not null, folder text not null, name text not null, year integer not null,
    month integer not null, standing integer not null, count integer not null,
    primary key (kind, folder, name, year, month, standing)) without rowid;
create trigger filed_in after insert on filed begin
    insert into tally values
        (new.kind, new.folder, new.name, new.year, new.month, new.standing, 1)
    on conflict do update set count = count + 1;
end;
create trigger filed_out after delete on filed begin
    update tally set count = count - 1 where kind=old.kind and folder=old.folder
        and name=old.name and year=old.year and month=old.month and standing=old.standing;
    delete from tally where kind=old.kind and folder=old.folder and name=old.name
        and year=old.year and month=old.month and standing=old.standing and count=0;
end;
"""
_SCHEMA = Schema(_TABLES, ("editions", "cards", "entries", "filed"), ("spelled",))


class EditionStore(Store):
    """An open state of a newspaper."""

    schema = _SCHEMA

    def editions(self) -> Iterator[EditionRow]:
        """Every edition row, oldest first."""
        for row in self.each(f"select {_EDITION} from editions order by id"):
            yield EditionRow(row[0], bool(row[1]), *row[2:])

    def edition(self, edition: str) -> EditionRow | None:
        """One edition's row."""
        row = self.first_row(f"select {_EDITION} from editions where id=?", (edition,))
        return EditionRow(row[0], bool(row[1]), *row[2:]) if row else None

    def put_edition(
        self, row: EditionRow, cards: Sequence[CardRow], filings: Iterable[Filing]
    ) -> None:
        """Replaces an edition's row, its cards (in reading order) and filings."""
        self.drop_edition(row.id)
        year, month = int(row.id[:4]), int(row.id[5:7])
        self.run(
            "insert into editions values (?,?,?,?,?,?,?)",
            (row.id, year, month, row.shown, row.articles, row.gone, row.facts),
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
        row = self.first_row(
            f"select id from editions where shown=1 and id{sign}? order by id {order} limit 1",
            (edition,),
        )
        return row[0] if row else ""

    def latest(self, count: int) -> list[str]:
        """The ids of the newest editions readers see, newest first."""
        rows = self.run("select id from editions where shown=1 order by id desc limit ?", (count,))
        return [row[0] for row in rows]

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

    def has_listed(self, kind: str) -> bool:
        """Whether any article is listed in a kind of list."""
        asked = "select exists (select 1 from tally where kind=? and standing=0)"
        return bool(self.first_row(asked, (kind,))[0])

    def name(self, kind: str, folder: str) -> str:
        """The name filed under a folder, in the spelling that is the list's; empty where nothing
        is."""
        rows = self.run(
            "select distinct name from tally where kind=? and folder=? and standing<2",
            (kind, folder),
        )
        names = [row[0] for row in rows]
        exact = [name for name in names if address.name(name) == folder] or names
        return min(exact, key=lambda name: self.first(kind, name, [folder]), default="")

    def spellings(self) -> list[tuple[str, str, list[str]]]:
        """The names of each kind that are one to a careless reader or file system, where there
        are several: (kind, key, names)."""
        rows = self.run(
            "select kind, key, name from spelled join (select kind, key from spelled "
            "group by kind, key having count(*) > 1) using (kind, key) order by kind, key, name"
        )
        return [
            (kind, key, [row[2] for row in rows_of_key])
            for (kind, key), rows_of_key in groupby(rows, itemgetter(0, 1))
        ]

    def first(self, kind: str, name: str, folders: Collection[str]) -> tuple[str, str]:
        """The first article (edition, stem) that is filed under a name, as it is spelled, in one
        of these folders; empty where there is none."""
        places = []
        for folder in folders:
            asked = (kind, folder, name)
            # From the first month on: a list may be as long as the archive.
            (month,) = self.first_row(
                "select min(year * 12 + month - 1) from tally where kind=? and folder=? and name=?",
                asked,
            )
            if month is not None:
                since = f"{month // 12:04d}-{month % 12 + 1:02d}"
                places.append(
                    self.first_row(
                        "select edition, min(stem) from filed where kind=? and folder=? and name=? "
                        "and edition>=? group by edition order by edition limit 1",
                        (*asked, since),
                    )
                )
        return min(places, default=("", ""))

    def misfiled(self, kind: str, name: str, folders: Collection[str], right: str) -> list[str]:
        """The editions in which a name stands otherwise than in the list ``right`` (empty: in
        none), of those in which it stands in these folders."""
        editions: set[str] = set()
        for folder in folders:
            # What stands apart is right where the article is in the list by another spelling.
            rows = self.run(
                "select distinct edition from filed f where kind=? and folder=? and name=? "
                "and iif(standing=2, ?<>'' and not exists (select 1 from filed o where "
                "o.kind=f.kind and o.folder=? and o.edition=f.edition and o.position=f.position "
                "and o.standing<2), folder<>?)",
                (kind, folder, name, right, right, right),
            )
            editions.update(row[0] for row in rows)
        return sorted(editions)

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

    def totals(self) -> tuple[int, int]:
        """How many editions readers see, and how many articles."""
        row = self.first_row("select count(*), sum(articles) from editions where shown=1")
        return int(row[0]), int(row[1] or 0)
