"""The SQLite file of the state: tables, transactions, copies."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

VERSION = 11
"""Raised with every change of the tables; a file of another version is replaced."""

_TABLES = """
create table meta (key text primary key, value text not null) without rowid;
-- Long columns come last, so that reading the others does not load them.
create table sources (
    id text primary key, key text not null, stamp text not null, quick_stamp text not null,
    since text not null, due text not null, tree text not null, record text not null,
    files text not null) without rowid;
create index sources_due on sources (due) where due<>'';
create table targets (
    path text not null, owner text not null, digest text not null, size integer not null,
    source text not null, claim integer not null, folded text not null,
    primary key (path, owner)) without rowid;
-- Covers the columns that every scan reads.
create index targets_owner on targets (owner, path, size);
create index targets_folded on targets (folded) where folded<>'';
create index targets_blank on targets (owner) where digest='';
"""


class Schema(NamedTuple):
    """The tables that a project adds to those of the engine."""

    create: str = ""
    """Statements."""
    joined: tuple[str, ...] = ()
    """The tables whose rows are joined; those that triggers keep up are not among them."""
    shared: tuple[str, ...] = ()
    """Further tables, in which two states may hold the same row."""


class Unusable(Exception):  # noqa: N818 - describes the file
    """The file is no state of this schema, or is damaged."""


class Full(Exception):  # noqa: N818 - describes the disk
    """The state cannot be written: no room, no right, no disk."""


class Database:
    """An open state file. Writes are one transaction until :meth:`commit`.

    Every method raises Unusable where the file is damaged, Full where it cannot be written."""

    schema: ClassVar[Schema] = Schema()

    def __init__(self, path: Path, *, new: bool = False, reading: bool = False) -> None:
        """Opens a state, or makes a new one in its place. For ``reading`` nothing is written, not
        even beside it: the folder may be one in which nothing can be.

        Raises Unusable where there is none of this schema."""
        self.path = path
        if new:
            forget(path)
            path.parent.mkdir(parents=True, exist_ok=True)
        elif not path.is_file():
            raise Unusable(f"{path.name} does not exist")
        if not reading:
            self._open(str(path), new)
            return
        address = path.resolve().as_uri()
        try:
            self._open(f"{address}?mode=ro", new)
        except Full:  # the log of writes, which reading needs, cannot be made beside it
            self._open(f"{address}?immutable=1", new)

    def _open(self, name: str, new: bool) -> None:
        reading = name.startswith("file:")
        try:
            self.db = sqlite3.connect(name, isolation_level=None, uri=reading)
        except sqlite3.Error as fault:
            raise _store_error(fault) from fault
        try:
            if not reading:
                self.run("pragma journal_mode=wal")
                self.run("pragma synchronous=normal")
            if new:
                create = f"{_TABLES}{self.schema.create}"
                self.db.executescript(f"begin;{create}pragma user_version={VERSION};commit;")
            if self.first_row("pragma user_version")[0] != VERSION:
                raise Unusable(f"{self.path.name} is of another huozi")
        except sqlite3.Error as fault:
            self.db.close()
            raise _store_error(fault) from fault
        except BaseException:
            self.db.close()
            raise

    def run(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        """Runs one statement; all its rows."""
        try:
            return self.db.execute(sql, values).fetchall()
        except sqlite3.Error as fault:
            raise _store_error(fault) from fault

    def first_row(self, sql: str, values: Sequence[object] = ()) -> Any:
        """The first row of a query; None where there is none."""
        rows = self.run(sql, values)
        return rows[0] if rows else None

    def each(self, sql: str, values: Sequence[object] = ()) -> Iterator[Any]:
        """The rows of a query too long to be held at once."""
        try:
            yield from self.db.execute(sql, values)
        except sqlite3.Error as fault:
            raise _store_error(fault) from fault

    def run_many(self, sql: str, values: Iterable[Sequence[object]]) -> None:
        """Runs one statement with many values."""
        try:
            self.db.executemany(sql, values)
        except sqlite3.Error as fault:
            raise _store_error(fault) from fault

    def begin(self) -> None:
        """Opens the transaction that :meth:`commit` ends."""
        if not self.db.in_transaction:
            self.run("begin immediate")

    def commit(self) -> None:
        """Makes all writes since :meth:`begin` last."""
        if self.db.in_transaction:
            self.run("commit")

    def close(self) -> None:
        """Closes the file; what was not committed is forgotten."""
        try:
            if self.db.in_transaction:
                self.db.execute("rollback")
            self.db.close()
        except sqlite3.Error as fault:
            raise _store_error(fault) from fault

    def copy(self, to: Path) -> None:
        """Copies all that is committed into another file."""
        self.run("pragma wal_checkpoint(truncate)")
        forget(to)
        shutil.copyfile(self.path, to)

    def join(self, other: Path) -> None:
        """Takes over all rows of another state, but for its words.

        Raises Unusable where that is no state, or holds a row that stands here already."""
        Database(other).close()
        self.run("attach database ? as other", (str(other),))
        try:
            self.begin()
            shared = self.schema.shared
            for table in ("sources", "targets", *self.schema.joined, *shared):
                others = "or ignore " if table in shared else ""
                self.run(f"insert {others}into main.{table} select * from other.{table}")
            self.commit()
        finally:
            if self.db.in_transaction:
                self.run("rollback")
            self.run("detach database other")


def forget(path: Path) -> None:
    """Removes a state file with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


_FULL = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
)


def _store_error(fault: sqlite3.Error) -> Exception:
    """An SQLite error as Unusable or Full; a wrong statement as itself."""
    code = getattr(fault, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in _FULL:
        return Full(str(fault))
    if isinstance(fault, sqlite3.ProgrammingError):
        return fault
    return Unusable(str(fault))
