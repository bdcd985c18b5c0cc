"""Short lines (accounts, contents, price lists, captions) are not joined to paragraphs."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import Paper

SEED, FILE = "seeds/2025-03-20/01.txt", "content/2025-03-20/01-01.md"
HEAD = "# 新桥昨日建成通车\n\n本报讯（记者 王明）昨日，城南新桥建成通车，沿岸居民夹道欢迎。\n\n"

APART = {
    "a bank account": (
        "捐款账户如下：",
        "户名：大同市慈善总会",
        "开户行：中国工商银行股份有限公司大同市分行营业部御东支行",
        "账号：0504 1234 5678 9012 345",
        "联系电话：0352-1234567",
    ),
    "today's contents": (
        "全市项目建设提速增效，一季度开门红 2版",
        "古城保护再添新举措，城墙修缮完工，游客增多，商户陆续回来营业 3版",
        "春耕备耕，忙在田间",
        "图书馆延长开放，到晚九点",
    ),
    "a list of prices": (
        "大白菜，每斤一元二角",
        "和平市场的土豆，每斤一元",
        "及第路菜店的小葱，每斤三元",
    ),
    "a list of names": ("主办单位：市委宣传部", "协办单位：市文联、市作协", "承办：市图书馆"),
    "a caption of one line": (
        "图为昨日上午，城南新桥建成通车，沿岸的居民早早来到桥头",
        "工程前后用了三年时间，总投资5.17亿元。",
    ),
    "a caption behind a text": (
        "工程前后用了三年时间，总投资5.17亿元，共有二百人",
        "图为施工现场。",
    ),
    "people who were there": (
        "他说：“这座桥，盼了三年。”",
        "与会者纷纷鼓掌。",
    ),
    "at the same time": (
        "他说：“这座桥，盼了三年。”",
        "与此同时，城西的农户也忙了起来。",
        "和往年一样，他一早就下了地。",
    ),
}


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["close", "apart"])
@pytest.mark.parametrize("name", APART)
def test_short_lines_are_not_joined(paper: Paper, name: str, between: str) -> None:
    lines = APART[name]
    paper.write(SEED, HEAD + between.join(lines) + "\n")
    report = paper.ingest()
    text = paper.read(FILE)
    for line in lines:
        assert f"\n{line}" in text
        assert f"{line}\n" in text or f"{line}\\\n" in text
    assert [problem for problem in report.problems if problem.rule == "join"] == []


JOINED = {
    "a word is cut": ("市里昨日召开大会。会议进一步提出，要聚", "焦重点任务，抓好落实。", None),
    "a comma": ("市里昨日召开大会，不断提高工作的针对性，", "以有力的举措推动发展。", None),
    "a closing mark": ("市里昨日召开了大会，安排“春耕", "”的各项工作。", None),
    "a list of works": ("已建成城南新桥、生态工程、供水工程", "等，目前进展顺利。", None),
    "the gap alone": ("城南新桥昨日通车，市民驻足观看", "工程前后用了三年时间，总投资5亿元。", 7),
    "a sign against another": (
        "市里昨天公布了第一批新建的桥名单，包括城南的",
        "记者看到，名单上有二十座。",
        7,
    ),
}


@pytest.mark.parametrize("name", JOINED)
def test_a_join_by_one_sign_raises_a_doubt(paper: Paper, name: str) -> None:
    first, second, doubted = JOINED[name]
    paper.write(SEED, f"{HEAD}{first}\n\n{second}\n")
    report = paper.ingest()
    assert f"\n{first}{second}\n" in paper.read(FILE)
    lines = [problem.line for problem in report.problems if problem.rule in ("join", "cut")]
    assert lines == ([doubted] if doubted else [])


def test_a_line_of_a_form_at_the_end_does_not_break_off(paper: Paper) -> None:
    paper.write(SEED, f"{HEAD}咨询电话：0352-1234567转801分机\n")
    assert paper.ingest().problems == []
