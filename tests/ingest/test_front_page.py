"""The newspaper's own front page of 20 March 2025: eight articles and a photo story."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from generator.content.markdown import plain
from generator.ingest.read.draft import ArticleDraft
from generator.ingest.read.page_reading import PageReading, read_page
from generator.ingest.read.read_settings import Settings
from generator.model.article import EditionId, Jump
from tests.ingest.conftest import HOME, Paper

SEED = "seeds/2025-03-20/01.txt"
EDITION = EditionId.parse("2025-03-20")

#  lines, headline, subtitle, people (role name house), source
PAGE = """
3-39    | 向“新”求质 以“算”赋能 我市加快培育算力新质生产力 | | 记者 韩云峰 本报 |
41-51   | 我国可重复使用运载火箭 发动机技术取得新突破 | | 记者 付瑞雷 新华社, 记者 宋晨 新华社 | 新华社
53-65   | 凝聚青春力量 谱写奋斗华章 | 艾凌宇出席共青团大同市第十七届委员会第六次全体（扩大）会议并讲话 | 记者 丰曼 本报 | 本报
67-77   | 凝心聚力服务发展大局 发挥优势主动担当作为 | 姚鸿波走访调研民建、农工党市委会工作 | 记者 李雪峰 本报 | 本报
79-93   | 十六届大同市委第七轮巡察全部进驻 | | 记者 丰曼 本报 | 本报
95-101  | 大同——怀来——天津南1000千伏特高压交流工程开工 | | 记者 闫昌 本报 | 本报
103-107 | 我市选手获第五届全省理论宣讲大赛一等奖 | | 记者 丰曼 本报 | 本报
111-113 | | | 摄影 韩堃 本报 | 本报
115-127 | 真抓实干开拓进取 奋力谱写高质量发展浑源篇章 | ——访浑源县委副书记、县长赵昱清 | 记者 苑捷 本报 |
"""  # noqa: E501

JOINS = (
    "进一步提出要聚焦算力网络",
    "此次二子级动力系统试车采用的YF-102系列",
    "此次试车任务中该款发动机表现完美",
    "全面从严治团，团结带领全市团员青年",
    "履行职能的平台、展示形象的窗口",
    "不断提高巡察震慑力和针对性，以有力有效的政治巡察",
    "把文旅产业打造成战略性支柱产业",
    "生态工程、供水工程等，目前各项工程",
)


@pytest.fixture(scope="module")
def page() -> PageReading:
    assert EDITION is not None
    return read_page((HOME / SEED).read_text("utf-8"), Settings(EDITION.date, "01"))


def draft_text(draft: ArticleDraft) -> str:
    front = draft.front
    people = ", ".join(f"{b.roles[0]} {b.name} {b.house}" for b in front.bylines)
    parts = (f"{draft.first}-{draft.last}", front.title, front.subtitle, people, front.source)
    return " | ".join(parts)


def test_it_has_nine_articles(page: PageReading) -> None:
    squeezed = [re.sub(r"\s*\|\s*", "|", line).strip() for line in PAGE.strip().splitlines()]
    assert [re.sub(r"\s*\|\s*", "|", draft_text(d)).strip() for d in page.drafts] == squeezed


def test_only_the_photo_is_a_photo_and_its_caption_is_the_body(page: PageReading) -> None:
    assert [d.front.kind for d in page.drafts] == ["article"] * 7 + ["photo", "article"]
    assert page.drafts[7].body.startswith("为进一步提升全民森林草原防火意识")
    assert "韩堃" not in page.drafts[7].body


def test_the_lead_has_three_subheads_and_breaks_off(page: PageReading) -> None:
    lead = page.drafts[0]
    assert re.findall(r"(?m)^## (.*)$", lead.body) == [
        "政策护航 增添信心",
        "绿色能源 澎湃动能",
        "基础设施 持续向“新”",
    ]
    assert lead.body.endswith("示范带动效")
    assert [d.front.incomplete for d in page.drafts] == [True] + [False] * 8


def test_the_dispatch_has_its_place_and_date(page: PageReading) -> None:
    lines = [d.front.dateline for d in page.drafts]
    assert [line is not None for line in lines] == [False, True] + [False] * 7
    assert lines[1] is not None
    assert (lines[1].place, str(lines[1].date)) == ("西安", "2025-03-18")


def test_it_refers_to_page_two_and_is_continued_on_page_three(page: PageReading) -> None:
    assert [d.front.see for d in page.drafts if d.front.see] == [("02",)]
    assert page.drafts[4].front.see == ("02",)
    assert [d.front.jump for d in page.drafts] == [None] * 8 + [Jump(to="03")]


def test_eight_cut_sentences_are_joined_and_no_others(page: PageReading) -> None:
    text = "\n".join(plain(d.body) for d in page.drafts)
    for joined in JOINS:
        assert joined in text
    seed = (HOME / SEED).read_text("utf-8")
    printed = [line for line in seed.splitlines() if line.strip() and line[0] != "#"]
    bylines = 3
    paragraphs = [b for d in page.drafts for b in d.body.split("\n\n") if not b.startswith("#")]
    assert len(paragraphs) == len(printed) - bylines - len(JOINS)


def test_half_width_marks_are_repaired_but_in_times(page: PageReading) -> None:
    count: Counter[str] = Counter()
    for change in page.summary.changes:
        count[change.was + change.now] += change.times
    assert count == {",，": 249, "(（": 14, ")）": 14, ";；": 9}
    assert "工作日8:00-12:00，14:30-18:00。" in page.drafts[4].body


def test_no_character_is_lost(page: PageReading) -> None:
    assert page.faults == ()
    totals = page.summary.totals
    assert totals.characters == totals.in_articles + totals.moved + totals.changed + totals.left_out
    assert totals.left_out == 0


def test_content_is_the_output_of_ingest(paper: Paper) -> None:
    for name in ("01.txt", "edition.toml"):
        paper.write(f"seeds/2025-03-20/{name}", (HOME / "seeds/2025-03-20" / name).read_bytes())
    paper.ingest()
    written = {k: v for k, v in paper.content().items() if not k.endswith("edition.toml")}
    committed = {
        f"content/2025-03-20/{file.name}": file.read_text("utf-8")
        for file in (HOME / "content/2025-03-20").iterdir()
        if file.name != "edition.toml"
    }
    assert written == committed
