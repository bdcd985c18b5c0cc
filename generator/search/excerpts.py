"""The file of an article that results show, one for all variants.

It holds the texts in the source script, and for each other variant the places where it differs from
the source converted character by character, about a tenth of its length.
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
"""Variant tag → table for ``str.translate``: what a character of the source script becomes
where no word around it decides."""


def pack(value: object) -> bytes:
    """A value as compressed JSON. Equal values give the same bytes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return gzip.compress(text.encode("utf-8", "surrogatepass"), 9, mtime=0)


def fields(text: SearchText) -> tuple[str, ...]:
    """The headline's three parts, the byline and the source, in the order in which they are indexed
    and shown."""
    return text.kicker, text.title, text.subtitle, text.byline, text.source


def article(record: SearchRecord, alone: Alone) -> bytes:
    """An article's file: ``[ids, texts, {tag: [[which, [start, length, instead] …] …]}]``.

    Texts are kicker, title, subtitle, byline, source, section, page name, then the blocks that
    ``ids`` are the ids of; all in the source script. A variant that has other blocks (an editor
    left a word out of it) has all its texts: ``{tag: {"ids": ids, "texts": texts}}``."""
    (_, source), *others = record.texts
    strings, ids = _strings(source), _ids(source)
    changes: dict[str, object] = {}
    for tag, text in others:
        if _ids(text) != ids:
            changes[tag] = {"ids": _ids(text), "texts": _strings(text)}
        elif changed := _changes(strings, _strings(text), alone.get(tag, {})):
            changes[tag] = changed
    return pack([ids, strings, changes])


def _ids(text: SearchText) -> list[str]:
    return [name for name, _ in text.blocks]


def _strings(text: SearchText) -> list[str]:
    return [*fields(text), text.section, text.page_name, *(block for _, block in text.blocks)]


def _changes(
    texts: list[str], wanted_texts: list[str], alone: Mapping[int, str]
) -> list[list[object]]:
    changed: list[list[object]] = []
    for which, (text, wanted) in enumerate(zip(texts, wanted_texts, strict=True)):
        if changes := differences(text.translate(alone), wanted):
            changed.append([which, *changes])
    return changed


def differences(text: str, wanted: str) -> list[tuple[int, int, str]]:
    """The replacements that make ``text`` into ``wanted``, in order: (start, length, instead), in
    code points."""
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
    runs: list[tuple[int, int, str]] = []
    for at in compress(count(), map(ne, text, wanted)):
        char = wanted[at]
        if runs and sum(runs[-1][:2]) == at:
            start, length, instead = runs[-1]
            runs[-1] = (start, length + 1, instead + char)
        else:
            runs.append((at, 1, char))
    return runs
