"""Press forms: each form of the tables in a sentence, and none of one place in the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.convert import Converter, press_forms
from generator.model.variant import VARIANTS, Variant
from tests.press.driver import SITE, Paper

HANS, TW, HK = VARIANTS["zh-Hans"], VARIANTS["zh-Hant-TW"], VARIANTS["zh-Hant-HK"]
OURS = Converter(HANS, [HANS, TW, HK])
SENTENCES = [
    # Simplified, Taiwan, Hong Kong
    ("周日尽快尽量办，上周周末", "週日儘快儘量辦，上週週末", "周日盡快盡量辦，上周周末"),
    ("请尽早、尽可能来，尽管下雨", "請儘早、儘可能來，儘管下雨", "請盡早、盡可能來，儘管下雨"),
    ("税务局脱离险境", "稅務局脫離險境", "稅務局脫離險境"),
    ("叙利亚读者阅读后兑现", "敘利亞讀者閱讀後兌現", "敘利亞讀者閱讀後兌現"),
    ("卧室里悦耳尖锐的蕴藏", "臥室裡悅耳尖銳的蘊藏", "臥室裏悅耳尖銳的蘊藏"),
    ("娴静的烟囱", "嫻靜的煙囪", "嫻靜的煙囪"),
    ("听取汇报，巨额资金回流", "聽取彙報，鉅額資金回流", "聽取匯報，巨額資金回流"),
    ("网友点赞，搜集和搜证", "網友點讚，蒐集和蒐證", "網友點讚，搜集和搜證"),
    ("伙伴背负重任，扎根基层", "夥伴背負重任，扎根基層", "夥伴背負重任，扎根基層"),
    ("泄露、泄漏和外泄，排泄", "洩露、洩漏和外洩，排泄", "洩露、洩漏和外洩，排泄"),
    ("床上吃面，公布、发布", "床上吃麵，公布、發布", "床上吃麵，公布、發布"),
    ("宣布、颁布和分布", "宣布、頒布和分布", "宣布、頒布和分布"),
    ("了解台湾群峰，说户口", "了解台灣群峰，說戶口", "了解台灣群峰，說戶口"),
    ("温和启动卫生，布局占比", "溫和啟動衛生，布局占比", "溫和啟動衛生，佈局佔比"),
    ("污水潮湿，感叹账户", "污水潮濕，感嘆帳戶", "污水潮濕，感嘆賬戶"),
    ("利率五厘，厘定和厘清", "利率五釐，釐定和釐清", "利率五厘，釐定和釐清"),
    (
        "永恒的复苏，新楼入伙，战略伙伴",
        "永恆的復甦，新樓入夥，戰略夥伴",
        "永恆的復蘇，新樓入伙，戰略夥伴",
    ),
    ("占员工总数，应占溢利，占卜", "占員工總數，應占溢利，占卜", "佔員工總數，應佔溢利，占卜"),
    ("迂回流动，皮划艇激流回旋", "迂迴流動，皮划艇激流迴旋", "迂迴流動，皮划艇激流迴旋"),
]


@pytest.mark.parametrize(("simplified", "taiwan", "hong_kong"), SENTENCES)
def test_papers_print_this_form(simplified: str, taiwan: str, hong_kong: str) -> None:
    assert OURS.convert_text(simplified, TW) == taiwan
    assert OURS.convert_text(simplified, HK) == hong_kong


@pytest.mark.parametrize("variant", [TW, HK], ids=lambda variant: variant.tag)
def test_each_row_stands_in_a_sentence(variant: Variant) -> None:
    shown = "".join(row[1 if variant == TW else 2] for row in SENTENCES)
    assert [form for _, form in press_forms.table(variant.tag) if form not in shown] == []


def test_each_row_is_as_long_as_its_form_and_counted_for_the_printed_one() -> None:
    for row in press_forms.rows():
        assert row.place in ("TW", "HK")
        assert len(row.standard) == len(row.printed)
        if row.counts:
            printed, other = (int(count.rstrip("*")) for count in row.counts)
            assert printed > other


def test_generic_traditional_is_as_in_taiwan() -> None:
    assert press_forms.table("zh-Hant") == press_forms.table("zh-Hant-TW")
    assert press_forms.table("zh-Hans") == ()


def test_the_pages_of_both_places_have_their_own_forms(tmp_path: Path) -> None:
    article = f"---\ntitle: 周日\n---\n{SENTENCES[0][0]}。\n\n{SENTENCES[6][0]}。\n"
    paper = Paper(tmp_path, f"{SITE}-- content/2025-03-20/01-01.md --\n{article}")
    assert not paper.build().problems
    for column, tag in ((1, "zh-hant-tw"), (2, "zh-hant-hk")):
        text = (paper.out / "2025/03-20/01-01" / tag / "index.html").read_text("utf-8")
        assert SENTENCES[0][column] in text
        assert SENTENCES[6][column] in text
