"""Searching from any variant's page for a text in any script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.reader.test_reading import FOLDERS, watched

pytestmark = pytest.mark.browser

# What is typed, and the articles that hold it.
ASKED = {
    "丰曼": {"01-03", "01-05", "01-07"},
    "特高压": {"01-06"},
    "特高壓": {"01-06"},
    "怀来": {"01-06"},
    "懷來": {"01-06"},
    "发动机技术取得新突破": {"01-02"},
    "發動機技術取得新突破": {"01-02"},
    "韩云峰": {"01-01"},
    "韓雲峯": {"01-01"},
    "YF-102V": {"01-02"},
    "46.7亿": {"01-01"},
    "算力": {"01-01", "01-04"},
}


@pytest.mark.parametrize("tag", FOLDERS)
def test_people_places_and_headlines_are_found_in_either_script(
    tag: str, paper: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    origin = served(paper / "output")
    page = browser.new_page()
    wrong = watched(page)
    for words, expected in ASKED.items():
        page.goto(f"{origin}search/{FOLDERS[tag]}?q={words}")
        page.wait_for_selector("#search-results[data-state=done]", state="attached")
        links = page.locator("#search-results > li a[href]").evaluate_all(
            "all => all.map(one => one.pathname)"
        )
        found = {link.split("/2025/03-20/")[1].split("/")[0] for link in links}
        assert found == expected, (words, tag)
        assert all(link.endswith(FOLDERS[tag] or "/") for link in links)
        total = page.locator("#search-results").get_attribute("data-total")
        assert total == str(len(expected))
    page.close()
    assert wrong == []
