"""Places in datelines: word in, bool out.

The table of places, in both scripts, decides only where the form does not: 本报灵丘3月2日电 needs
no entry.
"""

from __future__ import annotations

import re

from generator.ingest.read.forms.folding import fold
from generator.ingest.read.forms.roles import HAN, HOUSES, ROLES
from generator.ingest.read.forms.word_tables import table

PLACES = table("places")
"""The most frequent places in datelines, and places that look like names of people."""
_SHORT = frozenset(
    "京津沪冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川渝贵滇陕甘青宁新蒙藏桂港澳台平汉穗蓉滬蘇晉遼閩贛魯粵瓊陝寧漢"
)
"""Provinces and cities by their one-character names: 本報滬訊."""
_NOT_A_PLACE = re.compile(
    "[昨今年月了是在与被把已又再就很更没收到接致引述称说据由这该各某每们停供送断放用最第與沒據這該們稱說斷"
    "，。、：；,:;0-9]|(?!^)的"
    f"|{ROLES}|{HOUSES}|客户端|公众号|微博|微信|热线|网站|官网|编辑|读者|手机|社区|^社"
)
"""Characters and words that stand in no place."""
_WORD_ENDS = frozenset("通资视简短喜音审问腾传刑死噩捷快電电資視簡審問騰傳")
"""Characters that form another word with 讯: 通讯, 资讯, 短讯."""
_PLACE = re.compile(rf"[{HAN}]{{2,6}}|[{HAN}·]{{2,12}}")


def is_known(place: str) -> bool:
    """Whether a place is in the table."""
    return place in PLACES or fold(place) in PLACES


def is_place(place: str) -> bool:
    """Whether a word has the form of a place."""
    if is_known(place) or place in _SHORT:
        return True
    return _PLACE.fullmatch(place) is not None and _NOT_A_PLACE.search(fold(place)) is None


def completes_other_word(place: str) -> bool:
    """Whether a word forms another word with 讯 rather than a dateline: 资讯."""
    return place[-1] in _WORD_ENDS and not is_known(place)


def name_length(run: str) -> int:
    """The number of characters of a name that a place follows: 3 for 王怡君台北."""
    for size in (2, 3, 4):
        if is_known(run[size:].strip()):
            return size
    return len(run) if len(run) < 4 else 2 if len(run) == 4 else 3
