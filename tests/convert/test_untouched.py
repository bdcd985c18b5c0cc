"""What no variant changes: addresses, inches, other languages, descriptions of characters."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.convert import Converter, TermEntry, Terms
from generator.convert.quotation_marks import unbalanced
from generator.model.article import Convert
from generator.model.variant import VARIANTS
from tests.convert.bodies import converted
from tests.press.driver import SITE, Paper

HANS, TW, HK = VARIANTS["zh-Hans"], VARIANTS["zh-Hant-TW"], VARIANTS["zh-Hant-HK"]
OURS = Converter(HANS, [HANS, TW, HK])
BODY = """\
发展见 https://example.com/发展/里 和 example.com/发展，邮件发至张发@里.com。

身高5’11”的人看12”屏幕，他说“头发12”的‘后来’”。

気温の変化は里で発展する。발전 里 한국。⿰亻发，⿱艹⿰氵发发。
"""
SHOWN = """\
發展見 https://example.com/发展/里 和 example.com/发展，郵件發至张发@里.com。
身高5’11”的人看12”屏幕，他說「頭髮12”的『後來』」。
気温の変化は里で発展する。발전 里 한국。⿰亻发，⿱艹⿰氵发發。
"""


def test_a_page_keeps_addresses_inches_and_other_languages(tmp_path: Path) -> None:
    article = f"---\ntitle: 见www.发展.com/里\n---\n{BODY}"
    paper = Paper(tmp_path, f"{SITE}-- content/2025-03-20/01-01.md --\n{article}")
    assert not paper.build().problems
    for variant in ("zh-hant-tw", "zh-hant-hk"):
        page = paper.out / "2025/03-20/01-01" / variant / "index.html"
        text = page.read_text("utf-8")
        for line in ("見www.发展.com/里", *SHOWN.splitlines()):
            assert line in text, line


@pytest.mark.parametrize(
    ("simplified", "taiwan"),
    [
        ("联系zhangfa@里发.com，发展", "聯繫zhangfa@里发.com，發展"),
        ("见https://example.com/news的报道", "見https://example.com/news的報道"),
        ("@人民日报 发展，里程/发展比例1/2", "@人民日報 發展，里程/發展比例1/2"),
        ("他买カメラ里的里程，鲜の美味发展", "他買カメラ裡的里程，鮮の美味發展"),
        ("韩国语한국发展，박근혜(朴槿惠)后来", "韓國語한국發展，박근혜(朴槿惠)後來"),
        ("北韓은 里長이 干", "北韓은 里長이 幹"),
        ("“长征5”火箭和“神舟18”", "「長征5」火箭和「神舟18」"),
        ("“长征5”，身高5’11”", "「長征5」，身高5’11”"),
        ("⿳发发发发，⿰发", "⿳发发发發，⿰发"),
        ("发\ue000发\uf8ff展", "發\ue000發\uf8ff展"),
    ],
)
def test_what_stays_ends_where_the_sentence_goes_on(simplified: str, taiwan: str) -> None:
    assert OURS.convert_text(simplified, TW) == taiwan
    explanation = OURS.explain(simplified, TW)
    assert explanation.result == taiwan
    assert "".join(explanation.cells) == taiwan


def test_it_stays_on_the_way_back_too() -> None:
    paper = Converter(TW, [TW, HANS])
    text = "東京タワーへ行く，見https://例.com/發展/裡，發展12”"
    shown = "東京タワーへ行く，见https://例.com/發展/裡，发展12”"
    assert paper.convert_text(text, HANS) == shown


def test_an_address_across_inline_tags_stays() -> None:
    html = "<p>见<b>https://例.com</b>/发展/里，发展</p>"
    assert converted(OURS, html, TW) == "<p>見<b>https://例.com</b>/发展/里，發展</p>"


def test_an_editor_s_word_precedes_another_language_but_not_an_address() -> None:
    terms = Terms((TermEntry((("hans", "変化"), ("hant", "變化"))),))
    converter = Converter(HANS, [HANS, TW], terms)
    assert converter.convert_text("気温の変化は", TW) == "気温の變化は"
    convert = Convert(terms=(("发展", (("zh-hant", "發達"),)),))
    text = "发展，http://发展.com"
    assert converter.convert_text(text, TW, convert) == "發達，http://发展.com"
    assert converter.matched_terms("http://変化.com") == set()


def test_explain_names_what_stays() -> None:
    (place,) = OURS.explain("见https://发展.com", TW).places
    assert (place.source, place.rule) == ("https://发展.com", "untouched")


def test_a_mark_for_inches_that_closes_nothing_is_still_a_doubt() -> None:
    assert unbalanced("他说“12”的屏幕”") == ()
    assert unbalanced("火箭长征5”") == (5,)


def test_long_runs_are_scanned_in_little_time() -> None:
    text = "发展" * 30_000 + "@/" + "a" * 60_000 + "の" + "한" * 10_000
    assert len(OURS.convert_text(text, TW)) == len(text)
