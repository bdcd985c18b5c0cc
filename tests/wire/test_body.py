"""An article's body from its Markdown to each of its uses: page, feed, book, front, search."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from lxml import etree, html

from tests.press.driver import SITE, Paper

EMPHASIS = (
    ("向**“新”**求质", "向<strong>“新”</strong>求质"),
    ("**新特性、**bugfix", "<strong>新特性、</strong>bugfix"),
    ("见v2**《说明》**一节", "见v2<strong>《说明》</strong>一节"),
    ("app*（试用）*beta", "app<em>（试用）</em>beta"),
    ("原价~~八元，~~now五元", "原价<s>八元，</s>now五元"),
    ("他说**“甲”**和**“乙”**", "他说<strong>“甲”</strong>和<strong>“乙”</strong>"),
    ("二~~三与a~b", "二~~三与a~b"),
    ('x*"y"*z', 'x*"y"*z'),
    ("snake_case_name", "snake_case_name"),
)
"""What an editor writes, and what stands on the page."""
BODY = """\
头**发**很长，发~~展~~。他说：“‘头*发*’”，-{发展}-。见 https://example.org/a?b=c&d=e_f-g.html。

## -{发}-展[^1]

第一行 one
two

```
发
 展
```

![头发](photo.png) [桥](/2025/03-20/01-01/?a=1#p2) [下](#p1)

| 项目 | 数 |
|---|--:|
| 头发 | 1 |

- 干燥

[^1]: 注里的头发
"""
RAW = """\
他<u title="头发">发</u>展。

<details><summary>头发</summary>

干燥<br>里面 <span lang="ja">発</span>

</details>

<img alt="头发" src="photo.png">
"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8"
    "cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def site(folder: Path, more: str = "") -> Paper:
    paper = Paper(folder / "paper", SITE.replace("paper.example/", "paper.example/repo/"))
    paper.replace("site.toml", "title", f"{more}\ntitle")
    edition = "content/2025-03-20"
    paper.write(f"{edition}/edition.toml", '[pages]\n01 = "要闻"\n')
    paper.write(f"{edition}/photo.png", PIXEL)
    return paper


def published(paper: Paper) -> Paper:
    report = paper.build()
    assert report.status == 0, report.problems
    return paper


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    paper = site(tmp_path_factory.mktemp("body"))
    lines = "\n\n".join(text for text, _ in EMPHASIS)
    paper.write("content/2025-03-20/01-01.md", f"---\ntitle: 全\n---\n{BODY}")
    paper.write("content/2025-03-20/01-02.md", f"---\ntitle: 重\n---\n{lines}\n")
    deep = f"{'**' * 3000}深{'**' * 3000}\n"
    paper.write("content/2025-03-20/01-03.md", f"---\ntitle: 深\n---\n{deep}")
    heads = "\n\n".join(f"## -{{发}}-展{n}\n\n头" for n in range(4))
    paper.write("content/2025-03-20/01-04.md", f"---\ntitle: 录\n---\n{heads}\n")
    return published(paper)


def body(paper: Paper, stem: str, folder: str = "") -> html.HtmlElement:
    page = paper.out / "2025/03-20" / stem / folder / "index.html"
    (element,) = html.document_fromstring(page.read_bytes()).find_class("e-content")
    return element


def inside(element: html.HtmlElement) -> str:
    """The HTML in an element."""
    parts = (html.tostring(child, encoding="unicode") for child in element)
    return ((element.text or "") + "".join(parts)).strip()


@pytest.mark.parametrize(("number", "shown"), list(enumerate((shown for _, shown in EMPHASIS), 1)))
def test_emphasis_is_where_a_chinese_editor_puts_it(built: Paper, number: int, shown: str) -> None:
    paragraph = body(built, "01-02").get_element_by_id(f"p{number}")
    assert inside(paragraph) == shown


def test_words_and_quotation_marks_are_converted_across_markup(built: Paper) -> None:
    text = inside(body(built, "01-01", "zh-hant-tw").get_element_by_id("p1"))
    assert text.startswith("頭<strong>髮</strong>很長，發<s>展</s>。他說：「『頭<em>髮</em>』」，")
    assert '<span lang="zh-Hans">发展</span>。見' in text
    assert "<wbr>b=<wbr>c&amp;<wbr>d" in text


def test_code_stays_as_it_is_and_what_is_read_aloud_is_converted(built: Paper) -> None:
    element = body(built, "01-01", "zh-hant-tw")
    assert element.xpath("string(.//pre)") == "发\n 展\n"
    assert element.xpath("string(.//img/@alt)") == "頭髮"
    assert element.xpath("string(.//td[1])") == "頭髮"


def test_links_lead_to_the_variant_the_reader_is_in(built: Paper) -> None:
    links = body(built, "01-01", "zh-hant-tw").xpath(".//p/a/@href")
    assert links[:2] == ["./?a=1#p2", "#p1"]


def test_a_kept_word_in_a_subhead_is_kept_in_the_contents_too(built: Paper) -> None:
    page = built.out / "2025/03-20/01-04/zh-hant-tw/index.html"
    links = html.document_fromstring(page.read_bytes()).xpath("//a[starts-with(@href, '#s')]")
    assert [link.text_content() for link in links] == [f"发展{n}" for n in range(4)]


def test_a_feed_has_the_whole_text_with_links_from_anywhere(built: Paper) -> None:
    items = json.loads((built.out / "zh-hant-tw/feed.json").read_text("utf-8"))["items"]
    text = next(i["content_html"] for i in items if i["title"] == "全")
    assert "<pre><code>发\n 展\n</code></pre>" in text, "lines of code stay lines"
    assert "第一行 one\ntwo</p>" in text, "two words stay two"
    there = "https://paper.example/repo/2025/03-20/01-01/zh-hant-tw/"
    assert f'<a href="{there}?a=1#p2">' in text and f'<a href="{there}#p1">' in text
    assert ' id="' not in text and "<p><picture><source" in text


def test_a_book_has_it_as_xhtml_with_links_inside_the_book(built: Paper) -> None:
    book = zipfile.ZipFile(built.out / "2025/03-20/zh-hant-tw/2025-03-20.epub")
    data = book.read("book/01-01.xhtml")
    root = etree.parse(io.BytesIO(data))
    links = root.xpath("//*[local-name()='p'][@id='p3']/*[local-name()='a']/@href")
    assert links == ["https://paper.example/repo/2025/03-20/01-01/zh-hant-tw/?a=1#p2", "#p1"]
    assert "發<s>展</s>".encode() in data and b"<wbr/>" in data


def test_a_front_page_shows_the_paragraphs_without_notes(built: Paper) -> None:
    page = html.document_fromstring((built.out / "2025/03-20/index.html").read_bytes())
    words = page.text_content()
    assert "头发很长，发展。" in words and "第一行 one two" in words
    assert "注里的头发" not in words and "[1]" not in words


def test_search_records_have_the_text_of_the_page_by_block(built: Paper) -> None:
    lines = (built.root / ".huozi/output.records/2025-03-20.jsonl").read_text("utf-8")
    *_, texts = json.loads(lines.splitlines()[0])
    blocks = dict(texts)["zh-Hant-TW"][-1]
    assert ["s1", "发展[1]"] in blocks and ["", "頭髮"] in blocks and ["", "乾燥"] in blocks
    assert ["p4", "注裡的頭髮"] in blocks


def test_emphasis_however_deep_is_printed(built: Paper) -> None:
    assert body(built, "01-03").text_content().strip() == "深"


def test_raw_html_is_converted_like_all_else(tmp_path: Path) -> None:
    paper = site(tmp_path, 'raw_html = true\nraw_html_tags = ["u", "details", "summary", "div"]')
    paper.write("content/2025-03-20/01-01.md", f"---\ntitle: 生\n---\n{RAW}")
    deep = "<div>" * 3000 + "深" + "</div>" * 3000
    paper.write("content/2025-03-20/01-02.md", f"---\ntitle: 深\n---\n{deep}\n")
    published(paper)
    element = body(paper, "01-01", "zh-hant-tw")
    assert inside(element.get_element_by_id("p1")).startswith('他<u title="頭髮">發</u>展。')
    assert element.xpath("string(.//details/summary)") == "頭髮"
    assert element.xpath("normalize-space(.//details/p)") == "乾燥 裡面 発"
    assert element.xpath("count(.//picture//img[@alt='頭髮'][@srcset])") == 1
    assert body(paper, "01-02").text_content().strip() == "深"
