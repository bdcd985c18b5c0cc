"""Conversion of arbitrary texts: no exception, no lost character, no changed address."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.content import markup
from generator.content.document import Document
from generator.content.nodes import Element, walk
from generator.convert import (
    Converter,
    TermEntry,
    Terms,
    common_forms,
    lone_characters,
    opaque_characters,
    term_placeholders,
    word_forms,
)
from generator.convert.lexicon import phrases
from generator.model.article import Convert
from generator.model.variant import VARIANTS
from tests.convert.bodies import converted

HANS, TW, HK = VARIANTS["zh-Hans"], VARIANTS["zh-Hant-TW"], VARIANTS["zh-Hant-HK"]
OURS = Converter(HANS, [HANS, TW, HK], Terms((TermEntry((("hans", "软件"), ("hant", "軟件"))),)))
ANY = st.characters(exclude_categories=())
HAN = st.sampled_from("发展后里干面只系制征余于范云台头理几了一二十个“”‘’「」『』，。软件a1<&> \n")
ODD = st.sampled_from(
    "\0\ud800\udfff\ue000\U000f0000\U000ffffd\U00100000\U0010fffd\u200b\ufeff👩‍👧e\u0301"
)
TEXTS = st.text(st.one_of(HAN, HAN, HAN, ODD, ANY), max_size=60)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@example("发\0展")
@example("\U000f0000软件\U000ffffd")
def test_offsets_survive_every_chain(text: str) -> None:
    for variant in (TW, HK):
        assert len(OURS.convert_text(text, variant)) == len(text)
        unchanged = [(at, c) for at, c in enumerate(text) if not _can_change(c)]
        answer = OURS.convert_text(text, variant)
        assert [(at, answer[at]) for at, _ in unchanged] == unchanged


def _can_change(char: str) -> bool:
    """Han (with the compatibility ideographs OpenCC sets right) and quotation marks."""
    code = ord(char)
    return (
        0x3400 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
        or char in "“”‘’"
    )


PIECES = st.one_of(
    TEXTS.map(lambda text: text.replace("&", "").replace("<", "").replace(">", "")),
    st.sampled_from(
        [
            "<p id='发'>",
            "</p>",
            "<b>",
            "</b>",
            '<a href="/发展/?q=干">',
            "</a>",
            "<br>",
            "&amp;",
            "&#x53d1;",
            '<img src="发.jpg" alt="头发">',
            "<code>发",
            "</code>",
            '<span lang="en">',
            "</span>",
            "<i class=干 title=头发>",
            "</i>",
        ]
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_conversion_changes_text_and_nothing_else(html: str) -> None:
    document = Document(markup.read(html))
    converted_document = document.map_text(lambda texts: OURS.convert_runs(texts, TW), "zh-hans")

    def shape(element: Element) -> tuple[object, ...]:
        named = ((name, "" if name in ("alt", "title") else v) for name, v in element.attributes)
        return element.tag, *named, len(element.children)

    assert list(map(shape, walk(converted_document.nodes))) == list(
        map(shape, walk(document.nodes))
    )


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(st.text(HAN, min_size=1, max_size=4), max_size=3))
def test_a_word_that_an_article_keeps_stays(text: str, keep: list[str]) -> None:
    words = tuple(word.strip() for word in keep if word.strip())
    answer = OURS.convert_text(text, TW, Convert(keep=words))
    for word in words:
        assert answer.count(word) >= (1 if text == word else 0)


@settings(max_examples=60, deadline=None)
@given(st.text(HAN, max_size=40))
def test_an_explanation_ends_in_the_converted_text(text: str) -> None:
    explanation = OURS.explain(text, TW)
    assert explanation.result == OURS.convert_text(text, TW)
    for place in explanation.places:
        assert text[place.start : place.start + len(place.source)] == place.source


def test_decomposed_characters_keep_their_marks() -> None:
    text = unicodedata.normalize("NFD", "café 發展 が 发展")
    assert unicodedata.normalize("NFC", OURS.convert_text(text, TW)) == "café 發展 が 發展"


@pytest.mark.slow
def test_ten_megabytes_in_one_article_come_out_whole() -> None:
    paragraph = "<p>他在家里理发，<b>头</b>发很长，一共有两千三百米长的新征程。</p>\n"
    html = paragraph * (10_000_000 // len(paragraph.encode()))
    start = time.process_time()
    answer = converted(OURS, html, TW)
    assert len(answer) == len(html) - html.count("\n")
    assert answer.count("理髮") == answer.count("<b>頭</b>髮") == html.count("理发")
    assert time.process_time() - start < 60


EVIDENCE = st.one_of(
    st.sampled_from(sorted(phrases())),
    st.sampled_from(sorted(common_forms.characters().several)),
    st.sampled_from(
        [
            char
            for row in lone_characters.rows()
            for char in "".join(row)
            if common_forms.HAN.match(char)
        ]
    ),
    st.sampled_from(["记者于", "姓钟", "冲采", "市长", "说", "、", "，", "3", "。", "\n"]),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(EVIDENCE, max_size=14).map("".join))
@example("书记干部着手修复一只钟")
def test_a_clause_without_evidence_converts_as_its_words_do(text: str) -> None:
    pieces = {piece.start: piece for piece in word_forms.words(text)}
    wanted, at = "", 0
    while at < len(text):
        piece = pieces.get(at)
        wanted += piece.result if piece else text[at]
        at += len(piece.source) if piece else 1
    assert word_forms.convert(text) == wanted


@given(st.text(ODD, max_size=3))
@example("\U000effff")
@example("\U000c0000")
def test_opaque_characters_are_separated_from_all_others(text: str) -> None:
    assert opaque_characters.is_opaque(text) == any(
        opaque_characters.is_opaque(piece) for piece in opaque_characters.split(text)
    )
    assert opaque_characters.is_opaque(text) == any(
        char == "\0" or "\ud800" <= char <= "\udfff" or char >= "\U000f0000" for char in text
    )


FEW = st.text(st.sampled_from("甲乙丙"), min_size=1, max_size=3)


@given(st.text(st.sampled_from("甲乙丙丁"), max_size=12), st.dictionaries(FEW, FEW, max_size=3))
def test_placeholders_of_an_article_and_of_a_site_are_put_alike(
    text: str, forms: dict[str, str]
) -> None:
    def round_trip(placeholders: term_placeholders.TermPlaceholders) -> str:
        return "".join(term_placeholders.restore(placeholders.insert(text), placeholders.forms))

    assert round_trip(term_placeholders.article_placeholders(forms)) == round_trip(
        term_placeholders.TermPlaceholders(forms)
    )
