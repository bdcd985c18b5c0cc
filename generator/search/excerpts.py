"""What a result shows of an article: one small file for all variants.

Knows how to write a variant as the places where it differs from the source script converted
character by character (a tenth of its length), so that ten results weigh little and three
scripts no more than one. Refuses to know what is searched.
"""

from __future__ import annotations

import difflib
import gzip
import json
from collections.abc import Mapping
from itertools import compress, count
from operator import ne

from generator.model.search_record import SearchRecord, SearchText

Alone = Mapping[str, Mapping[int, str]]
"""Variant tag → what a character of the source script becomes when it stands alone, as
``str.translate`` takes it."""


def pack(value: object) -> bytes:
    """A value as compressed JSON, the same bytes every time."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return gzip.compress(text.encode("utf-8", "surrogatepass"), 9, mtime=0)


def fields(text: SearchText) -> tuple[str, ...]:
    """The headline's three parts, the byline and the source, in the order in which they are indexed
    and shown."""
    return text.kicker, text.title, text.subtitle, text.byline, text.source


def article(record: SearchRecord, alone: Alone) -> bytes:
    """An article's file: ``[ids, texts, {tag: [[which, [start, length, instead] …] …]}]``.

    Texts are kicker, title, subtitle, byline, source, section, page name, then the blocks that
    ``ids`` are the ids of; all in the source script. A variant that has other blocks (a word that
    an editor left out of it) stands there whole: ``{tag: {"ids": ids, "texts": texts}}``."""
    (_, source), *others = record.texts
    here, ids = _strings(source), _ids(source)
    changes: dict[str, object] = {}
    for tag, text in others:
        if _ids(text) != ids:
            changes[tag] = {"ids": _ids(text), "texts": _strings(text)}
        elif found := _changes(here, _strings(text), alone.get(tag, {})):
            changes[tag] = found
    return pack([ids, here, changes])


def _ids(text: SearchText) -> list[str]:
    return [name for name, _ in text.blocks]


def _strings(text: SearchText) -> list[str]:
    return [*fields(text), text.section, text.page_name, *(block for _, block in text.blocks)]


def _changes(here: list[str], there: list[str], alone: Mapping[int, str]) -> list[list[object]]:
    found: list[list[object]] = []
    for which, (text, wanted) in enumerate(zip(here, there, strict=True)):
        if changes := differences(text.translate(alone), wanted):
            found.append([which, *changes])
    return found


def differences(text: str, wanted: str) -> list[tuple[int, int, str]]:
    """What to replace in ``text`` to have ``wanted``: (start, length, instead), in order, in
    characters (code points)."""
    if text == wanted:
        return []
    if len(text) == len(wanted):
        return _runs(text, wanted)
    matcher = difflib.SequenceMatcher(None, text, wanted, autojunk=False)
    return [
        (start, end - start, wanted[first:last])
        for kind, start, end, first, last in matcher.get_opcodes()
        if kind != "equal"
    ]


def _runs(text: str, wanted: str) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for at in compress(count(), map(ne, text, wanted)):
        other = wanted[at]
        if found and sum(found[-1][:2]) == at:
            start, length, instead = found[-1]
            found[-1] = (start, length + 1, instead + other)
        else:
            found.append((at, 1, other))
    return found
