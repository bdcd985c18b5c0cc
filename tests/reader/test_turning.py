"""简体 · 臺灣正體 · 香港繁體: the script switch replaces the page in place."""

from __future__ import annotations

import statistics

import pytest
from playwright.sync_api import Page, Route, expect

from tests.conftest import until
from tests.gates.places import FOLDERS
from tests.reader.conftest import Opener, choose

pytestmark = pytest.mark.browser

ARTICLE = "2025/03-20/01-01/"
LINES = """() => Object.fromEntries([...document.querySelectorAll("main :is(p, h1, h2, li)")]
  .map((one, at) => [one.id || at, one.getBoundingClientRect().top])
  .filter(([, top]) => top >= 0 && top < innerHeight))"""

ALL = """() => [document.body.outerHTML.trim(), document.title,
  [...document.head.querySelectorAll(":not([rel=stylesheet], script[src])")]
    .map((one) => one.outerHTML).sort()]"""


def turn(page: Page, tag: str) -> None:
    """Clicks one of the three links; waits until the page is in that script."""
    page.evaluate(f"document.querySelector('nav.script-switch a[lang={tag}]').click()")
    until(page, f"document.documentElement.lang == '{tag}'")


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("place", ["", ARTICLE], ids=["front", "article"])
def test_the_readers_paragraph_stays_where_it_is(opened: Opener, place: str, width: int) -> None:
    page = opened(place, width)
    for depth in (0, 700, 1100):
        page.evaluate(f"scrollTo({{top: {depth}, behavior: 'instant'}})")
        for tag in ("zh-Hant-TW", "zh-Hant-HK", "zh-Hans"):
            before = page.evaluate(LINES)
            turn(page, tag)
            page.wait_for_timeout(50)
            after = page.evaluate(LINES)
            first = min(before, key=before.get)
            assert after[first] == pytest.approx(before[first], abs=0.5), (depth, tag)


def test_all_that_names_the_script_changes_with_it(opened: Opener) -> None:
    page = opened(ARTICLE + "#p3")
    origin = page.url.partition(ARTICLE)[0]
    own = page.evaluate("document.querySelector('link[rel=canonical]').href")
    for tag in ("zh-Hant-TW", "zh-Hant-HK", "zh-Hans"):
        turn(page, tag)
        assert page.url == f"{origin}{ARTICLE}{FOLDERS[tag]}#p3"
        expect(page.locator("[aria-current]")).to_have_attribute("lang", tag)
        assert page.locator("link[rel=canonical]").get_attribute("href") == own + FOLDERS[tag]
        turned = page.evaluate(ALL)
        page.reload()
        assert page.evaluate(ALL) == turned, "a turned page is the page that is served"


def test_every_link_of_a_turned_page_leads_where_the_served_one_does(opened: Opener) -> None:
    page = opened(ARTICLE)
    turn(page, "zh-Hant-HK")
    links = "[...document.links].map(one => one.href)"
    turned = page.evaluate(links)
    page.reload()
    assert page.evaluate(links) == turned
    assert page.evaluate("document.querySelector('.search-box').action").endswith("zh-hant-hk/")


def test_focus_and_what_was_typed_stay(opened: Opener) -> None:
    page = opened(ARTICLE)
    page.locator("[name=q]").fill("算力")
    link = page.locator("nav.script-switch a[lang=zh-Hant-TW]")
    link.focus()
    page.keyboard.press("Enter")
    until(page, "document.documentElement.lang == 'zh-Hant-TW'")
    assert page.evaluate("document.activeElement.lang") == "zh-Hant-TW"
    assert page.locator("[name=q]").input_value() == "算力"
    page.locator("[name=q]").focus()
    choose(page, "深色")
    assert page.locator("html").get_attribute("class") == "dark"


def test_what_others_put_on_the_page_stays_and_disturbs_nothing(opened: Opener) -> None:
    page = opened(ARTICLE)
    page.evaluate("document.body.append(document.createElement('an-extension'))")
    turn(page, "zh-Hant-TW")
    assert page.locator("an-extension").count() == 1
    choose(page, "深色")
    assert page.locator("html").get_attribute("class") == "dark"


def test_a_click_with_a_key_held_opens_another_window(opened: Opener) -> None:
    page = opened(ARTICLE)
    with page.context.expect_page() as other:
        page.locator("nav.script-switch a[lang=zh-Hant-TW]").click(modifiers=["ControlOrMeta"])
    other.value.wait_for_load_state()
    assert other.value.locator("html").get_attribute("lang") == "zh-Hant-TW"
    assert page.locator("html").get_attribute("lang") == "zh-Hans"


def _only_as_a_page(route: Route) -> None:
    fetched = route.request.resource_type == "fetch"
    route.fulfill(content_type="text/plain", status=204) if fetched else route.continue_()


def test_without_a_response_the_link_is_followed(opened: Opener) -> None:
    page = opened(ARTICLE)
    page.route("**/zh-hant-tw/", _only_as_a_page)
    page.locator("nav.script-switch a[lang=zh-Hant-TW]").click()
    page.wait_for_url(f"**/{ARTICLE}zh-hant-tw/")
    assert page.locator("html").get_attribute("lang") == "zh-Hant-TW"


SWITCH = """(tag) => new Promise((done) => {
  const link = document.querySelector(`nav.script-switch a[lang=${tag}]`);
  link.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
  setTimeout(() => {
    const began = performance.now();
    document.addEventListener("scriptchange", () => requestAnimationFrame(() => {
      const channel = new MessageChannel(); // after the frame with the new words was painted
      channel.port1.onmessage = () => done(performance.now() - began);
      channel.port2.postMessage(0);
    }), { once: true });
    link.click();
  }, 700);
})"""


def test_a_prefetched_switch_takes_less_than_300_ms(opened: Opener) -> None:
    page = opened(ARTICLE, 375)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    tags = [*FOLDERS, *FOLDERS, *FOLDERS][1:8]  # seven turns
    times = [page.evaluate(SWITCH, tag) for tag in tags]
    assert statistics.median(times) <= 300, times


# -- the line that suggests a script -------------------------------------------------------------

OFFERED = {
    "zh-Hant-TW": "用臺灣正體閱讀本頁",
    "zh-Hant-HK": "用香港繁體閱讀本頁",
    "zh-Hans": "用简体字阅读本页",
}


def languages(*tags: str) -> str:
    """A browser that asks for these languages, as a script to begin with."""
    return f"Object.defineProperty(navigator, 'languages', {{ get: () => {list(tags)} }})"


@pytest.mark.parametrize(
    ("tags", "tag", "suggested"),
    [
        (["zh-TW"], "zh-Hans", "zh-Hant-TW"),
        (["zh-HK"], "zh-Hans", "zh-Hant-HK"),
        (["zh-MO"], "zh-Hans", "zh-Hant-HK"),
        (["yue"], "zh-Hans", "zh-Hant-HK"),
        (["en", "zh-Hant"], "zh-Hans", "zh-Hant-TW"),
        (["en-GB", "zh-TW", "zh-CN"], "zh-Hans", "zh-Hant-TW"),
        (["zh-CN"], "zh-Hant-TW", "zh-Hans"),
        (["zh-SG", "en"], "zh-Hant-HK", "zh-Hans"),
        (["zh-CN"], "zh-Hans", ""),
        (["zh"], "zh-Hans", ""),
        (["zh-TW"], "zh-Hant-TW", ""),
        (["en", "ja"], "zh-Hans", ""),
        (["en", "ja"], "zh-Hant-HK", ""),
    ],
)
def test_one_line_suggests_the_readers_script(
    opened: Opener, tags: list[str], tag: str, suggested: str
) -> None:
    page = opened(ARTICLE + FOLDERS[tag], setup=languages(*tags))
    line = page.locator(".suggest")
    if not suggested:
        page.wait_for_load_state("networkidle")
        expect(line).to_have_count(0)
        return
    expect(line).to_have_count(1)
    assert line.get_attribute("lang") == suggested
    assert line.locator("a").inner_text() == OFFERED[suggested]
    assert page.locator("html").get_attribute("lang") == tag, "never sent anywhere"
    assert page.url.endswith(ARTICLE + FOLDERS[tag])


def test_it_is_followed_or_put_away_for_good(opened: Opener) -> None:
    page = opened(ARTICLE, setup=languages("zh-TW"))
    page.locator(".suggest a").click()
    until(page, "document.documentElement.lang == 'zh-Hant-TW'")
    expect(page.locator(".suggest")).to_have_count(0)
    page.evaluate("localStorage.clear()")
    page.goto(page.url.replace("zh-hant-tw/", ""))
    page.get_by_role("button", name="關閉").click()
    expect(page.locator(".suggest")).to_have_count(0)
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".suggest")).to_have_count(0)


def test_a_click_is_remembered_and_counts_for_more_than_the_browser(opened: Opener) -> None:
    page = opened(ARTICLE, setup=languages("zh-CN"))
    assert page.evaluate("localStorage.script") is None, "nothing is kept before a click"
    turn(page, "zh-Hant-HK")
    page.goto(page.url.replace("zh-hant-hk/", "#p2"))
    expect(page.locator(".suggest")).to_have_attribute("lang", "zh-Hant-HK")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"


def test_the_line_moves_nothing(opened: Opener) -> None:
    page = opened(ARTICLE, 375, setup=languages("zh-TW"))
    expect(page.locator(".suggest")).to_have_count(1)
    with_line = page.evaluate(LINES)
    page.get_by_role("button", name="關閉").click()
    assert page.evaluate(LINES) == with_line
