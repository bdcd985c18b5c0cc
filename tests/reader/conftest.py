"""How a reader opens the example paper: with scripts or without, and what goes wrong meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

Opener = Callable[..., Page]


@pytest.fixture
def opened(paper: Path, served: Callable[[Path], str], browser: Browser) -> Iterator[Opener]:
    """Opens an address of the example paper in a window of its own.

    Other words go to the browser's context (``java_script_enabled``, ``locale``, …). At the end
    nothing may have gone wrong on any page: no error in its console, no address not found."""
    origin = served(paper / "output")
    contexts = []
    wrong: list[str] = []

    def open_page(place: str = "", width: int = 1280, setup: str = "", **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        if setup:
            context.add_init_script(setup)
        page = context.new_page()
        page.on("pageerror", lambda fault: wrong.append(str(fault)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.goto(origin + place)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def choose(page: Page, *words: str) -> None:
    """Opens 显示 where it is closed, and picks by the words on the page."""
    details = page.locator("details.settings")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    for word in words:
        option = page.locator("option", has_text=re.compile(f"^{word}$"))
        details.locator("select", has=option).select_option(label=word)
