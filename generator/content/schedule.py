"""What readers may see at a given time, and when that next changes.

Drafts, embargoes, expiry, withdrawal and the date of an edition, all in the paper's time zone. The
time is a parameter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import Enum
from zoneinfo import ZoneInfo

import msgspec

from generator.model.article import EditionId, FrontMatter


class Showing(Enum):
    """What readers get at an article's address."""

    OUT = "out"
    """The article."""
    NOTICE = "notice"
    """A notice: it was withdrawn, or has expired."""
    HIDDEN = "hidden"
    """Nothing: a draft, or not yet."""


class Span(msgspec.Struct, frozen=True):
    """A time during which nothing changes by itself, in UTC, ISO 8601; empty: without end."""

    since: str = ""
    due: str = ""

    def holds(self, now: dt.datetime) -> bool:
        """Whether ``now`` (aware) lies within."""
        at = _utc(now)
        return self.since <= at and (not self.due or at < self.due)

    def with_moments(self, moments: Iterable[dt.datetime | None], now: dt.datetime) -> Span:
        """The span cut at the moments before and after ``now``."""
        at = _utc(now)
        stamps = [_utc(moment) for moment in moments if moment is not None]
        since = max([self.since, *(stamp for stamp in stamps if stamp <= at)])
        later = [stamp for stamp in (self.due, *stamps) if stamp > at]
        return Span(since, min(later) if later else "")


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def local(moment: dt.datetime | None, zone: ZoneInfo) -> dt.datetime | None:
    """A time from front matter, in the paper's zone where it has none of its own."""
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=zone)


def edition_moment(edition: EditionId, zone: ZoneInfo) -> dt.datetime:
    """When an edition comes out: its date's midnight, in the paper's zone."""
    return dt.datetime.combine(edition.date, dt.time(), zone)


def showing(front: FrontMatter, now: dt.datetime, zone: ZoneInfo, *, drafts: bool) -> Showing:
    """What stands at an article's address at ``now``; ``drafts`` shows what is not out yet."""
    expires = local(front.expires, zone)
    publish_at = local(front.publish_at, zone)
    if not drafts and (front.draft or (publish_at is not None and publish_at > now)):
        return Showing.HIDDEN
    if front.withdrawn is not None or (expires is not None and expires <= now):
        return Showing.NOTICE
    return Showing.OUT


def moments(front: FrontMatter, zone: ZoneInfo) -> list[dt.datetime]:
    """The times at which an article's showing changes by itself."""
    times = (local(front.publish_at, zone), local(front.expires, zone))
    return [moment for moment in times if moment is not None]
