"""Nameplates, folios and imprints are separated from the articles."""

from __future__ import annotations

import re

import pytest

from tests.ingest.conftest import Paper

SEED = "seeds/2025-03-20/01.txt"
NEWS = "# 新桥昨日建成通车\n\n本报讯（记者 王明）昨日，城南新桥建成通车，沿岸居民夹道欢迎。\n"
BODY = "本报讯（记者 王明）昨日，城南新桥建成通车，沿岸居民夹道欢迎。"

NAMEPLATES = {
    "line by line": """大同日报
DATONG DAILY
第12345期
国内统一刊号CN14-0015
2025年3月20日 星期四
农历乙巳年二月廿一
今日8版
天气 晴转多云 2℃～15℃""",
    "with heading marks": "# 大同日报\n## DATONG DAILY\n## 第12345期\n## 今日8版",
    "in two lines": "大 同 晚 报\n2025年3月20日　星期四　农历乙巳年二月廿一　第12345期　今日共8版",
    "with who publishes it": """中共大同市委机关报 大同日报社出版
国内统一连续出版物号：CN 14—0015　邮发代号：21-15
www.dtnews.cn　新闻热线：0352-2050272　零售价：1.50元
总第12345期""",
    "in Traditional characters": "大同日報\n農曆乙巳年二月廿一 春分\n第12345期",
    "the paper's name as the site says it": "晚报",
    "a table's tabs": "大同日报\t第12345期\t今日8版",
}
FEET = {
    "who made it": "责任编辑：王芳　版式设计：刘洋",
    "no mark between role and name": "责任编辑王芳　版式设计刘洋　校对李娜",
    "with squares": "□责任编辑 王芳 □版式设计 刘洋",
    "address and prices": """社址：大同市御河西路 邮编：037010
新闻热线：0352-2050272　广告热线：0352-2051234
广告经营许可证：1402004000001号　零售每份1.50元
本报印刷厂印刷""",
    "makers, then a telephone": "责任编辑：王芳\n电话：（0352）2050272\n邮箱：news@example.cn",
    "an address over the prices": "地址：大同市御河西路8号 电话：0352-2050272\n定价：每份1.50元",
    "when it was printed": "今日开印时间3时30分 印完时间5时10分\n承印：大同日报印务公司",
    "register and adviser": "国内统一刊号：CN14-0015\n本报常年法律顾问：王明律师",
}


def assert_nothing_lost(paper: Paper, lines: str) -> None:
    """Each of the lines is in the report: moved to the edition, or left out with a reason."""
    account = paper.ingest().accounts[0]
    where = {lost.line: lost.why for lost in account.left_out}
    where |= {m.line: m.to for m in account.moved if m.to == "edition.toml credits"}
    seed = paper.read(SEED).split("\n")
    wanted = set(re.sub(r"(?m)^#+ ", "", lines).split("\n"))
    for number, text in enumerate(seed, 1):
        if text.lstrip("# ") in wanted:
            assert where.get(number) in ("nameplate", "imprint", "edition.toml credits"), text


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["close", "apart"])
@pytest.mark.parametrize("name", NAMEPLATES)
def test_a_nameplate_is_no_article(paper: Paper, name: str, between: str) -> None:
    lines = NAMEPLATES[name]
    paper.write(SEED, lines.replace("\n", between) + "\n\n" + NEWS)
    assert_nothing_lost(paper, lines)
    articles = [path for path in paper.content() if path.endswith(".md")]
    assert articles == ["content/2025-03-20/01-01.md"]
    text = paper.read(articles[0])
    assert "title: 新桥昨日建成通车\nbylines" in text
    assert text.endswith(f"---\n\n{BODY}\n")


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["close", "apart"])
@pytest.mark.parametrize("name", FEET)
def test_the_last_article_ends_before_the_foot(paper: Paper, name: str, between: str) -> None:
    lines = FEET[name]
    paper.write(SEED, NEWS + "\n" + lines.replace("\n", between) + "\n")
    assert_nothing_lost(paper, lines)
    assert paper.read("content/2025-03-20/01-01.md").endswith(f"---\n\n{BODY}\n")


ARTICLES = {
    "a headline below the day": "2025年3月20日 星期四\n\n# 清明\n\n清明时节，细雨纷纷。\n",
    "the paper in a headline": "# 大同日报创刊六十周年\n\n昨日，本报举行座谈会。\n",
    "a name that stands alone": "# 大同晚报\n\n这是一份报纸的故事，说来话长。\n",
    "a weather report": "# 天气\n\n今天白天晴，最高气温15℃，夜间多云。\n",
    "a training course": "# 第三期培训班开班\n\n昨日，第三期培训班开班。\n",
    "where to ask": f"{NEWS}\n地址：大同市御河西路8号\n\n电话：0352-1234567\n",
    "where to ask, over the makers": f"{NEWS}\n咨询电话：0352-1234567\n\n责任编辑：王芳\n",
    "a price inside a text": f"{NEWS}\n零售价：1.50元\n\n市民说，这个价钱不贵。\n",
}


@pytest.mark.parametrize("name", ARTICLES)
def test_similar_lines_of_an_article_stay_in_it(paper: Paper, name: str) -> None:
    paper.write(SEED, ARTICLES[name])
    account = paper.ingest().accounts[0]
    assert account.left_out == ()


TWO = "# 全市项目建设提速增效\n\n# 古城保护再添新举措\n\n本报讯 昨日，古城墙修缮完工。\n"


def test_two_headlines_without_a_text_between_them_are_a_doubt(paper: Paper) -> None:
    paper.write(SEED, NEWS + "\n" + TWO)
    problems = paper.ingest().problems
    assert [(problem.rule, problem.line) for problem in problems] == [("heading-role", 7)]
    assert "two headlines" in problems[0].message


def test_a_headline_on_two_lines_raises_no_doubt(paper: Paper) -> None:
    paper.write(SEED, NEWS + "\n" + TWO.replace("\n\n# 古", "\n# 古"))
    assert paper.ingest().problems == []


MINE = "母亲在院子里辟了一块菜园，种豆角、黄瓜、西红柿，一年四季绿意盎然。"
OTHER = "老街不长，从东头走到西头，不过一袋烟的工夫，却藏着许多声音。"
SUPPLEMENTS = {
    "the name below the headline": ("", "## 母亲的菜园\n\n林小满\n\n{}\n\n## 老街的声音\n\n{}\n"),
    "a mark before the name": ("", "## 母亲的菜园\n\n□ 林小满\n\n{}\n\n## 老街的声音\n\n{}\n"),
    "as a role": ("", "# 母亲的菜园\n\n作者：林小满\n\n{}\n\n# 老街的声音\n\n{}\n"),
    "behind the text": ("", "# 母亲的菜园\n\n{}（记者 林小满）\n\n# 老街的声音\n\n{}\n"),
    "below the text": ("", "# 母亲的菜园\n\n{}\n\n作者：林小满\n\n# 老街的声音\n\n{}\n"),
    "on a supplement": (
        "# 副刊\n\n",
        "## 菜园\n\n林小满\n\n{}\n\n## 老街\n\n{}\n\n## 城墙\n\n{}\n",
    ),
    "with a name of its own": ("# 云冈副刊\n\n", "## 菜园子\n\n林小满\n\n{}\n\n## 老街上\n\n{}\n"),
}


@pytest.mark.parametrize("name", SUPPLEMENTS)
def test_a_headline_behind_a_signed_text_is_an_article_or_a_doubt(paper: Paper, name: str) -> None:
    head, page = SUPPLEMENTS[name]
    page = head + page.format(MINE, OTHER, OTHER)
    paper.write(SEED, page)
    doubted = {p.line for p in paper.ingest().problems if p.rule == "heading-role"}
    articles = [text for path, text in paper.content().items() if path.endswith(".md")]
    assert "林小满" in articles[0]
    lines = page.split("\n")
    headings = [at for at, line in enumerate(lines, 1) if line.startswith("#")]
    for at in headings[(2 if head else 1) :]:
        is_article = any(f"title: {lines[at - 1].lstrip('# ')}\n" in text for text in articles)
        assert is_article or at in doubted, lines[at - 1]


def test_numbered_subheads_of_a_signed_text_raise_no_doubt(paper: Paper) -> None:
    page = f"# 母亲的菜园\n\n□ 林小满\n\n{MINE}\n\n# 一、豆角\n\n{OTHER}\n\n# 二、黄瓜\n\n{OTHER}\n"
    paper.write(SEED, page)
    assert paper.ingest().problems == []
