"""The layout of a page (版): the place and the number of sentences of each story."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.model.article import Kind
from generator.model.card import Card
from generator.pages.makeup import Cell, Makeup, Sheet

ROOM = 600


def card(
    stem: str, kind: Kind = "article", lead: tuple[str, ...] = ("字" * 19 + "。",) * 30
) -> Card:
    return Card(
        edition="2025-03-20",
        stem=stem,
        page="01",
        page_name="要闻",
        address=f"/{stem}/",
        date=dt.date(2025, 3, 20),
        kind=kind,
        title="标题",
        clauses=(("标题",),),
        untitled=False,
        kicker="",
        subtitle="",
        section="",
        section_address="",
        people=(),
        source="",
        lead=lead,
        length=sum(map(len, lead)),
    )


def sheet(stories: int = 0, photos: int = 0, *, vertical: bool = False, seconds: int = 2) -> Sheet:
    makeup = Makeup(
        lead=card("lead"),
        seconds=tuple(card(f"second-{n}") for n in range(seconds)),
        vertical=card("vertical") if vertical else None,
        stories=tuple(card(f"story-{n}") for n in range(stories)),
        photos=tuple(card(f"photo-{n}", "photo") for n in range(photos)),
    )
    return makeup.sheet(ROOM)


def characters(cell: Cell) -> int:
    return sum(len(paragraph.text) for paragraph in cell.paragraphs)


def wide(cells: tuple[Cell, ...]) -> list[bool]:
    return [cell.wide for cell in cells]


@pytest.mark.parametrize(
    ("count", "last"),
    [
        (0, []),
        (1, [True]),
        (2, [True] * 2),
        (3, [False] * 3),
        (4, [False] * 3 + [True]),
        (5, [False] * 3 + [True] * 2),
        (6, [False] * 6),
    ],
)
def test_the_last_row_is_shared_by_the_remaining_stories(count: int, last: list[bool]) -> None:
    assert wide(sheet(stories=count).stories) == last
    assert wide(sheet(photos=count).gallery) == last


@pytest.mark.parametrize(
    ("stories", "photos", "last"),
    [
        (0, 0, []),
        (1, 0, [False]),
        (2, 0, [False] * 2),
        (3, 0, [False, False, True]),
        (1, 1, [False] * 2),
        (2, 2, [False, False, True, True]),
        (4, 1, [False] * 5),
    ],
)
def test_an_upright_headline_takes_the_room_of_two(
    stories: int, photos: int, last: list[bool]
) -> None:
    laid = sheet(stories, photos, vertical=True)
    assert wide((*laid.stories, *laid.photos)) == last
    assert laid.gallery == (), "photos fill its rows"


def test_photos_stand_by_themselves_where_no_headline_is_upright() -> None:
    laid = sheet(stories=1, photos=2)
    assert laid.photos == ()
    assert [cell.card.stem for cell in laid.gallery] == ["photo-0", "photo-1"]


def test_the_number_of_sentences_follows_from_the_place() -> None:
    laid = sheet(stories=4, vertical=True)
    assert laid.lead and characters(laid.lead) == ROOM
    assert laid.vertical and characters(laid.vertical) == ROOM
    assert [characters(cell) for cell in laid.side] == [140, 140], "a quarter, in whole sentences"
    assert [characters(cell) for cell in laid.stories] == [140, 140, 240, 240]
    assert [characters(cell) for cell in sheet(seconds=1).side] == [240], "two fifths"


def test_a_beginning_of_few_characters_stands_in_one_column() -> None:
    def lead(*lengths: int) -> Cell:
        texts = tuple("字" * (length - 1) + "。" for length in lengths)
        cell = Makeup(lead=card("lead", lead=texts)).sheet(ROOM).lead
        assert cell
        return cell

    assert lead(119).short
    assert not lead(120).short
    assert not lead(60, 60).short
    assert [p.unbroken for p in lead(63, 64).paragraphs] == [True, False]


def test_a_page_of_photos_or_briefs_alone_has_no_lead() -> None:
    laid = Makeup(photos=(card("photo", "photo"),)).sheet(ROOM)
    assert (laid.lead, laid.side, laid.stories, laid.vertical) == (None, (), (), None)
    assert wide(laid.gallery) == [True]
