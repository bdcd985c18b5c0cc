"""The state of one output folder, in one SQLite file.

Knows rows: editions with their stamps, cards, and the targets that were written; the only
importer of sqlite3. Refuses to know what a stamp is made of or when a target is stale.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SCHEMA = 2
"""Raised with every change of the tables; a file of another schema is set aside and made anew."""

_TABLES = """
create table meta (key text primary key, value text not null) without rowid;
create table editions (
    id text primary key, year integer not null, month integer not null, stamp text not null,
    since text not null, due text not null, files text not null, facts text not null,
    shown integer not null, record text not null) without rowid;
create table cards (
    edition text not null, position integer not null, stem text not null, data text not null,
    primary key (edition, position)) without rowid;
create table filed (
    kind text not null, folder text not null, year integer not null, month integer not null,
    edition text not null, position integer not null, name text not null,
    primary key (kind, folder, edition desc, position)) without rowid;
create index filed_edition on filed (edition);
create table targets (
    path text not null, owner text not null, fingerprint text not null, parts text not null,
    digest text not null, size integer not null, folded text not null,
    primary key (path, owner)) without rowid;
create index targets_owner on targets (owner);
create index targets_folded on targets (folded);
create index editions_month on editions (year, month);
"""


_TARGET = "path, owner, fingerprint, parts, digest, size"


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One file of the output, as it was written."""

    path: str
    """Below the output folder."""
    owner: str
    """Whose plan it belongs to: ``edition:2025-03-20``, ``month:2025-03``, ``site`` …"""
    fingerprint: str
    parts: str
    """Short digests of what went into the fingerprint, in a fixed order, for ``--explain``."""
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition as it was built."""

    id: str
    stamp: str
    since: str
    """From when on this build of it holds (ISO 8601, UTC); empty: always did."""
    due: str
    """When it has to be looked at again (ISO 8601, UTC); empty: never."""
    files: str
    """JSON: file name → size, modification time, inode, digest."""
    facts: str
    """JSON: what pages of other editions may show of it, by variant."""
    shown: bool
    """Whether readers see it: False for an edition of tomorrow, or one without articles."""
    record: str
    """The digest of its record file for search; empty where there is nothing to find."""


@dataclass(frozen=True, slots=True)
class Filing:
    """A card's place in a list: a section's, an author's, a tag's."""

    kind: str
    folder: str
    name: str
    position: int
    """The card's position in its edition."""


class Store:
    """An open state file. Writes are one transaction until :meth:`commit`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self.fresh = False
        """Whether there was nothing (or nothing readable) to open."""
        self.db = self._open()

    def _open(self) -> sqlite3.Connection:
        try:
            db = self._connect()
            if db.execute("pragma user_version").fetchone()[0] == SCHEMA:
                db.execute("select count(*) from meta").fetchone()
                return db
            db.close()
        except sqlite3.DatabaseError:
            pass
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        self.fresh = True
        db = self._connect()
        db.executescript(f"begin;{_TABLES}pragma user_version={SCHEMA};commit;")
        return db

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None)
        db.execute("pragma journal_mode=wal")
        db.execute("pragma synchronous=normal")
        return db

    def begin(self) -> None:
        """Opens the transaction that :meth:`commit` ends."""
        if not self.db.in_transaction:
            self.db.execute("begin immediate")

    def commit(self) -> None:
        """Makes all writes since :meth:`begin` last."""
        if self.db.in_transaction:
            self.db.execute("commit")

    def rollback(self) -> None:
        """Forgets all writes since :meth:`begin`."""
        if self.db.in_transaction:
            self.db.execute("rollback")

    def close(self) -> None:
        """Closes the file; what was not committed is forgotten."""
        self.rollback()
        self.db.close()

    # -- meta ------------------------------------------------------------------------------

    def meta(self, key: str) -> str:
        """A remembered word; empty where there is none."""
        row = self.db.execute("select value from meta where key=?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def set_meta(self, key: str, value: str) -> None:
        """Remembers a word."""
        self.db.execute("insert or replace into meta values (?,?)", (key, value))

    # -- editions --------------------------------------------------------------------------

    def editions(self) -> dict[str, EditionRow]:
        """Every edition row by id."""
        rows = self.db.execute("select id,stamp,since,due,files,facts,shown,record from editions")
        return {row[0]: EditionRow(*row) for row in rows}

    def edition(self, edition: str) -> EditionRow | None:
        """One edition's row."""
        row = self.db.execute(
            "select id,stamp,since,due,files,facts,shown,record from editions where id=?",
            (edition,),
        ).fetchone()
        return EditionRow(*row) if row else None

    def put_edition(
        self, row: EditionRow, cards: Sequence[tuple[str, str]], filings: Iterable[Filing]
    ) -> None:
        """Replaces an edition's row, its cards ((stem, JSON) in reading order) and filings."""
        self.drop_edition(row.id)
        year, month = int(row.id[:4]), int(row.id[5:7])
        self.db.execute(
            "insert into editions values (?,?,?,?,?,?,?,?,?,?)",
            (
                *(row.id, year, month, row.stamp, row.since, row.due),
                *(row.files, row.facts, row.shown, row.record),
            ),
        )
        self.db.executemany(
            "insert into cards values (?,?,?,?)",
            [(row.id, at, stem, data) for at, (stem, data) in enumerate(cards)],
        )
        self.db.executemany(
            "insert or ignore into filed values (?,?,?,?,?,?,?)",
            [(f.kind, f.folder, year, month, row.id, f.position, f.name) for f in filings],
        )

    def set_files(self, edition: str, files: str) -> None:
        """Remembers an edition's files anew where only their times have changed."""
        self.db.execute("update editions set files=? where id=?", (files, edition))

    def drop_edition(self, edition: str) -> None:
        """Forgets an edition with its cards and filings (not its targets)."""
        self.db.execute("delete from editions where id=?", (edition,))
        self.db.execute("delete from cards where edition=?", (edition,))
        self.db.execute("delete from filed where edition=?", (edition,))

    def shown(self, year: int = 0, month: int = 0) -> list[str]:
        """The ids of the editions readers see, oldest first; of one year or month where given."""
        where, values = "shown=1", []
        for column, value in (("year", year), ("month", month)):
            if value:
                where += f" and {column}=?"
                values.append(value)
        rows = self.db.execute(f"select id from editions where {where} order by id", values)
        return [row[0] for row in rows]

    def years(self) -> list[tuple[int, int]]:
        """The years with editions readers see, oldest first, with how many."""
        return list(
            self.db.execute(
                "select year, count(*) from editions where shown=1 group by year order by year"
            )
        )

    def neighbour(self, edition: str, later: bool) -> str:
        """The nearest edition that readers see before or after one; empty where none."""
        sign, order = (">", "asc") if later else ("<", "desc")
        row = self.db.execute(
            f"select id from editions where shown=1 and id{sign}? order by id {order} limit 1",
            (edition,),
        ).fetchone()
        return row[0] if row else ""

    def latest(self, count: int) -> list[str]:
        """The ids of the newest editions readers see, newest first."""
        rows = self.db.execute(
            "select id from editions where shown=1 order by id desc limit ?", (count,)
        )
        return [row[0] for row in rows]

    def records(self) -> list[tuple[str, str]]:
        """What search is to index: (edition, digest of its record file), oldest first."""
        return list(self.db.execute("select id, record from editions where record<>'' order by id"))

    # -- cards -----------------------------------------------------------------------------

    def cards(self, edition: str) -> list[str]:
        """The cards of an edition (JSON), in reading order."""
        rows = self.db.execute(
            "select data from cards where edition=? order by position", (edition,)
        )
        return [row[0] for row in rows]

    def stems(self, edition: str) -> list[str]:
        """The articles of an edition that readers see (``01-03``), in reading order."""
        rows = self.db.execute(
            "select stem from cards where edition=? order by position", (edition,)
        )
        return [row[0] for row in rows]

    def filed(
        self, kind: str, folder: str, year: int = 0, month: int = 0, limit: int = -1
    ) -> list[str]:
        """The cards (JSON) filed under a name, newest edition first, each in reading order."""
        where, values = "f.kind=? and f.folder=?", [kind, folder]
        for column, value in (("year", year), ("month", month)):
            if value:
                where += f" and f.{column}=?"
                values.append(str(value))
        rows = self.db.execute(
            "select c.data from filed f join cards c using (edition, position) "
            f"where {where} order by f.edition desc, f.position limit ?",
            (*values, limit),
        )
        return [row[0] for row in rows]

    def filed_count(self, kind: str, folder: str) -> list[tuple[int, int, int]]:
        """How many cards are filed under a name: (year, month, count), oldest first."""
        return list(
            self.db.execute(
                "select year, month, count(*) from filed where kind=? and folder=? "
                "group by year, month order by year, month",
                (kind, folder),
            )
        )

    def names(self, kind: str) -> list[tuple[str, str, int]]:
        """Every name of a kind of list: (folder, name, how many), in the order of the folders."""
        return list(
            self.db.execute(
                "select folder, max(name), count(*) from filed where kind=? "
                "group by folder order by folder",
                (kind,),
            )
        )

    def name(self, kind: str, folder: str) -> str:
        """The name filed under a folder; empty where nothing is."""
        row = self.db.execute(
            "select name from filed where kind=? and folder=? order by edition desc limit 1",
            (kind, folder),
        ).fetchone()
        return row[0] if row else ""

    def filings(self, edition: str) -> set[tuple[str, str, int, int]]:
        """The lists an edition's cards stand in: (kind, folder, year, month)."""
        rows = self.db.execute(
            "select distinct kind, folder, year, month from filed where edition=?", (edition,)
        )
        return {tuple(row) for row in rows}

    # -- targets ---------------------------------------------------------------------------

    def target(self, path: str) -> TargetRow | None:
        """One file's row."""
        row = self.db.execute(f"select {_TARGET} from targets where path=?", (path,)).fetchone()
        return TargetRow(*row) if row else None

    def targets(self, owner: str) -> dict[str, TargetRow]:
        """An owner's rows by path."""
        rows = self.db.execute(f"select {_TARGET} from targets where owner=?", (owner,))
        return {row[0]: TargetRow(*row) for row in rows}

    def owners(self) -> set[str]:
        """Everyone who owns a file."""
        return {row[0] for row in self.db.execute("select distinct owner from targets")}

    def all_targets(self) -> Iterator[tuple[str, str, int]]:
        """Every file: (path, owner, size), in the order of the paths."""
        yield from self.db.execute("select path, owner, size from targets order by path")

    def put_targets(self, rows: Iterable[TargetRow]) -> None:
        """Remembers files as written."""
        self.db.executemany(
            "insert or replace into targets values (?,?,?,?,?,?,?)",
            [
                (r.path, r.owner, r.fingerprint, r.parts, r.digest, r.size, _fold(r.path))
                for r in rows
            ],
        )

    def drop_targets(self, owner: str, paths: Iterable[str]) -> None:
        """Forgets files of an owner."""
        self.db.executemany(
            "delete from targets where path=? and owner=?", [(path, owner) for path in paths]
        )

    def clashes(self, paths: Iterable[str]) -> list[tuple[str, str, str]]:
        """Of some paths, those that two owners claim: (path, one owner, other owner). Compared
        as a careless file system would: case-folded, in NFC."""
        found = []
        for path in paths:
            rows = self.db.execute(
                "select owner from targets where folded=? order by owner, path", (_fold(path),)
            ).fetchall()
            if len(rows) > 1:
                found.append((path, rows[0][0], rows[1][0]))
        return found

    def owned(self, path: str) -> bool:
        """Whether anyone still claims a path."""
        return self.target(path) is not None

    def shared_names(self) -> list[tuple[str, str, str, str]]:
        """Folders that two names share: (kind, folder, one name, other name)."""
        return list(
            self.db.execute(
                "select kind, folder, min(name), max(name) from filed "
                "group by kind, folder having min(name)<>max(name) order by kind, folder"
            )
        )

    def next_due(self) -> str:
        """When an edition has to be looked at again (ISO 8601, UTC); empty: never."""
        row = self.db.execute("select min(due) from editions where due<>''").fetchone()
        return row[0] or ""

    def totals(self) -> tuple[int, int]:
        """How many editions readers see, and how many cards they have."""
        shown = self.db.execute("select count(*) from editions where shown=1").fetchone()[0]
        cards = self.db.execute(
            "select count(*) from cards join editions on id=edition where shown=1"
        ).fetchone()[0]
        return int(shown), int(cards)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Store]:
    """A store that is closed at the end, whatever happens."""
    store = Store(path)
    try:
        yield store
    finally:
        store.close()


def facts_json(facts: object) -> str:
    """Facts as they stand in a row."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)
