"""Whether what huozi remembers is whole, and whether what must be kept is under version control."""

from __future__ import annotations

import subprocess

from generator.check import published
from generator.desk.health.finding import Finding, Patient, State
from generator.press.paths import CACHE, Paths


def health(patient: Patient) -> list[Finding]:
    """The state of the output against the output."""
    if not Paths(patient.out, patient.root / CACHE).state.exists():
        return [Finding("state", State.LOOK, "no build is remembered", "run huozi build")]
    if patient.targets is None:
        hint = "huozi build makes it anew; only time is lost"
        return [Finding("state", State.LOOK, "what was remembered cannot be read", hint)]
    gone = [path for path, _, _ in patient.targets if path not in patient.files]
    if gone:
        said = f"{len(gone)} files of the output are missing, {gone[0]} among them"
        return [Finding("state", State.LOOK, said, "huozi build brings them back")]
    return [Finding("state", State.WELL, f"{len(patient.targets)} files remembered, all there")]


def addresses(patient: Patient) -> list[Finding]:
    """addresses.txt, which must be committed to be of use."""
    path = patient.root / published.FILE
    if not path.is_file():
        hint = "huozi build writes it; commit it"
        return [Finding("addresses", State.LOOK, "no address was ever written down", hint)]
    try:
        git = ("git", "-C", str(patient.root), "status", "--porcelain", "--", published.FILE)
        done = subprocess.run(git, capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return []
    count = f"{len(published.load(patient.root))} addresses"
    if done.returncode == 0 and done.stdout.strip():
        said = f"{count}, not all committed"
        return [Finding("addresses", State.LOOK, said, f"commit {published.FILE}")]
    return [Finding("addresses", State.WELL, count)]
