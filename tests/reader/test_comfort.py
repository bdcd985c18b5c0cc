"""Large type, small windows, keyboard, reduced motion, print."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.gates.places import FOLDERS, KINDS
from tests.gates.test_room import beyond
from tests.reader.conftest import Opener

pytestmark = pytest.mark.browser

ARTICLE = "2025/03-20/01-01/"
SMALL = """() => [...document.querySelectorAll("a[href], button, input, summary, select")]
  .filter((one) => one.checkVisibility() && !one.matches(".skip, .e-content p a"))
  .map((one) => [one.getBoundingClientRect(), one])
  .filter(([box]) => box.width < 23.9 || box.height < 23.9)
  .map(([box, one]) => `${box.width}×${box.height} ${one.outerHTML.slice(0, 100)}`)"""
CUT = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const { overflowX, textOverflow } = getComputedStyle(one);
  return one.checkVisibility() && overflowX === "hidden" && one.scrollWidth > one.clientWidth + 1;
}).map((one) => one.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("tag", FOLDERS)
def test_twice_the_type_needs_no_scrolling_sideways(opened: Opener, tag: str) -> None:
    page = opened()
    origin = page.url
    for place in KINDS:
        page.goto(origin + place + FOLDERS[tag])
        page.add_style_tag(content="html { font-size: 200% !important }")
        for width in (320, 375, 640, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert beyond(page) == [], f"/{place} at {width} px"
            assert page.evaluate(CUT) == []


def test_nothing_is_lost_at_four_times_zoom(opened: Opener) -> None:
    page = opened(ARTICLE)
    text = page.locator("body").inner_text()
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 × 1024 at 400 %
    assert beyond(page) == []
    assert page.locator("body").inner_text().split() == text.split()


@pytest.mark.parametrize("chosen", ["", "s", "x"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_target_is_large_enough_for_a_finger(opened: Opener, width: int, chosen: str) -> None:
    page = opened("", width, setup=f"localStorage.reader = '{chosen}'")
    origin = page.url
    for place in KINDS:
        page.goto(origin + place)
        page.locator("details.settings summary").click()
        assert page.evaluate(SMALL) == [], f"/{place}"


def test_the_first_key_offers_the_way_to_the_text(opened: Opener) -> None:
    page = opened(ARTICLE, reduced_motion="reduce")
    skip = page.locator(".skip")
    assert skip.bounding_box()["x"] < 0  # type: ignore[index]
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def focused(page: Page) -> dict[str, float] | None:
    """The box of what has focus, from the page's top; None at the end of the page."""
    found: dict[str, float] | None = page.evaluate(
        """() => {
          const one = document.activeElement;
          if (one === document.body) return null;
          const { top, bottom, left } = one.getBoundingClientRect();
          const { outlineStyle, outlineWidth } = getComputedStyle(one);
          return { top: top + scrollY, left, seen: top < innerHeight && bottom > 0,
                   ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 };
        }"""
    )
    return found


def test_keys_go_through_the_page_as_it_is_read(opened: Opener) -> None:
    page = opened(ARTICLE, 375, reduced_motion="reduce")
    page.keyboard.press("Tab")
    stops = []
    for _ in range(80):
        page.keyboard.press("Tab")
        if (stop := focused(page)) is None:
            break
        stops.append(stop)
    assert len(stops) > 20
    for before, after in pairwise(stops):
        assert after["top"] > before["top"] - 40, "never up the page"
        assert after["seen"] and after["ring"]


def test_nothing_moves_by_itself_for_those_who_asked_so(opened: Opener) -> None:
    page = opened(ARTICLE, reduced_motion="reduce")
    moving = """() => [getComputedStyle(document.documentElement).scrollBehavior,
      document.getAnimations().length]"""
    assert page.evaluate(moving) == ["auto", 0]
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) == ["smooth", 0]


# -- paper -----------------------------------------------------------------------------------------


def on_paper(page: Page, selector: str, name: str, pseudo: str = "") -> str:
    return str(
        page.evaluate(
            "([one, name, pseudo]) => getComputedStyle(document.querySelector(one), pseudo)[name]",
            [selector, name, pseudo],
        )
    )


def test_it_prints_on_a4_in_two_columns_with_page_numbers(opened: Opener) -> None:
    page = opened(ARTICLE, setup="localStorage.reader = 'dark x v'")
    sheets = page.pdf(prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", sheets)
    assert {(round(float(x)), round(float(y))) for x, y in sizes} == {(595, 842)}
    assert len(sizes) == 2
    page.emulate_media(media="print")
    assert on_paper(page, ".e-content", "columnCount") == "2"
    rules = page.evaluate(
        "[...document.styleSheets].flatMap(sheet => [...sheet.cssRules])"
        ".filter(rule => rule instanceof CSSPageRule).map(rule => rule.cssText).join()"
    )
    assert 'counter(page) " / " counter(pages)' in rules


def test_print_is_white_and_horizontal(opened: Opener) -> None:
    page = opened(ARTICLE + "zh-hant-tw/", setup="localStorage.reader = 'dark x v hei'")
    page.emulate_media(media="print", color_scheme="dark")
    assert on_paper(page, "body", "backgroundColor") == "rgb(255, 255, 255)"
    assert on_paper(page, "body", "color") == "rgb(0, 0, 0)"
    assert on_paper(page, ".e-content", "fontSize") == "14px"  # 10.5 pt
    assert on_paper(page, ".e-content", "writingMode") == "horizontal-tb"


def test_print_hides_all_controls(opened: Opener) -> None:
    page = opened(ARTICLE)
    page.emulate_media(media="print")
    shown = page.locator("button, input, summary, nav a, footer").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.outerHTML)"
    )
    assert shown == []
    assert page.locator(".nameplate").is_visible()
    assert page.locator("h1").is_visible()


def test_on_paper_a_link_is_its_address_and_the_page_its_own(opened: Opener) -> None:
    page = opened(ARTICLE)
    page.evaluate(
        "document.querySelector('#p1').innerHTML += '<a href=\"../01-02/\">参见</a>'"
        ' + \'<a href="https://other.example/">别处</a> <a href="#s1">下文</a>\''
    )
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    printed = page.locator("#p1 a").evaluate_all(
        "all => all.map(one => [one.dataset.at ?? '', getComputedStyle(one, '::after').content])"
    )
    origin = page.url.partition(ARTICLE)[0]
    assert printed[0][0] == f"{origin}2025/03-20/01-02/"
    assert "attr(data-at)" in printed[0][1] or printed[0][0] in printed[0][1]
    assert "https://other.example/" in printed[1][0]
    assert printed[2] == ["", "none"]
    canonical = on_paper(page, "[rel=canonical]", "display")
    assert canonical == "block"
    assert "https://datong.example/2025/03-20/01-01/" in on_paper(
        page, "[rel=canonical]", "content", "::after"
    )
