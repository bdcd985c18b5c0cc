"""The lexicon: its words, and what of them is unpacked."""

from __future__ import annotations

from generator.convert import lexicon


def test_a_word_has_its_probability_its_lengths_and_its_form() -> None:
    words = lexicon.load_lexicon()
    assert words["皇"].forms["后"] == "皇后"
    assert words.form("皇后") == "皇后"
    assert words.has("中国")
    assert not words.has("国中国")
    assert words["中"].costs["国"] < words["中"].costs["国队"] < words["龘"].alone
    assert {2, 3} <= set(words["中"].sizes["国"])


def test_only_words_with_the_characters_asked_for_are_unpacked() -> None:
    words = lexicon.Lexicon(lexicon._tables())
    assert words.has("中国")
    assert words.form("后天") == "後天"
    assert not words.has("\U00030edd国")
    assert set(words) == {"中", "后", "\U00030edd"}
