"""A publication that is killed between any two requests, and a reader who notices nothing."""

from __future__ import annotations

import os
import random
import shutil
import signal
import threading
import time

from generator.publish.remote_lock import LOCK
from tests.press.driver import Paper
from tests.publish.conftest import start
from tests.publish.crawler import Crawler
from tests.publish.proxy import PASS, always_pass
from tests.publish.storage import Storage, etags

KILLS = int(os.environ.get("HUOZI_KILLS", "10"))


def test_a_publication_that_is_killed_is_resumed(storage: Storage, paper: Paper) -> None:
    chance = random.Random(KILLS)
    to = ("--to", f"s3://{storage.bucket}/paper", "--endpoint", storage.url)

    def run(day: str, killed_at: int) -> int:
        """Publishes a day, killed at a request; how it ended."""
        process = start("publish", *to, "--out", str(paper.root / day), site=paper.root)
        seen = 0
        lock = threading.Lock()

        def fate(method: str, path: str, number: int) -> str:
            nonlocal seen
            with lock:
                seen += 1
                if seen == killed_at:
                    process.send_signal(signal.SIGKILL)
            return PASS

        storage.proxy.decide = fate
        _, errors = process.communicate(timeout=120)
        storage.proxy.decide = always_pass
        while storage.proxy.active:  # the server still does what it was sent last
            time.sleep(0.01)
        assert process.returncode in (0, -signal.SIGKILL), errors
        return process.returncode

    assert run("first", 0) == 0
    reader = Crawler(storage)
    reader.start()
    killed = 0
    day = "second"
    while killed < KILLS:
        # A run that resumes has few requests left; one from the start has many.
        is_done = run(day, chance.randint(1, chance.choice((12, 50)))) == 0
        killed += not is_done
        if is_done or chance.random() < 0.2:
            day = "first" if day == "second" else "second"
        if chance.random() < 0.2:  # another machine goes on, when the lock has ended
            for copy in (paper.root / ".huozi").glob("published-*/"):
                shutil.rmtree(copy)
            storage.delete(LOCK)
    assert run("second", 0) == 0
    reader.ended.set()
    reader.join()
    assert not reader.broken, reader.broken
    assert reader.rounds > 1 and reader.pages > 20
    assert storage.paths() == etags(paper.root / "second")
    assert storage.records() == {
        path for path in storage.records() if "segment" in path or "publication" in path
    }
