"""The search page in a browser: typing, filters, results, keys and announcements."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.conftest import until
from tests.search.conftest import FOLDERS, Reader

pytestmark = pytest.mark.browser


def test_search_files_are_loaded_only_on_use(reader: Reader) -> None:
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


def test_typing_searches_after_a_pause_and_enter_at_once(reader: Reader) -> None:
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


def test_more_results_are_listed_only_on_request(elder: Reader) -> None:
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


def test_older_years_are_searched_on_request(elder: Reader) -> None:
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


def test_no_result_offers_similar_queries(reader: Reader) -> None:
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


def test_the_other_scripts_find_the_same(reader: Reader) -> None:
    reader.open(q="皇后路")
    reader.page.locator("nav.script-switch a[lang=zh-Hant-TW]").click()
    reader.page.wait_for_url("**/zh-hant-tw/?q=*")
    reader.answered("皇后路")
    assert reader.text(".where") == ["第1版 要聞"]


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
