"""The state of one output folder: what was built last time, from which sources.

The tables of the engine are settings, sources with their stamps, and files as they were written. A
project adds tables of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec.structs import astuple

from generator.build.database import Database
from generator.build.owner import Owner
from generator.build.source_rows import SourceMark, SourceRow, TargetRow

WITHHELD = "withheld"
"""The key for the owners of files whose addresses others keep. Each build compares them again, so
that a file is written as soon as its address is free."""
OWED = "owed"
"""The key for the owners of what spans sources that the next build has to write."""

_MARK = "key,stamp,quick_stamp,since,due,tree"
_TARGET = "path, owner, digest, size, source, claim"


def _fold(path: str) -> str:
    """A path as file systems that ignore case and normal form compare it; empty if it is the
    same."""
    if path.isascii() and path.islower():  # as most are
        return ""
    folded = unicodedata.normalize("NFC", path).casefold()
    return "" if folded == path else folded


_AT = "case folded when '' then path else folded end"
"""The folded path of a row of ``targets``."""


def _target(row: Sequence[Any]) -> TargetRow:
    path, owner, *rest = row
    return TargetRow(path, Owner.parse(owner), *rest)


class Store(Database):
    """An open state."""

    # -- values ----------------------------------------------------------------------------

    def meta(self, key: str) -> str:
        """A stored value; empty where there is none."""
        row = self.first_row("select value from meta where key=?", (key,))
        return str(row[0]) if row else ""

    def set_meta(self, key: str, value: str) -> None:
        """Stores a value."""
        self.run("insert or replace into meta values (?,?)", (key, value))

    def owner_set(self, key: str) -> set[Owner]:
        """A stored set of owners; empty where there is none."""
        return set(msgspec.json.decode(self.meta(key) or "[]", type=list[Owner]))

    def set_owner_set(self, key: str, owners: Iterable[Owner]) -> None:
        """Stores a set of owners."""
        self.set_meta(key, msgspec.json.encode(sorted(owners)).decode())

    # -- sources ---------------------------------------------------------------------------

    def marks(self) -> dict[str, SourceMark]:
        """What every source was built from, by id."""
        rows = self.run(f"select id,{_MARK} from sources")
        return {id: SourceMark(*mark) for id, *mark in rows}

    def source(self, id: str) -> SourceRow | None:
        """One source's row."""
        row = self.first_row(f"select id,{_MARK},record,files from sources where id=?", (id,))
        return SourceRow(row[0], SourceMark(*row[1:7]), *row[7:]) if row else None

    def put_source(self, row: SourceRow) -> None:
        """Replaces a source's row."""
        self.run(
            "insert or replace into sources values (?,?,?,?,?,?,?,?,?)",
            (row.id, *astuple(row.mark), row.record, row.files),
        )

    def set_files(self, id: str, files: str, quick_stamp: str, tree: str) -> None:
        """Replaces the stamps of a source's files, of which only the times have changed."""
        change = "update sources set files=?, quick_stamp=?, tree=? where id=?"
        self.run(change, (files, quick_stamp, tree, id))

    def drop_source(self, id: str) -> None:
        """Removes a source's row (not its targets)."""
        self.run("delete from sources where id=?", (id,))

    def records(self) -> list[tuple[str, str]]:
        """The record files to be indexed: (source, digest of the file), oldest first."""
        return self.run("select id, record from sources where record<>'' order by id")

    def next_due(self) -> str:
        """When a source has to be built again (ISO 8601, UTC); empty: never."""
        row = self.first_row("select min(due) from sources where due<>''")
        return row[0] or ""

    # -- targets ---------------------------------------------------------------------------

    def target(self, path: str) -> TargetRow | None:
        """One file's row."""
        row = self.first_row(f"select {_TARGET} from targets where path=?", (path,))
        return _target(row) if row else None

    def targets(self, owner: Owner) -> dict[str, TargetRow]:
        """An owner's rows by path."""
        rows = self.run(f"select {_TARGET} from targets where owner=?", (str(owner),))
        return {path: TargetRow(path, owner, *rest) for path, _, *rest in rows}

    def owners(self) -> set[Owner]:
        """All owners of files."""
        # Steps from owner to owner through the index; "distinct" would read every row.
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
        # One row for each path would take five times as long.
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
        """The owners of files without a digest, which may not be as they were written."""
        rows = self.run("select distinct owner from targets where digest=''")
        return {Owner.parse(row[0]) for row in rows}

    def put_targets(self, rows: Iterable[TargetRow]) -> None:
        """Stores the rows of files that were written."""
        self.run_many(
            "insert or replace into targets values (?,?,?,?,?,?,?)",
            [(path, str(owner), *rest, _fold(path)) for path, owner, *rest in rows],
        )

    def drop_targets(self, owner: Owner, paths: Iterable[str]) -> None:
        """Removes files of an owner."""
        self.run_many(
            "delete from targets where path=? and owner=?", [(path, str(owner)) for path in paths]
        )

    def clashes(self, paths: Iterable[str] | None) -> list[list[TargetRow]]:
        """Of some paths (None: of all) those that several claim, as file systems that ignore
        case and normal form compare them. For each path its rows, the one that keeps it first."""
        if paths is None:
            folded = [
                row[0]
                for row in self.run(f"select {_AT} from targets group by 1 having count(*) > 1")
            ]
        else:
            folded = sorted({_fold(path) or path for path in paths})
        rivals = []
        for path in folded:
            rows = self.run(
                f"select {_TARGET} from targets where path=? union select {_TARGET} from targets "
                "where folded<>'' and folded=? order by claim, owner, path",
                (path, path),
            )
            if len(rows) > 1:
                rivals.append([_target(row) for row in rows])
        return rivals

    def mark_unsure(self, written: Iterable[tuple[str, Owner]]) -> None:
        """Makes files (path, owner) stale that may not be as their rows have them."""
        for path, owner in written:
            self.run(
                "insert into targets values (?,?,'',0,'',0,?) on conflict do update "
                "set digest='', source=''",
                (path, str(owner), _fold(path)),
            )

    def owned(self, path: str) -> bool:
        """Whether a path has an owner."""
        return self.target(path) is not None
