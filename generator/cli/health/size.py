"""The size of a site, a forecast of its growth, and the duration of a deployment.

The limits are those of GitHub Pages (https://docs.github.com/pages, "GitHub Pages limits"): 1 GB a
site, ten minutes a deployment.
"""

from __future__ import annotations

import datetime as dt

from generator.cli import console
from generator.cli.health.health_report import (
    HealthFinding,
    HealthState,
    SiteHealth,
    Size,
    blocking,
    notice,
    ok,
)
from generator.model.article import EditionId

LIMIT = 1_000_000_000
"""The limit of a published site, in bytes."""
_SOON = 0.8
_MINUTES = 10
_MONTH = 31
_BYTES_A_MINUTE = 150_000_000
FILES_A_MINUTE = 15_000
"""Conservative estimates of deployment speed; GitHub publishes no figures. Packing 221,000 files
took one of its runners 15 minutes."""
_WINDOW = 28


def measure(health: SiteHealth) -> Size:
    """The size and growth of a site's output."""
    files = health.files
    total = sum(files.values())
    if health.targets is None or not total:
        return Size(files=len(files), bytes=total)
    by_day: dict[dt.date, int] = {}
    articles: set[str] = set()
    lasting = 0
    for path, owner, size in health.targets:
        edition = EditionId.parse(owner.key) if owner.kind == "edition" else None
        if edition:
            by_day[edition.date] = by_day.get(edition.date, 0) + size
            if path.count("/") == 3 and "-" in path.split("/")[2]:
                articles.add(path)
        elif owner.kind in ("assets", "fixed"):
            lasting += size
    per_day = _pace(by_day, total - lasting)
    return Size(
        files=len(files),
        bytes=total,
        articles=len(articles),
        per_day=per_day,
        full=_limit_date(total, per_day, health.today),
    )


def _pace(by_day: dict[dt.date, int], growing: int) -> int:
    """Bytes a day: the size of the newest editions and their proportional share of the other
    growing files (lists, photos, feeds, the search index)."""
    days = sorted(by_day)[-_WINDOW:]
    if not days:
        return 0
    span = (days[-1] - days[0]).days + 1
    return round(sum(by_day[day] for day in days) / span * growing / sum(by_day.values()))


def _limit_date(total: int, per_day: int, today: dt.date) -> str:
    if total >= LIMIT:
        return today.isoformat()
    days = (LIMIT - total) // per_day if per_day else 0
    return (today + dt.timedelta(days=days)).isoformat() if 0 < days < 365 * 200 else ""


def now(health: SiteHealth) -> list[HealthFinding]:
    """The current size."""
    size = measure(health)
    if not size.files:
        return [notice("size", "nothing is built yet", "run huozi build")]
    each = f", {size.bytes / size.articles / 1000:.0f} kB an article" if size.articles else ""
    message = f"{size.bytes / 1e6:.1f} MB in {console.count(size.files, 'file')}{each}"
    if size.bytes >= LIMIT:
        hint = "publish closed years by themselves: docs/archive.md"
        return [blocking("size", f"{message}; GitHub Pages takes 1 GB", hint)]
    if size.bytes >= LIMIT * _SOON:
        hint = "publish closed years by themselves before that: docs/archive.md"
        return [notice("size", f"{message}; GitHub Pages takes 1 GB", hint)]
    return [ok("size", message)]


def forecast(health: SiteHealth) -> list[HealthFinding]:
    """The day on which 1 GB is reached at the current growth, photos included."""
    size = measure(health)
    if not size.per_day:
        return []
    pace = f"{size.per_day / 1e6:.2f} MB a day"
    if not size.full:
        return [ok("forecast", f"{pace}; 1 GB is not in sight")]
    near = dt.date.fromisoformat(size.full) - health.today < dt.timedelta(days=180)
    state = HealthState.NOTICE if near else HealthState.OK
    hint = "plan for it: docs/archive.md" if near else ""
    return [HealthFinding("forecast", state, f"{pace}; 1 GB is reached on {size.full}", hint)]


def minutes(size: Size) -> float:
    """The estimated duration of a deployment."""
    return size.bytes / _BYTES_A_MINUTE + size.files / FILES_A_MINUTE


def deployment(health: SiteHealth) -> list[HealthFinding]:
    """The estimated duration of a deployment, and a warning a month before it is too long."""
    size = measure(health)
    if not size.files:
        return []
    needed = minutes(size)
    message = f"about {max(1, round(needed))} min; GitHub Pages gives up after {_MINUTES}"
    a_day = needed * size.per_day / size.bytes if size.bytes else 0.0
    days = (_MINUTES - needed) / a_day if a_day else float("inf")
    if needed > _MINUTES * _SOON or days <= _MONTH:
        if 0 < days < 365:
            message += f", which is reached on {health.today + dt.timedelta(days=int(days))}"
        hint = "publish to object storage (docs/publishing.md), or closed years by themselves"
        return [notice("deployment", message, f"{hint}: docs/archive.md")]
    return [ok("deployment", message)]
