"""People's names: where they are recognised, and the forms of their characters."""

from __future__ import annotations

import pytest

from generator.convert import Converter
from generator.convert.ambiguous_names import announced_names
from generator.model.variant import VARIANTS

HANS, TW, HK = VARIANTS["zh-Hans"], VARIANTS["zh-Hant-TW"], VARIANTS["zh-Hant-HK"]
OURS = Converter(HANS, [HANS, TW, HK])


@pytest.mark.parametrize(
    ("simplified", "taiwan"),
    [
        ("记者于海从北京发回报道", "記者于海從北京發回報道"),
        ("建于明代的楼，由于海上风大", "建於明代的樓，由於海上風大"),
        ("总理李强于当地时间抵达", "總理李強於當地時間抵達"),
        ("主任余德江、教授范云和研究员郁冬", "主任余德江、教授范雲和研究員郁冬"),
        ("老师钟楚红站在钟楼下", "老師鍾楚紅站在鐘樓下"),
        ("立委柳采葳采访了采茶人", "立委柳采葳採訪了採茶人"),
        ("十余人有余力，其余的人防范规范", "十餘人有餘力，其餘的人防範規範"),
        ("朴实的运动员朴泰桓", "樸實的運動員朴泰桓"),
        ("副部长里亚布科夫在里约说", "副部長里亞布科夫在里約說"),
        ("于姓男子和钟女士", "于姓男子和鍾女士"),
    ],
)
def test_names_are_distinguished_from_words(simplified: str, taiwan: str) -> None:
    assert OURS.convert_text(simplified, TW) == taiwan


def test_announced_names_with_two_forms_are_found_in_a_text() -> None:
    assert announced_names("记者范晓和市长于海在规范会上，校长王明") == [("范晓", 2), ("于海", 7)]
