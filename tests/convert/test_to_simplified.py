"""Conversion from Traditional into Simplified, and there and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.convert import Converter
from generator.model.variant import VARIANTS, Variant
from tests.convert import accuracy
from tests.press.driver import SITE, Paper

HANS, TW, HK = VARIANTS["zh-Hans"], VARIANTS["zh-Hant-TW"], VARIANTS["zh-Hant-HK"]
HANT = VARIANTS["zh-Hant"]
SENTENCES = [
    ("砲兵和姪子看著書，甚麼也沒說", "炮兵和侄子看着书，什么也没说"),
    ("屋簷下的銲工化粧，暱稱亷先生", "屋檐下的焊工化妆，昵称廉先生"),
    ("小兒痲痺、睪丸、揹著她的牠", "小儿麻痹、睾丸、背着她的它"),
    ("李乾龍說，乾隆年間乾燥的乾坤", "李乾龙说，乾隆年间干燥的乾坤"),
    ("政府委任孫靖乾接替，牛肉乾乾淨", "政府委任孙靖乾接替，牛肉干干净"),
    ("著名作家忠於原著，標誌著作為彰顯著", "著名作家忠于原著，标志着作为彰显着"),
    ("土著的著作功勳卓著，隨著討論著手", "土著的著作功勋卓著，随着讨论着手"),
    ("帳戶的帳單在帳篷和蚊帳裡", "账户的账单在帐篷和蚊帐里"),
    ("座標侷限於想像力的薰陶", "坐标局限于想象力的熏陶"),
    ("鍾馗、魏徵和菜薹", "钟馗、魏征和菜薹"),
]


@pytest.mark.parametrize(("traditional", "simplified"), SENTENCES)
@pytest.mark.parametrize("source", [TW, HK, HANT], ids=lambda variant: variant.tag)
def test_a_sentence_is_written_as_on_the_mainland(
    source: Variant, traditional: str, simplified: str
) -> None:
    converter = Converter(source, [source, HANS])
    assert converter.convert_text(traditional, HANS) == simplified
    explanation = converter.explain(traditional, HANS)
    assert explanation.result == simplified


def test_explain_names_the_row_that_decided() -> None:
    places = Converter(TW, [TW, HANS]).explain("甚麼，李乾龍，看著書，著名", HANS).places
    assert [(p.source, p.result, p.rule) for p in places] == [
        ("甚麼", "什么", "huozi"),
        ("乾", "乾", "alone"),
        ("著", "著", "alone"),
    ]


def test_a_paper_in_traditional_script_has_pages_in_simplified(tmp_path: Path) -> None:
    body = "\n\n".join(f"{traditional}。" for traditional, _ in SENTENCES)
    site = SITE.replace("title", 'script = "zh-Hant-HK"\ntitle', 1)
    article = f"---\ntitle: 甚麼砲\n---\n{body}\n"
    paper = Paper(tmp_path, f"{site}-- content/2025-03-20/01-01.md --\n{article}")
    paper.build()
    text = (paper.out / "2025/03-20/01-01/zh-hans/index.html").read_text("utf-8")
    for shown in ("什么炮", *(f"{simplified}。" for _, simplified in SENTENCES)):
        assert shown in text


@pytest.mark.parametrize("variant", [TW, HK], ids=lambda variant: variant.tag)
def test_mainland_sentences_return_as_they_were(variant: Variant) -> None:
    there, back = Converter(HANS, [HANS, TW, HK]), Converter(variant, [variant, HANS])
    sentences = [pair[0] for name in ("tuned", "untouched") for pair in accuracy.sentences(name)]
    changed = [
        (sentence, answer)
        for sentence in sentences
        if (answer := back.convert_text(there.convert_text(sentence, variant), HANS)) != sentence
    ]
    # 帐户 is an older spelling of 账户.
    assert [sentence for sentence, _ in changed if "帐户" not in sentence] == []
