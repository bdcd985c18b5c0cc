"""A page in small: light, and with an area for each story that leads to its article."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from generator.makeup.small_picture import draw
from generator.makeup.solver import make_up
from generator.makeup.story import WIDE
from tests.makeup import pages

RECTANGLE = re.compile(r"M(\d+) (\d+)h(\d+)v(\d+)H\1z")
MOST = 4096
"""Bytes of a picture, with links of usual length."""


def rectangles(path: str) -> list[tuple[int, int, int, int]]:
    shapes = [tuple(map(int, shape)) for shape in RECTANGLE.findall(path)]
    assert len(RECTANGLE.sub("", path)) == 0
    return [(left, top, left + wide, top + tall) for left, top, wide, tall in shapes]


@pytest.mark.parametrize("seed", range(60))
def test_every_shape_lies_in_its_page_and_areas_do_not_overlap(seed: int) -> None:
    stories = pages.page(seed)
    page = make_up(stories, WIDE)
    assert page
    picture = draw(page)
    areas = [rectangles(area)[0] for area in picture.areas]
    assert len(areas) == len(stories)
    for left, top, right, bottom in areas:
        assert 0 <= left < right <= picture.width
        assert 0 <= top < bottom <= picture.height
    gutters = 2
    covered = sum((right - left + gutters) * (low - high) for left, high, right, low in areas)
    assert covered == (picture.width + gutters) * picture.height
    for path in (picture.heads, picture.texts, picture.pictures):
        for left, top, right, bottom in rectangles(path):
            assert -1 <= left <= right <= picture.width + 1
            assert 0 <= top <= bottom <= picture.height
    shapes = len(picture.heads + picture.texts + picture.pictures + "".join(picture.areas))
    assert shapes + 90 * len(stories) <= MOST + 1200 * (len(stories) > 20)


def test_the_front_has_each_page_in_small(rich: Path) -> None:
    front = html.document_fromstring((rich / "output/2025/03-20/index.html").read_bytes())
    blocks = front.xpath("//section[@class='contents']/div")
    assert len(blocks) == 8
    for block in blocks:
        (picture,) = block.xpath("./svg")
        listed = block.xpath("./ul//a/@href")
        areas = picture.xpath(".//a")
        assert areas
        assert {area.get("href") for area in areas} <= set(listed)
        assert picture.get("aria-hidden") == "true"
        assert {area.get("tabindex") for area in areas} == {"-1"}
        assert all(area.xpath("string(.//title)") for area in areas)
        assert len(html.tostring(picture, encoding="utf-8")) <= MOST


def test_all_scripts_have_the_same_picture(rich: Path) -> None:
    paths = [
        html.document_fromstring(
            (rich / "output/2025/03-20" / folder / "index.html").read_bytes()
        ).xpath("//svg//path/@d")
        for folder in ("", "zh-hant-tw", "zh-hant-hk")
    ]
    assert paths[0] == paths[1] == paths[2]
