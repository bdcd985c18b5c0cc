"""Every visible text is found, typed in any script, from the page of any script."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.search.conftest import FOLDERS, Reader

pytestmark = pytest.mark.browser

CASES = [
    line.rsplit(" ; ", 1)
    for line in (Path(__file__).parent / "queries.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("tag", FOLDERS)
def test_every_query_finds_its_articles_and_no_other(tag: str, reader: Reader) -> None:
    reader.open(tag)
    wrong = []
    for query, expected in CASES:
        addresses = reader.page.evaluate(
            """async (query) => {
              const box = document.querySelector("form.search-box");
              return (await box.engine()).addresses(query);
            }""",
            query,
        )
        wanted = "" if expected == "-" else expected
        places = [place[1:5] + "-" + place[6:].rstrip("/") for place in addresses]
        if sorted(places) != sorted(wanted.split()):
            wrong.append(f"{query}: {' '.join(places)} instead of {expected}")
    assert wrong == []


@pytest.mark.parametrize(
    ("tag", "headline", "marks"),
    [
        ("zh-Hans", "发展新质生产力 干部下乡", ["软件和计算机"]),
        ("zh-Hant-TW", "發展新質生產力 幹部下鄉", ["軟體和電腦"]),
        ("zh-Hant-HK", "發展新質生產力 幹部下鄉", ["軟件和電腦"]),
    ],
)
@pytest.mark.parametrize("query", ["软件和计算机", "軟體和電腦", "軟件和電腦"])
def test_results_are_shown_in_the_script_of_the_page_and_marked_there(
    tag: str, headline: str, marks: list[str], query: str, reader: Reader
) -> None:
    reader.open(tag, q=query)
    assert reader.text("h2") == [headline]
    assert reader.marks == marks
    excerpt = reader.text(".excerpt")[0]
    assert excerpt.endswith("都裝好了。" if tag != "zh-Hans" else "都装好了。")


def test_headlines_come_first_then_bylines_then_the_newest(reader: Reader) -> None:
    reader.open(q="新质生产力")
    assert reader.places == [
        "2025-03-20/01-01",
        "2025-03-20/02-01",
        "2025-03-19/01-01",
        "2025-03-18/01-01",
        "2024-11-05/01-01",
    ]
    reader.open(q="新质生产力", sort="date")
    assert reader.places[:2] == ["2025-03-20/01-01", "2025-03-20/02-01"]


def test_a_result_names_its_page_and_date(reader: Reader) -> None:
    reader.open(q="去年讲")
    assert reader.text("li")[0].split("\n\n")[0].startswith("去年的旧闻")
    assert reader.text("time") == ["2024年11月5日"]
    reader.open(q="皇后路")
    assert reader.text(".where") == ["第1版 要闻"]
    assert reader.text(".byline") == ["本报记者 段简"]
    assert reader.text(".kicker") == ["城南旧事"]


def test_an_excerpt_is_the_text_as_it_stands(reader: Reader) -> None:
    reader.open(q="跨过标记")
    assert reader.text(".excerpt") == ["加粗跨过标记，斜体也跨。软件和计算机都装好了。"]
    reader.open(q="消息传遍")
    assert reader.text(".excerpt") == ["昨天也讲新质生产力，讲得很长。通车的消息传遍全城。"]
    assert reader.marks == ["消息传遍"]


def test_very_long_words_are_found_in_the_texts(reader: Reader) -> None:
    sentence = "一段简单的文字，头发和发展都在这里。总投资46.7亿元，占54%，电压1000千伏。"
    reader.open(q=sentence)
    assert reader.places == ["2025-03-20/01-01"]
    reader.open(q=sentence + "完")
    assert reader.total == 0


def test_many_words_must_all_be_there(reader: Reader) -> None:
    words = "城南 旧事 发展 新质 生产力 干部 下乡 后山 修好 简单 文字 投资 亿元 电压 千伏"
    reader.open(q=words)
    assert reader.places == ["2025-03-20/01-01"]
    reader.open(q=words + " 传遍")
    assert reader.total == 0
