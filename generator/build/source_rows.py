"""Rows of the state: a source as it was built, a file of the output as it was written."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import msgspec

from generator.build.owner import Owner


class TargetRow(NamedTuple):
    """One file of the output, as it was written. A plain tuple, because there are very many of
    them, and all are sent between processes."""

    path: str
    """Below the output folder."""
    owner: Owner
    digest: str
    """Of its bytes; empty where they may have changed since."""
    size: int
    source: str
    """The digest of what it was made of, where that is cheaper to compare than the file is to
    make; else empty."""
    claim: int = 0
    """The rank of its claim to the path: of several files for one path, the lowest keeps it."""


class SourceMark(msgspec.Struct, frozen=True):
    """The stamps a source was built from, and the time for which the result holds."""

    key: str
    """The digest of all that every file may depend on."""
    stamp: str
    """The digest of all files in its folder."""
    quick_stamp: str
    """The digest of its files' names, sizes, times and inodes; empty where one was too
    recent for its time to be reliable."""
    since: str
    """The start of the time for which the result holds (ISO 8601, UTC); empty: no start."""
    due: str
    """Its end, when the source has to be built again (ISO 8601, UTC); empty: never."""
    tree: str = ""
    """Version control's digest of its folder; empty where there is none."""

    def is_of(self, key: str, stamp: str) -> bool:
        """Whether it was built with this key, from sources of this stamp."""
        return (self.key, self.stamp) == (key, stamp)

    def is_now(self, now: dt.datetime) -> bool:
        """Whether the result holds at a time (aware)."""
        moment = now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return self.since <= moment and (not self.due or moment < self.due)


class SourceRow(msgspec.Struct, frozen=True):
    """One source as it was built."""

    id: str
    mark: SourceMark
    record: str
    """The digest of its record file for search; empty where there is nothing to find."""
    files: str
    """JSON: file name → size, modification time, inode, digest."""
