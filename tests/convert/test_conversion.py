"""Conversion of texts: what is converted, what stays, which rule has precedence."""

from __future__ import annotations

import pytest

from generator.convert import Converter, TermEntry, Terms
from generator.model.article import Convert
from generator.model.variant import VARIANTS
from tests.convert.bodies import converted

HANS, TW, HK = VARIANTS["zh-Hans"], VARIANTS["zh-Hant-TW"], VARIANTS["zh-Hant-HK"]


def site_converter(*entries: TermEntry, press_forms: bool = True) -> Converter:
    return Converter(HANS, [HANS, TW, HK], Terms(entries), press_forms=press_forms)


def test_the_source_script_is_what_the_editor_wrote() -> None:
    text = "“头发”\0\ud800 It’s <b>"
    assert site_converter().convert_text(text, HANS) == text
    assert site_converter().convert_runs([text], HANS) == [text]


def test_a_phrase_across_inline_tags_is_one_phrase() -> None:
    html = '<p>头<em>发</em>，发<b>展</b>，干<a href="/干/">燥</a></p>'
    assert converted(site_converter(), html, TW) == (
        '<p>頭<em>髮</em>，發<b>展</b>，乾<a href="/干/">燥</a></p>'
    )


def test_a_block_ends_a_phrase() -> None:
    assert converted(site_converter(), "<p>头</p><p>发展</p>", TW) == "<p>頭</p><p>發展</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<code>发展</code>",
        '<p class="发展" id="发展" data-x="发展"></p>',
        '<a href="/发展/?q=发#发"></a>',
        '<img src="发.jpg" srcset="发.jpg 2x">',
        '<span lang="en">发</span>',
        '<span translate="no">发<b>展</b></span>',
        "<pre><code>发\n展</code></pre>",
    ],
)
def test_invisible_text_is_not_converted(html: str) -> None:
    assert converted(site_converter(), html, TW) == html


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<img alt="头发">', '<img alt="頭髮">'),
        ("<a title='头&#x53D1;'>x</a>", '<a title="頭髮">x</a>'),
        (
            '<abbr title="头发">头<i title="干燥">发</i></abbr>',
            '<abbr title="頭髮">頭<i title="乾燥">髮</i></abbr>',
        ),
        ("发&amp;展&nbsp;", "發&amp;展\u00a0"),
    ],
)
def test_visible_text_is_converted(html: str, shown: str) -> None:
    assert converted(site_converter(), html, TW) == shown


def test_a_term_precedes_every_phrase_and_may_change_the_length() -> None:
    converter = site_converter(
        TermEntry((("hans", "软件"), ("hant_tw", "軟體"))),
        TermEntry((("hans", "丰曼"),), keep=True, kind="person"),
        TermEntry((("hans", "网"), ("hant", "互聯網"))),
    )
    assert (
        converted(converter, "软<b>件</b>，丰曼，<i>网</i>", TW)
        == "軟<b>體</b>，丰曼，<i>互聯網</i>"
    )
    assert converter.convert_text("软件", HK) == "軟件"


def test_an_article_decides_for_itself() -> None:
    convert = Convert(terms=(("头发", (("zh-hant-tw", "毛髮"), ("", "頭毛"))),), keep=("发展",))
    assert site_converter().convert_text("头发发展", TW, convert) == "毛髮发展"
    assert site_converter().convert_text("头发发展", HK, convert) == "頭毛发展"


def test_opaque_characters_are_kept() -> None:
    text = "发\0展\ud800发\U000f0000展\U0010fffd发\U0002000b发👩‍👩‍👧\u200b展"
    answer = site_converter().convert_text(text, TW)
    assert answer == text.replace("发", "發")
    assert ["".join(cells) for cells in site_converter().convert_runs(["展", text], TW)] == [
        "展",
        answer,
    ]


def test_press_forms_come_last_and_can_be_left_out() -> None:
    assert site_converter().convert_text("台湾群众", TW) == "台灣群眾"
    assert site_converter(press_forms=False).convert_text("台湾群众", TW) == "臺灣群眾"
    assert site_converter().convert_text("群峰说", HK) == "群峰說"
    assert site_converter(press_forms=False).convert_text("群峰说", HK) == "羣峯説"


def test_traditional_sources_become_simplified_and_the_other_traditional() -> None:
    paper = Converter(HK, [HK, HANS, TW])
    assert paper.convert_text("「羣眾『説』」在裏面", HANS) == "“群众‘说’”在里面"
    assert paper.convert_text("在裏面說", TW) == "在裡面說"


def test_a_byline_s_name_is_written_as_names_are_in_all_of_the_article() -> None:
    convert = Convert(people=("于海", "钟采"))
    text = "于海和钟采在现场，由于海上风大，钟楼难采。"
    assert site_converter().convert_text("于海", TW, convert) == "于海"
    answer = site_converter().convert_text(text, TW, convert)
    assert answer.startswith("于海和鍾采在現場")
    assert (
        site_converter(TermEntry((("hans", "钟采"), ("hant", "鐘采")), kind="person")).convert_text(
            "钟采", TW, convert
        )
        == "鐘采"
    )


def test_no_phrase_goes_across_a_marked_place() -> None:
    html = '<p>理<span data-variants="">之</span>发，头<span lang="ja">の</span>发</p>'
    shown = '<p>理之發，頭<span lang="ja">の</span>發</p>'
    assert converted(site_converter(), html, TW) == shown


def test_an_editor_s_words_are_text_whatever_they_hold() -> None:
    convert = Convert(terms=(("发展", (("zh-hant-tw", '<b title="x">&'),)),))
    assert converted(site_converter(), '<a title="发展">发展</a>', TW, convert) == (
        '<a title="&lt;b title=&quot;x&quot;&gt;&amp;">&lt;b title="x"&gt;&amp;</a>'
    )


def test_marked_places_are_resolved_in_every_variant() -> None:
    html = (
        '<p>这<span data-variants="zh-hans:软件;zh-hant-tw:軟體;zh-hant:軟件">软件</span>，'
        '<span data-variants="">发展</span>发展</p>'
    )
    converter = site_converter()
    assert converted(converter, html, HANS) == "<p>这软件，发展发展</p>"
    assert converted(converter, html, TW) == '<p>這軟體，<span lang="zh-Hans">发展</span>發展</p>'
    assert converted(converter, html, HK) == '<p>這軟件，<span lang="zh-Hans">发展</span>發展</p>'
