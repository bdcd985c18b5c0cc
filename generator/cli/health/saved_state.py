"""Whether what huozi remembers is whole, and whether what must be kept is under version control."""

from __future__ import annotations

from generator.build.paths import CACHE, Paths
from generator.cli import console
from generator.cli.health.report import Finding, Patient, State
from generator.content import published_addresses as published


def health(patient: Patient) -> list[Finding]:
    """The state of the output against the output."""
    if not Paths(patient.out, patient.root / CACHE).state.exists():
        return [Finding("state", State.LOOK, "no build is remembered", "run huozi build")]
    if patient.targets is None:
        hint = "huozi build makes it anew; only time is lost"
        return [Finding("state", State.LOOK, "what was remembered cannot be read", hint)]
    gone = [path for path, _, _ in patient.targets if path not in patient.files]
    if gone:
        missing = console.count(len(gone), "file")
        said = f"{missing} of the output {'is' if len(gone) == 1 else 'are'} missing: {gone[0]}"
        said += ", …" if len(gone) > 1 else ""
        return [Finding("state", State.LOOK, said, "huozi build brings them back")]
    return [
        Finding(
            "state",
            State.WELL,
            f"{console.count(len(patient.targets), 'file')} remembered, all there",
        )
    ]


def addresses(patient: Patient) -> list[Finding]:
    """addresses.txt, whose lines count once they are committed."""
    text, publish = published.read(patient.root), patient.site.options["publish"]
    if not text:
        hint = "huozi build writes it; commit it"
        return [Finding("addresses", State.LOOK, "no address was ever written down", hint)]
    lines = published.parse(text)
    counted = published.counted(text, published.committed(patient.root, publish))
    count = console.count(len(lines), "address")
    if not counted:
        hint = f'commit {published.FILE}; without Git, publish = "build" in site.toml'
        said = f"{count}, none committed: none counts as published"
        return [Finding("addresses", State.LOOK, said, hint)]
    if len(counted) < len(lines):
        said = f"{count}, {len(lines) - len(counted)} of them not committed"
        return [Finding("addresses", State.LOOK, said, f"commit {published.FILE}")]
    return [Finding("addresses", State.WELL, count)]
