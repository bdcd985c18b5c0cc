"""Looks whether files stand, in a process of its own where they are many.

Between two questions to the disk Python is at work itself, so that threads would wait for each
other: half a million files take another process as long as this one takes for all the rest of a
look. Knows rows of an owner and its paths, with ``//`` between them. Run as a program it is that
process; it imports nothing of ours, to be there at once.
"""

from __future__ import annotations

import contextlib
import os
import sys
from itertools import repeat

TYPE_CHECKING = False
if TYPE_CHECKING:  # what is only said of types takes longer to load than all the rest
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import IO

_END = b"\0"
"""Behind each row that goes to the process, and each owner that comes back."""


def lost(rows: Iterable[bytes], out: bytes) -> Iterator[bytes]:
    """The owners of files that do not stand below a folder."""
    before = out + b"/" if out else b""
    for row in rows:
        owner, *paths = row.split(b"//")
        if not all(map(os.access, [before + path for path in paths], repeat(os.F_OK))):
            yield owner


class Sentry:
    """One such process, from this one's side."""

    def __init__(self, to: IO[bytes], back: IO[bytes]) -> None:
        self._to = to
        self._back = back

    def ask(self, row: bytes) -> None:
        """Hands a row over."""
        self._to.write(row + _END)

    def answer(self) -> set[bytes]:
        """The owners of files that do not stand; nothing can be asked any more."""
        self._to.close()
        return set(self._back.read().split(_END)[:-1])


@contextlib.contextmanager
def called(out: Path) -> Iterator[Sentry]:
    """A process that looks for files below a folder. Raises OSError where it is cut off."""
    import subprocess  # which the process itself has no need of

    command = [sys.executable, "-I", "-S", __file__, str(out)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        yield Sentry(process.stdin, process.stdout)
    if process.returncode:
        raise OSError(f"the look at {out.name} ended with status {process.returncode}")


def _rows(stream: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while some := stream.read(1 << 16):
        *rows, rest = (rest + some).split(_END)
        yield from rows


def _main(out: bytes) -> None:
    with contextlib.suppress(OSError):  # names from where they stand are found sooner
        os.chdir(out)
        out = b""
    sys.stdout.buffer.writelines(owner + _END for owner in lost(_rows(sys.stdin.buffer), out))


if __name__ == "__main__":
    with contextlib.suppress(
        KeyboardInterrupt, BrokenPipeError
    ):  # its asker says what is to be said
        _main(os.fsencode(sys.argv[1]))
