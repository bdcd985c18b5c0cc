"""The log of the items that workers process, written to standard error with ``--debug``.

Each item is logged when it starts, and again after every ``STALL`` seconds that it takes. Lines
begin with the time and the worker's number, which is 0 for the main process.
"""

from __future__ import annotations

import logging
import multiprocessing
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

STALL = 10.0
"""Seconds after which an item is logged again."""

_log = logging.getLogger("huozi.work")
_log.propagate = False
_log.setLevel(logging.CRITICAL)


def is_shown() -> bool:
    """Whether the log is written in this process."""
    return _log.isEnabledFor(logging.DEBUG)


@contextmanager
def shown() -> Iterator[None]:
    """Writes the log of this process to standard error."""
    handler = show()
    try:
        yield
    finally:
        _log.removeHandler(handler)
        _log.setLevel(logging.CRITICAL)


def show() -> logging.Handler:
    """Starts writing the log of this process to standard error."""
    name = multiprocessing.current_process().name
    number = re.search(r"\d+$", name)
    handler = logging.StreamHandler()
    form = f"%(asctime)s worker {number[0] if number else 0}: %(message)s"
    handler.setFormatter(logging.Formatter(form, "%H:%M:%S"))
    _log.addHandler(handler)
    _log.setLevel(logging.DEBUG)
    return handler


@contextmanager
def item(name: str) -> Iterator[None]:
    """Logs an item while it is processed."""
    if not is_shown():
        yield
        return
    _log.debug(name)
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(name, done), daemon=True)
    watch.start()
    try:
        yield
    finally:
        done.set()
        watch.join()


def _watch(name: str, done: threading.Event) -> None:
    start = time.time()
    since = time.strftime("%H:%M:%S", time.localtime(start))
    while not done.wait(STALL):
        _log.debug("still at %s, since %s (%.0f s)", name, since, time.time() - start)
