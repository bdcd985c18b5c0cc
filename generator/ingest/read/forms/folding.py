"""Folded spelling: text in, text of the same length out, so that one pattern matches all spellings.

Full-width marks become half-width, brackets one of two shapes, and Traditional characters of the
words in forms Simplified. Each character becomes one character, so offsets are the same in both
texts. Folded text is only matched, never written.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = str.maketrans(
    "報訊記員電據綜聞網臺攝圖編責評論駐華聯灣轉續見頁專稱號時報導寫譯選輯實習約資採訪廣視頻"
    "頭條體際經濟滙發來畫設計對題總監製攢張單註陳連載說採處廠縣鄉鎮東門紐韓國劃頓羅導籌執筆繪鏡誦",
    "报讯记员电据综闻网台摄图编责评论驻华联湾转续见页专称号时报导写译选辑实习约资采访广视频"
    "头条体际经济汇发来画设计对题总监制攒张单注陈连载说采处厂县乡镇东门纽韩国划顿罗导筹执笔绘镜诵",
)
_MARKS: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_MARKS |= {ord(mark): "[" for mark in "【〔［〖"} | {ord(mark): "]" for mark in "】〕］〗"}
_MARKS |= {ord(mark): " " for mark in "\u3000\u00a0\u2002\u2003\u2009\t"}
_MARKS |= {ord(mark): "/" for mark in "╱∕⁄丨＼"}
_MARKS |= {ord("﹐"): ",", ord("﹑"): "、", ord("︰"): ":", ord("∶"): ":", ord("‧"): "·"}
_TABLE: dict[int, int | str] = {**_WORDS, **_MARKS}


@lru_cache(maxsize=512)  # the same line is asked for one form after another
def fold(text: str) -> str:
    """The folded text: Simplified words, half-width marks, square brackets for ``【〔［〖``."""
    return text.translate(_TABLE)


def printed_group(text: str, match: re.Match[str], group: str) -> str:
    """The printed words of a group, without outer white space; ``match`` is one in the folded
    ``text``. Empty where the group took no part in the match."""
    return text[match.start(group) : match.end(group)].strip() if match[group] else ""
