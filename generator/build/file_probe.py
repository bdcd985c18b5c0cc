"""Finds files that are missing or not as they were written, with the help of other processes.

Between two calls of ``stat`` Python works itself, so that threads would wait for each other. A row
is an owner, the bytes of its files and their paths, with ``//`` between them. Run as a program,
this module is such a process; it imports nothing of the package, in order to start at once.
"""

from __future__ import annotations

import contextlib
import os
import sys
from operator import attrgetter

TYPE_CHECKING = False
if TYPE_CHECKING:  # to import these takes longer than all the rest
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import IO

_END = b"\0"
"""Behind each row that goes to the process, and each owner that comes back."""


_SIZE, _TIME = attrgetter("st_size"), attrgetter("st_mtime_ns")


def missing(rows: Iterable[bytes], out: bytes, since: int) -> Iterator[bytes]:
    """The owners of files that do not stand below a folder, are not as large as they were, or were
    written after ``since`` (ns)."""
    before = out + b"/" if out else b""
    for row in rows:
        owner, size, *paths = row.split(b"//")
        try:
            stats = [os.stat(before + path) for path in paths]  # noqa: PTH116
        except OSError:
            yield owner
            continue
        if sum(map(_SIZE, stats)) != int(size) or max(map(_TIME, stats), default=0) > since:
            yield owner


class FileProbe:
    """One such process, from this one's side."""

    def __init__(self, to: IO[bytes], back: IO[bytes]) -> None:
        self._to = to
        self._back = back

    def send(self, row: bytes) -> None:
        """Sends a row."""
        self._to.write(row + _END)

    def close(self) -> set[bytes]:
        """The owners of the files that are missing or altered; ends the probe."""
        self._to.close()
        return set(self._back.read().split(_END)[:-1])


@contextlib.contextmanager
def start(out: Path, since: int) -> Iterator[FileProbe]:
    """A process that looks at files below a folder. Raises OSError where it is cut off."""
    import subprocess  # which the process itself has no need of

    command = [sys.executable, "-I", "-S", __file__, str(out), str(since)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        yield FileProbe(process.stdin, process.stdout)
    if process.returncode:
        raise OSError(f"the look at {out.name} ended with status {process.returncode}")


def _rows(stream: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while some := stream.read(1 << 16):
        *rows, rest = (rest + some).split(_END)
        yield from rows


def _main(out: bytes, since: int) -> None:
    with contextlib.suppress(OSError):  # names from where they stand are found sooner
        os.chdir(out)
        out = b""
    sys.stdout.buffer.writelines(
        owner + _END for owner in missing(_rows(sys.stdin.buffer), out, since)
    )


if __name__ == "__main__":
    with contextlib.suppress(
        KeyboardInterrupt, BrokenPipeError
    ):  # its asker says what is to be said
        _main(os.fsencode(sys.argv[1]), int(sys.argv[2]))
