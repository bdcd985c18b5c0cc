"""Names of people in a text that holds nothing else: 张 三, 王明李华, 索朗罗布.

Folded text in, offsets and lengths out. Padded names are merged, names that run together are split.
:func:`likely` estimates whether a word is a name where no role stands before it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.ingest.read.forms.folding import fold
from generator.ingest.read.forms.places import PLACES
from generator.ingest.read.forms.roles import HAN, HOUSES
from generator.ingest.read.forms.surnames import (
    COMMON,
    COMPOUND,
    FOREIGN,
    GIVEN,
    NEVER,
    SURNAMES,
    TIBETAN,
    WORDS,
)

_NAME = re.compile(
    rf"[{HAN}]{{1,6}}|[{HAN}]{{1,8}}(?:·[{HAN}]{{1,8}})+"
    r"|[A-Z][A-Za-z.'’·-]*(?: [A-Z][A-Za-z.'’-]*)*"
)
_TOKEN = re.compile(r"[A-Z][A-Za-z.'’·-]*(?: [A-Za-z][A-Za-z.'’-]*)+|[^\s、,;/|&]+")
_NO_NAME = re.compile(
    "[的了在把被将你我他她它们说称]|获悉|了解|报道|昨|今日|今天|近日|日前|消息|^系|会员|图片|照片|专电|本报|来源|附|综合|介绍"
    "|表示|采访|单位|公司|大学|学院|研究|中心|教授|回访|手记|观察|调查|札记|走访|来信|点评|导读|要目|目录|提要|连线|直击|暗访|摄影|撰文|受访|提供|网络|资料"
    f"|新闻|视觉|官网|官方|微博|微信|截图|航拍|^(?:{HOUSES})$|^[A-Z]{{2,5}}$|^(?:简介|文章|之家|天地|园地|风采|工作|活动|培训)"
)
"""Words that stand in no name."""
_CUTS: dict[int, tuple[tuple[int, ...], ...]] = {5: ((2,), (3,)), 6: ((3,), (2, 4))}
"""Offsets at which a run of names may be split, by its length."""
_PARTICLE = re.compile("[从是为对向与这那其个之并及]")
"""Particles; a name holds one only if it is a surname and one or two characters: 欧阳为."""
_PLACE_END = frozenset("市县省区镇乡街路版篇者员局厅院部委縣區鎮鄉員廳們们")
"""The last characters of places and organisations of three characters."""

NameSpan = tuple[int, int]
"""(offset, length) of a name."""


def names_in(folded: str) -> list[NameSpan] | None:
    """The names in a folded text that holds nothing else; empty for white space, None for other
    text."""
    tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(folded)]
    tokens = _merge_padded(folded, tokens)
    spans: list[NameSpan] = []
    for start, end in tokens:
        word = folded[start:end]
        if not _NAME.fullmatch(word.replace(" ", "")) or _NO_NAME.search(word):
            return None
        if _PARTICLE.search(word) and not _is_full_name(word):
            return None
        spans += [(start + at, length) for at, length in _split_run(word)]
    return spans


@lru_cache(maxsize=512)
def likely(name: str) -> bool:
    """Whether a word is a name by itself: a surname and characters of given names, and no other
    word."""
    name = "".join(fold(name).split())
    if "·" in name:
        return len(name) <= 12 and FOREIGN.issuperset(name.replace("·", ""))
    if len(name) == 4 and name[:2] in TIBETAN and name[2:] in TIBETAN:
        return True
    surname = 2 if name[:2] in COMPOUND or _is_married(name) else 1
    given = name[surname:]
    if is_word(name) or not 1 <= len(given) <= 2 or not NEVER.isdisjoint(given):
        return False
    if surname == 2:
        return True
    return name[0] in COMMON or (name[0] in SURNAMES and GIVEN.issuperset(given))


def all_likely(folded: str) -> list[NameSpan] | None:
    """The names in a text of one to four names, each likely by itself; None for other text."""
    spans = names_in(folded)
    if not spans or len(spans) > 4:
        return None
    return spans if all(likely(folded[at : at + size]) for at, size in spans) else None


def _is_married(name: str) -> bool:
    """Whether a husband's surname stands before a full name: 陈方安生."""
    return len(name) == 4 and name[0] in COMMON and name[1] in COMMON


def _is_full_name(word: str) -> bool:
    """Whether a word is a surname and one or two characters."""
    if word[:2] in COMPOUND:
        return len(word) in (3, 4)
    return word[0] in COMMON and len(word) in (2, 3)


def _merge_padded(folded: str, tokens: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The tokens, two single characters with white space between them merged: 张 三."""
    merged: list[tuple[int, int]] = []
    open_single = False
    for start, end in tokens:
        single = end - start == 1
        if single and open_single and not folded[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], end)
            open_single = False
        else:
            merged.append((start, end))
            open_single = single
    return merged


def _split_run(word: str) -> list[NameSpan]:
    """The spans of one token: one name, or several that run together."""
    size = len(word)
    if size < 4 or not all(re.match(f"[{HAN}]", char) for char in word):
        return [(0, size)]
    if size == 4:
        return [(0, 2), (2, 2)] if _are_two(word) else [(0, 4)]
    for cut in _CUTS.get(size, ()):
        starts = (0, *cut)
        if all(word[start] in SURNAMES for start in starts):
            ends = (*cut, size)
            return [(start, end - start) for start, end in zip(starts, ends, strict=True)]
    return [(0, size)]


def _are_two(word: str) -> bool:
    """Whether four characters are two names: 王明李华, but not 欧阳春晓, 陈方安生, 索朗罗布."""
    if word[:2] in COMPOUND or (word[:2] in TIBETAN and word[2:] in TIBETAN):
        return False
    return word[0] in SURNAMES and word[2] in SURNAMES and word[1] not in COMMON


def may_be_name(word: str) -> bool:
    """Whether a word has the form of a name and is no other word. Enough where a name is
    expected."""
    name = "".join(fold(word).split())
    if not 2 <= len(name) <= 3 or is_word(name):
        return False
    return name[0] in SURNAMES and NEVER.isdisjoint(name[1:])


def is_word(name: str) -> bool:
    """Whether a word with the form of a name is another word: 江苏, 高考, 国务院."""
    return name in WORDS or name in PLACES or (len(name) == 3 and name[-1] in _PLACE_END)
