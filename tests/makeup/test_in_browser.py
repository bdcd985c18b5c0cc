"""Pages made up, as a browser shows and prints them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from benchmarks import makeup

DAY = "2025/03-20/"
PAGES = [f"{DAY}{number:02d}/" for number in range(1, 9)]
ALL = [*PAGES, DAY]
VERSE = PAGES[6]
SIDES = ("top", "right", "bottom", "left")

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", makeup.WIDTHS)
def test_pages_are_full_and_no_line_is_lost(
    width: int, rich: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    results = makeup.measure(browser, served(rich / "output"), PAGES, width)
    for row in results:
        least = 0.55 if row["page"] in (PAGES[3], VERSE) else 0.6
        assert row["ink"] >= least, row
        # Lines of verse are short: beside them there is room.
        faults = ("feet", "void", "clipped", "over", "empty")[: 4 if row["page"] == VERSE else 5]
        assert not [fault for fault in faults if row[fault]], row


def test_the_measure_finds_what_is_wrong(
    rich: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    origin = served(rich / "output")
    faults = {
        "clipped": ".makeup .more{display:none!important}",
        "feet": ".makeup .text p:last-child{display:none}",
        "over": ".makeup .head{height:1px!important}",
        "empty": ".makeup .text{visibility:hidden}.makeup p{display:none}",
    }
    for fault, style in faults.items():
        rows = makeup.measure(browser, origin, PAGES[1:2], 1280, style)
        assert rows[0][fault], fault


SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const shift of list.getEntries()) sum += shift.value;
  }).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 300);
})"""


@pytest.mark.parametrize("width", [375, 768, 1280])
def test_nothing_moves(
    width: int, rich: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    try:
        for place in (PAGES[0], PAGES[7], DAY):
            page.goto(served(rich / "output") + place)
            assert page.evaluate(SHIFTS) == 0, place
            assert page.evaluate("document.documentElement.scrollWidth") <= width, place
    finally:
        page.close()


def places(page: Page) -> list[tuple[int, int]]:
    boxes: list[tuple[int, int]] = page.evaluate(
        "[...document.querySelectorAll('.makeup > *')].map(box => {"
        "const r = box.getBoundingClientRect(); return [Math.round(r.left), Math.round(r.top)]})"
    )
    return [(left, top) for left, top in boxes]


def test_a_phone_shows_one_column_in_the_order_of_rank(
    rich: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 800})
    try:
        page.goto(served(rich / "output") + PAGES[1])
        corners = places(page)
        assert len({left for left, _ in corners}) == 1
        assert [top for _, top in corners] == sorted(top for _, top in corners)
        page.set_viewport_size({"width": 1280, "height": 800})
        assert len({left for left, _ in places(page)}) > 1
    finally:
        page.close()


def test_large_letters_fall_back_to_the_narrow_measure_and_to_one_column(
    rich: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 1100, "height": 800})
    try:
        page.goto(served(rich / "output") + PAGES[1])
        em = "parseFloat(getComputedStyle(document.querySelector('.makeup')).width) / parseFloat("
        em += "getComputedStyle(document.querySelector('.makeup')).fontSize)"
        assert round(page.evaluate(em)) == 70
        page.evaluate("document.documentElement.style.fontSize = '150%'")
        assert round(page.evaluate(em)) == 46
        page.evaluate("document.documentElement.style.fontSize = '220%'")
        assert len({left for left, _ in places(page)}) == 1
    finally:
        page.close()


def test_the_makeup_is_printed_on_the_sheet_there_is(
    rich: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    page = browser.new_page()
    try:
        page.goto(served(rich / "output") + PAGES[1])
        for paper, wide, tall, most in (("A3", 842, 1191, 2), ("A4", 595, 842, 3)):
            sheets = page.pdf(format=paper, margin=dict.fromkeys(SIDES, "16mm"))
            sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", sheets)
            assert all(abs(float(x) - wide) + abs(float(y) - tall) < 4 for x, y in sizes)
            assert len(sizes) <= most
    finally:
        page.close()


def test_pages_are_light(rich: Path) -> None:
    for place in ALL:
        html = (rich / "output" / place / "index.html").read_bytes()
        assert len(gzip.compress(html, 9)) <= 12 * 1024, place
