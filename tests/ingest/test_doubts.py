"""Queries to the editor: which texts raise them, and how an editor settles them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator.ingest import doubts
from generator.model import site_file
from generator.model.problem import Severity
from tests.ingest.conftest import HOME, Paper


def open_queries(root: Path) -> list[tuple[str, str]]:
    site, _ = site_file.parse((root / "site.toml").read_text("utf-8"))
    assert site is not None
    problems = doubts(root, site)
    assert all(problem.severity is Severity.DOUBT for problem in problems)
    return [(problem.rule, problem.message) for problem in problems]


def test_the_front_page_raises_seven_queries(tmp_path: Path) -> None:
    shutil.copy(HOME / "site.toml", tmp_path)
    shutil.copytree(HOME / "content", tmp_path / "content")
    assert open_queries(tmp_path) == [
        ("incomplete", "the text breaks off: …推进一大批具有示范带动效"),
        ("misread", "perhaps misread: 秦准 (perhaps 秦淮)"),
        ("misread", "perhaps misread: 引领导"),
        ("see", "refers to page 02, which the edition has not"),
        ("two-names", "one person under two names? 刘冬, 刘东"),
        ("photo", "a photo without headline or picture: 为进一步提升全民森林草原…"),
        ("jump", "goes on on page 03, where no other half was found"),
    ]


QUESTIONS = {
    "he said “yes” and （no": ("unbalanced", "（ without ）: d （no"),
    "他说：“走吧。": ("unbalanced", "“ without ”: 说：“走吧。"),
    "这个」好": ("unbalanced", "」 without 「: 这个」好"),
    "生僻字\ue123在此": ("private-use", "a character no font need have, U+E123: 生僻字\ue123在此"),
    "工作己经完成": ("misread", "perhaps misread: 己经 (perhaps 已经)"),
    "他的的车": ("misread", "perhaps misread: 的的"),
    "王晓明来了，王小明走了": ("two-names", "one person under two names? 王晓明, 王小明"),
}
NONE = [
    "“第一段话。\n\n“第二段话。”",
    "1) 第一项\n\n（一）第二项",
    "It’s “good”（好）",
    "目的的确如此",
    "刘冬来了，刘冬又走了",
    "现在在家",
    "王晓明和王小红都来了",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_text_with_a_query(paper: Paper, text: str) -> None:
    paper.write("content/2025-03-20/01-01.md", f"---\ntitle: 题\n---\n\n{text}\n")
    assert open_queries(paper.root) == [QUESTIONS[text]]


@pytest.mark.parametrize("text", NONE)
def test_text_without_a_query(paper: Paper, text: str) -> None:
    paper.write("content/2025-03-20/01-01.md", f"---\ntitle: 题\n---\n\n{text}\n")
    assert open_queries(paper.root) == []


def test_settled_in_the_front_matter(paper: Paper) -> None:
    text = "工作己经完成，他的的车"
    place = "content/2025-03-20/01-01.md"
    paper.write(place, f'---\ntitle: 题\nsettled: ["misread: 己经"]\n---\n\n{text}\n')
    assert open_queries(paper.root) == [("misread", "perhaps misread: 的的")]
    paper.write(place, f"---\ntitle: 题\nsettled: [misread]\n---\n\n{text}\n")
    assert open_queries(paper.root) == []


def test_settled_in_the_ledger(paper: Paper) -> None:
    seed = "seeds/2025-03-20/01.txt"
    paper.write(seed, "# 题\n\n本报讯（记者 王明）工作己经完成。\n")
    paper.ingest()
    assert [rule for rule, _ in open_queries(paper.root)] == ["misread"]
    place = "content/2025-03-20/ingest.json"
    table = json.loads(paper.read(place))
    table["seeds"][seed]["settled"] = ["misread: 己经"]
    paper.write(place, json.dumps(table))
    assert open_queries(paper.root) == []


def test_a_guessed_headline_is_a_query_until_the_article_is_edited(paper: Paper) -> None:
    paper.write(
        "seeds/2025-03-20/01.txt",
        "全市动员大会召开\n安排部署春季防火\n各部门参加\n本报讯（记者 王明）昨日，会议召开。\n",
    )
    paper.ingest()
    assert [rule for rule, _ in open_queries(paper.root)] == ["heading-role"]
    place = "content/2025-03-20/01-01.md"
    paper.write(place, paper.read(place).replace("昨日", "前日"))
    assert open_queries(paper.root) == []


def test_a_new_name_in_a_byline(paper: Paper) -> None:
    for number in range(1, 25):
        name = f"{'赵钱孙李周吴郑王冯陈褚卫'[number % 12]}{'大小'[number // 12 % 2]}山"
        front = f"---\ntitle: 题\nbylines:\n  - {{roles: [记者], name: {name}}}\n---\n\n文。\n"
        paper.write(f"content/2025-03-{number:02d}/01-01.md", front)
    front = "---\ntitle: 题\nbylines:\n  - {roles: [记者], name: 新人甲}\n---\n\n文。\n"
    paper.write("content/2025-03-25/01-01.md", front)
    assert open_queries(paper.root)[-1] == ("new-name", "a name in no byline before: 新人甲")


def test_a_broken_file_raises_no_query(paper: Paper) -> None:
    paper.write("content/2025-03-20/01-01.md", "没有开头的文件")
    paper.write("content/2025-03-20/01-02.md", b"\xff\xfe\x00")
    assert open_queries(paper.root) == []
