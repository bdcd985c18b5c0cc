"""The pages of photos: their contents, the links to them, and their notice when all photos are
gone."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from lxml import html
from PIL import Image

from tests.press.driver import SITE, Paper, dangling

PAPER = (
    SITE
    + """\
-- content/2025-02-28/01-01.md --
---
title: 冬天过去
images: [{file: snow.png, alt: 雪, caption: 最后一场雪}]
---
雪化了。
-- content/2025-03-20/01-01.md --
---
title: 新桥通车
images: [{file: bridge.png, alt: 桥}]
---
桥长一里。
-- content/2025-03-20/01-02.md --
---
title: 粮价平稳
---
今年干旱，粮价平稳。
"""
)
SNOW = "snow.png"


def drawn(colour: tuple[int, int, int] = (200, 0, 0)) -> bytes:
    data = BytesIO()
    Image.new("RGB", (60, 40), colour).save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    paper = Paper(tmp_path / "paper", PAPER)
    paper.write(f"content/2025-02-28/{SNOW}", drawn())
    paper.write("content/2025-03-20/bridge.png", drawn((0, 0, 200)))
    return paper


def page(paper: Paper, path: str) -> str:
    return (paper.out / path / "index.html").read_text("utf-8")


def photo_pages(written: list[str]) -> set[str]:
    """Of some files the pages of photos in the source script, by their folders."""
    folders = {path.removesuffix("/index.html") for path in written if path.startswith("photos/")}
    return {folder for folder in folders if "/zh-" not in folder}


def test_photos_stand_newest_first_and_by_month(paper: Paper) -> None:
    assert paper.build().status == 0
    text = page(paper, "photos")
    assert text.index("新桥通车") < text.index("冬天过去")
    assert "粮价平稳" not in text
    assert "最后一场雪" in text
    assert "最後一場雪" in page(paper, "photos/zh-hant-tw")
    assert "新桥通车" not in page(paper, "photos/2025/02")
    assert 'href="../photos/"' in page(paper, "archive")
    assert dangling(paper.out) == []


def test_a_paper_without_photos_has_no_page_of_them(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "paper")
    assert paper.build().status == 0
    assert not (paper.out / "photos").exists()
    assert "../photos/" not in page(paper, "archive")


def figures(paper: Paper, path: str) -> list[tuple[str, str]]:
    """The pictures of a page: (the folder of the story they lead to, alternative text)."""
    stories = html.fromstring(page(paper, path)).xpath("//figure/a[.//img]")
    return [(a.get("href").split("/")[-2], a.xpath("string(.//img/@alt)")) for a in stories]


def test_pictures_in_a_text_stand_behind_those_of_its_front_matter(paper: Paper) -> None:
    body = '桥长一里。\n\n![夜色](night.png "夜里的桥")\n\n![桥](bridge.png)\n'
    paper.replace("content/2025-03-20/01-01.md", "桥长一里。\n", body)
    paper.replace("content/2025-03-20/01-02.md", "今年干旱", "![田](/maps/field.png)今年干旱")
    paper.write("content/2025-03-20/night.png", drawn())
    paper.write("static/maps/field.png", drawn())
    assert paper.build().problems == []
    shown = [("01-01", "桥"), ("01-01", "夜色"), ("01-02", "田")]
    assert figures(paper, "photos/2025/03") == shown, "each once"
    assert "夜裡的橋" in page(paper, "photos/2025/03/zh-hant-tw")
    assert dangling(paper.out) == []


def test_only_the_first_picture_is_not_put_off_and_none_moves_the_page(paper: Paper) -> None:
    paper.build()
    images = html.fromstring(page(paper, "photos")).xpath("//figure//img")
    assert [image.get("loading") for image in images] == [None, "lazy"]
    assert [(image.get("width"), image.get("height")) for image in images] == [("60", "40")] * 2


def test_a_months_page_leads_to_the_months_with_photos_beside_it(paper: Paper) -> None:
    paper.build()
    february = html.fromstring(page(paper, "photos/2025/02"))
    assert february.xpath("//main//a[@rel='next']/@href") == ["../03/"]
    assert february.xpath("//main//a[@rel='prev']") == []
    march = html.fromstring(page(paper, "photos/2025/03"))
    assert march.xpath("//main//a[@rel='prev']/@href") == ["../02/"]


def test_a_photo_that_comes_or_goes_changes_its_month_and_those_that_link_to_it(
    paper: Paper, tmp_path: Path
) -> None:
    paper.build()
    paper.write("content/2025-01-05/01-01.md", f"---\ntitle: 新年\n---\n![灯]({SNOW})\n")
    paper.write(f"content/2025-01-05/{SNOW}", drawn())
    written = photo_pages(paper.build().written)
    assert written == {"photos", "photos/2025/01", "photos/2025/02"}, "not March's"
    assert paper.tree() == paper.clean_tree(tmp_path / "clean")
    paper.replace("content/2025-03-20/01-01.md", "新桥通车", "大桥通车")
    assert photo_pages(paper.build().written) == {"photos", "photos/2025/03"}
    assert paper.tree() == paper.clean_tree(tmp_path / "clean")
    front = "withdrawn: {date: 2025-03-30, reason: 有误}\n"
    paper.replace("content/2025-03-20/01-01.md", "images:", f"{front}images:")
    written = photo_pages(paper.build().written)
    assert written == {"photos", "photos/2025/02", "photos/2025/03"}
    assert "大桥通车" not in page(paper, "photos")
    assert "noindex" in page(paper, "photos/2025/03"), "the address was published"
    assert dangling(paper.out) == []
    assert paper.tree() == paper.clean_tree(tmp_path / "clean")
    paper.remove("content/2025-02-28")
    paper.remove("content/2025-01-05")
    paper.build()
    assert not (paper.out / "photos/2025/02").exists()
    assert "../photos/" not in page(paper, "archive")


def test_a_withdrawn_article_with_pictures_in_its_text_leaves_its_month(paper: Paper) -> None:
    front = "---\ntitle: 灯会\nwithdrawn: {date: 2025-01-30, reason: 有误}\n---\n"
    paper.write("content/2025-01-05/01-01.md", f"{front}![灯]({SNOW})\n")
    paper.build()
    assert "noindex" in page(paper, "photos/2025/01")
    paper.replace("content/2025-01-05/01-01.md", f"![灯]({SNOW})", "没有图。")
    paper.build()
    assert not (paper.out / "photos/2025/01").exists()


def test_what_may_only_be_printed_shows_no_picture(paper: Paper) -> None:
    rights = "rights: {offline: false}\n"
    paper.replace("content/2025-02-28/01-01.md", "images:", f"{rights}images:")
    paper.replace("content/2025-03-20/01-02.md", "title:", f"{rights}title:")
    paper.replace("content/2025-03-20/01-02.md", "今年", "![田](/maps/field.png)今年")
    paper.build()
    assert figures(paper, "photos") == [("01-01", "桥")]


def test_the_plain_theme_names_pictures(paper: Paper) -> None:
    paper.replace("site.toml", "title", 'theme = "plain"\ntitle')
    paper.build()
    text = html.fromstring(page(paper, "photos"))
    assert text.xpath("//img") == []
    assert text.xpath("//figure/a[1]/text()") == ["桥", "雪"]
