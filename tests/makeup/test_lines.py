"""Lines are counted as a browser breaks them, in the theme's own styles."""

from __future__ import annotations

import html
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks import archive
from generator.makeup.line_count import count, pieces

COLUMNS = (10, 13, 14, 16, 22)
"""Characters of the columns that pages use."""
HARD = (
    "“夜读”活动开幕，《云冈纪事》（第2版）、《大同旧事》同时首发。",
    "时间为工作日8:00-12:00，14:30-18:00；电话0352-1234567。",
    "YF-102V发动机由CCF会员单位研制，效率提高3.5%，成本下降20%。",
    "他说：“‘双碳’目标不是口号——是倒计时。”……",
    "古城里的三十条巷子，一条巷子一篇文章，一共写了三十年。（完）",
    "市委书记、市长，市人大、市政协“一把手”参加（扩大）会议。",
)


def paragraphs() -> list[str]:
    chance = random.Random(5)
    made = [
        "".join(chance.choices(archive.sentences(), k=chance.randint(1, 4))) for _ in range(300)
    ]
    return [*HARD, *made]


@pytest.mark.browser
def test_lines_are_those_of_the_browser(
    paper: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    texts = paragraphs()
    laid = [pieces(text) for text in texts]
    style = next((paper / "output/assets").glob("style*.css")).name
    page = browser.new_page()
    try:
        page.goto(served(paper / "output"))
        wrong, counted = [], 0
        for column in COLUMNS:
            blocks = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
            page.set_content(
                f'<html lang="zh-Hans"><link rel="stylesheet" href="/assets/{style}">'
                '<main style="font-size:20px"><div class="box" style="text-wrap:wrap">'
                f'<div class="text" style="width:{column + 0.003}em;max-height:none;'
                f'line-height:32px">{blocks}</div></div></main>'
            )
            heights: list[int] = page.evaluate(
                "[...document.querySelectorAll('.text p')]"
                ".map(p => Math.round(p.getBoundingClientRect().height / 32))"
            )
            for text, paragraph, lines in zip(texts, laid, heights, strict=True):
                counted += 1
                if count(paragraph, int(column * 1000)) != lines:
                    wrong.append((column, lines, text))
    finally:
        page.close()
    assert counted == len(COLUMNS) * len(texts)
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "column", "lines"),
    [
        ("字" * 14, 16000, 1),
        ("字" * 15, 16000, 2),
        ("字" * 13 + "。", 16000, 1),
        ("字" * 14 + "。", 16000, 2),
        ("字" * 13 + "”。", 16000, 2),
        ("字" * 12 + "”。", 16000, 1),
        ("“" + "字" * 13, 16000, 1),
        ("", 10000, 1),
    ],
)
def test_the_rules_of_a_line(text: str, column: int, lines: int) -> None:
    assert count(pieces(text), column) == lines
