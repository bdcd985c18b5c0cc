"""A reader opens the paper, reads an article, switches script; with scripts and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import until

pytestmark = pytest.mark.browser

FOLDERS = {"zh-Hans": "", "zh-Hant-TW": "zh-hant-tw/", "zh-Hant-HK": "zh-hant-hk/"}
ARTICLE = "2025/03-20/01-02/"
HEADLINES = {
    "zh-Hans": "我国可重复使用运载火箭 发动机技术取得新突破",
    "zh-Hant-TW": "我國可重複使用運載火箭 發動機技術取得新突破",
    "zh-Hant-HK": "我國可重複使用運載火箭 發動機技術取得新突破",
}
PLACES = [
    "",
    "2025/03-20/",
    "2025/03-20/01/",
    ARTICLE,
    "2025/03/",
    "2025/",
    "archive/",
    "sections/要闻/",
    "authors/丰曼/",
    "search/",
]


def watched(page: Page) -> list[str]:
    """What goes wrong on a page, gathered from now on."""
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: wrong.append(str(fault)))
    page.on("requestfailed", lambda asked: wrong.append(f"failed: {asked.url}"))
    page.on(
        "response",
        lambda got: wrong.append(f"{got.status}: {got.url}") if got.status >= 400 else None,
    )
    return wrong


@pytest.mark.parametrize("tag", FOLDERS)
def test_every_kind_of_page_opens_in_every_script(
    tag: str, paper: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    page = browser.new_page()
    wrong = watched(page)
    origin = served(paper / "output")
    page.on(
        "request",
        lambda asked: (
            None
            if asked.url.startswith((origin, "data:", "blob:"))
            else wrong.append(f"left the origin: {asked.url}")
        ),
    )
    for place in PLACES:
        page.goto(f"{origin}{place}{FOLDERS[tag]}")
        assert page.locator("html").get_attribute("lang") == tag
        assert page.locator("h1").count() == 1, place
    page.close()
    assert wrong == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_switch_leads_to_the_same_article_and_back(
    scripts: bool, paper: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    origin = served(paper / "output")
    page.goto(origin + ARTICLE)
    ids = (
        page.locator(".e-content [id]").evaluate_all("all => all.map(one => one.id)")
        if scripts
        else None
    )
    for tag in ("zh-Hant-TW", "zh-Hant-HK", "zh-Hans"):
        page.locator(
            f"nav.script-switch a[hreflang={tag}], nav.script-switch a[lang={tag}]"
        ).first.click()
        page.wait_for_url(f"{origin}{ARTICLE}{FOLDERS[tag]}")
        until(page, f"document.documentElement.lang == '{tag}'")
        shown = page.locator("h1.p-name").inner_text().split()
        assert shown == HEADLINES[tag].split()
        if ids is not None:
            now = page.locator(".e-content [id]").evaluate_all("all => all.map(one => one.id)")
            assert now == ids
    context.close()


def test_an_article_can_be_read_and_left_without_scripts(
    paper: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    origin = served(paper / "output")
    page.goto(origin)
    page.get_by_role("link", name="十六届大同市委第七轮巡察全部进驻").first.click()
    assert (
        "受理电话的时间为工作日8:00-12:00，14:30-18:00。" in page.locator(".e-content").inner_text()
    )
    page.locator(".p-author").first.click()
    assert page.locator("h1").inner_text().strip().startswith("丰曼")
    context.close()


def test_the_site_stands_below_a_folder_too(
    paper: Path, served: Callable[[Path], str], browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "repo").symlink_to(paper / "output")
    page = browser.new_page()
    wrong = watched(page)
    origin = served(tmp_path)
    page.goto(f"{origin}repo/")
    page.locator("a[href*='01-02']").first.click()
    page.wait_for_url(f"{origin}repo/{ARTICLE}")
    page.locator("nav.script-switch a[lang=zh-Hant-HK]").click()
    page.wait_for_url(f"{origin}repo/{ARTICLE}zh-hant-hk/")
    page.close()
    assert wrong == []
