"""Pictures beside the articles and in folders there, as an editor puts them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.press.driver import SITE, Paper, files_in

ARTICLE = "content/2025-03-20/01-01.md"
PAPER = (
    SITE
    + """\
-- content/2025-03-20/01-01.md --
---
title: 新桥通车
images: [{file: photos/bridge.png, alt: 桥}]
---
桥长一里。

![夜里的桥](photos/night/bridge.png)
-- content/2025-03-20/01-02.md --
---
title: 春来
images: [{file: bridge.png, alt: 花}]
---
又一个春天来了。
"""
)
RED, GREEN, BLUE, WHITE = (200, 0, 0), (0, 200, 0), (0, 0, 200), (250, 250, 250)


def picture(colour: tuple[int, int, int]) -> bytes:
    data = BytesIO()
    Image.new("RGB", (60, 40), colour).save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    made = Paper(tmp_path, PAPER)
    made.write("content/2025-03-20/photos/bridge.png", picture(RED))
    made.write("content/2025-03-20/photos/night/bridge.png", picture(BLUE))
    made.write("content/2025-03-20/bridge.png", picture(GREEN))
    return made


def shown(paper: Paper, article: str) -> list[tuple[int, ...]]:
    """The colours of the pictures on an article's page, in order."""
    page = (paper.out / "2025/03-20" / article / "index.html").read_text("utf-8")
    colours = []
    for src in re.findall(r'<img [^>]*?src="?([^" >]+)', page):
        with Image.open(paper.out / "2025/03-20" / article / src) as image:
            pixel = image.convert("RGB").getpixel((5, 5))
            assert isinstance(pixel, tuple)
            colours.append(pixel)
    return colours


def test_pictures_of_one_name_stand_in_their_folders(paper: Paper) -> None:
    assert paper.build().problems == []
    assert shown(paper, "01-01") == [RED, BLUE]
    assert shown(paper, "01-02") == [GREEN]


def test_a_picture_changed_in_its_folder_is_printed_anew(paper: Paper, tmp_path: Path) -> None:
    paper.build()
    paper.write("content/2025-03-20/photos/night/bridge.png", picture(WHITE))
    paper.build()
    assert shown(paper, "01-01") == [RED, WHITE]
    assert paper.tree() == paper.clean_tree(tmp_path / "elsewhere")
    assert paper.build().written == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "night/bridge.png",
            "there is no picture night/bridge.png; write photos/night/bridge.png, where it stands",
        ),
        (
            "photos/none.png",
            "there is no picture photos/none.png; "
            "put it beside the article, or below static/ and write /its/path",
        ),
        (
            "../2025-03-19/bridge.png",
            "../2025-03-19/bridge.png is not in the edition's folder; "
            "copy it into 2025-03-20/, or put it below static/ and write /its/path",
        ),
        (
            r"photos\\bridge.png",
            r"photos\bridge.png is written with backslashes; "
            "write photos/bridge.png",
        ),
        (
            "linked/bridge.png",
            "linked/bridge.png stands in a linked folder; make it a folder that holds the pictures",
        ),
    ],
)
def test_unusable_pictures_are_reported_with_the_reason(name: str, said: str, paper: Paper) -> None:
    paper.write("content/2025-03-19/bridge.png", picture(WHITE))
    (paper.root / "content/2025-03-20/linked").symlink_to("photos/night")
    paper.remove("content/2025-03-20/bridge.png")
    paper.remove("content/2025-03-20/photos/bridge.png")
    paper.remove("content/2025-03-20/01-02.md")
    text = files_in(PAPER)[ARTICLE]
    paper.write(ARTICLE, text.replace("photos/bridge.png", f'"{name}"'))
    told = [f"{p.path}: {p.message}; {p.hint}" for p in paper.build().problems]
    assert told == [f"{ARTICLE}: {said}"]
