"""How large the site is, when its host will refuse it, how long a deployment takes.

Knows the limits of GitHub Pages (https://docs.github.com/pages, "GitHub Pages limits"): a site
may have 1 GB, a deployment may take ten minutes.
"""

from __future__ import annotations

import datetime as dt

from generator.cli import console
from generator.cli.health.report import Finding, Patient, Size, State
from generator.model.article import EditionId

LIMIT = 1_000_000_000
"""Bytes of a published site at most."""
_SOON = 0.8
_MINUTES = 10
_BYTES_A_MINUTE = 150_000_000
_FILES_A_MINUTE = 30_000
"""Cautious guesses of how fast a deployment is unpacked and spread; nobody promises a figure."""
_WINDOW = 28


def measure(patient: Patient) -> Size:
    """The size of a site's output, and its growth."""
    files = patient.files
    whole = sum(files.values())
    if patient.targets is None or not whole:
        return Size(len(files), whole)
    by_day: dict[dt.date, int] = {}
    articles: set[str] = set()
    lasting = 0
    for path, owner, size in patient.targets:
        edition = EditionId.parse(owner.key) if owner.kind == "edition" else None
        if edition:
            by_day[edition.date] = by_day.get(edition.date, 0) + size
            if path.count("/") == 3 and "-" in path.split("/")[2]:
                articles.add(path)
        elif owner.kind in ("assets", "fixed"):
            lasting += size
    per_day = _pace(by_day, whole - lasting)
    return Size(len(files), whole, len(articles), per_day, _full(whole, per_day, patient.today))


def _pace(by_day: dict[dt.date, int], growing: int) -> int:
    """Bytes a day: what the newest editions weigh, and with them their share of the rest (lists,
    photos, feeds, the search index), which grows as they do."""
    days = sorted(by_day)[-_WINDOW:]
    if not days:
        return 0
    span = (days[-1] - days[0]).days + 1
    return round(sum(by_day[day] for day in days) / span * growing / sum(by_day.values()))


def _full(whole: int, per_day: int, today: dt.date) -> str:
    if whole >= LIMIT:
        return today.isoformat()
    days = (LIMIT - whole) // per_day if per_day else 0
    return (today + dt.timedelta(days=days)).isoformat() if 0 < days < 365 * 200 else ""


def now(patient: Patient) -> list[Finding]:
    """The size so far."""
    size = measure(patient)
    if not size.files:
        return [Finding("size", State.LOOK, "nothing is built yet", "run huozi build")]
    each = f", {size.bytes / size.articles / 1000:.0f} kB an article" if size.articles else ""
    said = f"{size.bytes / 1e6:.1f} MB in {console.count(size.files, 'file')}{each}"
    if size.bytes >= LIMIT:
        hint = "publish closed years by themselves: docs/archive.md"
        return [Finding("size", State.BAD, f"{said}; GitHub Pages takes 1 GB", hint)]
    if size.bytes >= LIMIT * _SOON:
        hint = "publish closed years by themselves before that: docs/archive.md"
        return [Finding("size", State.LOOK, f"{said}; GitHub Pages takes 1 GB", hint)]
    return [Finding("size", State.WELL, said)]


def forecast(patient: Patient) -> list[Finding]:
    """When 1 GB is reached at the present pace, photos counted."""
    size = measure(patient)
    if not size.per_day:
        return []
    pace = f"{size.per_day / 1e6:.2f} MB a day"
    if not size.full:
        return [Finding("forecast", State.WELL, f"{pace}; 1 GB is not in sight")]
    near = dt.date.fromisoformat(size.full) - patient.today < dt.timedelta(days=180)
    state = State.LOOK if near else State.WELL
    hint = "plan for it: docs/archive.md" if near else ""
    return [Finding("forecast", state, f"{pace}; 1 GB is reached on {size.full}", hint)]


def deployment(patient: Patient) -> list[Finding]:
    """How long a deployment may take."""
    size = measure(patient)
    minutes = size.bytes / _BYTES_A_MINUTE + size.files / _FILES_A_MINUTE
    if not size.files:
        return []
    said = f"about {max(1, round(minutes))} min; GitHub Pages gives up after {_MINUTES}"
    if minutes > _MINUTES * _SOON:
        hint = "publish closed years by themselves: docs/archive.md"
        return [Finding("deployment", State.LOOK, said, hint)]
    return [Finding("deployment", State.WELL, said)]
