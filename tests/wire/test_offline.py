"""The service worker: the newest edition offline, and never a stale page with a network."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests.press.driver import Paper
from tests.wire.test_images import illustrated

pytestmark = pytest.mark.browser
ARTICLE = "2025/03-20/01-02/"
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) {
      const answer = await caches.match(request);
      found.push([new URL(request.url).pathname, (await answer.blob()).size]);
    }
  return found;
}"""


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return illustrated(tmp_path)


@pytest.fixture
def site(paper: Paper, served: Callable[[Path], str]) -> str:
    """Where the paper stands: in a folder, as on a host that holds other sites beside it."""
    (paper.root / "host").mkdir()
    (paper.root / "host" / "repo").symlink_to(paper.out, target_is_directory=True)
    return served(paper.root / "host") + "repo/"


def publish(paper: Paper) -> None:
    """Builds it, a minute after the last time: a server tells changes apart by seconds."""
    paper.build()
    later = time.time() + 60
    for path in [*paper.out.rglob("*.html"), *paper.out.glob("newest.json")]:
        os.utime(path, (later, later))


def settled(context: BrowserContext, address: str) -> Page:
    """A page, once the browser has kept what it will."""
    page = context.new_page()
    page.goto(address)
    renewed(page)
    return page


def renewed(page: Page) -> None:
    """Waits until all of the newest edition is kept and nothing else, or nothing at all where
    the paper does not want that."""
    page.evaluate(
        """async () => {
          const list = new URL("/repo/newest.json", location).href;
          const done = async () => {
            const answer = await fetch(list, { cache: "no-cache" });
            const names = await caches.keys();
            const worker = await navigator.serviceWorker.getRegistration();
            if (!answer.ok) return !names.length && !worker;
            const { version } = await answer.json();
            return names.length === 1 && names[0].includes(version) && (await caches.match(list));
          };
          for (let tries = 400; !(await done()); tries -= 1) {
            if (!tries) throw Error("the newest edition is not what is kept");
            await new Promise((later) => setTimeout(later, 50));
          }
        }"""
    )


def kept(page: Page) -> dict[str, int]:
    return dict(page.evaluate(KEPT))


def test_the_whole_edition_is_available_offline(reader: BrowserContext, site: str) -> None:
    page = settled(reader, site)
    reader.set_offline(True)
    page.goto(site + "2025/03-20/01-01/")
    assert page.locator("h1").inner_text() == "粮价平稳"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "900"
    page.evaluate("() => document.querySelector('img').decode()")
    page.goto(site)
    page.locator("main a", has_text="台风将至").first.click()
    assert "请系好绳索" in page.locator(".e-content").inner_text()
    page.locator(".settings summary").click()
    page.get_by_label("亮度").select_option(label="深色")
    page.reload()
    assert page.locator("option[value=dark]:checked").count(), "what a page needs is there with it"
    reader.set_offline(False)
    assets = {
        path.rpartition("/")[2].partition(".")[0] for path in kept(page) if "/assets/" in path
    }
    assert assets >= {"style", "reader", "article", "search-box"}
    assert sum(kept(page).values()) <= 1_000_000


def test_a_page_that_is_not_cached_has_a_notice_in_the_readers_script(
    reader: BrowserContext, site: str
) -> None:
    page = settled(reader, site + "zh-hant-tw/")
    reader.set_offline(True)
    page.goto(site + ARTICLE + "zh-hant-tw/")
    assert "請繫好繩索" in page.locator(".e-content").inner_text()
    page.goto(site + "2025/03-19/01-01/zh-hant-tw/")
    assert "這一頁也沒有存下來" in page.inner_text("body")
    page.get_by_role("link").click()
    assert page.url == site + "zh-hant-tw/"


def test_a_front_is_never_stale_with_a_network(
    reader: BrowserContext, site: str, paper: Paper
) -> None:
    page = settled(reader, site)
    paper.replace("content/2025-03-20/01-02.md", "title: 台风将至", "title: 台风已过")
    publish(paper)
    page.goto(site)
    assert "台风已过" in page.inner_text("main")
    reader.set_offline(True)
    page.goto(site)
    assert "台风已过" in page.inner_text("main"), "what was seen last is what is kept"


def test_a_withdrawn_article_is_removed_from_the_cache(
    reader: BrowserContext, site: str, paper: Paper
) -> None:
    page = settled(reader, site)
    front = "title: 台风将至\nwithdrawn: {date: 2025-03-20, reason: 作者请求撤回。}"
    paper.replace("content/2025-03-20/01-02.md", "title: 台风将至", front)
    publish(paper)
    page.goto(site)
    renewed(page)
    assert f"/repo/{ARTICLE}" not in kept(page)
    reader.set_offline(True)
    page.goto(site + ARTICLE)
    assert "绳索" not in page.inner_text("body")


def test_the_next_edition_replaces_the_last_one(
    reader: BrowserContext, site: str, paper: Paper
) -> None:
    page = settled(reader, site)
    paper.write("content/2025-03-21/01-01.md", "---\ntitle: 次日\n---\n次日的报。\n")
    paper.now = "2025-03-21T08:00:00+08:00"
    publish(paper)
    page.goto(site)
    renewed(page)
    assert {"/repo/2025/03-21/01-01/"} == {p for p in kept(page) if p.endswith("-01/")}
    assert len(page.evaluate("() => caches.keys()")) == 1


def test_no_more_is_kept_than_there_is_room_for(
    reader: BrowserContext, site: str, paper: Paper
) -> None:
    for number in range(10, 40):
        paper.write(
            f"content/2025-03-20/02-{number}.md",
            f"---\ntitle: 长文{number}\n---\n" + f"第{number}段文字，" * 9_000,
        )
    publish(paper)
    page = settled(reader, site)
    found = kept(page)
    assert 500_000 < sum(found.values()) <= 1_000_000 and "/repo/" in found


def test_switching_the_option_off_unregisters_the_worker(
    reader: BrowserContext, site: str, paper: Paper
) -> None:
    page = settled(reader, site)
    assert kept(page)
    paper.write("site.toml", (paper.root / "site.toml").read_text("utf-8") + "offline = false\n")
    publish(paper)
    assert not [
        *paper.out.rglob("manifest.webmanifest"),
        *paper.out.glob("sw.js"),
        *paper.out.glob("newest*"),
    ]
    page.goto(site)
    assert page.locator('link[rel="manifest"]').count() == 0
    renewed(page)
    reader.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(site)


def test_nothing_is_cached_with_save_data(browser: Browser, site: str) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'connection', {value: {saveData: true}})"
    )
    page = context.new_page()
    page.goto(site, wait_until="networkidle")
    assert (
        page.evaluate("() => navigator.serviceWorker.getRegistrations().then(r => r.length)") == 0
    )
    context.close()


def test_each_script_has_its_own_manifest(paper: Paper) -> None:
    told = json.loads((paper.out / "zh-hant-tw/manifest.webmanifest").read_text("utf-8"))
    assert (told["name"], told["lang"]) == ("試報", "zh-Hant-TW")
    assert (told["start_url"], told["scope"], told["icons"][0]["src"]) == (
        "./",
        "../",
        "../icon.svg",
    )
    assert "试" in (paper.out / "icon.svg").read_text("utf-8")
    assert (paper.out / "sw.js").stat().st_size < 6_000
