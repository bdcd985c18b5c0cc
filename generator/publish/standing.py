"""What stands at a place: its manifest, read into the copy of this machine where that is out of
date, or made anew by a listing where it is lost."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import MsgspecError

from generator.model import digest
from generator.model.problem import Problem, warning
from generator.publish.headers import Form
from generator.publish.manifest import (
    INTENT,
    ROOT,
    ManifestRow,
    Root,
    Segment,
    decode_intent,
    decode_rows,
    read_root,
)
from generator.publish.place import Destination, Kind, Upload, refused
from generator.publish.published_store import UNKNOWN, UNSURE, PublishedStore

_MANY = 5000


@dataclass(slots=True)
class PublishedState:
    """What stands at a place before a publication."""

    serial: int = 0
    """The number of the last publication; 0: there was none."""
    content: int = 0
    form: str = ""
    chain: tuple[Segment, ...] = ()
    known: bool = False
    """Whether a manifest says so; else a listing does."""
    orphans: list[str] = field(default_factory=list)
    """Records that nothing refers to any more."""
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class StateReader:
    """Finds out what stands at a place."""

    place: Destination
    store: PublishedStore
    site: str
    """The digest of the paper's id."""
    out: Path
    form: Form
    adopt: bool = False
    """Whether what another paper has published is taken over."""
    relist: bool = False
    prune: bool = False
    """Whether files that huozi does not know are deleted."""

    def standing(self) -> PublishedState:
        """What stands. Raises Stop where another paper does."""
        record = self.place.read(ROOT)
        root = read_root(record.data) if record else None
        if root is not None and root.site != self.site and not self.adopt:
            message = f"{root.title} is published here"
            hint = "look at --to; --adopt puts this paper in its place"
            raise refused(self.place.name, message, hint, status=2)
        if record is None:
            return self._listed(None, "is lost" if self.store.meta("root") else "is not there")
        if root is None:
            return self._listed(None, "is damaged")
        if root.site != self.site:
            return self._listed(root, f"is that of {root.title}")
        if self.relist:
            return self._listed(root, "is set aside")
        standing = PublishedState(root.serial, root.content, root.form, root.segments, known=True)
        if self.store.meta("root").encode() != record.data and not self._load(root):
            return self._listed(root, "is damaged")
        self.store.set_meta("root", record.data.decode())
        self._read_intent(standing)
        return standing

    # -- a manifest ------------------------------------------------------------------------

    def _load(self, root: Root) -> bool:
        """Reads what the copy does not have; whether it is all there."""
        mine = self.store.segments()
        shared = 0
        while shared < min(len(mine), len(root.segments)) and mine[shared] == root.segments[shared]:
            shared += 1
        last = int(self.store.meta("serial") or 0)
        # Segments are merged at the end of the chain: all that follows the shared ones is newer
        # than what the copy has, unless an older manifest was put back.
        newer = shared > 0 and all(segment.serial > last for segment in root.segments[shared:])
        self.store.begin()
        self.store.run("delete from doubts")
        self.store.drop_work()
        if not newer:
            self.store.forget_files()
            shared = 0
        for segment in root.segments[shared:]:
            record = self.place.read(segment.name)
            before = self.store.db.total_changes
            try:
                self.store.put_files(decode_rows(record.data if record else b""), segment.serial)
            except (ValueError, MsgspecError):
                before = -1  # damaged
            if self.store.db.total_changes - before != segment.rows:
                self.store.run("rollback")
                return False
        self.store.set_segments(root.segments)
        self.store.set_meta("serial", str(root.serial))
        self.store.commit()
        return True

    def _read_intent(self, standing: PublishedState) -> None:
        """Notes what a publication that was cut off may have changed."""
        record = self.place.read(INTENT)
        if record is None:
            return
        self.store.begin()
        try:
            intent = decode_intent(record.data)
            if intent.serial > standing.serial and self.store.meta("intent") == intent.id:
                self._trust_work()
            elif intent.serial > standing.serial:
                self.store.run("delete from doubts")
                self.store.put_doubts(
                    (row, UNSURE if fresh else UNKNOWN) for row, fresh in intent.rows
                )
            self.store.commit()
        except (ValueError, MsgspecError):
            self.store.run("rollback")  # it was never whole: nothing was sent

    def _trust_work(self) -> None:
        """Takes what this machine has sent as sent."""
        self.store.run(
            "insert or replace into doubts select path, case when sent then digest "
            "when fresh then ? else ? end, size, kind from work",
            (UNSURE, UNKNOWN),
        )

    # -- a listing -------------------------------------------------------------------------

    def _listed(self, root: Root | None, state: str) -> PublishedState:
        """What a listing says, in place of a manifest, which ``state`` is said of."""
        serial = root.serial if root is not None and root.site == self.site else 0
        standing = PublishedState(max(serial, int(self.store.meta("serial") or 0)))
        if root is not None:
            standing.orphans = [segment.name for segment in root.segments]
        self.store.begin()
        self.store.run("delete from doubts")
        self.store.drop_work()
        # What this machine has published is no stranger, whatever has become of the manifest.
        self.store.run("create temp table mine as select path from files where digest<>''")
        self.store.run("create index temp.mine_path on mine (path)")
        self.store.forget_files()
        strange: list[str] = []
        equal = different = 0
        rows = self._compared(strange)
        while batch := list(itertools.islice(rows, _MANY)):
            known = [row for row in batch if row.digest != UNKNOWN]
            self.store.put_files(known, standing.serial + 1)
            self.store.put_doubts((row, UNKNOWN) for row in batch if row.digest == UNKNOWN)
            equal, different = equal + len(known), different + len(batch) - len(known)
        self.store.run("drop table temp.mine")
        self.store.commit()
        if state != "is not there" or equal or different or strange:
            standing.problems.append(self._warning(state, equal, different, strange))
        return standing

    def _warning(self, state: str, equal: int, different: int, strange: list[str]) -> Problem:
        message = f"the manifest {state}; a listing finds {equal} files as they are in the output"
        message += f" and {different} others"
        hint = ""
        if strange:
            message += f", {len(strange)} that huozi does not know, such as {strange[0]}"
            hint = "they are deleted" if self.prune else "they stay; --prune deletes them"
        return warning(self.place.name, message, hint, rule="publish-manifest")

    def _compared(self, strange: list[str]) -> Iterator[ManifestRow]:
        """Each listed file, with its digest where it is that of the output."""
        for listed in self.place.listing():
            file = self.out / listed.path
            twin = listed.path.removesuffix(".gz")
            if twin != listed.path and listed.path in self.form.names(twin):
                continue
            if not file.is_file():
                is_mine = self.store.first_row(
                    "select 1 from temp.mine where path=?", (listed.path,)
                )
                if not is_mine:
                    strange.append(listed.path)
                if is_mine or self.prune:
                    yield ManifestRow(listed.path, UNKNOWN, listed.size, Kind.PAGE)
                continue
            data = file.read_bytes()
            mark = digest.of_bytes(data)
            # Without redirects: a listing does not show them.
            upload = Upload(listed.path, mark, len(data), Kind.PAGE, file)
            stored = next(self.form.objects(upload)).data
            md5 = hashlib.md5(stored, usedforsecurity=False).hexdigest()
            alike = listed.size == len(stored) and listed.md5 == md5
            yield ManifestRow(listed.path, mark if alike else UNKNOWN, len(data), Kind.PAGE)
