"""Articles continued on another page: the two halves are linked."""

from __future__ import annotations

from tests.ingest.conftest import Paper

ONE = """# 奋力开创新局面

本报讯（记者 王明）全市干部群众凝心聚力，推动各项工作再上新台阶。(下转第三版)

# 老街焕新

本报记者 何青

走进老街，青砖灰瓦之间人来人往，热闹非凡。（下转2版）
"""
TWO = """# 老街焕新颜

（上接第一版）

店铺老板说，生意比去年好了三成。
"""
THREE = """（上接第一版）下一步，全市将继续深化改革，扩大开放，抓好落实。

# 别的消息

本报讯（记者 李华）昨日，城南新桥通车。
"""


def jump(paper: Paper, stem: str) -> str:
    text = paper.read(f"content/2025-03-20/{stem}.md")
    match = [line for line in text.split("\n") if line.startswith("jump: ")]
    return match[0].removeprefix("jump: ") if match else ""


def put(paper: Paper, **pages: str) -> None:
    for page, text in pages.items():
        paper.write(f"seeds/2025-03-20/{page[1:]}.txt", text)


def test_halves_link_to_each_other(paper: Paper) -> None:
    put(paper, p01=ONE, p02=TWO, p03=THREE)
    report = paper.ingest()
    assert jump(paper, "01-01") == "{to: 03-01}"
    assert jump(paper, "03-01") == "{from: 01-01}"
    assert jump(paper, "01-02") == "{to: 02-01}"
    assert jump(paper, "02-01") == "{from: 01-02}"
    assert not [p for p in report.problems if p.rule == "jump"]


def test_the_words_of_the_marks_stay_in_the_text(paper: Paper) -> None:
    put(paper, p01=ONE, p03=THREE)
    paper.ingest()
    assert "再上新台阶。（下转第三版）" in paper.read("content/2025-03-20/01-01.md")
    assert "（上接第一版）下一步" in paper.read("content/2025-03-20/03-01.md")


def test_a_half_alone_is_reported(paper: Paper) -> None:
    put(paper, p01=ONE, p03=THREE)
    report = paper.ingest()
    assert jump(paper, "01-02") == '{to: "02"}'
    assert [(p.path, p.line) for p in report.problems if p.rule == "jump"] == [
        ("seeds/2025-03-20/01.txt", 9)
    ]


def test_a_page_added_later_is_linked_to_the_existing_one(paper: Paper) -> None:
    put(paper, p01=ONE, p03=THREE)
    paper.ingest()
    put(paper, p02=TWO)
    report = paper.ingest()
    assert report.read == ["seeds/2025-03-20/02.txt"]
    assert jump(paper, "01-02") == "{to: 02-01}"
    assert jump(paper, "02-01") == "{from: 01-02}"
    assert jump(paper, "01-01") == "{to: 03-01}"


def test_a_half_without_a_mark_is_matched_by_its_headline(paper: Paper) -> None:
    put(paper, p01=ONE, p02=TWO.replace("（上接第一版）\n\n", ""), p03=THREE)
    paper.ingest()
    assert jump(paper, "01-02") == "{to: 02-01}"
    assert jump(paper, "02-01") == "{from: 01-02}"


def test_two_jumps_to_one_page_are_matched_by_headline(paper: Paper) -> None:
    first = ONE.replace("2版", "第三版")
    three = THREE + "\n# 老街焕新\n\n（上接第一版）店主们都说好。\n"
    put(paper, p01=first, p03="# 开创新局面\n\n" + three)
    paper.ingest()
    assert jump(paper, "01-01") == "{to: 03-01}"
    assert jump(paper, "01-02") == "{to: 03-03}"
    assert jump(paper, "03-03") == "{from: 01-02}"


def test_an_edited_half_is_left_alone(paper: Paper) -> None:
    put(paper, p01=ONE)
    paper.ingest()
    place = "content/2025-03-20/01-01.md"
    edited = paper.read(place).replace("凝心聚力", "齐心协力")
    paper.write(place, edited)
    put(paper, p03=THREE)
    report = paper.ingest()
    assert paper.read(place) == edited
    assert [diff.path for diff in report.diffs] == [place]
    assert jump(paper, "03-01") == "{from: 01-01}"
