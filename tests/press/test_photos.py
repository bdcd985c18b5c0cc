"""The pages of photos: who is on them, how one comes to them, and what stays when all is gone."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
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


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    data = BytesIO()
    Image.new("RGB", (60, 40), (200, 0, 0)).save(data, "PNG")
    paper = Paper(tmp_path / "paper", PAPER)
    paper.write("content/2025-02-28/snow.png", data.getvalue())
    paper.write("content/2025-03-20/bridge.png", data.getvalue())
    return paper


def page(paper: Paper, path: str) -> str:
    return (paper.out / path / "index.html").read_text("utf-8")


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


def test_a_photo_that_comes_or_goes_changes_its_month_and_no_other(paper: Paper) -> None:
    paper.build()
    front = "withdrawn: {date: 2025-03-30, reason: 有误}\n"
    paper.replace("content/2025-03-20/01-01.md", "images:", f"{front}images:")
    written = paper.build().written
    assert {"photos/index.html", "photos/2025/03/index.html"} <= set(written)
    assert "photos/2025/02/index.html" not in written
    assert "新桥通车" not in page(paper, "photos")
    assert "noindex" in page(paper, "photos/2025/03"), "the address was published"
    assert dangling(paper.out) == []
    paper.remove("content/2025-02-28")
    paper.build()
    assert not (paper.out / "photos/2025/02").exists()
    assert "../photos/" not in page(paper, "archive")
