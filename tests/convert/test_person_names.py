"""People's names: where they are recognised, and the forms of their characters."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.convert import Converter
from generator.convert.ambiguous_names import announced_names
from generator.model.variant import VARIANTS
from tests.press.driver import SITE, Paper

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
        ("烈士方志敏写《可爱的中国》", "烈士方志敏寫《可愛的中國》"),
        ("余秋里和赵朴初、邓朴方出席", "余秋里和趙樸初、鄧樸方出席"),
        ("彭冲会见外宾", "彭沖會見外賓"),
        ("陈小春与应采儿现身", "陳小春與應采兒現身"),
        ("周谷城、高占祥和刘国梁", "周谷城、高占祥和劉國梁"),
        ("南京钟山脚下，钟山县与六盘水钟山区", "南京鍾山腳下，鍾山縣與六盤水鐘山區"),
        ("村民于家中去世，局长于任上病逝", "村民於家中去世，局長於任上病逝"),
        ("总理于本月访问，市长于当晚到达", "總理於本月訪問，市長於當晚到達"),
        ("他任总书记后首访，总统后首访", "他任總書記後首訪，總統後首訪"),
        ("市民张三涂药后好转，市民涂药后", "市民張三塗藥後好轉，市民塗藥後"),
        ("市长于海到家", "市長于海到家"),
        ("曼苏里在乌苏里江和的黎波里", "曼蘇里在烏蘇里江和的黎波里"),
        ("江苏同里古镇，游人到同里", "江蘇同里古鎮，遊人到同里"),
        ("住在定慧福里，幸福里的人", "住在定慧福里，幸福裡的人"),
    ],
)
def test_names_are_distinguished_from_words(simplified: str, taiwan: str) -> None:
    assert OURS.convert_text(simplified, TW) == taiwan


def test_a_page_has_the_names_of_public_persons(tmp_path: Path) -> None:
    article = "---\ntitle: 彭冲会见应采儿\n---\n方志敏、余秋里，村民于家中。\n"
    paper = Paper(tmp_path, f"{SITE}-- content/2025-03-20/01-01.md --\n{article}")
    assert not paper.build().problems
    page = paper.out / "2025/03-20/01-01/zh-hant-tw/index.html"
    for shown in ("彭沖會見應采兒", "方志敏、余秋里，村民於家中。"):
        assert shown in page.read_text("utf-8")


def test_announced_names_with_two_forms_are_found_in_a_text() -> None:
    assert announced_names("记者范晓和市长于海在规范会上，校长王明") == [("范晓", 2), ("于海", 7)]
