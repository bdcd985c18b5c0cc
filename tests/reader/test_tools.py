"""朗读 分享 打印 引用 竖排: the tools of an article's page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import until
from tests.gates.places import FOLDERS
from tests.gates.test_room import beyond
from tests.reader.conftest import Opener, choose

pytestmark = pytest.mark.browser

ARTICLE = "2025/03-20/01-02/"
LONG = "2025/03-20/01-01/"
ADDRESS = "https://datong.example/2025/03-20/01-02/"

CLIPBOARD = """Object.defineProperty(navigator, "clipboard", { value: {
  writeText: async (text) => { window.copied = text; } } })"""
SHARE = "navigator.share = async (what) => { window.shared = what; }"
VOICES = """
const voice = (lang, localService) => ({ lang, localService, name: lang });
window.said = [];
Object.defineProperty(window, "SpeechSynthesisUtterance", {
  value: class { constructor(text) { this.text = text; } } });
Object.defineProperty(window, "speechSynthesis", { value: Object.assign(new EventTarget(), {
  getVoices: () => window.voices ?? [voice("en-US", true), voice("zh-CN", false),
    voice("zh_CN", true), voice("zh-TW", true), voice("zh-HK", true)],
  speak(what) { window.said.push(what); },
  cancel() { window.said.at(-1)?.onend(); },
}) });"""
"""A browser's voices, speaking at our word; as some browsers do, it says that what was cut off
has ended."""


def click(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def spoken(page: Page) -> str:
    """What is being said."""
    return str(page.evaluate("said.at(-1)?.text"))


def marked(page: Page) -> str:
    return str(page.evaluate("[...(CSS.highlights.get('aloud') ?? [])].join()"))


def on(page: Page) -> None:
    """The sentence has been said to its end."""
    page.evaluate("said.at(-1).onend()")


# -- 分享 打印 引用 --------------------------------------------------------------------------------


def test_the_share_button_opens_the_devices_dialog(opened: Opener) -> None:
    page = opened(ARTICLE, setup=SHARE)
    click(page, "分享")
    assert page.evaluate("shared") == {"title": page.title(), "url": ADDRESS}


def test_without_a_share_dialog_the_address_is_copied(opened: Opener) -> None:
    page = opened(f"{ARTICLE}zh-hant-hk/?hit=x#p2", setup=CLIPBOARD)
    click(page, "分享")
    expect(page.get_by_role("button", name="已複製")).to_be_visible()
    assert page.evaluate("copied") == f"{ADDRESS}zh-hant-hk/"
    expect(page.get_by_role("button", name="分享")).to_be_visible(timeout=4000)


def test_without_clipboard_access_the_address_is_shown(opened: Opener) -> None:
    page = opened(
        ARTICLE, setup="Object.defineProperty(navigator, 'clipboard', {value: undefined})"
    )
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.default_value), dialog.dismiss()))
    click(page, "分享")
    assert asked == [ADDRESS]


def test_it_prints(opened: Opener) -> None:
    page = opened(ARTICLE, setup="window.print = () => { window.printed = true; }")
    click(page, "打印")
    assert page.evaluate("printed")


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (
            "01-02/",
            "付瑞雷, 宋晨. 我国可重复使用运载火箭 发动机技术取得新突破[N/OL]. 大同日报, "
            "2025-03-20(1)[DAY]. https://datong.example/2025/03-20/01-02/.",
        ),
        (
            "01-02/zh-hant-tw/",
            "付瑞雷, 宋晨. 我國可重複使用運載火箭 發動機技術取得新突破[N/OL]. 大同日報, "
            "2025-03-20(1)[DAY]. https://datong.example/2025/03-20/01-02/zh-hant-tw/.",
        ),
    ],
)
def test_it_is_cited_as_the_standard_has_it(opened: Opener, place: str, expected: str) -> None:
    page = opened(f"2025/03-20/{place}", setup=CLIPBOARD)
    click(page, "引用")
    until(page, "window.copied")
    text, days = re.subn(r"\[\d{4}-\d\d-\d\d\]", "[DAY]", page.evaluate("copied"))
    assert (text, days) == (expected, 1)


def test_of_many_authors_three_are_named(opened: Opener) -> None:
    page = opened(ARTICLE, setup=CLIPBOARD)
    page.evaluate(
        "for (const name of ['丙', '丁', '丙']) document.querySelector('.meta').append("
        "Object.assign(document.createElement('a'), { className: 'p-author', textContent: name }))"
    )
    click(page, "引用")
    until(page, "window.copied")
    assert page.evaluate("copied").startswith("付瑞雷, 宋晨, 丙, 等. 我国")


def test_the_buttons_are_made_by_the_script_that_they_need(opened: Opener) -> None:
    page = opened(ARTICLE, java_script_enabled=False)
    assert page.locator("button").all_inner_texts() == ["搜索"]
    assert page.locator(".tools").is_hidden()


def test_the_buttons_follow_the_script_switch(opened: Opener) -> None:
    page = opened(ARTICLE, setup=CLIPBOARD)
    page.locator("nav.script-switch a[lang=zh-Hant-TW]").click()
    expect(page.get_by_role("button", name="列印")).to_be_visible()
    assert page.locator(".tools button").count() == 4
    click(page, "分享")
    until(page, f"window.copied == '{ADDRESS}zh-hant-tw/'")


# -- 朗读 ----------------------------------------------------------------------------------------


def test_it_is_read_sentence_by_sentence_and_the_sentence_is_marked(opened: Opener) -> None:
    page = opened(LONG, setup=VOICES, reduced_motion="reduce")
    click(page, "朗读")
    until(page, "said.length == 1")
    assert spoken(page).split() == ["向“新”求质", "以“算”赋能", "我市加快培育算力新质生产力"]
    heard = []
    for _ in range(60):
        on(page)
        if not page.locator(".bar").count():
            break
        assert marked(page) == spoken(page)
        heard.append(spoken(page).strip())
        box = page.evaluate(
            "(({top, bottom}) => [top, bottom, innerHeight])"
            "([...CSS.highlights.get('aloud')][0].getBoundingClientRect())"
        )
        assert box[0] < box[2] and box[1] > 0, "what is read is in sight"
    body = page.locator(".e-content").inner_text()
    want, got = (re.sub(r"[\s…]", "", text) for text in (body, "".join(heard)))
    assert got == want, "all of it, once, in order"
    assert len(heard) > 15
    assert marked(page) == ""


def test_it_pauses_goes_on_and_stops(opened: Opener) -> None:
    page = opened(ARTICLE, setup=VOICES)
    click(page, "朗读")
    until(page, "said.length == 1")
    on(page)
    sentence = spoken(page)
    click(page, "暂停")
    assert spoken(page) == sentence
    assert page.evaluate("said.length") == 2, "silent"
    assert marked(page) == sentence, "one sees where it goes on"
    click(page, "继续")
    assert page.evaluate("said.length") == 3
    assert spoken(page) == sentence
    on(page)
    assert spoken(page) != sentence
    click(page, "停止")
    assert page.locator(".bar").count() == 0
    assert marked(page) == ""
    assert page.evaluate("said.length") == 4


@pytest.mark.parametrize(
    ("tag", "voice"), [("zh-Hans", "zh_CN"), ("zh-Hant-TW", "zh-TW"), ("zh-Hant-HK", "zh-HK")]
)
def test_the_variant_has_its_voice_and_rather_one_of_the_device(
    opened: Opener, tag: str, voice: str
) -> None:
    page = opened(ARTICLE + FOLDERS[tag], setup=VOICES)
    page.locator(".tools button").first.click()
    until(page, "said.length == 1")
    assert page.evaluate("[said[0].voice.lang, said[0].voice.localService]") == [voice, True]
    assert page.evaluate("said[0].lang") == voice.replace("_", "-")


@pytest.mark.parametrize(
    ("voices", "chosen"),
    [(["yue-HK", "zh-CN"], "yue-HK"), (["zh-CN", "ja"], "zh-CN"), (["en", "ja"], None)],
)
def test_without_its_own_voice_it_takes_the_nearest_or_says_so(
    opened: Opener, voices: list[str], chosen: str | None
) -> None:
    have = f"window.voices = {voices}.map(lang => ({{ lang, localService: true }}));"
    page = opened(ARTICLE + "zh-hant-hk/", setup=VOICES + have)
    page.locator(".tools button").first.click()
    if chosen:
        until(page, "said.length == 1")
        assert page.evaluate("said[0].voice.lang") == chosen
    else:
        expect(page.locator(".bar")).to_contain_text("這個瀏覽器沒有中文語音")
        assert page.evaluate("said.length") == 0


def test_reading_aloud_stops_when_the_script_is_switched(opened: Opener) -> None:
    page = opened(ARTICLE, setup=VOICES)
    click(page, "朗读")
    until(page, "said.length == 1")
    page.locator("nav.script-switch a[lang=zh-Hant-TW]").click()
    until(page, "document.documentElement.lang == 'zh-Hant-TW'")
    expect(page.locator(".bar")).to_have_count(0)
    assert page.evaluate("said.length") == 1
    click(page, "朗讀")
    until(page, "said.length == 2")
    assert page.evaluate("said[1].lang") == "zh-TW"


# -- 竖排 ----------------------------------------------------------------------------------------


def mode(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.querySelector('.e-content')).writingMode"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("tag", ["zh-Hant-TW", "zh-Hant-HK"])
def test_an_article_can_be_read_in_upright_lines(opened: Opener, tag: str, scripts: bool) -> None:
    page = opened(LONG + FOLDERS[tag], java_script_enabled=scripts)
    assert mode(page) == "horizontal-tb"
    page.locator(".settings summary").click()
    page.get_by_label("直排").check()
    assert mode(page) == "vertical-rl"
    for width in (320, 375, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        assert beyond(page) == []
        first, content = (page.locator(at).bounding_box() for at in ("#p1", ".e-content"))
        assert first and content
        assert first["x"] + first["width"] <= content["x"] + content["width"], "it begins in sight"
        assert content["height"] < 700


def test_not_in_simplified_characters_nor_elsewhere(opened: Opener) -> None:
    page = opened(LONG, setup="localStorage.reader = 'v'")
    assert mode(page) == "horizontal-tb"
    assert page.locator("input[value=v]").count() == 0
    page.locator("nav.script-switch a[lang=zh-Hant-TW]").click()
    until(page, "document.documentElement.lang == 'zh-Hant-TW'")
    assert mode(page) == "vertical-rl"
    assert page.locator("input[value=v]").is_checked()
    page.locator(".nameplate a").click()
    choose(page, "大")
    page.go_back()
    assert mode(page) == "vertical-rl", "what a front page does not offer stays as it was chosen"


def test_short_numbers_are_upright_and_long_ones_rotated(opened: Opener) -> None:
    page = opened(LONG + "zh-hant-tw/", setup="localStorage.reader = 'v'")
    until(page, "document.querySelector('.digits')")
    text = page.locator(".e-content").inner_text()
    pairs, apart = (
        page.locator(f".e-content {at}").all_inner_texts()
        for at in (".digits:not(.apart)", ".apart")
    )
    assert set(map(len, pairs)) == {1, 2}
    assert {"68", "43", "30", "10"} <= set(pairs)
    assert "2024" in apart
    for lying in ("46.7", "2.16", "1036.49"):
        assert lying in text
        assert not {*lying.split("."), lying} & {*pairs, *apart} - {"46", "7", "2", "16"}
    boxes = page.locator(".digits:not(.apart)").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => box.height)"
    )
    assert max(boxes) <= 19, "two digits take the room of one character"


def test_the_brackets_stand_as_upright_lines_have_them(opened: Opener) -> None:
    page = opened(LONG + "zh-hant-tw/", setup="localStorage.reader = 'v'")
    until(page, "document.querySelector('.digits')")
    styles = page.evaluate(
        "(({textOrientation, writingMode}) => [textOrientation, writingMode])"
        "(getComputedStyle(document.querySelector('#p2')))"
    )
    assert styles == ["mixed", "vertical-rl"]
    assert not re.search("[“”‘’]", page.locator(".e-content").inner_text())


def test_a_wheel_turns_the_lines_on_and_the_page_at_their_end(opened: Opener) -> None:
    page = opened(LONG + "zh-hant-tw/", setup="localStorage.reader = 'v'")
    until(page, "document.querySelector('.digits')")
    page.locator(".e-content").scroll_into_view_if_needed()
    page.locator("#p1").hover()
    left = "document.querySelector('.e-content').scrollLeft"
    page.mouse.wheel(0, 300)
    until(page, f"{left} < 0")
    page.evaluate(f"{left} = -1e6")
    before = page.evaluate("scrollY")
    page.mouse.wheel(0, 200)
    until(page, f"scrollY > {before}")
