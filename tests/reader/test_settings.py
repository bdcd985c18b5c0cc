"""显示: light or dark, four sizes, Song or Hei, by a reader's choice; kept where scripts run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import until
from tests.gates.places import FOLDERS
from tests.gates.test_room import beyond
from tests.reader.conftest import Opener, choose

pytestmark = pytest.mark.browser

ARTICLE = "2025/03-20/01-01/"
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
PAPER = {"light": "rgb(250, 248, 242)", "dark": "rgb(23, 22, 18)"}


def style(page: Page, name: str, where: str = "body") -> str:
    """A computed property of the first such element."""
    found: str = page.evaluate(
        f"getComputedStyle(document.querySelector('{where}'))['{name}']"  # without scripts too
    )
    return found


@BOTH
@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_system_decides_until_a_reader_does(opened: Opener, system: str, scripts: bool) -> None:
    page = opened(ARTICLE, color_scheme=system, java_script_enabled=scripts)
    other = "dark" if system == "light" else "light"
    assert style(page, "backgroundColor") == PAPER[system]
    choose(page, {"light": "浅色", "dark": "深色"}[other])
    assert style(page, "backgroundColor") == PAPER[other]
    assert style(page, "colorScheme", "html") == other
    choose(page, "自动")
    assert style(page, "backgroundColor") == PAPER[system]


@BOTH
def test_four_sizes(opened: Opener, scripts: bool) -> None:
    page = opened(ARTICLE, java_script_enabled=scripts)
    sizes = []
    for word in ("小", "标准", "大", "特大"):
        choose(page, word)
        sizes.append(float(style(page, "fontSize", ".e-content").removesuffix("px")))
    assert sizes[1] == 18
    assert sizes == sorted(set(sizes))
    assert sizes[0] >= 16
    assert sizes[3] >= 24


@BOTH
@pytest.mark.parametrize(
    ("folder", "song", "hei"),
    [("", "宋体", "黑体"), ("zh-hant-tw/", "明體", "黑體"), ("zh-hant-hk/", "宋體", "黑體")],
)
def test_song_or_hei(opened: Opener, folder: str, song: str, hei: str, scripts: bool) -> None:
    page = opened(ARTICLE + folder, java_script_enabled=scripts)
    assert "Serif" in style(page, "fontFamily", ".e-content")
    choose(page, hei)
    for part in (".e-content", "h1"):
        assert "Serif" not in style(page, "fontFamily", part)
        assert "Sans" in style(page, "fontFamily", part)
    assert "Serif" in style(page, "fontFamily", ".nameplate")  # the paper's name is its own
    choose(page, song)
    assert "Serif" in style(page, "fontFamily", ".e-content")


def test_choices_are_kept_from_page_to_page_and_script_to_script(opened: Opener) -> None:
    page = opened(ARTICLE, color_scheme="light")
    choose(page, "深色", "特大", "黑体")
    page.locator(".nameplate a").click()
    page.wait_for_load_state()
    assert style(page, "backgroundColor") == PAPER["dark"]
    page.goto(page.url + "zh-hant-hk/")
    assert style(page, "fontSize", "html") == "22.4px"
    ticked = page.locator(".settings option:checked").evaluate_all("all => all.map(o => o.value)")
    assert ticked == ["dark", "x", "hei"]
    choose(page, "自動", "標準", "宋體")
    page.reload()
    assert page.locator("html").get_attribute("class") == ""
    assert style(page, "backgroundColor") == PAPER["light"]


def test_choices_reach_other_windows_and_pages_one_goes_back_to(opened: Opener) -> None:
    page = opened(ARTICLE, color_scheme="light")
    other = page.context.new_page()
    other.goto(page.url)
    choose(page, "深色")
    until(other, "document.documentElement.className == 'dark'")
    until(other, "document.querySelector('[value=dark]').selected")
    page.locator(".nameplate a").click()
    choose(page, "浅色")
    page.go_back()
    until(page, "document.documentElement.className == 'light'")


def test_what_was_chosen_is_there_before_the_first_paint(opened: Opener) -> None:
    page = opened(ARTICLE, color_scheme="light")
    choose(page, "深色")
    page.context.route("**/assets/*.js", lambda route: None)  # it never arrives
    page.goto(page.url, wait_until="commit")
    until(page, "performance.getEntriesByName('first-contentful-paint').length")
    assert style(page, "backgroundColor") == PAPER["dark"]
    page.context.unroute_all()


def test_settings_work_where_storage_is_blocked(opened: Opener) -> None:
    forbid = (
        "Object.defineProperty(window, 'localStorage',"
        " { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    page = opened(ARTICLE, color_scheme="light", setup=forbid)
    choose(page, "深色")
    assert style(page, "backgroundColor") == PAPER["dark"]


def test_the_panel_closes_as_one_expects(opened: Opener) -> None:
    page = opened(ARTICLE)
    details = page.locator("details.settings")
    choose(page, "深色")
    page.keyboard.press("Escape")
    assert details.get_attribute("open") is None
    assert page.evaluate("document.activeElement.localName") == "summary"
    choose(page, "浅色")
    page.locator("h1").click()
    assert details.get_attribute("open") is None


def test_by_keyboard_alone(opened: Opener) -> None:
    page = opened(ARTICLE, color_scheme="light")
    page.locator(".settings summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert style(page, "backgroundColor") == PAPER["dark"]


@pytest.mark.parametrize("tag", FOLDERS)
def test_the_largest_size_has_room_on_the_smallest_phone(opened: Opener, tag: str) -> None:
    for place in ("", ARTICLE, "archive/", "search/"):
        page = opened(place + FOLDERS[tag], 320, setup="localStorage.reader = 'x hei'")
        assert beyond(page) == []
        page.locator(".settings summary").click()
        assert beyond(page) == []
        for label in page.locator(".settings :is(label, select)").all():
            box = label.bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= 320, "none is cut off"


def test_the_script_in_the_page_is_small_and_the_only_one_allowed(
    paper: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    html = (paper / "output" / ARTICLE / "index.html").read_text("utf-8")
    snippet = html.partition("<script>")[2].partition("</script>")[0]
    assert 0 < len(snippet.encode()) <= 300
    address = served(paper / "output") + ARTICLE
    planted = html.replace("<body>", "<body><script>document.title = 'planted'</script>")
    page = browser.new_page()
    page.add_init_script("localStorage.reader = 'dark'")
    page.route(address, lambda route: route.fulfill(body=planted, content_type="text/html"))
    page.goto(address)
    assert page.locator("html").get_attribute("class") == "dark"
    assert page.title() != "planted"
    page.close()
