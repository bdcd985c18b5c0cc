"""The real page, read as its readers would: eight articles and one photo story, nothing lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.content import frontmatter, markdown
from generator.model.article import Article, ArticleId, EditionId
from tests.conftest import ROOT, huozi

EDITION = EditionId.parse("2025-03-20")
assert EDITION is not None

# lines of the seed, headline (begins), subtitle (begins), people, source
TABLE = [
    ((3, 39), "向“新”求质 以“算”赋能 我市加快培育算力新质生产力", "", ["韩云峰"], None),
    ((41, 51), "我国可重复使用运载火箭 发动机技术取得新突破", "", ["付瑞雷", "宋晨"], "新华社"),
    ((53, 65), "凝聚青春力量 谱写奋斗华章", "艾凌宇出席", ["丰曼"], "本报"),
    ((67, 77), "凝心聚力服务发展大局 发挥优势主动担当作为", "姚鸿波走访调研", ["李雪峰"], "本报"),
    ((79, 93), "十六届大同市委第七轮巡察全部进驻", "", ["丰曼"], "本报"),
    ((95, 101), "大同——怀来——天津南1000千伏特高压交流工程开工", "", ["闫昌"], "本报"),
    ((103, 107), "我市选手获第五届全省理论宣讲大赛一等奖", "", ["丰曼"], "本报"),
    ((111, 113), "", "", ["韩堃"], "本报"),
    (
        (115, 127),
        "真抓实干开拓进取 奋力谱写高质量发展浑源篇章",
        "——访浑源县委副书记",
        ["苑捷"],
        None,
    ),
]
JOINED = [
    "聚焦算力网络",
    "试车采用的YF-102",
    "任务中该款发动机",
    "团结带领全市团员青年",
    "履行职能的平台",
    "针对性，以有力有效",
    "战略性支柱产业",
    "供水工程等，目前",
]


def articles() -> list[Article]:
    found = []
    for number in range(1, 10):
        path = f"content/2025-03-20/01-{number:02d}.md"
        article, problems = frontmatter.parse(
            (ROOT / path).read_text("utf-8"), path, ArticleId(EDITION, "01", number)
        )
        assert not problems
        assert article is not None
        found.append(article)
    return found


@pytest.mark.parametrize("at", range(9))
def test_each_article_is_what_the_page_prints(at: int) -> None:
    (first, last), title, subtitle, people, source = TABLE[at]
    front = articles()[at].front
    assert front.origin is not None
    assert (front.origin.first, front.origin.last) == (first, last)
    assert front.title == title
    assert front.subtitle.startswith(subtitle) and bool(front.subtitle) == bool(subtitle)
    assert [byline.name for byline in front.bylines] == people
    if source is not None:
        assert front.source == source


def test_what_else_the_page_says_is_in_the_front_matter() -> None:
    first, rocket, *_, inspection, _, _, photo, interview = articles()
    assert first.front.incomplete
    assert [s.text for s in markdown.parse(first.body).document.subheads()] == [
        "政策护航 增添信心",
        "绿色能源 澎湃动能",
        "基础设施 持续向“新”",
    ]
    assert rocket.front.dateline is not None
    assert (rocket.front.dateline.place, str(rocket.front.dateline.date)) == ("西安", "2025-03-18")
    assert inspection.front.see == ("02",)
    assert photo.front.kind == "photo"
    assert photo.front.bylines[0].roles == ("摄影",)
    assert photo.body.strip().startswith("为进一步提升全民森林草原防火意识")
    assert interview.front.jump is not None
    assert interview.front.jump.to == "03"


def test_sentences_cut_by_columns_are_whole_again_and_no_others_are_joined() -> None:
    texts = [markdown.plain(article.body) for article in articles()]
    whole = "\n".join(texts)
    for sentence in JOINED:
        assert sentence in whole
    seed = (ROOT / "seeds/2025-03-20/01.txt").read_text("utf-8")
    paragraphs = sum(1 for line in seed.split("\n") if line.strip() and not line.startswith("#"))
    made = sum(len([line for line in text.split("\n") if line.strip()]) for text in texts)
    subheads, bylines_alone = 3, 3
    assert made == paragraphs + subheads - bylines_alone - len(JOINED)


def test_marks_are_full_width_in_chinese_and_untouched_in_numbers() -> None:
    whole = "\n".join(markdown.plain(article.body) for article in articles())
    assert not re.search(r"(?<=[一-鿿])[,;()]|[,;()](?=[一-鿿])", whole)
    assert "8:00-12:00，14:30-18:00" in whole
    assert whole.count(":") == 4


def test_every_character_is_accounted_for(tmp_path: Path) -> None:
    seed = (ROOT / "seeds/2025-03-20/01.txt").read_text("utf-8")
    wanted = [c for c in seed if re.match(r"[一-鿿0-9A-Za-z]", c)]
    shown = []
    for article in articles():
        front = article.front
        parts = [front.kicker, front.title, front.subtitle, markdown.plain(article.body)]
        parts += [byline.printed for byline in front.bylines]
        shown.append("".join(parts))
    pool = "".join(shown)
    for character in set(wanted):
        assert pool.count(character) >= wanted.count(character), character


def test_a_second_ingest_changes_nothing(paper: Path) -> None:
    before = {p: p.read_bytes() for p in (paper / "content").rglob("*") if p.is_file()}
    done = huozi("ingest", site=paper)
    assert done.returncode == 0, done.stderr
    assert before == {p: p.read_bytes() for p in (paper / "content").rglob("*") if p.is_file()}
