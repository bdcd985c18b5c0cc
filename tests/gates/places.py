"""The pages that the gates look at, and how a window is opened on them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

FOLDERS = {"zh-Hans": "", "zh-Hant-TW": "zh-hant-tw/", "zh-Hant-HK": "zh-hant-hk/"}
FRONT = ""
ARTICLE = "2025/03-20/01-01/"
KINDS = (
    FRONT,
    "2025/03-20/",
    "2025/03-20/01/",
    ARTICLE,
    "2025/03-20/01-08/",
    "2025/03/",
    "2025/",
    "archive/",
    "sections/要闻/",
    "sections/要闻/2025/",
    "authors/",
    "authors/丰曼/",
    "search/",
)
"""One address of each kind of page of the example paper."""


@contextmanager
def window(browser: Browser, address: str, width: int = 1280) -> Iterator[Page]:
    """A page, open, in a window of that width (CSS pixels)."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(address)
    try:
        yield page
    finally:
        context.close()
