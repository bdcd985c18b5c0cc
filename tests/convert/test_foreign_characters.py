"""Characters of another script in a text."""

from __future__ import annotations

import pytest

from generator.convert.foreign_characters import foreign_offsets
from generator.model.variant import VARIANTS


@pytest.mark.parametrize("tag", ["zh-Hant-TW", "zh-Hant-HK", "zh-Hant"])
def test_simplified_characters_in_a_traditional_text_are_found(tag: str) -> None:
    assert foreign_offsets("乾杯，发展，皇后", VARIANTS[tag]) == [3]


def test_traditional_characters_in_a_simplified_text_are_found() -> None:
    text = "乾坤、著名、瞭望，為發"
    assert [text[at] for at in foreign_offsets(text, VARIANTS["zh-Hans"])] == ["為", "發"]
