"""The build state against the output, and addresses.txt against version control."""

from __future__ import annotations

from generator.build.paths import CACHE, Paths
from generator.cli import console
from generator.cli.health.health_report import HealthFinding, SiteHealth, notice, ok
from generator.content import published_addresses as published


def health(health: SiteHealth) -> list[HealthFinding]:
    """The build state against the files of the output."""
    if not Paths(health.out, health.root / CACHE).state.exists():
        return [notice("state", "no build is remembered", "run huozi build")]
    if health.targets is None:
        hint = "huozi build makes it anew; only time is lost"
        return [notice("state", "what was remembered cannot be read", hint)]
    paths = [path for path, _, _ in health.targets if path not in health.files]
    if paths:
        missing = console.count(len(paths), "file")
        message = (
            f"{missing} of the output {'is' if len(paths) == 1 else 'are'} missing: {paths[0]}"
        )
        message += ", …" if len(paths) > 1 else ""
        return [notice("state", message, "huozi build brings them back")]
    return [ok("state", f"{console.count(len(health.targets), 'file')} remembered, all there")]


def addresses(health: SiteHealth) -> list[HealthFinding]:
    """addresses.txt, whose lines count once they are committed."""
    text, publish = published.read(health.root), health.site.publish
    if not text:
        hint = "huozi build writes it; commit it"
        return [notice("addresses", "no address was ever written down", hint)]
    lines = published.parse(text)
    counted = published.counted(text, published.committed(health.root, publish))
    count = console.count(len(lines), "address")
    if not counted:
        hint = f'commit {published.FILE}; without Git, publish = "build" in site.toml'
        message = f"{count}, none committed: none counts as published"
        return [notice("addresses", message, hint)]
    if len(counted) < len(lines):
        message = f"{count}, {len(lines) - len(counted)} of them not committed"
        return [notice("addresses", message, f"commit {published.FILE}")]
    return [ok("addresses", count)]
