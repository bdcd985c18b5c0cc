"""The accuracy of conversion to the character; ``pytest -s`` prints the figures."""

from __future__ import annotations

import pytest

from generator.convert import Converter
from generator.model.variant import VARIANTS, Variant
from tests.convert import accuracy

HANS, TW, HK = VARIANTS["zh-Hans"], VARIANTS["zh-Hant-TW"], VARIANTS["zh-Hant-HK"]
OURS = Converter(HANS, [HANS, TW, HK], press_forms=False)
STOCK = Converter(HANS, [HANS, TW, HK], press_forms=False, words=False)


def test_at_most_ten_judged_places_of_mainland_news_are_wrong() -> None:
    path = accuracy.judged_file()
    if path is None:
        pytest.skip("the judged places are not on this machine; HUOZI_JUDGED names their file")
    wrong, places = accuracy.judged(path, lambda text: OURS.convert_text(text, TW))
    stock, _ = accuracy.judged(path, lambda text: STOCK.convert_text(text, TW))
    print(f"\njudged places: {len(wrong)} of {places} wrong (OpenCC alone: {len(stock)})")
    assert len(wrong) <= 10, wrong


@pytest.mark.parametrize(("name", "least"), [("tuned", 0.95), ("untouched", 0.93)])
def test_nearly_all_sentences_of_our_sets_are_right(name: str, least: float) -> None:
    wrong, of = accuracy.exactly_right(name, lambda text: OURS.convert_text(text, TW))
    stock, _ = accuracy.exactly_right(name, lambda text: STOCK.convert_text(text, TW))
    right = 1 - len(wrong) / of
    print(f"\n{name}: {right:.1%} of {of} exactly right (OpenCC alone: {1 - len(stock) / of:.1%})")
    assert right >= least, wrong


@pytest.mark.parametrize("variant", [TW, HK])
def test_an_edition_survives_conversion_there_and_back(variant: Variant) -> None:
    to_traditional = Converter(HANS, [HANS, variant])
    to_simplified = Converter(variant, [variant, HANS])
    files = sorted((accuracy.HERE.parents[1] / "content").rglob("*.md"))
    assert files
    for file in files:
        converted = to_traditional.convert_text(file.read_text("utf-8"), variant)
        assert (
            to_traditional.convert_text(to_simplified.convert_text(converted, HANS), variant)
            == converted
        ), file.name


@pytest.mark.parametrize(
    ("simplified", "taiwan", "hong_kong"),
    [
        # What each must hold stands in the pairs: cut words, one-to-many characters, regions.
        ("这周的周报写了两周，周围的人都不知道", "這週的週報寫了兩週，周圍的人都不知道", ""),
        ("内卷的结果是大家都累", "內捲的結果是大家都累", ""),
        ("所托非人，只好另请高明", "所託非人，只好另請高明", ""),
        ("元数据里有调制的参数", "元數據裡有調製的參數", "元數據裏有調製的參數"),
        ("吸烟的人在灶台边吃面", "吸菸的人在灶臺邊吃麵", "吸煙的人在灶台邊吃麪"),
        ("她把头发盘起来，发卡却掉了", "她把頭髮盤起來，髮卡卻掉了", ""),
        ("扇风的扇子", "搧風的扇子", ""),
        ("战友们说，里程碑就在里弄里", "戰友們說，里程碑就在里弄裡", "戰友們説，里程碑就在里弄裏"),
    ],
)
def test_phrases_of_opencc_stay_right(simplified: str, taiwan: str, hong_kong: str) -> None:
    assert OURS.convert_text(simplified, TW) == taiwan
    if hong_kong:
        assert OURS.convert_text(simplified, HK) == hong_kong
