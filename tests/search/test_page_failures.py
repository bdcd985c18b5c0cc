"""The search page when files are missing, scripts are off, or input and policy are hostile."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import until
from tests.search.conftest import FOLDERS, Reader, reading

pytestmark = pytest.mark.browser


LOST = {
    "zh-Hans": ("2020年的报纸暂时查不到。", "重试"),
    "zh-Hant-TW": ("2020年的報紙暫時查不到。", "重試"),
    "zh-Hant-HK": ("2020年的報紙暫時未能搜尋。", "重試"),
}


@pytest.mark.parametrize("tag", FOLDERS)
@pytest.mark.parametrize("lost", [".pf_index", "table.huozi"])
def test_a_year_that_fails_is_named_and_hides_no_other(
    tag: str, lost: str, elder: Reader, eight_years: Path
) -> None:
    key = period(eight_years, "2020")
    elder.page.route(f"**/{key}/**{lost}", lambda route: route.fulfill(status=503))
    elder.page.goto(f"{elder.origin}search/{FOLDERS[tag]}?q=石桥")
    elder.answered("石桥", "partial")
    assert len(elder.places) == 10 and elder.total == 15
    status = elder.page.get_by_role("status")
    message, again = LOST[tag]
    assert message in status.inner_text()
    assert elder.page.locator("#search-results").get_attribute("data-unread") == "2020"
    elder.page.unroute_all()
    status.get_by_role("button", name=again).click()
    expect(elder.page.locator("#search-results")).to_have_attribute("data-total", "18")
    elder.answered("石桥", "partial")
    assert message not in status.inner_text()
    elder.wrong[:] = [text for text in elder.wrong if "503" not in text]


def test_older_years_that_fail_later_leave_what_is_read(elder: Reader, eight_years: Path) -> None:
    elder.page.goto(f"{elder.origin}search/?q=石桥")
    elder.answered("石桥", "partial")
    elder.page.locator("#search-results li").first.evaluate("one => one.id = 'read'")
    for year in ("2018", "2019"):
        elder.page.route(f"**/{period(eight_years, year)}/**", lambda route: route.abort())
    elder.page.get_by_role("button", name="再看8篇").click()
    elder.answered("石桥")
    assert len(elder.places) == 18
    expect(elder.page.locator("#search-results li#read")).to_be_visible()
    status = elder.page.get_by_role("status").inner_text()
    assert "又列出8篇，找到18篇" in status and "2018—2019年的报纸暂时查不到。" in status
    elder.wrong[:] = [text for text in elder.wrong if "ERR_FAILED" not in text]


def test_an_article_whose_text_cannot_be_read_is_listed_by_its_day(reader: Reader) -> None:
    reader.page.route("**/t/*.huozi", lambda route: route.fulfill(status=404))
    reader.open(q="皇后路")
    assert (reader.places, reader.text("h2")) == (["2025-03-20/01-01"], ["2025年3月20日 第1版"])
    reader.wrong[:] = [text for text in reader.wrong if "404" not in text]


def period(out: Path, year: str) -> str:
    """The folder of the period that holds a year."""
    listed = json.loads((out / "search/data/index.json").read_text("utf-8"))
    return next(str(each["key"]) for each in listed["periods"] if each["from"].startswith(year))


HOSTILE = [
    "一" * 10_000,
    "词 " * 5_000,
    "\x00\x01\x1b[31m皇后路",
    "(.*)+[^a-z]{9}$",
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "皇后路\u202e\u200b\ufeff",
    "🎉👨‍👩‍👧",
    '"',
    '""" """',
    "   ",
    "%E7%ZZ&#x3c;\\",
    "\ud83d",
]


def test_hostile_queries_do_no_harm(reader: Reader) -> None:
    reader.open()
    reader.page.on("dialog", lambda dialog: reader.wrong.append(dialog.message))
    for query in HOSTILE:
        reader.page.evaluate(
            """(query) => {
              document.querySelector("form.search-box input").value = query;
              document.querySelector("form.search-box").requestSubmit();
            }""",
            query,
        )
        until(reader.page, "document.getElementById('search-results').dataset.state === 'done'")
        assert reader.page.locator("#search-results img, #search-status script").count() == 0
    reader.open(q="皇后路\u200b\u202e")
    assert reader.total == 1


@pytest.mark.parametrize(
    "lost", ["index.json", "table.huozi", ".pf_index", ".pf_meta", ".pagefind"]
)
def test_a_missing_file_is_shown_as_an_error(
    lost: str, searched: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    origin = served(searched / "output")
    for reader in reading(origin, browser):
        reader.page.route(
            re.compile(rf"{re.escape(lost)}$"), lambda route: route.fulfill(status=404)
        )
        reader.page.goto(f"{origin}search/?q=%E7%9A%87%E5%90%8E%E8%B7%AF")
        reader.answered("皇后路", "error")
        status = reader.page.get_by_role("status")
        assert "搜索暂时不可用" in status.inner_text()
        assert status.get_by_role("link").get_attribute("href") == "../archive/"
        reader.page.unroute_all()
        status.get_by_role("button").click()
        reader.answered("皇后路")
        assert reader.total == 1
        # The browser itself reports each missing file.
        reader.wrong[:] = [text for text in reader.wrong if "404" not in text]


def test_being_offline_is_shown_as_an_error(reader: Reader) -> None:
    reader.open()
    reader.page.context.set_offline(True)
    reader.page.get_by_role("searchbox").fill("旧闻")
    reader.page.keyboard.press("Enter")
    reader.answered("旧闻", "error")
    reader.page.context.set_offline(False)
    reader.page.get_by_role("status").get_by_role("button").click()
    reader.answered("旧闻")
    reader.wrong[:] = [text for text in reader.wrong if "ERR_INTERNET_DISCONNECTED" not in text]


@pytest.mark.parametrize("tag", FOLDERS)
def test_without_scripts_the_page_links_to_the_archive(
    tag: str, searched: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served(searched / 'output')}search/{FOLDERS[tag]}")
    assert page.locator("noscript a, main .note a").first.get_attribute("href")
    assert page.locator("form[role=search]").get_attribute("action")
    context.close()


def test_no_page_may_run_text_as_a_script(reader: Reader) -> None:
    for place in ("", "search/", "search/zh-hant-tw/"):
        reader.page.goto(reader.origin + place)
        policy = reader.page.locator("meta[http-equiv=Content-Security-Policy]")
        assert "'unsafe-eval'" not in (policy.get_attribute("content") or "")
        refused = reader.page.evaluate("""() => new Promise((done) => {
          setTimeout(() => {
            try {
              done(eval("1"));
            } catch (fault) {
              done(fault.name);
            }
          });
        })""")
        assert refused == "EvalError"
    reader.wrong.clear()  # the browser itself reports each


def test_search_works_below_a_folder_and_under_a_strict_policy(
    searched: Path, served: Callable[[Path], str], browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "repo").symlink_to(searched / "output")
    allowed = re.search(r"'sha256-[^']+'", (searched / "output/index.html").read_text("utf-8"))
    assert allowed
    policy = (
        f"default-src 'none'; script-src 'self' {allowed[0]} 'wasm-unsafe-eval'; "
        "connect-src 'self'; "
        "style-src 'self'; img-src 'self' data:; form-action 'self'"
    )
    origin = served(tmp_path) + "repo/"
    for reader in reading(origin, browser):

        def strict(route: object) -> None:
            answer = route.fetch()  # type: ignore[attr-defined]
            headers = {**answer.headers, "content-security-policy": policy}
            route.fulfill(response=answer, headers=headers)  # type: ignore[attr-defined]

        reader.page.route("**/search/*", strict)
        reader.page.route("**/search/zh-hant-tw/*", strict)
        reader.open("zh-Hant-TW", q="皇后路")
        assert reader.places == ["2025-03-20/01-01"]
