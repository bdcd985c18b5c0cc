"""Quotation marks by nesting."""

from __future__ import annotations

import pytest

from generator.convert.quotation_marks import to_corner, to_curly, unbalanced


@pytest.mark.parametrize(
    ("mainland", "taiwan"),
    [
        ("“甲”", "「甲」"),
        ("“甲‘乙“丙”’”", "「甲『乙「丙」』」"),
        ("他说：‘甲’。", "他说：「甲」。"),
        ("It’s “甲”", "It’s 「甲」"),
        ("“O’Neal‘乙’”", "「O’Neal『乙』」"),
        ("the players’ “甲”", "the players’ 「甲」"),
        ("“甲", "「甲"),
        ("甲”", "甲」"),
    ],
)
def test_marks_follow_their_nesting(mainland: str, taiwan: str) -> None:
    assert to_corner(mainland) == taiwan


def test_nested_marks_of_one_kind_are_set_right() -> None:
    assert to_corner("“甲“乙”丙”") == "「甲『乙』丙」"
    assert to_curly("「甲『乙』丙」") == "“甲‘乙’丙”"


def test_a_paragraph_does_not_open_the_next() -> None:
    assert to_corner("“甲\n“乙”") == "「甲\n「乙」"


def test_marks_without_a_partner_are_found() -> None:
    assert unbalanced("“甲”乙”") == (4,)
    assert unbalanced("甲“乙") == (1,)
    assert unbalanced("It’s") == ()


def test_speech_over_several_paragraphs_is_balanced() -> None:
    assert unbalanced("“甲。\n“乙。”") == ()
