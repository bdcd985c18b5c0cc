"""The tables in ``forms/``: printed forms and the values parsed from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import cast, get_args

import pytest

from generator.ingest.read.forms.bylines import byline, byline_at_paragraph_end, photo_credit
from generator.ingest.read.forms.jump_marks import jump_from, jump_to, references
from generator.ingest.read.forms.notes import closing, group_source, has_ending_note, is_page_credit
from generator.ingest.read.forms.openings import opening
from generator.ingest.read.forms.signatures import SignaturePosition, signature
from generator.ingest.read.repair.joins import ParagraphStyle, join_decision
from generator.ingest.read.repair.punctuation import PunctuationRules, full_width
from generator.model.article import Byline

EDITION = dt.date(2025, 3, 20)


def rows(name: str) -> list[list[str]]:
    """The rows of a table: cells parted by ``|``, comments and blank lines left out."""
    text = (Path(__file__).parent / "forms" / f"{name}.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.strip() and line[0] != "#"]
    return [[cell.strip() for cell in line.split(" |")] for line in lines]


def table(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows(name), ids=lambda row: row[0][:24])


def people_text(people: Iterable[Byline]) -> str:
    return ", ".join(
        f"{'+'.join(byline.roles) or '-'} {byline.name or '-'} {byline.house or '-'}"
        for byline in people
    )


@table("openings")
def test_openings(row: list[str]) -> None:
    result = opening(row[0], EDITION)
    if row[1] == "none":
        assert result is None
        return
    assert result is not None
    line = result.dateline
    date = str(line.date) if line and line.date else ""
    place = line.place if line else ""
    assert [result.source, place, date, people_text(result.people)] == row[1:]
    for person in result.people:
        assert person.printed in row[0]


@table("bylines")
def test_bylines_and_credits(row: list[str]) -> None:
    shot, people = photo_credit(row[0]), byline(row[0])
    if row[1] == "none":
        assert (shot, people) == (None, None)
    elif row[1] == "byline":
        assert people is not None
        assert people_text(people) == row[2]
        assert without_space("".join(person.printed for person in people)) == without_space(row[0])
    else:
        assert shot is not None
        assert (people_text(shot.bylines) or shot.source) == row[2]
        if shot.bylines:
            assert without_space(
                "".join(person.printed for person in shot.bylines)
            ) == without_space(row[0])


def without_space(text: str) -> str:
    return "".join(text.split())


@table("signatures")
def test_signatures(row: list[str]) -> None:
    line, place, people = row
    assert place in get_args(SignaturePosition)
    signed = signature(line, cast(SignaturePosition, place))
    assert (
        f"{'' if signed.sure else '? '}{people_text(signed.people)}" if signed else "none"
    ) == people
    if signed:
        assert without_space("".join(byline.printed for byline in signed.people)) == without_space(
            line
        )


@table("paragraph-ends")
def test_signatures_behind_the_last_sentence(row: list[str]) -> None:
    text, people = row
    assert people_text(byline_at_paragraph_end(text, names=True) or ()) == people.replace(
        "none", ""
    )


@table("jumps")
def test_jumps_and_references(row: list[str]) -> None:
    text = row[0]
    to, origin, see = jump_to(text, "01"), jump_from(text, "01"), references(text, "01")
    way, _, pages = row[1].partition(" ")
    assert (to.page if to else "") == (pages if way == "to" else "")
    assert (origin.page if origin else "") == (pages if way == "from" else "")
    assert see == (tuple(pages.split()) if way == "see" else ())


@table("endings")
def test_endings(row: list[str]) -> None:
    text = row[0]
    kind, _, rest = row[1].partition(" ")
    assert is_page_credit(text) == (kind == "page")
    assert group_source(text) == (rest if kind == "group" else "")
    assert has_ending_note(text) == (kind == "word")
    result = closing(text, EDITION)
    assert (result is not None) == (kind == "source")
    if result is not None:
        line = result.dateline
        facts = [result.source, line.place if line else "", str(line.date) if line else ""]
        assert " ".join(filter(None, facts)) == rest


@table("marks")
def test_punctuation(row: list[str]) -> None:
    printed, mended = row
    assert full_width(printed, PunctuationRules()) == (printed if mended == "same" else mended)


def test_a_traditional_page_quotes_with_corner_brackets() -> None:
    printed = "他說:\"這個'辦法'好。\""
    assert full_width(printed, PunctuationRules(traditional=True)) == "他說：「這個『辦法』好。」"


def test_each_kind_of_mark_can_be_switched_off() -> None:
    printed = '他说:"好(很好)"'
    assert full_width(printed, PunctuationRules(stops=False)) == "他说:“好（很好）”"
    assert full_width(printed, PunctuationRules(brackets=False)) == "他说：“好(很好)”"
    assert full_width(printed, PunctuationRules(quotes=False)) == '他说："好（很好）"'


VERDICTS = {"join": "join", "join?": "perhaps joined", "whole?": "perhaps cut", "whole": "whole"}


@table("joins")
def test_joins(row: list[str]) -> None:
    before, after = row[0].split(" / ")
    usual = ParagraphStyle(marks_lost=False, comma_ends=False, indents=False, column=0)
    assert join_decision(before, after, 1, (False, False), usual) == VERDICTS[row[1]]
