"""A running ``huozi serve``, for tests: its address and the events so far."""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.conftest import CLOCK, ROOT


class Served:
    """A preview at work."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.events: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.url = str(self.event("serving")["url"])

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.events.put(json.loads(line))

    def event(self, name: str, seconds: float = 30) -> dict[str, Any]:
        """The next event of that name."""
        until = time.monotonic() + seconds
        while True:
            event = self.events.get(timeout=max(0.01, until - time.monotonic()))
            if event["event"] == name:
                return event

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of an answer; redirects are followed."""
        try:
            with urlopen(Request(self.url + path, headers=headers), timeout=10) as answer:
                return answer.status, dict(answer.headers), answer.read().decode()
        except HTTPError as answer:
            return answer.code, dict(answer.headers), answer.read().decode()


@contextmanager
def serving(site: Path, *words: str) -> Iterator[Served]:
    """``huozi serve`` on a free port, ended as a person would: by Ctrl-C."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "generator",
            "serve",
            "--site",
            str(site),
            "--port",
            "0",
            "--json",
            *(words if "--now" in words else (*words, "--now", CLOCK)),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Served(process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
