"""A reader who follows every link of a site while it is published."""

from __future__ import annotations

import threading
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from tests.publish.storage import Storage

_BASE = "https://paper.example/"
_PAUSE = 0.02
"""Seconds after each file: the server has others to answer."""


class Crawler(threading.Thread):
    """Reads a site again and again, from its front page; ``broken`` lists the links that lead
    nowhere while the page that has them stands."""

    def __init__(self, storage: Storage) -> None:
        super().__init__(daemon=True)
        self.storage = storage
        self.broken: list[tuple[str, str]] = []
        self.pages = 0
        self.rounds = 0
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.is_set():
            self._read()
            self.rounds += 1

    def _read(self) -> None:
        waiting, known = ["index.html"], {"index.html"}
        while waiting and not self.ended.is_set():
            page = waiting.pop()
            for path in self._links(page):
                if path in known:
                    continue
                known.add(path)
                if path.endswith(".html"):
                    waiting.append(path)
                if not self._stands(path) and path in self._links(page):
                    # The page as it is now still leads there.
                    self.broken += [] if self._stands(path) else [(page, path)]
                self.ended.wait(_PAUSE)

    def _stands(self, path: str) -> bool:
        return self.storage.get(path) is not None

    def _links(self, page: str) -> set[str]:
        data = self.storage.get(page)
        self.pages += 1
        if data is None:
            return set()
        tree = html.fromstring(data.decode())
        links = set()
        for element in tree.iter("a", "link", "script", "img"):
            target = urljoin(_BASE + page, element.get("href") or element.get("src") or "#")
            if target.startswith(_BASE):
                path = unquote(urlsplit(target).path)[1:]
                links.add(path + "index.html" if path.endswith("/") or not path else path)
        return links
