"""How a build is cut off: a hook at the edge of the interpreter, where every file is opened,
renamed and removed and every transaction ends, and a child process that dies there.

Nothing of huozi is replaced: the same code runs until the moment it is killed, or until the disk
refuses.
"""

from __future__ import annotations

import errno
import os
import pickle
import sqlite3
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.model.problem import Stop

DONE, STOPPED, BROKEN, KILLED = 0, 3, 4, 9
"""How the child ended: well, with a problem in one line, with a fault, killed."""
_CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate")


class Moments:
    """Counts the moments at which something lasting happens below a folder."""

    def __init__(self, root: Path, at: Callable[[int], None]) -> None:
        self.root, self.at = str(root), at
        self.count = 0
        sys.addaudithook(self._hear)
        connect = sqlite3.connect

        def listening(*words: Any, **more: Any) -> sqlite3.Connection:
            connection = connect(*words, **more)
            connection.set_trace_callback(self._statement)
            return connection

        sqlite3.connect = listening  # type: ignore[assignment]

    def _hear(self, event: str, words: tuple[Any, ...]) -> None:
        flags = words[2] if event == "open" else 0
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
        if (event in _CHANGES or writes) and str(words[0]).startswith(self.root):
            self._tell()

    def _statement(self, sql: str) -> None:
        if sql.lower().startswith(("commit", "begin")):
            self._tell()

    def _tell(self) -> None:
        self.count += 1
        self.at(self.count)


def in_a_child(work: Callable[[], object]) -> int:
    """Runs something in a process of its own; how it ended."""
    child = os.fork()
    if child == 0:
        code = BROKEN
        try:
            work()
            code = DONE
        except Stop:
            code = STOPPED
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def how_many(root: Path, work: Callable[[], object], note: Path) -> int:
    """How many moments some work has."""

    def count() -> None:
        moments = Moments(root, lambda _: None)
        work()
        note.write_bytes(pickle.dumps(moments.count))

    assert in_a_child(count) == DONE
    return int(pickle.loads(note.read_bytes()))


def killed_at(moment: int, root: Path, work: Callable[[], object]) -> int:
    """Runs some work in a child that is gone, without another instruction, at a moment."""

    def die(count: int) -> None:
        if count == moment:
            os._exit(KILLED)

    def run() -> None:
        Moments(root, die)
        work()

    return in_a_child(run)


def refused_at(moment: int, root: Path, work: Callable[[], object]) -> int:
    """Runs some work in a child whose disk is full from a moment on."""

    def refuse(count: int) -> None:
        if count >= moment:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(root))

    def run() -> None:
        Moments(root, refuse)
        work()

    return in_a_child(run)
