"""What many tests need: the example paper built, a browser, a server, the golden switch."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium

ROOT = Path(__file__).parent.parent
CLOCK = "2025-03-20T08:00:00+08:00"
"""When the tests say it is: the morning of the example edition."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-golden",
        action="store_true",
        help="write what is made now as what is expected, to be looked at in the difference",
    )


STARTS_PROCESSES = frozenset(
    (
        "huozi",
        "subprocess",
        "multiprocessing",
        "Browser",
        "browser",
        "paper",
        "served",
        "days",
        "swift",
    )
)
"""Names in a test module, or fixtures of a test, that start a browser or another process."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks as ``unit`` every test that starts no browser and no other process."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        names = vars(getattr(item, "module", None)) if hasattr(item, "module") else ()
        if STARTS_PROCESSES.isdisjoint(fixtures) and STARTS_PROCESSES.isdisjoint(names):
            item.add_marker("unit")


def huozi(
    *words: str, site: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs huozi as a person would, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *words, "--site", str(site)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, **(env or {})},
        timeout=300,
    )


def example_site(folder: Path) -> Path:
    """The example paper's sources, without its content: as before the first ingest."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "site.toml", folder)
    for name in ("names.toml", "glossary.toml"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "seeds", folder / "seeds", dirs_exist_ok=True)
    if (ROOT / "pages").is_dir():
        shutil.copytree(ROOT / "pages", folder / "pages", dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example paper, ingested and built once; its folder. Not to be changed."""
    site = example_site(tmp_path_factory.mktemp("paper"))
    done = huozi("build", "--now", CLOCK, site=site)
    assert done.returncode == 0, done.stderr
    return site


def until(page: Page, expression: str) -> None:
    """Waits until an expression holds on a page; the pages' policy lets none of them evaluate."""
    deadline = time.monotonic() + 30
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(20)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *words: object) -> None:
        pass

    def handle(self) -> None:
        # A browser that leaves a page breaks off what it was reading.
        try:
            super().handle()
        except (ConnectionResetError, BrokenPipeError):
            self.close_connection = True


class _Host(http.server.ThreadingHTTPServer):
    """Keeps who comes waiting: a browser asks for much at once, and a busy machine is slow."""

    request_queue_size = 128


@pytest.fixture(scope="session")
def served() -> Iterator[Callable[[Path], str]]:
    """Serves a folder as a static host would; gives its address, ending in ``/``."""
    servers: dict[Path, _Host] = {}

    def serve(folder: Path) -> str:
        if folder not in servers:
            handler = functools.partial(_Quiet, directory=str(folder))
            server = _Host(("127.0.0.1", 0), handler)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            servers[folder] = server
        return f"http://127.0.0.1:{servers[folder].server_address[1]}/"

    yield serve
    for server in servers.values():
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    path = chromium.installed()
    assert path, "no Chromium: run python -m tests.chromium"
    with sync_playwright() as play:
        chrome = play.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        yield chrome
        chrome.close()
