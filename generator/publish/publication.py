"""One publication: finds out what stands, sends the difference in the order of a release, and
writes the manifest last.

A publication may be cut off at any moment. Before the first file is sent its list is written to the
place, so that the next one, from whatever machine, knows what may have been changed.
"""

from __future__ import annotations

import datetime as dt
import itertools
import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from generator.model.problem import Problem, Stop, error
from generator.publish import manifest, remote_lock
from generator.publish.headers import Form
from generator.publish.kept_files import KeptFiles
from generator.publish.manifest import INTENT, ROOT, ManifestRow, Root, Segment
from generator.publish.place import Destination, Kind, Upload, refused
from generator.publish.plan import Built, doubt_everything, plan_difference, plan_return
from generator.publish.published_store import DELETE, PublishedStore
from generator.publish.remote_lock import RemoteLock
from generator.publish.standing import PublishedState, StateReader

_PHASES = (Kind.ASSET, Kind.REDIRECT, Kind.PAGE, Kind.LIST, Kind.FRONT)
_PAUSE = 1.0
"""Seconds after which what was sent is committed."""
_ANNOUNCED = 10_000
"""Changed addresses that are passed on to search engines at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be published, where and how."""

    place: Destination
    store: PublishedStore
    copies: KeptFiles
    built: Built
    form: Form
    holder: str
    """Who publishes, for the lock."""
    site: str
    title: str
    now: dt.datetime
    keep: int
    at_work: Callable[[], AbstractContextManager[None]]
    """Holds the output against a build."""
    adopt: bool = False
    relist: bool = False
    prune: bool = False
    progress: Callable[[str, int, int], None] | None = None


@dataclass(slots=True)
class PublicationReport:
    """What a publication did."""

    serial: int = 0
    sent: int = 0
    deleted: int = 0
    bytes: int = 0
    requests: int = 0
    seconds: float = 0.0
    files: int = 0
    """Files that stand."""
    pages: list[str] = field(default_factory=list)
    """Paths of pages that are new, changed or gone; the first of them where they are many."""
    feeds: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def publish(order: Order) -> PublicationReport:
    """Brings a place up to date with the output. Raises Stop."""
    return _Publication(order).run(back=False)


def roll_back(order: Order) -> PublicationReport:
    """Puts the publication before the present one back. Raises Stop."""
    return _Publication(order).run(back=True)


class _Publication:
    def __init__(self, order: Order) -> None:
        self.order, self.place, self.store = order, order.place, order.store
        self.report = PublicationReport()
        self.done: list[str] = []
        self.paused = time.monotonic()

    def run(self, *, back: bool) -> PublicationReport:
        began, order = time.monotonic(), self.order
        with remote_lock.held(self.place, order.holder) as lock:
            reader = StateReader(
                self.place,
                self.store,
                order.site,
                order.built.out,
                order.form,
                order.adopt,
                order.relist,
                order.prune,
            )
            standing = reader.standing()
            self.report.problems += standing.problems
            content = self._plan_return(standing) if back else self._plan(standing)
            if standing.known and not self.store.work_left()[1]:
                self.report.serial = standing.serial
            else:
                self._carry_out(lock, standing, content)
        self.report.files = self.store.totals()[0]
        self.report.requests = self.place.requests
        self.report.seconds = time.monotonic() - began
        return self.report

    # -- planning --------------------------------------------------------------------------

    def _plan(self, standing: PublishedState) -> int:
        """Plans the output; the number of the publication whose files will stand."""
        if standing.known and standing.form != self.order.form.mark:
            doubt_everything(self.store)
        with self.order.at_work():
            plan_difference(self.store, self.order.built)
            self._keep()
        return standing.serial + 1

    def _keep(self) -> None:
        """Keeps what is to be sent: the next build may replace it meanwhile."""
        out, keep = self.order.built.out, self.order.copies.keep
        rows = self.store.each("select digest, path from work where digest<>'' and sent=0")
        for digest, path in rows:
            try:
                keep(digest, out / path)
            except FileNotFoundError:
                message, hint = "is missing", "run huozi build, then publish again"
                problem = error(f"{out.name}/{path}", message, hint, rule="publish")
                raise Stop([problem], status=1) from None

    def _plan_return(self, standing: PublishedState) -> int:
        parent = self.store.parent(standing.content) if standing.known else None
        if parent is None:
            hint = "build what was committed then, and publish it"
            message = f"what stood before publication {standing.content} is not kept here"
            raise refused(self.place.name, message, hint)
        plan_return(self.store, standing.content)
        for row in self.store.run("select path, digest from work where digest<>'' and sent=0"):
            if not self.order.copies.file(row[1]).is_file():
                hint = "build what was committed then, and publish it"
                raise refused(self.place.name, f"{row[0]} as it was is not kept here", hint)
        return parent

    # -- sending ---------------------------------------------------------------------------

    def _carry_out(self, lock: RemoteLock, standing: PublishedState, content: int) -> None:
        self._write_intent(standing.serial + 1)
        left, total = self.store.work_left()
        counter = itertools.count(total - left + 1)
        for phase in _PHASES:
            self._send(lock, int(phase), counter, total)
        while batch := self.store.unsent(DELETE, self.place.batch):
            self.place.remove(
                [row.path for row in batch],
                lambda paths: self._did(lock, DELETE, paths, counter, total),
            )
            self._pause(DELETE)
        self._measure()
        absorbed = self._finish(lock, standing, content)
        with suppress(Stop):  # what nothing refers to harms nobody
            self.place.remove([INTENT, *absorbed, *standing.orphans], lambda _: None)
        if self.order.keep:
            self.order.copies.drop(self.store.take_unneeded())
        else:
            self.order.copies.clear()

    def _write_intent(self, serial: int) -> None:
        """Writes to the place what is about to be changed."""
        id = secrets.token_hex(16)
        rows = self.store.each("select path, digest, size, kind, fresh<>0 from work order by path")
        data = manifest.encode_intent(id, serial, ((*row[:4], bool(row[4])) for row in rows))
        self.store.set_meta("intent", id)
        self.place.write(INTENT, data)

    def _send(self, lock: RemoteLock, phase: int, counter: itertools.count[int], of: int) -> None:
        while batch := self.store.unsent(phase, self.place.batch):
            uploads = [
                Upload(row.path, row.digest, row.size, Kind(row.kind), self._file(row))
                for row in batch
            ]
            self.place.send(
                uploads,
                lambda sent: self._did(lock, phase, [each.path for each in sent], counter, of),
            )
            self._pause(phase)

    def _file(self, row: ManifestRow) -> Path:
        return self.order.copies.file(row.digest)

    def _did(
        self,
        lock: RemoteLock,
        phase: int,
        paths: Sequence[str],
        counter: itertools.count[int],
        of: int,
    ) -> None:
        self.done += paths
        for _ in paths:
            number = next(counter)
            if self.order.progress and (number % 50 == 0 or number == of):
                self.order.progress("files", number, of)
        if time.monotonic() - self.paused > _PAUSE:
            self._pause(phase)
        lock.renew()

    def _pause(self, phase: int) -> None:
        """Commits what was done, so that it need not be done again."""
        self.store.begin()
        self.store.mark_sent(phase, self.done)
        self.store.commit()
        self.done = []
        self.paused = time.monotonic()

    # -- the manifest ----------------------------------------------------------------------

    def _measure(self) -> None:
        count = self.store.first_row
        self.report.sent, size = count("select count(*), sum(size) from work where digest<>''")
        self.report.bytes = size or 0
        (self.report.deleted,) = count("select count(*) from work where digest=''")
        pages = (
            f"select path from work where path like '%index.html' and kind<>{int(Kind.LIST)} "
            f"order by kind desc, path limit {_ANNOUNCED}"
        )
        self.report.pages = [row[0] for row in self.store.run(pages)]
        feeds = "select path from work where digest<>'' and path like '%feed.xml' order by path"
        self.report.feeds = [row[0] for row in self.store.run(feeds)]

    def _finish(self, lock: RemoteLock, standing: PublishedState, content: int) -> list[str]:
        """Writes the manifest; the segments that were merged into another."""
        store, serial = self.store, standing.serial + 1
        lock.confirm()
        store.begin()
        try:
            store.apply(serial, standing.content if standing.known else None)
            (rows,) = store.first_row("select count(*) from files where segment=?", (serial,))
            stay, absorbed = manifest.merged(standing.chain, rows)
            numbers = [serial, *(segment.serial for segment in absorbed)]
            data = manifest.encode_rows(store.rows_of(numbers, whole=not stay))
            name = manifest.name_of(serial, data)
            change = f"update files set segment=? where segment in ({','.join(map(str, numbers))})"
            store.run(change, (serial,))
            if not stay:
                store.run("delete from files where digest=''")
            (rows,) = store.first_row("select count(*) from files where segment=?", (serial,))
            segments = (*stay, Segment(name, rows))
            files, size = store.totals()
            root = Root(
                site=self.order.site,
                title=self.order.title,
                serial=serial,
                content=content,
                at=self.order.now.astimezone(dt.UTC).isoformat(timespec="seconds"),
                form=self.order.form.mark,
                files=files,
                size=size,
                segments=segments,
            ).encode()
            self.place.write(name, data)
            self.place.write(ROOT, root)
            store.set_segments(segments)
            store.set_meta("root", root.decode())
            store.set_meta("serial", str(serial))
            store.forget_before(content, self.order.keep)
            store.commit()
        finally:
            if store.db.in_transaction:
                store.run("rollback")
        self.report.serial = serial
        return [segment.name for segment in absorbed]
