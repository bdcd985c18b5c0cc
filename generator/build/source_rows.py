"""Rows of the state: a source as it was built, a file of the output as it was written."""

from __future__ import annotations

import datetime as dt
from enum import IntEnum
from typing import NamedTuple

import msgspec

from generator.build.owner import Owner


class Claim(IntEnum):
    """What a file is to the address it answers. Where several want one, the first of these keeps
    it."""

    PAGE = 0
    """What huozi makes of the content."""
    FIXED = 1
    """A page from ``pages/``."""
    STATIC = 2
    MOVED = 3
    """An entry under ``[moved]``."""
    ALIAS = 4
    BELOW = 5
    """What was below an address that moved: it gives way without a word."""


class TargetRow(NamedTuple):
    """One file of the output, as it was written. A plain tuple: there are more of these than of all
    else, and each is made, handed from process to process, and filed."""

    path: str
    """Below the output folder."""
    owner: Owner
    digest: str
    """Of its bytes; empty where they may be others than a build remembered."""
    size: int
    source: str
    """What it was made of, where that is cheaper to compare than the file is to make; else
    empty."""
    claim: int = Claim.PAGE


class SourceMark(msgspec.Struct, frozen=True):
    """What a source was built from, and for which time."""

    key: str
    """The digest of all that every page may depend on."""
    stamp: str
    """The digest of all that stood in its folder."""
    glance: str
    """The digest of its files' names, sizes, times and inodes; empty where one was too young for
    its time to be trusted."""
    since: str
    """From when on this build of it holds (ISO 8601, UTC); empty: always did."""
    due: str
    """When it has to be looked at again (ISO 8601, UTC); empty: never."""
    tree: str = ""
    """What version control called its folder; empty where it was not asked, or did not vouch."""

    def is_of(self, key: str, stamp: str) -> bool:
        """Whether it was built from these."""
        return (self.key, self.stamp) == (key, stamp)

    def is_now(self, now: dt.datetime) -> bool:
        """Whether the build holds at a time (aware)."""
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
