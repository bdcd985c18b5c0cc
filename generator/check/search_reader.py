"""Searching a built site in Chromium, on a local server.

The only importer of playwright, which comes with the test tools.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.model.problem import Stop, error

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_SEARCH = """async (queries) => {
  const engine = await document.querySelector("form.search-box").engine();
  const found = [];
  for (const query of queries) found.push(await engine.addresses(query));
  return found;
}"""
_BATCH = 50


class SearchFailed(Exception):  # noqa: N818 - names an outcome
    """The search page could not answer."""


@contextmanager
def open_reader(out: Path) -> Iterator[SearchReader]:
    """Opens a browser on the site in a folder. Raises Stop if there is no browser."""
    handler = functools.partial(_Quiet, directory=str(out))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with _chromium() as browser:
            yield SearchReader(browser, f"http://127.0.0.1:{server.server_address[1]}")
    finally:
        server.shutdown()
        server.server_close()


class SearchReader:
    """A browser that runs searches."""

    def __init__(self, browser: Any, origin: str) -> None:
        self._browser, self._origin = browser, origin

    def search(self, page: str, queries: Sequence[str]) -> list[list[str]]:
        """The addresses of the articles that the search page at ``page`` lists for each query.

        Raises SearchFailed."""
        tab = self._browser.new_page()
        try:
            tab.goto(self._origin + page)
            addresses: list[list[str]] = []
            for at in range(0, len(queries), _BATCH):
                addresses += tab.evaluate(_SEARCH, list(queries[at : at + _BATCH]))
            return addresses
        except Exception as fault:
            raise SearchFailed(str(fault).splitlines()[0]) from None
        finally:
            tab.close()


@contextmanager
def _chromium() -> Iterator[Any]:
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise _no_browser("there is no playwright here") from None
    with sync_playwright() as play:
        path = os.environ.get("HUOZI_CHROMIUM") or next(
            filter(None, map(shutil.which, _NAMES)), None
        )
        try:
            browser = play.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        except Error as fault:
            raise _no_browser(str(fault).splitlines()[0]) from None
        yield browser
        browser.close()


def _no_browser(why: str) -> Stop:
    hint = (
        'pip install "huozi[test]" and playwright install chromium, or name one in HUOZI_CHROMIUM'
    )
    return Stop([error("--search", f"the proof needs a Chromium: {why}", hint, rule="no-browser")])


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *words: object) -> None:
        pass

    def handle(self) -> None:
        # A browser that leaves a page closes its connections.
        try:
            super().handle()
        except (ConnectionResetError, BrokenPipeError):
            self.close_connection = True
