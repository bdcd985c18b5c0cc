"""The data files that people extend: every row is well formed, and none hides another."""

from __future__ import annotations

import re

from generator.convert import lexicon, lone_characters, opencc_chains, simplified_forms


def test_each_word_has_a_form_as_long_as_itself_and_stands_once() -> None:
    rows = [row.split("\t") for row in lexicon.layer_rows()]
    words = [row[0] for row in rows]
    assert [row for row in rows if len(row) not in (2, 3) or len(row[0]) != len(row[1])] == []
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_each_form_is_one_opencc_knows_for_its_character() -> None:
    known = opencc_chains.dictionary("STCharacters")
    phrases = opencc_chains.dictionary("STPhrases")
    also = {
        (char, form)
        for phrase, forms in phrases.items()
        for char, form in zip(phrase, forms[0], strict=True)
    }
    also |= {("并", "并"), ("庄", "庄")}
    rows = [tuple(row.split("\t")[:2]) for row in lexicon.layer_rows()]
    rows += [(char, form) for char, form, _, _ in lone_characters.rows()]
    strange = {
        (char, form)
        for word, forms in rows
        for char, form in zip(word, forms, strict=True)
        if form not in known.get(char, (char,)) and (char, form) not in also
    }
    assert strange == set()


def test_each_character_s_rules_end_in_one_without_conditions() -> None:
    last: dict[str, tuple[str, str]] = {}
    hidden = []
    for char, _, before, after in lone_characters.rows():
        if last.get(char) == ("", ""):
            hidden.append(char)
        last[char] = (before, after)
    assert hidden == [], "rows below a row without conditions are never read"
    assert [char for char, sides in last.items() if len(char) == 1 and sides != ("", "")] == []


def test_each_row_of_simplified_forms_is_as_long_as_its_word_and_none_is_hidden() -> None:
    rows = lone_characters.rows(simplified_forms.FILE)
    assert [row for row in rows if len(row[0]) != len(row[1])] == []
    assert [row for row in rows if len(row[0]) > 1 and any(row[2:])] == [], "conditions of a word"
    assert [row for row in rows if row[2] and not row[2].endswith("$")] == []
    unconditional = [word for word, _, before, after in rows if not before and not after]
    assert len(unconditional) == len(set(unconditional))
    for word, _, before, after in rows:
        assert re.compile(before) and re.compile(after), word


def test_each_pattern_compiles_and_is_anchored() -> None:
    for char, _, before, _ in lone_characters.rows():
        assert lone_characters.form_in_context(char, 0, len(char)) is not None
        assert not before or before.endswith("$"), f"{char}: {before} is not held to its place"
