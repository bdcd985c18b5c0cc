"""Layout: no page scrolls sideways, and nothing moves while it loads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.gates.places import ARTICLE, FOLDERS, FRONT, KINDS, window

pytestmark = pytest.mark.browser

WIDTHS = (320, 375, 768, 1024, 1280)

BEYOND = """() => {
  const wide = document.scrollingElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return [];
  const right = document.documentElement.clientWidth;
  const all = [...document.body.querySelectorAll("*")];
  const out = all.filter((one) => one.getBoundingClientRect().right > right + 1);
  return [`${wide} px`, ...out.slice(0, 5).map((one) => one.outerHTML.slice(0, 80))];
}"""

SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 250);
})"""


def beyond(page: Page) -> list[str]:
    """By how much a page is wider than its window, and what reaches over the edge."""
    found: list[str] = page.evaluate(BEYOND)
    return found


def shifts(page: Page) -> float:
    """The cumulative layout shift of a page that has just loaded."""
    return float(page.evaluate(SHIFTS))


@pytest.mark.parametrize("tag", FOLDERS)
def test_no_page_scrolls_sideways(
    tag: str, paper: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    origin = served(paper / "output")
    with window(browser, origin) as page:
        for place in KINDS:
            page.goto(origin + place + FOLDERS[tag])
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                assert beyond(page) == [], f"/{place} at {width} px"


def test_a_page_that_scrolls_sideways_is_found(
    paper: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    with window(browser, served(paper / "output") + ARTICLE, 375) as page:
        page.add_style_tag(content=".e-content{white-space:nowrap}")
        assert beyond(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_names_of_many_pages_stand_beside_each_other(
    width: int, paper: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    with window(browser, served(paper / "output"), width) as page:
        boxes = page.evaluate(
            """() => {
              const [link] = document.querySelectorAll("nav.pages a");
              for (let number = 2; number <= 24; number += 1) link.after(link.cloneNode(true));
              const all = [...document.querySelectorAll("nav.pages a")];
              return all.map((one) => [one.scrollWidth, one.clientWidth]);
            }"""
        )
        assert len(boxes) == 24 and all(words <= box for words, box in boxes)
        assert beyond(page) == []


@pytest.mark.parametrize("place", [FRONT, ARTICLE], ids=["front", "article"])
def test_nothing_moves_while_a_page_loads(
    place: str, paper: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    for width in (375, 1280):
        with window(browser, served(paper / "output") + place, width) as page:
            assert shifts(page) == 0


def test_what_moves_is_found(paper: Path, served: Callable[[Path], str], browser: Browser) -> None:
    with window(browser, served(paper / "output") + ARTICLE, 375) as page:
        page.evaluate(
            "new Promise(done => setTimeout(() => {"
            "const late = document.createElement('p'); late.style.height = '200px';"
            "document.querySelector('main').prepend(late); requestAnimationFrame(done)}, 700))"
        )
        assert shifts(page) > 0
