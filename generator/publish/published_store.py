"""What stands at a place, as this machine knows it: a copy of the manifest, the work of a
publication under way, and what it takes to put earlier publications back.

The manifest at the place is what counts; this copy spares reading it. It may be lost at any time.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from generator.build.database import Database, Schema, Unusable
from generator.publish.manifest import ManifestRow, Segment
from generator.publish.place import Kind

UNKNOWN, UNSURE = "?", "+"
"""In place of a digest: the file stands, with unknown bytes; it may or may not stand."""
DELETE = 9
"""The phase of deletions; those before it are ``phase_of`` a file."""


class PublishedStore(Database):
    """An open copy of what stands at one place."""

    schema: ClassVar[Schema] = Schema(
        create="""
create table files (
    path text primary key, digest text not null, size integer not null, kind integer not null,
    segment integer not null) without rowid;
create index files_segment on files (segment);
-- What an interrupted publication may have changed.
create table doubts (
    path text primary key, digest text not null, size integer not null, kind integer not null)
    without rowid;
create table work (
    phase integer not null, path text not null, digest text not null, size integer not null,
    kind integer not null, fresh integer not null, sent integer not null,
    primary key (phase, path)) without rowid;
create index work_path on work (path);
create table undo (
    serial integer not null, path text not null, digest text not null, size integer not null,
    kind integer not null, primary key (serial, path)) without rowid;
create table publications (serial integer primary key, parent integer not null);
-- Digests of kept files that may not be needed any more.
create table loose (digest text primary key) without rowid;
create table segments (name text primary key, rows integer not null) without rowid;
"""
    )

    @classmethod
    def at(cls, path: Path) -> PublishedStore:
        """The copy in a file; an empty one where there is none that can be used."""
        try:
            return cls(path)
        except Unusable:
            store = cls(path, new=True)
            store.set_meta("holder", secrets.token_hex(16))
            return store

    def meta(self, key: str) -> str:
        """A remembered word; empty where there is none."""
        row = self.first_row("select value from meta where key=?", (key,))
        return str(row[0]) if row else ""

    def set_meta(self, key: str, value: str) -> None:
        """Remembers a word."""
        self.run("insert or replace into meta values (?,?)", (key, value))

    # -- the manifest ----------------------------------------------------------------------

    def segments(self) -> tuple[Segment, ...]:
        """The segments this copy was made of, oldest first."""
        rows = self.run("select name, rows from segments order by name")
        return tuple(Segment(*row) for row in rows)

    def set_segments(self, segments: Iterable[Segment]) -> None:
        """Remembers the segments."""
        self.run("delete from segments")
        self.run_many("insert into segments values (?,?)", [(s.name, s.rows) for s in segments])

    def forget_files(self) -> None:
        """Empties the copy of the manifest."""
        for table in ("files", "segments", "undo", "publications"):
            self.run(f"delete from {table}")

    def put_files(self, rows: Iterable[ManifestRow], segment: int) -> None:
        """Takes over rows of a segment, which is newer than all before."""
        change = "insert or replace into files values (?,?,?,?,?)"
        self.run_many(change, ((*row, segment) for row in rows))

    def rows_of(self, segments: Sequence[int], *, whole: bool) -> Iterable[ManifestRow]:
        """The rows of some segments; without deletions where they are the ``whole`` manifest."""
        marks = ",".join(str(int(segment)) for segment in segments)
        limit = "and digest<>''" if whole else ""
        ask = f"select path, digest, size, kind from files where segment in ({marks}) {limit}"
        for row in self.each(f"{ask} order by path"):
            yield ManifestRow(*row)

    def totals(self) -> tuple[int, int]:
        """How many files stand, and their bytes."""
        files, size = self.first_row("select count(*), sum(size) from files where digest<>''")
        return files, size or 0

    # -- work ------------------------------------------------------------------------------

    def put_doubts(self, rows: Iterable[tuple[ManifestRow, str]]) -> None:
        """Remembers that files may be others than the manifest says: each row with what is known
        of its digest."""
        change = "insert or replace into doubts values (?,?,?,?)"
        self.run_many(change, ((row.path, known, row.size, row.kind) for row, known in rows))

    def unsent(self, phase: int, limit: int) -> list[ManifestRow]:
        """What is still to be done in a phase."""
        ask = "select path, digest, size, kind from work where phase=? and sent=0 limit ?"
        return [ManifestRow(*row) for row in self.run(ask, (phase, limit))]

    def mark_sent(self, phase: int, paths: Iterable[str]) -> None:
        """Remembers what was done."""
        change = "update work set sent=1 where phase=? and path=?"
        self.run_many(change, [(phase, path) for path in paths])

    def work_left(self) -> tuple[int, int]:
        """How many files are to be sent or deleted, and of how many."""
        left, all_ = self.first_row("select sum(sent=0), count(*) from work")
        return left or 0, all_

    def drop_work(self) -> None:
        """Forgets the work of a publication; kept files that only it needed may go."""
        self.run("insert or ignore into loose select digest from work where digest<>''")
        self.run("delete from work")

    # -- earlier publications --------------------------------------------------------------

    def apply(self, serial: int, parent: int | None) -> None:
        """Makes the work part of what stands; of what it replaces an earlier publication can be
        made again, where there is one (``parent``)."""
        if parent is not None:
            self.run(
                "insert or replace into undo select ?, w.path, coalesce(f.digest,''), "
                "coalesce(f.size,0), coalesce(f.kind,?) from work w left join files f "
                "on f.path=w.path where coalesce(f.digest,'') <> w.digest",
                (serial, int(Kind.PAGE)),
            )
            self.run("insert or replace into publications values (?,?)", (serial, parent))
        self.run(
            "insert or replace into files select path, digest, size, kind, ? from work", (serial,)
        )
        self.run("delete from doubts")
        self.drop_work()

    def parent(self, serial: int) -> int | None:
        """The publication that another one replaced; None where that is not known here."""
        row = self.first_row("select parent from publications where serial=?", (serial,))
        return row[0] if row else None

    def forget_before(self, content: int, keep: int) -> None:
        """Forgets what leads further back than ``keep`` publications."""
        needed: list[int] = []
        at: int | None = content
        while at is not None and len(needed) < keep:
            needed.append(at)
            at = self.parent(at)
        marks = ",".join(map(str, needed)) or "-1"
        gone = f"serial not in ({marks})"
        self.run(f"insert or ignore into loose select digest from undo where digest<>'' and {gone}")
        self.run(f"delete from undo where {gone}")
        self.run(f"delete from publications where {gone}")

    def take_unneeded(self) -> list[str]:
        """The digests of kept files that nothing needs any more."""
        for table in ("files", "undo", "work"):
            ask = f"select digest from {table} where digest in (select digest from loose)"
            self.run(f"delete from loose where digest in ({ask})")
        rows = self.run("select digest from loose")
        self.run("delete from loose")
        return [row[0] for row in rows]
