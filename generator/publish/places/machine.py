"""A machine as a place: files by rsync, records and deletions by a POSIX shell, both over ssh.

``RSYNC_RSH`` names another remote shell, for rsync and for the commands alike. ssh is never let ask
for a password: keys come from its own configuration or agent.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from generator.publish.headers import Form
from generator.publish.place import FOLDER, Listed, RemoteRecord, Upload, refused

_POLL = 10.0
"""Seconds after which a long transfer lets the caller act."""
_NOT_THERE = 44
"""The exit status by which the commands report a missing or an existing file."""
_SSH_FAULT = 255
_FULL = ("No space left", "Disk quota exceeded")


class Machine:
    """A folder on a machine that ssh reaches."""

    batch = 50_000

    def __init__(self, host: str, path: str, stage: Path, form: Form) -> None:
        """``stage`` is a folder on the disk of the files to be sent, for links to them."""
        self.host, self.path, self.stage, self.form = host, path.rstrip("/") or "/", stage, form
        self.requests = 0
        self.shell = shlex.split(os.environ.get("RSYNC_RSH") or "ssh -o BatchMode=yes")

    @property
    def name(self) -> str:
        """As a person gave it."""
        return f"ssh://{self.host}{self.path}"

    # -- records ---------------------------------------------------------------------------

    def read(self, path: str) -> RemoteRecord | None:
        """A record; None where there is none."""
        file = shlex.quote(path)
        # Both dates by the clock of the machine; date -r is known to GNU and to BSD.
        ask = f'echo "$(date +%s) $(date -r {file} +%s)"'
        done = self._run(f"[ -f {file} ] || exit {_NOT_THERE}; {ask} && cat {file}")
        if done.returncode == _NOT_THERE:
            return None
        head, _, data = done.stdout.partition(b"\n")
        now, written = head.split()
        return RemoteRecord(data, max(0.0, float(now) - float(written)))

    def write(self, path: str, data: bytes) -> None:
        """Writes a record."""
        self._run(f"cat > {_PART} && mv {_PART} {shlex.quote(path)}", data)

    def create(self, path: str, data: bytes) -> bool:
        """Writes a record where there is none; whether it did."""
        file = shlex.quote(path)
        reserve = f"set -C; {{ : > {file}; }} 2>&- || exit {_NOT_THERE}"
        done = self._run(f"{reserve}; cat >| {file}", data)
        return done.returncode == 0

    def remove(self, paths: Sequence[str], done: Callable[[Sequence[str]], None]) -> None:
        """Deletes files, and folders that are left empty."""
        names = [name for path in paths for name in self.form.names(path)]
        folders = sorted({str(Path(name).parent) for name in names} - {".", FOLDER[:-1]})
        for items, command in ((names, "rm -f --"), (folders, "rmdir -p -- 2>&-")):
            if items:
                data = "\0".join(items).encode("utf-8", "surrogateescape")
                # A folder that is not empty is no failure.
                self._run(f"xargs -0 {command}{' || :' if items is folders else ''}", data)
        done(paths)

    def _run(self, command: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Runs a command in the folder. Raises Stop unless it ends well or by ``_NOT_THERE``."""
        folder = shlex.quote(self.path)
        line = f"mkdir -p {folder}/{FOLDER} && cd {folder} || exit 1; {command}"
        self.requests += 1
        try:
            done = subprocess.run(
                [*self.shell, self.host, line], input=data, capture_output=True, check=False
            )
        except OSError as fault:
            raise self._unusable(self.shell[0]) from fault
        if done.returncode not in (0, _NOT_THERE):
            raise self._refused(done.returncode, done.stderr.decode("utf-8", "replace"))
        return done

    # -- files -----------------------------------------------------------------------------

    def send(self, uploads: Sequence[Upload], done: Callable[[Sequence[Upload]], None]) -> None:
        """Sends files by one rsync, each moved into place whole."""
        shutil.rmtree(self.stage, ignore_errors=True)
        try:
            for upload in uploads:
                self._stage(upload)
            self._rsync(done)
        finally:
            shutil.rmtree(self.stage, ignore_errors=True)
        done(uploads)

    def _stage(self, upload: Upload) -> None:
        for stored in self.form.objects(upload):
            file = self.stage / stored.path
            file.parent.mkdir(parents=True, exist_ok=True)
            if stored.path == upload.path and not stored.encoding:
                _link(upload.file, file)
            else:
                file.write_bytes(stored.data)

    def _rsync(self, done: Callable[[Sequence[Upload]], None]) -> None:
        # Digests decide, not times: what stands with the same bytes is not sent.
        words = ["rsync", "--recursive", "--checksum", "--whole-file", "--compress"]
        words += ["--chmod=D755,F644", "--rsh", shlex.join(self.shell)]
        goal = f"{self.host}:{self.path}/"
        self.requests += 1
        with tempfile.TemporaryFile() as complaints:
            try:
                process = subprocess.Popen(
                    [*words, f"{self.stage}/", goal],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=complaints,
                )
            except OSError as fault:
                raise self._unusable("rsync") from fault
            try:
                while True:
                    try:
                        status = process.wait(_POLL)
                        break
                    except subprocess.TimeoutExpired:
                        done(())
            except BaseException:
                process.kill()
                process.wait()
                raise
            complaints.seek(0)
            if status:
                raise self._refused(status, complaints.read().decode("utf-8", "replace"))

    def listing(self) -> Iterator[Listed]:
        """All files but the records of publications; rsync compares their bytes."""
        done = self._run(f"find . -path ./{FOLDER[:-1]} -prune -o -type f -print0")
        for line in done.stdout.decode("utf-8", "surrogateescape").split("\0"):
            if line:
                yield Listed(line.removeprefix("./"), 0, "")

    def fetch(self, upload: Upload) -> tuple[bytes, str] | None:
        """A file's bytes; the server in front of the folder decides their type."""
        file = shlex.quote(upload.path)
        done = self._run(f"[ -f {file} ] || exit {_NOT_THERE}; cat {file}")
        return None if done.returncode == _NOT_THERE else (done.stdout, "")

    # -- refusals --------------------------------------------------------------------------

    def _unusable(self, program: str) -> Exception:
        hint = f"install it: apt install {program}"
        return refused(self.name, f"{program} cannot be started", hint, status=2)

    def _refused(self, status: int, complaints: str) -> Exception:
        lines = [line for line in complaints.splitlines() if line.strip()]
        if any(sign in complaints for sign in _FULL):
            return refused(self.name, "the disk is full")
        if status == _SSH_FAULT:
            text = lines[-1].strip() if lines else "ssh gives no reason"
            return refused(self.name, f"cannot be reached: {text}")
        text = lines[0].strip() if lines else f"exit status {status}"
        return refused(self.name, f"refuses: {text}")


_PART = f"{FOLDER}part"


def _link(source: Path, to: Path) -> None:
    try:
        to.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, to)
