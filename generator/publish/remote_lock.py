"""The lock at a place: one publisher at a time, from whatever machine.

The lock is a record that is written only where there is none, and renewed while files are sent. One
that has not been renewed for five minutes is of a publisher that was killed, and is taken over; one
of this machine's at once, because a local lock shows that it is not running any more. A place that
cannot write conditionally is asked again after writing: two publishers that start within the same
moment may then both go on, and the one whose lock was overwritten stops before the manifest.
"""

from __future__ import annotations

import json
import platform
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from generator.model import digest
from generator.model.problem import Stop
from generator.publish.place import FOLDER, Destination, refused

LOCK = f"{FOLDER}lock.json"
_BOOT = Path("/proc/sys/kernel/random/boot_id")
EXPIRY = 300.0
_RENEWAL = 60.0


def identity(token: str, folder: Path) -> str:
    """Who publishes: a copy of the records of publications, restored on another machine or in
    another folder, is somebody else."""
    try:
        boot = _BOOT.read_text()
    except OSError:
        boot = ""
    return digest.of_value([token, platform.node(), boot, str(folder)])


@dataclass(slots=True)
class RemoteLock:
    """A lock that is held."""

    place: Destination
    holder: str
    """This machine and site: see :func:`identity`."""
    run: str = field(default_factory=lambda: secrets.token_hex(8))
    renewed: float = field(default_factory=time.monotonic)

    @property
    def data(self) -> bytes:
        """The record."""
        return json.dumps(
            {"holder": self.holder, "run": self.run, "machine": platform.node()}
        ).encode()

    def take(self) -> None:
        """Takes the lock. Raises Stop where another publisher has it."""
        standing = self.place.read(LOCK)
        if standing is not None:
            held = _read(standing.data)
            if held.get("holder") != self.holder and standing.age < EXPIRY:
                raise self._held(held, EXPIRY - standing.age)
            self.place.remove([LOCK], lambda _: None)
        if not self.place.create(LOCK, self.data) or (standing is not None and not self.is_ours()):
            raise self._held(_read(getattr(self.place.read(LOCK), "data", b"")), EXPIRY)

    def _held(self, held: dict[str, str], seconds: float) -> Stop:
        machine = held.get("machine") or "another machine"
        hint = f"wait; if it was killed, its lock ends in {max(1, round(seconds / 60))} min"
        return refused(self.place.name, f"another huozi is publishing here, on {machine}", hint)

    def is_ours(self) -> bool:
        """Whether the lock is still this publisher's."""
        standing = self.place.read(LOCK)
        return standing is not None and _read(standing.data).get("run") == self.run

    def confirm(self) -> None:
        """Raises Stop where another publisher has taken the lock."""
        if not self.is_ours():
            raise refused(self.place.name, "another huozi has taken over the publication")

    def renew(self) -> None:
        """Renews the lock when it is time to; called often."""
        if time.monotonic() - self.renewed > _RENEWAL:
            self.confirm()
            self.place.write(LOCK, self.data)
            self.renewed = time.monotonic()

    def release(self) -> None:
        """Gives the lock back."""
        self.place.remove([LOCK], lambda _: None)


@contextmanager
def held(place: Destination, holder: str) -> Iterator[RemoteLock]:
    """Holds the lock of a place."""
    lock = RemoteLock(place, holder)
    lock.take()
    try:
        yield lock
    except BaseException:
        with suppress(Stop):  # the place may be what failed
            if lock.is_ours():
                lock.release()
        raise
    lock.release()


def _read(data: bytes) -> dict[str, str]:
    try:
        value = json.loads(data)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
