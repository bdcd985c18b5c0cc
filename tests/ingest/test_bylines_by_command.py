"""Bylines, signatures and sentences like openings, as ``huozi ingest`` writes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.content import frontmatter
from generator.model.article import Article, ArticleId, EditionId
from tests.conftest import huozi

FOLDER = Path(__file__).parent
PAGES = {"05": "photo-bylines", "07": "signatures", "03": "no-dispatches"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper whose edition has the three pages, ingested."""
    root = tmp_path_factory.mktemp("paper")
    (root / "site.toml").write_text('title = "晚报"\n', "utf-8")
    seeds = root / "seeds" / "2025-03-20"
    seeds.mkdir(parents=True)
    for page, name in PAGES.items():
        text = (FOLDER / "pages" / f"{name}.txt").read_text("utf-8")
        printed = text.partition("\n")[2].partition("=" * 40)[0]
        (seeds / f"{page}.txt").write_text(printed, "utf-8")
    return root


@pytest.fixture(scope="module")
def report(site: Path) -> dict[str, object]:
    run = huozi("ingest", "--json", site=site)
    assert run.returncode == 0, run.stderr
    account = json.loads(run.stdout)
    assert isinstance(account, dict)
    return account


@pytest.fixture(scope="module")
def articles(site: Path, report: dict[str, object]) -> list[Article]:
    edition = EditionId.parse("2025-03-20")
    assert report and edition
    parsed = []
    for file in sorted((site / "content" / "2025-03-20").glob("*.md")):
        page, _, number = file.stem.partition("-")
        address = ArticleId(edition, page, int(number))
        article, problems = frontmatter.parse(file.read_text("utf-8"), file.name, address)
        assert article is not None, problems
        parsed.append(article)
    return parsed


def test_words_for_works_are_no_names(articles: list[Article]) -> None:
    people = [byline for article in articles for byline in article.front.bylines]
    names = {byline.name for byline in people}
    signed = {"周杰", "吴敏", "张珊", "王明", "李华", "索朗罗布", "丹翁", "王晓东"}
    assert names == signed | {"付强", "宋晨"}
    assert all(byline.roles for byline in people if byline.name in ("张珊", "王明"))


def test_the_commonest_photo_byline_has_roles_and_house(articles: list[Article]) -> None:
    street = next(article for article in articles if article.front.title == "老街换新颜")
    assert [(b.roles, b.name, b.house) for b in street.front.bylines] == [
        (("记者", "摄影"), "周杰", "本报"),
        (("通讯员", "摄影"), "吴敏", ""),
    ]
    assert "文/图" not in street.body


def test_only_dispatches_have_a_source_and_a_dateline(articles: list[Article]) -> None:
    heads = {
        article.front.title: (article.front.source, article.front.dateline)
        for article in articles
        if article.front.source or article.front.dateline
    }
    assert {title: source for title, (source, _) in heads.items()} == {
        "春运落幕": "新华社",
        "菜价回落": "大同日报",
        "全市造林进度过半": "本报",
        "一图读懂水价": "本报",
    }
    assert [line.place for _, line in heads.values() if line] == ["西安"]


def test_a_signature_behind_a_sentence_stays_and_one_on_its_own_line_moves(
    articles: list[Article],
) -> None:
    bodies = {article.front.title: article.body for article in articles}
    assert bodies["全市造林进度过半"].rstrip().endswith("（王晓东 李华）")
    assert "周杰" not in bodies["春分小记"]
    assert "丹翁" not in bodies["茶馆"]
    assert "（节选）" in bodies["旧书摊"]
    assert "新闻联播" in bodies["晚间荧屏"]


def test_no_character_is_lost(site: Path, articles: list[Article]) -> None:
    assert articles
    ledger = json.loads((site / "content/2025-03-20/ingest.json").read_text("utf-8"))
    for path, seed in ledger["seeds"].items():
        printed = (site / path).read_text("utf-8").replace("#", "")
        sums = seed["totals"]
        assert sums["left_out"] == 0
        assert sums["kept"] + sums["moved"] + sums["changed"] == len("".join(printed.split()))
