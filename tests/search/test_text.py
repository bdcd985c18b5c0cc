"""The normal form of printed and typed text, the same in Python and in the browser."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from generator.convert import search_folding
from generator.search.excerpts import differences
from generator.search.search_text import END, Folding, encode, singles, words
from tests.search.conftest import Reader

FOLDING = Folding(search_folding.folding_table())


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("皇后", "皇後"),
        ("发髮發", "發发髮"),
        ("干乾幹", "幹干乾"),
        ("里裏裡", "裡里裏"),
        ("台臺檯", "臺台台"),
        ("ＹＦ－１０２ｖ", "YF-102V"),
        ("５４％", "54%"),
        ("「新」", "“新”"),
        ("阿尔·戈尔", "阿爾‧戈爾"),
        ("Café", "cafe"),
        ("甲　乙", "甲  乙"),
        ("零\u200b宽", "零宽"),
        ("二〇二五", "二○二五"),
        ("it’s", "it's"),
        ("著名", "着名"),
        ("㎡", "m2"),
    ],
)
def test_two_ways_to_write_the_same_are_the_same(left: str, right: str) -> None:
    assert FOLDING.fold(left) == FOLDING.fold(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("46.7", "467"), ("改革，开放", "改革开放"), ("甲 乙", "甲乙"), ("己", "已")],
)
def test_what_differs_stays_different(left: str, right: str) -> None:
    assert FOLDING.fold(left) != FOLDING.fold(right)


def test_a_string_is_a_run_of_pairs() -> None:
    assert words(["一段简单"]) == ["一段", "段简", "简单", "单" + END]
    assert words(["甲乙", "乙丙"]) == ["甲乙", "乙" + END, "乙丙", "丙" + END]
    assert len(singles(["甲乙甲", "乙"])) == 2


@given(some.characters(), some.characters())
def test_no_two_characters_are_encoded_alike(left: str, right: str) -> None:
    assert (encode(left) == encode(right)) == (left == right)
    assert len(encode(left)) in (1, 2)


@given(some.text("甲乙丙丁", max_size=12), some.text("甲乙丙丁戊", max_size=12))
def test_differences_lead_from_one_text_to_the_other(text: str, wanted: str) -> None:
    result, at = "", 0
    for start, length, instead in differences(text, wanted):
        result += text[at:start] + instead
        at = start + length
    assert result + text[at:] == wanted


@pytest.mark.browser
def test_the_browser_folds_as_the_index_does(reader: Reader, searched: Path) -> None:
    reader.open()
    chance = random.Random(3)
    chars = [chr(point) for point in range(0x20, 0x10000) if not 0xD800 <= point < 0xE000]
    chars += ["𠮷", "𫍯", "🎉"]
    texts = ["".join(chars[at : at + 64]) for at in range(0, len(chars), 64)]
    texts += ["".join(chance.choices(chars, k=40)) for _ in range(200)]
    folded = reader.page.evaluate(
        """async (texts) => {
          const engine = await document.querySelector("form.search-box").engine();
          await engine.query("");
          return texts.map((text) => engine.folding.fold(text));
        }""",
        texts,
    )
    other = [
        (text, in_browser)
        for text, in_browser in zip(texts, folded, strict=True)
        if FOLDING.fold(text) != in_browser
    ]
    differing = {
        char
        for text, in_browser in other
        for char in text
        if FOLDING.fold("甲" + char + "甲") not in in_browser and char.strip()
    }
    # Characters that a newer Unicode knows and an older one does not are the only excuse.
    assert len(other) <= len(texts) // 20, sorted(differing)[:20]
