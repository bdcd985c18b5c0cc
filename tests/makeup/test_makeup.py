"""A page made up: every story has its box, the boxes tile the page, text fills them."""

from __future__ import annotations

import random

import pytest
from msgspec import structs

from generator.makeup.copyfit import UNEVEN, Copyfit
from generator.makeup.layout import Box, PageLayout
from generator.makeup.solver import make_up
from generator.makeup.story import COLUMNS, MEASURES, Measure, PageStory, Shot
from generator.model.article import Wishes
from tests.makeup import pages

PAGES = 60


def laid_out(stories: list[PageStory], measure: Measure) -> PageLayout:
    page = make_up(stories, measure)
    assert page is not None
    return page


def cells(box: Box) -> set[tuple[int, int]]:
    return {
        (column, line)
        for column in range(box.column, box.column + box.columns)
        for line in range(box.line, box.line + box.lines)
    }


@pytest.mark.parametrize("measure", MEASURES, ids=["wide", "roomy", "narrow"])
@pytest.mark.parametrize("seed", range(PAGES))
def test_the_boxes_tile_the_page(seed: int, measure: Measure) -> None:
    stories = pages.page(seed)
    page = laid_out(stories, measure)
    assert [box.story for box in page.boxes] == list(range(len(stories))), "no story is lost"
    covered = [cell for box in page.boxes for cell in cells(box)]
    assert len(covered) == len(set(covered)), "no two boxes overlap"
    assert len(covered) == page.lines * COLUMNS, "no place is empty"
    assert (page.boxes[0].column, page.boxes[0].line) == (0, 0), "the lead is on top"


@pytest.mark.parametrize("measure", MEASURES, ids=["wide", "roomy", "narrow"])
@pytest.mark.parametrize("seed", range(PAGES))
def test_text_fills_its_columns(seed: int, measure: Measure) -> None:
    stories = pages.page(seed)
    for box in laid_out(stories, measure).boxes:
        if box.mode in ("verse", "briefs"):
            continue
        copy, columns = Copyfit(stories[box.story]), box.text_columns
        column = (box.text_width - (columns - 1) * 2000) // columns
        lines, room = copy.lines(column), columns * box.rows
        if box.whole:
            assert lines + 1 <= room, "a line is kept in hand"
            assert room - lines <= max(UNEVEN, 4 if columns == 1 else 0)
        else:
            assert lines >= room - 1, "what is cut is full"
            assert box.shown >= min(room * column // 1100, sum(map(len, copy.paragraphs)))


@pytest.mark.parametrize("seed", range(0, PAGES, 7))
def test_the_same_stories_give_the_same_page(seed: int) -> None:
    for measure in MEASURES:
        assert laid_out(pages.page(seed), measure) == laid_out(pages.page(seed), measure)


@pytest.mark.parametrize("seed", range(PAGES))
def test_no_headline_is_larger_than_the_lead(seed: int) -> None:
    stories = pages.page(seed)
    for measure in MEASURES:
        sizes = [box.heading.size if box.heading else 0 for box in laid_out(stories, measure).boxes]
        if sizes[0] and stories[0].form == "text":
            assert max(sizes) == sizes[0]


def test_a_headline_is_not_broken_in_a_short_quotation() -> None:
    chance = random.Random(1)
    words = ("把", "营商", "环境的", "“软", "实力”", "变成", "发展的", "“硬", "支撑”")
    lead = PageStory(clauses=(words,), paragraphs=pages.text(chance, 500))
    stories = [lead, *(pages.story(chance) for _ in range(4))]
    for measure in MEASURES:
        heading = laid_out(stories, measure).boxes[0].heading
        assert heading
        assert not {4, 8} & set(heading.after)


@pytest.mark.parametrize("measure", MEASURES, ids=["wide", "roomy", "narrow"])
@pytest.mark.parametrize(
    "stories",
    [
        [PageStory(clauses=(("长" * 200,),), paragraphs=("字" * 400,))],
        [PageStory(clauses=(("https://example.com/" + "a" * 90,),), paragraphs=("字" * 400,))],
        [PageStory(clauses=(("短",),))],
        [PageStory()],
        [PageStory(form="photo", pictures=(Shot(100, 4000, 0),))],
        [PageStory(form="photo", pictures=(Shot(4000, 100, 200),), paragraphs=("字" * 2000,))],
        [PageStory(form="box", paragraphs=("字。",))],
        [PageStory(form="briefs", paragraphs=("字", "W" * 500))],
        [PageStory(form="verse", clauses=(("诗",),), paragraphs=("字" * 90,) * 3)],
        [PageStory(clauses=(("题",),), paragraphs=("字",) * 300)] * 3,
    ],
    ids=[
        "headline",
        "Latin",
        "no text",
        "empty",
        "high",
        "flat",
        "box",
        "briefs",
        "verse",
        "lists",
    ],
)
def test_there_is_always_a_page(stories: list[PageStory], measure: Measure) -> None:
    for count in (1, 2, 5):
        page = laid_out(stories * count, measure)
        assert len(page.boxes) == len(stories) * count


def box_of(stories: list[PageStory], at: int, measure: Measure, wishes: Wishes) -> Box:
    changed = [*stories]
    changed[at] = structs.replace(changed[at], wishes=wishes)
    return laid_out(changed, measure).boxes[at]


def six() -> list[PageStory]:
    chance = random.Random(4)
    return [
        PageStory(
            clauses=(("春耕", "备耕"), ("农技", "人员", "下田头")),
            paragraphs=pages.text(chance, 600),
            byline=True,
        )
        for _ in range(6)
    ]


@pytest.mark.parametrize("measure", MEASURES, ids=["wide", "roomy", "narrow"])
def test_an_editors_wishes_come_first(measure: Measure) -> None:
    stories = six()
    for at in (1, 3):
        assert box_of(stories, at, measure, Wishes(upright=True)).mode == "upright"
        assert box_of(stories, at, measure, Wishes(upright=False)).mode != "upright"
        assert box_of(stories, at, measure, Wishes(box=True)).mode == "box"
        for size in (2, 4):
            heading = box_of(stories, at, measure, Wishes(size=size)).heading
            assert heading
            assert heading.level == size
        stories[at] = structs.replace(stories[at], pictures=(Shot(1200, 800, 0),))
        assert box_of(stories, at, measure, Wishes(picture="none")).picture is None
        usual, large = (
            box_of(stories, at, measure, Wishes(picture=wish)).picture for wish in ("", "large")
        )
        assert usual
        assert large
        assert large[0] >= usual[0]


@pytest.mark.parametrize("shot", [Shot(1200, 800, 0), Shot(900, 1200, 9), Shot(2000, 700, 0)])
def test_pictures_keep_their_proportions(shot: Shot) -> None:
    chance = random.Random(9)
    for _ in range(6):
        stories = [pages.story(chance) for _ in range(5)]
        stories[0] = structs.replace(stories[0], pictures=(shot,))
        for measure in MEASURES:
            picture = laid_out(stories, measure).boxes[0].picture
            assert picture
            wide, lines = picture
            assert abs(lines * 1625 - wide * shot.height / shot.width) <= 2 * 1625
