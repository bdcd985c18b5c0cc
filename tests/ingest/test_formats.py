"""The formats and encodings of seeds, and files that are no seeds."""

from __future__ import annotations

import io
import os

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from generator.ingest.read.formats import READERS
from generator.model.problem import Severity
from tests.ingest.conftest import HOME, Paper

SEED = "seeds/2025-03-20/01.txt"
HANS = (HOME / "seeds/2025-03-20/01.txt").read_text("utf-8")
SHORT = "# 新桥通车\n\n本报讯（记者 王明）昨日，城南新桥通车。\n"
HANT = "# 新橋通車\n\n【本報訊】（記者 王明）昨日，城南新橋建成通車，沿岸居民夾道歡迎。\n"


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (HANS, "utf-8", "utf-8"),
        (HANS, "utf-8-sig", "utf-8"),
        (HANS, "gb18030", "gb18030"),
        (SHORT, "gbk", "gb18030"),
        (HANT, "big5", "big5"),
        (HANT * 20, "big5hkscs", "big5"),
        (HANS, "utf-16", "utf-16"),
        (HANS, "utf-16-le", "utf-16"),
        (SHORT, "utf-16-be", "utf-16"),
    ],
)
def test_encodings_are_recognised(text: str, codec: str, name: str) -> None:
    sheet = READERS[".txt"](text.encode(codec))
    assert sheet.text.lstrip("\ufeff") == text
    assert sheet.encoding == name


def test_the_encoding_is_in_the_report(paper: Paper) -> None:
    paper.write(SEED, SHORT.encode("gbk"))
    report = paper.ingest()
    assert report.accounts[0].encoding == "gb18030"


def test_line_ends_form_feeds_and_wide_spaces(paper: Paper) -> None:
    text = "# 新桥　通车\r\n\r\n　　本报讯（记者 王明）昨日，城南新桥通车。\r\n"
    text += "\f# 又一条\r本报讯 日前，花开了。"
    paper.write(SEED, text)
    paper.ingest()
    first = paper.read("content/2025-03-20/01-01.md")
    assert "title: 新桥　通车" in first
    assert "\n本报讯（记者 王明）昨日" in first
    assert "title: 又一条" in paper.read("content/2025-03-20/01-02.md")


def word(*paragraphs: tuple[str, object]) -> bytes:
    """A .docx: each paragraph with a style's name, or a size of type."""
    document = docx.Document()
    for text, style in paragraphs:
        if isinstance(style, str):
            document.add_paragraph(text, style=style)
        else:
            run = document.add_paragraph().add_run(text)
            run.font.size = Pt(style) if isinstance(style, int) else None
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_word_file_with_styles(paper: Paper) -> None:
    page = word(
        ("新桥通车", "Heading 1"),
        ("沿岸居民夹道欢迎", "Heading 2"),
        ("本报讯(记者 王明)昨日,城南新桥通车。", None),
        ("又一条", "Title"),
        ("本报讯 日前，花开了。", None),
    )
    paper.write("seeds/2025-03-20/02.docx", page)
    paper.ingest()
    first = paper.read("content/2025-03-20/02-01.md")
    assert "title: 新桥通车\nsubtitle: 沿岸居民夹道欢迎" in first
    assert "本报讯（记者 王明）昨日，城南新桥通车。" in first
    assert "title: 又一条" in paper.read("content/2025-03-20/02-02.md")


def test_a_word_file_with_sizes_of_type_only() -> None:
    page = word(
        ("全市动员", 14),
        ("新桥通车", 28),
        ("沿岸居民夹道欢迎", 18),
        ("本报讯（记者 王明）昨日，城南新桥通车，许多市民赶来观看。", 10),
    )
    assert READERS[".docx"](page).text.split("\n")[:3] == [
        "### 全市动员",
        "# 新桥通车",
        "## 沿岸居民夹道欢迎",
    ]


def test_a_word_files_table_and_broken_lines() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip([c for r in table.rows for c in r.cells], "甲乙丙丁", strict=True):
        cell.text = text
    document.add_paragraph("第一行\n第二行")
    file = io.BytesIO()
    document.save(file)
    assert READERS[".docx"](file.getvalue()).text == "甲\t乙\n丙\t丁\n第一行\n第二行"


BAD = {
    "empty": (b"", "empty", 1),
    "blank": (b"\xef\xbb\xbf\n \n", "empty", 1),
    "binary": (bytes(range(256)) * 40, "binary", 1),
    "nul": ("# 题\n\n正\0文".encode(), "nul", 3),
    "undecodable": ("# 题\n\n昨日，花开了".encode() + b"\xff" + "。".encode() * 9, "encoding", 3),
    "one huge line": (("字" * 7_000_000).encode(), "size", 1),
    "a long line": (("\n" + "字" * 300_000).encode(), "size", 2),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_seed_is_one_problem_and_the_others_are_read(paper: Paper, name: str) -> None:
    data, rule, line = BAD[name]
    paper.write("seeds/2025-03-20/01.txt", data)
    paper.write("seeds/2025-03-20/02.txt", SHORT)
    report = paper.ingest()
    assert [(p.path, p.rule, p.line, p.severity) for p in report.problems] == [
        ("seeds/2025-03-20/01.txt", rule, line, Severity.ERROR)
    ]
    assert "\n" not in str(report.problems[0])
    assert [path for path in paper.content() if path.endswith(".md")] == [
        "content/2025-03-20/02-01.md"
    ]


def test_a_file_with_the_suffix_docx_in_another_format(paper: Paper) -> None:
    paper.write("seeds/2025-03-20/01.docx", b"<html>not really")
    assert [p.rule for p in paper.ingest().problems] == ["binary"]


def test_a_folder_that_is_no_date_and_names_none(paper: Paper) -> None:
    paper.write("seeds/march/01.txt", SHORT)
    assert [(p.path, p.rule) for p in paper.ingest().problems] == [("seeds/march", "seed-date")]
    paper.write("seeds/march/edition.toml", "date = 2025-03-22\n")
    assert paper.ingest().problems == []
    assert (paper.root / "content/2025-03-22/01-01.md").exists()


def test_an_edition_toml_that_contradicts_its_folder(paper: Paper) -> None:
    paper.write(SEED, SHORT)
    paper.write("seeds/2025-03-20/edition.toml", "date = 2025-03-21\n")
    assert [p.rule for p in paper.ingest().problems] == ["seed-date"]
    assert paper.content() == {}


def test_a_broken_edition_toml_is_reported_and_other_editions_are_read(paper: Paper) -> None:
    paper.write(SEED, SHORT)
    paper.write("seeds/2025-03-20/edition.toml", "[pages\n")
    paper.write("seeds/2025-03-21/01.txt", SHORT)
    assert [(p.path, p.rule) for p in paper.ingest().problems] == [
        ("seeds/2025-03-20/edition.toml", "toml")
    ]
    assert (paper.root / "content/2025-03-21/01-01.md").exists()


def test_two_seeds_for_one_page(paper: Paper) -> None:
    paper.write("seeds/2025-03-20/01.md", SHORT)
    paper.write(SEED, SHORT)
    report = paper.ingest()
    assert [(p.path, p.rule) for p in report.problems] == [(SEED, "seed-page")]
    paper.write("seeds/2025-03-20b/edition.toml", "date = 2025-03-20\n")
    assert "seeds/2025-03-20b" in [p.path for p in paper.ingest().problems]


def test_a_link_out_of_the_site(paper: Paper) -> None:
    outside = paper.root.parent / "outside.txt"
    outside.write_text(SHORT, "utf-8")
    (paper.root / "seeds/2025-03-20").mkdir(parents=True)
    (paper.root / SEED).symlink_to(outside)
    assert [(p.path, p.rule) for p in paper.ingest().problems] == [(SEED, "seed-link")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(paper: Paper) -> None:
    paper.write(SEED, SHORT).chmod(0)
    paper.write("seeds/2025-03-20/02.txt", SHORT)
    assert [(p.path, p.rule) for p in paper.ingest().problems] == [(SEED, "unreadable")]


def test_content_that_cannot_be_written_is_one_line(paper: Paper) -> None:
    paper.write(SEED, SHORT * 3)
    paper.write("content/2025-03-20", "a file where a folder should be")
    report = paper.ingest()
    assert [p.rule for p in report.problems] == ["unwritable"]
    assert report.written == []


def test_a_seed_argument_that_is_no_seed(paper: Paper) -> None:
    paper.write(SEED, SHORT)
    report = paper.ingest("seeds/2025-03-20/10.txt")
    assert [p.rule for p in report.problems] == ["seed"]
    assert "01.txt" in report.problems[0].hint
    assert report.written == []


def test_a_word_files_text_boxes_and_insertions_are_read_once() -> None:
    """Word writes a text box twice, for new programs and for old ones."""
    box = (
        '<w:r {ns}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        'markup-compatibility/2006"><mc:Choice Requires="wps"><w:txbxContent><w:p><w:r><w:t>'
        "框里的字"
        "</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>"
        "框里的字</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    )
    inserted = "<w:ins {ns}><w:r><w:t>，补上的</w:t></w:r></w:ins>"
    deleted = "<w:del {ns}><w:r><w:delText>删去的</w:delText></w:r></w:del>"
    document = docx.Document()
    paragraph = document.add_paragraph("正文")
    for xml in (inserted, deleted, box):
        paragraph._p.append(parse_xml(xml.format(ns=nsdecls("w"))))
    document.add_paragraph("下一段")
    file = io.BytesIO()
    document.save(file)
    assert READERS[".docx"](file.getvalue()).text == "正文，补上的\n框里的字\n下一段"
