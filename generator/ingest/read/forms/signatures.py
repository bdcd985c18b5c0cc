"""Signatures: names without a role, as □ 周杰 吴敏, 【周杰】, （丹翁）, …。（王晓东）.

A line and its position in; a :class:`Signature` or bylines out. Words that stand in the same places
and are no names are excluded: （完）, （节选）, 【链接】.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from generator.ingest.read.forms.boxes import is_label
from generator.ingest.read.forms.folding import fold
from generator.ingest.read.forms.name_lists import (
    NameSpan,
    all_likely,
    is_word,
    likely,
    may_be_name,
    names_in,
)
from generator.ingest.read.forms.roles import HAN
from generator.ingest.read.forms.surnames import GIVEN
from generator.model.article import Byline

SignaturePosition = Literal["below", "behind", "end"]
"""``below`` a headline and before its text, ``behind`` a paragraph, or at the ``end`` of an
article."""

_LONGEST = 24
"""The longest signature (characters)."""
_SURE_MARKS = "□■◇◆▲△☆★◎"
_MARKED = re.compile(rf"[{_SURE_MARKS}]\s*(?P<names>\S.*)")
_WRAPPED = re.compile(rf"[{_SURE_MARKS}●○•※]\s*(?P<marked>\S.*)|[(\[](?P<inside>[^()\[\]]+)[)\]]")
_WORD = re.compile(rf"[{HAN}]{{2,4}}")
_FORM = re.compile(
    "[完续载转接图摘编选稿据附注版综略删诗文首则章篇说上下中外组笔话本评论讯写谈剧歌词"
    "曲画书影刻信告原译页期号报社网题节记录集卷部段辑讲问答年月日时一二三四五六七八九"
    "十之名者例表待未全终结束感想见闻征启事特新来品板律绝法料络按链提示资背草案试行修"
    "订函令掌声笑鼓續載轉圖編選據註綜刪詩組筆話評論訊寫談劇詞畫書譯頁號報網題節記錄輯"
    "講問時終結見聞徵啟來資鏈]"
    "|沁园春|满江红|水调歌头|浣溪沙|蝶恋花|西江月|菩萨蛮|清平乐|卜算子"
    "|鹧鸪天|如梦令|念奴娇|临江仙|虞美人|忆江南"
)
"""Words in brackets that describe a text: （节选）, （沁园春）."""
_TAIL = re.compile(
    rf"[。!?”」』…)\]](?:\s*(?P<brackets>(?:[(\[][^()\[\]]{{1,60}}[)\]]\s*)+)"
    rf"|\s*[{_SURE_MARKS}●]\s*(?P<marked>[^。!?…()]{{2,20}})"
    rf"|(?<![)\]])\s+(?P<bare>[{HAN}·、 ]{{2,12}}))$"
)
_BRACKET = re.compile(r"[(\[](?P<inside>[^()\[\]]+)[)\]]")


class Signature(msgspec.Struct, frozen=True):
    """People who signed with names only."""

    people: tuple[Byline, ...]
    sure: bool
    """Whether the words look like names, and do not only stand where names do."""


def marked_names(text: str) -> tuple[Byline, ...] | None:
    """The people of a line of a mark and one to four names: ■周杰, □ 周杰 吴敏. None for another
    line."""
    marked = _MARKED.fullmatch(fold(text).strip())
    if marked is None or is_label(text) or len(text) > _LONGEST:
        return None
    spans = _names(marked["names"])
    return _bylines(text, len(text.rstrip()) - len(marked["names"]), spans) if spans else None


def signature(text: str, place: SignaturePosition) -> Signature | None:
    """The signature of a line of one to four names in this position; None for another line."""
    folded = fold(text).strip()
    if not 1 < len(folded) <= _LONGEST or is_label(text):
        return None
    wrapped = _WRAPPED.fullmatch(folded)
    if wrapped is None:
        spans = _names(folded) if place == "below" else all_likely(folded)
        sure = place != "behind"
        return Signature(_bylines(text, 0, spans), True) if spans and sure else None
    group = "marked" if wrapped["marked"] else "inside"
    words, base = wrapped[group].rstrip(), wrapped.start(group)
    if folded[0] in _SURE_MARKS + "(":
        spans = _names(words)
    else:
        # 【金曲】, ●云冈: what names a column stands so too.
        spans = _given_names(words) if place != "behind" else None
    if spans and (folded[0] == "(" or place != "behind"):
        return Signature(_bylines(text, base, spans), True)
    if folded[0] != "(" or place == "behind" or not _WORD.fullmatch(words) or _FORM.search(words):
        return None
    if is_word(words) or names_in(words) != [(0, len(words))]:
        return None
    return Signature(_bylines(text, base, [(0, len(words))]), sure=False)


def names_behind(text: str) -> tuple[Byline, ...]:
    """The people named behind the last sentence of a paragraph: ……。（王晓东 李华）."""
    base = max(0, len(text) - 90)
    tail = _TAIL.search(fold(text[base:]).rstrip())
    if tail is None:
        return ()
    if tail["brackets"]:
        at = tail.start("brackets")
        groups = [
            (at + bracket.start("inside"), bracket["inside"])
            for bracket in _BRACKET.finditer(tail["brackets"])
        ]
    else:
        group = "marked" if tail["marked"] else "bare"
        groups = [(tail.start(group), tail[group])]
    for start, words in groups:
        if spans := all_likely(words):
            printed = text[base + start : base + start + len(words)]
            return _bylines(printed, 0, spans)
    return ()


def _names(words: str) -> list[NameSpan] | None:
    """The spans of one to four words that may be names."""
    spans = names_in(words)
    if not spans or len(spans) > 4:
        return None
    names = [words[at : at + size] for at, size in spans]
    return spans if all(likely(name) or may_be_name(name) for name in names) else None


def _given_names(words: str) -> list[NameSpan] | None:
    """The spans of likely names whose characters are frequent in given names."""
    spans = all_likely(words)
    if not spans or _FORM.search(words):
        return None
    names = ["".join(words[at : at + size].split()) for at, size in spans]
    usual = all(len(name) > 3 or GIVEN.issuperset(name[1:]) for name in names)
    return spans if usual else None


def _bylines(text: str, base: int, spans: Sequence[NameSpan]) -> tuple[Byline, ...]:
    """Bylines whose printed words together are the whole text."""
    starts = [0, *(base + at for at, _ in spans[1:]), len(text)]
    names = ("".join(text[base + at : base + at + size].split()) for at, size in spans)
    return tuple(
        Byline((), name, "", text[first:last].strip())
        for name, first, last in zip(names, starts, starts[1:], strict=False)
    )
