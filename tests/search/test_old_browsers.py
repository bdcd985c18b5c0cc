"""A browser of the baseline searches, reads and turns the script: what it lacks is taken away."""

from __future__ import annotations

import base64
import gzip
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from generator.search import pagefind
from tests.baseline import LACKING, TAKEN_AWAY
from tests.conftest import ROOT, until
from tests.search.conftest import Reader, reading

pytestmark = pytest.mark.browser

STANDING = """(paths) => paths.filter((path) => {
  const reached = path.split(".").reduce((owner, name) => owner && owner[name], globalThis);
  return reached !== undefined;
})"""


@pytest.fixture
def old(searched: Path, served: Callable[[Path], str], browser: Browser) -> Iterator[Reader]:
    """A reader whose browser lacks what the baseline lacks, in pages and in workers."""

    def without(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=TAKEN_AWAY + answer.text())

    for reader in reading(served(searched / "output"), browser):
        reader.page.add_init_script(TAKEN_AWAY)
        reader.page.route("**/search-worker.*.js", without)
        yield reader


def test_what_is_typed_is_found(old: Reader) -> None:
    with old.page.expect_response(re.compile(r"/search-inflate\.\w+\.js$")):
        old.open()
    assert old.page.evaluate(STANDING, [path for path in LACKING if "prototype" not in path]) == []
    old.page.keyboard.type("皇后路", delay=20)
    old.answered("皇后路")
    expect(old.page.get_by_role("searchbox")).to_have_value("皇后路")
    assert old.places == ["2025-03-20/01-01"]
    assert old.marks == ["皇后路"]
    old.page.get_by_label("栏目").select_option("要闻")
    until(old.page, "location.search.includes('section')")
    old.answered("皇后路")
    assert old.total == 1


def test_what_an_input_method_is_composing_is_not_searched(old: Reader) -> None:
    old.open(q="旧闻")
    old.page.evaluate("""() => {
      const field = document.querySelector("form.search-box input");
      field.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
      field.value = "huang";
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }""")
    old.page.wait_for_timeout(400)
    assert old.page.locator("#search-results").get_attribute("data-query") == "旧闻"


def test_an_article_is_opened_turned_and_set_upright(old: Reader) -> None:
    old.open(q="皇后路")
    old.page.locator("#search-results a").first.click()
    old.page.wait_for_url("**/01-01/**")
    expect(old.page.locator("article mark").first).to_be_in_viewport()
    old.page.locator("nav.script-switch a[lang=zh-Hant-TW]").click()
    expect(old.page.locator("html")).to_have_attribute("lang", "zh-Hant-TW")
    expect(old.page.locator(".e-content")).to_contain_text("一段簡單的文字")
    old.page.evaluate("""() => {
      document.documentElement.classList.add("v");
      document.dispatchEvent(new Event("wornchange"));
    }""")
    expect(old.page.locator(".e-content .digits.apart")).to_have_text(["1000"])
    expect(old.page.locator(".e-content .digits:not(.apart)")).to_have_text(["1"])


def test_sentences_are_told_apart_without_a_segmenter(old: Reader) -> None:
    old.page.goto(f"{old.origin}2025/03-20/01-01/")
    sentences = old.page.evaluate(
        """async (address) => {
          const lines = [];
          speechSynthesis.getVoices = () => [{ lang: "zh-CN", localService: true }];
          globalThis.SpeechSynthesisUtterance = class {
            constructor(text) {
              lines.push(text);
              setTimeout(() => this.onend(), 0);
            }
          };
          speechSynthesis.speak = () => undefined;
          const { listen } = await import(address);
          listen(["停", "继续", "结束", "没有"]);
          await new Promise((done) => setTimeout(done, 500));
          return lines;
        }""",
        asset(old, "aloud"),
    )
    assert sentences[:5] == [
        "发展新质生产力 干部下乡",
        "后山的路修好了",
        "通车后的里程碑桥面 里仁 摄",
        "一段简单的文字，头发和发展都在这里。",
        "总投资46.7亿元，占54%，电压1000千伏。",
    ]


def asset(reader: Reader, name: str) -> str:
    """The address of a script of the theme."""
    written = reader.page.content()
    article = re.search(r'src="?([^"> ]*/article\.\w+\.js)', written)
    assert article
    text = reader.page.request.get(f"{reader.origin}assets/{article[1].rpartition('/')[2]}").text()
    published = re.search(rf"{name}\.\w+\.js", text)
    assert published
    return f"{reader.origin}assets/{published[0]}"


def test_any_gzip_is_unpacked_and_none_that_is_damaged(browser: Browser) -> None:
    chance = random.Random(4)
    texts = [b"", b"a", b"ab" * 40_000, chance.randbytes(70_000)]
    texts += [bytes(chance.choices("甲乙丙丁abc".encode(), k=n)) for n in range(0, 2000, 97)]
    packed = [gzip.compress(text, level) for text in texts for level in (0, 1, 9)]
    packed.append(pagefind.engine())
    damaged = [data[:-cut] for data in packed for cut in (1, 9)]
    damaged += [data[:-6] + bytes([data[-6] ^ 4]) + data[-5:] for data in packed[6:]]
    page = browser.new_page()
    page.add_script_tag(path=ROOT / "themes/default/assets/search-inflate.js")
    unpacked = page.evaluate(
        """(all) => all.map((each) => {
          const data = Uint8Array.from(atob(each), (char) => char.charCodeAt(0));
          try {
            return btoa(Array.from(inflate(data), (byte) => String.fromCharCode(byte)).join(""));
          } catch ({ message }) {
            return { message };
          }
        })""",
        [base64.b64encode(data).decode() for data in packed + damaged],
    )
    page.close()
    whole = [base64.b64encode(gzip.decompress(data)).decode() for data in packed]
    assert unpacked[: len(packed)] == whole
    assert {str(each) for each in unpacked[len(packed) :]} == {"{'message': 'damaged: gzip'}"}
