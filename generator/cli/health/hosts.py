"""The limits of hosts, for ``huozi doctor --host``.

The figures for GitHub and Cloudflare are those of their documents as of autumn 2026, the others are
not confirmed; all of them change. Where a host has plans, the limits are those of the free one, and
the message names the paid one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from generator.cli import console
from generator.cli.health import size
from generator.cli.health.health_report import HealthFinding, HealthState, SiteHealth, Size

_MIB = 1024 * 1024
_SOON = dt.timedelta(days=180)
_NEAR = 0.8


@dataclass(frozen=True, slots=True)
class Host:
    """What a host accepts; 0: as much as one likes."""

    name: str
    files: int = 0
    bytes: int = 0
    single: int = 0
    """Bytes of one file."""
    folder: int = 0
    """Files in one folder."""
    minutes: int = 0
    """For one deployment of the whole site."""
    files_a_minute: int = 0
    more: str = ""
    """What a paid plan accepts."""


HOSTS = {
    "github": Host(
        "GitHub Pages", bytes=size.LIMIT, minutes=10, files_a_minute=size.FILES_A_MINUTE
    ),
    "cloudflare": Host(
        "Cloudflare Pages",
        files=20_000,
        single=25 * _MIB,
        minutes=20,
        files_a_minute=size.FILES_A_MINUTE,
        more="a paid plan takes 100,000 files",
    ),
    "netlify": Host("Netlify", folder=54_000, minutes=15, files_a_minute=size.FILES_A_MINUTE),
    "vercel": Host(
        "Vercel",
        bytes=100_000_000,
        minutes=45,
        files_a_minute=size.FILES_A_MINUTE,
        more="a paid plan takes 1 GB",
    ),
    "edgeone": Host(
        "EdgeOne Pages",
        files=20_000,
        single=25 * _MIB,
        minutes=20,
        files_a_minute=size.FILES_A_MINUTE,
    ),
    "s3": Host("object storage", single=5 * 1024 * _MIB),
}
_WAY_OUT = "publish to object storage (docs/publishing.md), or closed years apart (docs/archive.md)"


def examine(health: SiteHealth) -> list[HealthFinding]:
    """The site against each limit of its host, and when it will be reached."""
    host = HOSTS[health.host]
    measured = size.measure(health)
    if not measured.files:
        return [
            HealthFinding("size", HealthState.NOTICE, "nothing is built yet", "run huozi build")
        ]
    return list(_findings(host, health, measured))


def _findings(host: Host, health: SiteHealth, measured: Size) -> Iterator[HealthFinding]:
    share = measured.per_day / measured.bytes if measured.bytes else 0.0
    """What is added in a day, as a part of what stands."""
    count = console.count(measured.files, "file")
    yield _against(host, "files", count, measured.files, host.files, share, health.today)
    total = f"{measured.bytes / 1e6:.1f} MB"
    yield _against(host, "bytes", total, measured.bytes, host.bytes, share, health.today)
    path, largest = max(health.files.items(), key=lambda item: item[1])
    single = f"the largest is {path} with {largest / 1e6:.1f} MB"
    yield _against(host, "single file", single, largest, host.single, 0.0, health.today)
    if host.folder:
        folder, number = _fullest(health)
        text = f"{number} in {folder}/"
        yield _against(host, "files in a folder", text, number, host.folder, 0.0, health.today)
    if host.minutes:
        minutes = size.minutes(measured)
        text = f"about {max(1, round(minutes))} min for a deployment"
        yield _against(host, "minutes", text, minutes, host.minutes, share, health.today)


def _against(
    host: Host, name: str, text: str, value: float, limit: int, share: float, today: dt.date
) -> HealthFinding:
    if not limit:
        return HealthFinding(name, HealthState.OK, f"{text}; {host.name} sets no limit")
    shown = f"{limit / 1e6:.0f} MB" if name in ("bytes", "single file") else f"{limit:,}"
    message = f"{text}; {host.name} takes {shown}"
    way_out = f"{host.more}; {_WAY_OUT}" if host.more and name in ("files", "bytes") else _WAY_OUT
    if value > limit:
        return HealthFinding(name, HealthState.BLOCKING, message, way_out)
    days = (limit - value) / (value * share) if value and share else float("inf")
    if days < 365 * 100:
        message += f", reached on {today + dt.timedelta(days=int(days))}"
    if value > limit * _NEAR or days < _SOON.days:
        return HealthFinding(name, HealthState.NOTICE, message, way_out)
    return HealthFinding(name, HealthState.OK, message)


def _fullest(health: SiteHealth) -> tuple[str, int]:
    numbers: dict[str, int] = {}
    for path in health.files:
        folder = path.rpartition("/")[0]
        numbers[folder] = numbers.get(folder, 0) + 1
    return max(numbers.items(), key=lambda item: item[1])
