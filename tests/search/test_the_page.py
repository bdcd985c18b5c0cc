"""The search page: what readers do there, and what is said to those who cannot see it."""

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


def test_nothing_of_the_search_is_loaded_before_a_reader_turns_to_it(reader: Reader) -> None:
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.page.goto(reader.origin)
    reader.page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "search/data" in url or "search-engine" in url]
    with reader.page.expect_response(lambda answer: answer.url.endswith(".pagefind")):
        reader.page.keyboard.press("/")
    reader.page.wait_for_load_state("networkidle")
    assert [url for url in asked if url.endswith(".pagefind")]
    assert not [url for url in asked if url.endswith(".pf_index")]


def test_the_box_in_the_header_leads_to_the_results(reader: Reader) -> None:
    reader.page.goto(f"{reader.origin}2025/03-20/01-02/zh-hant-tw/")
    reader.page.get_by_role("searchbox").fill("里程碑")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url(f"{reader.origin}search/zh-hant-tw/?q=*")
    reader.answered("里程碑")
    assert reader.total == 1


def test_typing_is_answered_after_a_rest_and_enter_at_once(reader: Reader) -> None:
    reader.open()
    assert (reader.total, reader.page.locator("#search-results li").count()) == (0, 0)
    expect(reader.page.get_by_role("searchbox")).to_be_focused()
    reader.page.keyboard.type("皇后路", delay=20)
    reader.answered("皇后路")
    assert reader.total == 1
    assert reader.page.url.endswith("?q=%E7%9A%87%E5%90%8E%E8%B7%AF")
    reader.page.get_by_role("searchbox").fill("旧闻")
    reader.page.keyboard.press("Enter")
    reader.answered("旧闻")
    assert reader.places == ["2024-11-05/01-01"]
    reader.page.go_back()
    reader.answered("皇后路")
    expect(reader.page.get_by_role("searchbox")).to_have_value("皇后路")


def test_what_an_input_method_is_composing_is_not_searched(reader: Reader) -> None:
    reader.open(q="旧闻")
    reader.page.evaluate("""() => {
      const field = document.querySelector("form.search-box input");
      field.value = "huang";
      field.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
    }""")
    reader.page.wait_for_timeout(400)
    reader.answered("旧闻")


ONE = """(({ total, state }) => total == 1 && state == "done")(
  document.getElementById("search-results").dataset)"""


def test_filters_work_together_and_stand_in_the_address(reader: Reader) -> None:
    reader.open(q="新质生产力")
    section = reader.page.get_by_label("栏目")
    assert section.locator("option").all_inner_texts() == [
        "全部",
        "要闻 (3)",
        "副刊 (1)",
        "民生 (1)",
    ]
    section.select_option("要闻")
    reader.page.get_by_label("作者").select_option("丰曼")
    until(reader.page, ONE)
    assert reader.places == ["2025-03-19/01-01"]
    assert "section=" in reader.page.url and "author=" in reader.page.url
    assert reader.page.get_by_label("作者").locator("option").all_inner_texts() == [
        "全部",
        "丰曼 (1)",
        "段简 (1)",
    ]
    reader.page.get_by_role("button", name="清除筛选").click()
    reader.answered("新质生产力")
    assert reader.total == 5
    reader.page.go_back()
    until(reader.page, ONE)


def test_dates_limit_what_is_searched(reader: Reader) -> None:
    reader.open(q="新质生产力", **{"from": "2025-03-18", "to": "2025-03-19"})
    assert reader.places == ["2025-03-19/01-01", "2025-03-18/01-01"]
    reader.open(**{"from": "2025-03-19", "to": "2025-03-19"})
    assert reader.places == ["2025-03-19/01-01"]
    reader.open(section="民生")
    assert reader.places == ["2025-03-18/01-01"]


def test_sources_are_found_and_chosen(reader: Reader) -> None:
    reader.open(q="新质生产力")
    source = reader.page.get_by_label("来源")
    assert source.locator("option").all_inner_texts() == ["全部", "新华社 (2)"]
    source.select_option("新华社")
    until(reader.page, ONE.replace("total == 1", "total == 2"))
    assert reader.places == ["2025-03-19/01-01", "2024-11-05/01-01"]
    reader.open("zh-Hant-TW", source="新华社", author="丰曼")
    assert reader.places == ["2025-03-19/01-01"]
    assert reader.page.get_by_label("來源").locator("option").all_inner_texts()[1] == "新華社 (1)"
    reader.open("zh-Hant-TW", q="新華社")
    assert reader.text(".source") == ["來源：新華社", "來源：新華社"]
    assert reader.marks == ["新華社", "新華社"]


def test_words_that_do_not_stand_as_typed_are_asked_without_their_marks(reader: Reader) -> None:
    listed = reader.page.locator("#search-results")
    for query in ("“干部 生产力”", '"干部 生产力"', "《新质》生产力 干部", "“新质生产力”干部"):
        reader.open(q=query)
        assert (query, reader.places) == (query, ["2025-03-20/01-01"])
        assert "没有与所输入的完全相同的词句" in reader.page.get_by_role("status").inner_text()
        words = query.translate(UNQUOTED).split()
        assert listed.get_attribute("data-asked") == " ".join(words)
    reader.open(q="“皇后路”")
    assert reader.page.get_by_role("status").inner_text() == "找到1篇"
    assert listed.get_attribute("data-asked") is None
    reader.open("zh-Hant-TW", q="「幹部 生產力」")
    assert "沒有與所輸入的完全相同的詞句" in reader.page.get_by_role("status").inner_text()
    reader.open(q="“皇后路 没有的词”")
    message = reader.page.get_by_role("status").inner_text()
    assert message == "没有找到“皇后路 没有的词”。"
    assert reader.page.locator("#search-near a").all_inner_texts() == ["皇后路（1篇）"]


UNQUOTED = str.maketrans(dict.fromkeys('“”《》"', " "))


def test_filters_are_named_as_the_reader_reads_them(reader: Reader) -> None:
    reader.open("zh-Hant-TW", q="新质生产力", section="要闻")
    assert reader.total == 3
    shown = reader.page.locator("select[name=section] option").all_inner_texts()
    assert shown[1] == "要聞 (3)"


def test_ten_at_a_time(reader: Reader) -> None:
    reader.open(q="例行的短讯")
    assert (reader.total, len(reader.places)) == (15, 10)
    first = reader.places
    status = reader.page.get_by_role("status")
    reader.page.get_by_role("button", name="再看5篇").focus()
    reader.page.keyboard.press("Enter")
    expect(status).to_have_text("又列出5篇，找到15篇")
    assert reader.places[:10] == first and len(reader.places) == 15
    expect(reader.page.locator("#search-results li").nth(10).locator("a")).to_be_focused()
    expect(reader.page.locator("#search-more")).to_be_hidden()


def test_the_list_grows_only_when_it_is_asked_to(elder: Reader) -> None:
    elder.page.goto(f"{elder.origin}search/?q=石桥")
    elder.answered("石桥", "partial")
    assert (elder.total, len(elder.places)) == (18, 10)
    footer = elder.page.locator("footer").last
    for _ in range(3):
        elder.page.mouse.wheel(0, 20_000)
        elder.page.keyboard.press("End")
        elder.page.wait_for_timeout(150)
    expect(footer).to_be_in_viewport()
    assert len(elder.places) == 10


def test_older_years_are_searched_when_they_are_asked_for(elder: Reader) -> None:
    elder.page.goto(f"{elder.origin}search/?q=石桥")
    elder.answered("石桥", "partial")
    status = elder.page.get_by_role("status")
    assert status.inner_text() == "2020年3月1日以来找到18篇"
    elder.page.get_by_role("button", name="再看8篇").click()
    expect(status).to_have_text("又列出10篇，2019年3月1日以来找到21篇")
    elder.page.get_by_role("button", name="再看1篇").click()
    elder.answered("石桥")
    expect(status).to_have_text("又列出4篇，找到24篇")
    assert elder.places[20].startswith("2019") and elder.places[-1].startswith("2018")


LOST = {
    "zh-Hans": ("2020年的报纸暂时查不到。", "重试"),
    "zh-Hant-TW": ("2020年的報紙暫時查不到。", "重試"),
    "zh-Hant-HK": ("2020年的報紙暫時未能搜尋。", "重試"),
}


@pytest.mark.parametrize("tag", FOLDERS)
@pytest.mark.parametrize("lost", [".pf_index", "table.huozi"])
def test_a_year_that_cannot_be_asked_is_named_and_hides_no_other(
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


def test_no_result_says_so_and_offers_what_is_near(reader: Reader) -> None:
    reader.open(q="皇后路 没有的词")
    assert reader.page.locator("#search-status").inner_text() == "没有找到“皇后路 没有的词”。"
    near = reader.page.locator("#search-near a")
    assert near.all_inner_texts() == ["皇后路（1篇）"]
    near.first.click()
    reader.answered("皇后路")
    assert reader.total == 1
    reader.open(q="皇后路", section="副刊")
    assert reader.page.locator("#search-near a").all_inner_texts() == ["不限范围（1篇）"]


def test_keys_lead_through_the_results_and_back(reader: Reader) -> None:
    reader.open(q="新质生产力")
    reader.page.locator("h1").click()
    reader.page.keyboard.press("/")
    expect(reader.page.get_by_role("searchbox")).to_be_focused()
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("ArrowDown")
    expect(reader.page.locator("#search-results h2 a").nth(1)).to_be_focused()
    reader.page.keyboard.press("Escape")
    expect(reader.page.get_by_role("searchbox")).to_be_focused()


def test_what_happens_is_announced(reader: Reader) -> None:
    reader.open(q="新质生产力")
    status = reader.page.get_by_role("status")
    assert status.inner_text() == "找到5篇"
    assert status.get_attribute("aria-live") == "polite"


def test_an_article_opened_from_a_result_has_its_hit_marked(reader: Reader) -> None:
    for tag, query, marked in (
        ("zh-Hans", "加粗跨过", "加粗跨过"),
        ("zh-Hant-TW", "软件和计算机", "軟體和電腦"),
    ):
        reader.open(tag, q=query)
        reader.page.locator("#search-results a").first.click()
        reader.page.wait_for_url("**/01-01/**")
        marks = reader.page.locator("article mark")
        expect(marks.first).to_be_in_viewport()
        assert "".join(marks.all_inner_texts()) == marked


@pytest.mark.parametrize("end", ["?hit=皇后路#%", "?hit=%&hit=皇后路#%E7%9A", "?hit=皇后路#"])
def test_an_address_that_is_no_text_marks_its_words_all_the_same(end: str, reader: Reader) -> None:
    reader.page.goto(f"{reader.origin}2025/03-20/01-01/{end}")
    expect(reader.page.locator("article mark").first).to_be_in_viewport()
    assert set(reader.page.locator("article mark").all_inner_texts()) >= {"皇后路"}


def test_the_other_scripts_ask_the_same(reader: Reader) -> None:
    reader.open(q="皇后路")
    reader.page.locator("nav.script-switch a[lang=zh-Hant-TW]").click()
    reader.page.wait_for_url("**/zh-hant-tw/?q=*")
    reader.answered("皇后路")
    assert reader.text(".where") == ["第1版 要聞"]


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


def test_no_query_breaks_or_does_anything(reader: Reader) -> None:
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
def test_a_missing_file_is_an_error_that_is_told(
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


def test_offline_is_told_too(reader: Reader) -> None:
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
def test_without_scripts_the_page_says_where_to_look(
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


@pytest.mark.parametrize("tag", FOLDERS)
def test_the_dates_stand_side_by_side_on_a_telephone(tag: str, reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 375, "height": 800})
    reader.open(tag, q="皇后路")
    first, last = (
        reader.page.locator(f"#search-filters [name={name}]").bounding_box()
        for name in ("from", "to")
    )
    assert first is not None and last is not None
    assert first["y"] == last["y"] and last["x"] + last["width"] <= 375
