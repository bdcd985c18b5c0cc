"""Places whose conversion differs from what an editor has accepted, in either direction.

In an unedited text, a place is identified by its offset; in an edited one, by its word and the
characters on either side.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from generator.convert.explanation import DecidedPlace, Explanation
from generator.convert.lock_file import RESULT, TEXT, AcceptedArticle, AcceptedPlace, Form
from generator.convert.term_placeholders import spread
from generator.model import digest

_EVERYWHERE = frozenset({"press", "region"})
"""Rules that decide a word in the same way in all of a site."""
_CONTEXT_FREE = frozenset({"term", "byline"}) | _EVERYWHERE
"""Rules that decide a word without its context."""


class Passage(msgspec.Struct, frozen=True):
    """A text of an article with its present conversion."""

    text: str
    explained: Explanation

    @property
    def digest(self) -> str:
        """The digest that identifies the text."""
        return text_digest(self.text)

    @property
    def places(self) -> Iterator[DecidedPlace]:
        """The decided places, without quotation marks."""
        return (place for place in self.explained.places if place.rule != "quotes")


class ConversionChange(msgspec.Struct, frozen=True):
    """A place whose conversion differs from the accepted one."""

    passage: int
    """The number of the article's text, from 0."""
    start: int
    end: int
    accepted: str
    now: str


def text_digest(text: str) -> str:
    """The digest that identifies a text."""
    return digest.of_text(text)[:TEXT]


def result_digest(text: str) -> str:
    """The digest of a converted article."""
    return digest.of_text(text)[:RESULT]


def key(text: str, place: DecidedPlace) -> str:
    """The key that identifies a place: its word and, where context decided, a character on either
    side."""
    if place.rule in _CONTEXT_FREE or len(place.source) > 2:
        return place.source
    before, after = text[max(0, place.start - 1) : place.start], text[place.end : place.end + 1]
    return f"{_visible(before)}‹{place.source}›{_visible(after)}"


def _visible(char: str) -> str:
    return "" if char.isspace() else char


def accepted_article(passages: Sequence[Passage], outcome: str) -> AcceptedArticle:
    """The record of an article that is accepted with these texts; ``outcome`` is its
    :func:`result_digest`."""
    decisions: set[AcceptedPlace] = set()
    forms: set[Form] = set()
    for at, passage in enumerate(passages):
        for place in passage.places:
            if place.rule in _EVERYWHERE:
                forms.add((place.source, place.result))
            else:
                place_key = key(passage.text, place)
                decisions.add(AcceptedPlace(at, place.start, place_key, place.result))
    marks = tuple(passage.digest for passage in passages)
    return AcceptedArticle(marks, outcome, frozenset(decisions), frozenset(forms))


def changes(accepted: AcceptedArticle, passages: Sequence[Passage]) -> list[ConversionChange]:
    """Every place in an article's texts whose conversion differs from the accepted one.

    In a text that was edited since, only places that it still holds count."""
    unmatched = dict(enumerate(accepted.texts))
    edited: dict[int, Passage] = {}
    changed: list[ConversionChange] = []
    for at, passage in enumerate(passages):
        same = next((number for number, text in unmatched.items() if text == passage.digest), None)
        accepted_text = _AcceptedText(passage, accepted.forms)
        if same is None:
            edited[at] = passage
        else:
            del unmatched[same]
            accepted_text.undo()
            for decision in sorted(d for d in accepted.decisions if d.text == same):
                accepted_text.set(decision.start, _word(decision.key), decision.result)
        accepted_text.set_forms()
        changed += accepted_text.changes(at)
    accepted_places = [decision for decision in accepted.decisions if decision.text in unmatched]
    return changed + _of_edited(accepted_places, edited)


class _AcceptedText:
    """Rebuilds the conversion of a text as it was accepted."""

    def __init__(self, passage: Passage, forms: Collection[Form]) -> None:
        self.passage = passage
        self.forms = forms
        self.now = list(passage.explained.cells)
        self.cells = list(self.now)
        self.spans: list[tuple[int, int]] = []
        """The spans that were set or undone."""

    def undo(self) -> None:
        """Resets every decided place to its plain form, but for accepted forms of a whole site."""
        for place in self.passage.places:
            if place.rule not in _EVERYWHERE or (place.source, place.result) not in self.forms:
                self.cells[place.start : place.end] = place.plain
                self.spans.append((place.start, place.end))

    def set(self, start: int, word: str, result: str) -> None:
        """Sets a word to its accepted result."""
        end = start + len(word)
        self.cells[start:end] = spread(result, len(word))
        self.spans.append((start, end))

    def set_forms(self) -> None:
        """Sets the accepted forms of a whole site, where no other rule decides or decided."""
        text = self.passage.text
        decided = [(p.start, p.end) for p in self.passage.places if p.rule not in _EVERYWHERE]
        taken = _merged([*self.spans, *decided])
        for word, result in self.forms:
            for start in _starts(word, text) if word in text else ():
                if not any(a < start + len(word) and start < b for a, b in taken):
                    self.set(start, word, result)

    def changes(self, passage: int) -> Iterator[ConversionChange]:
        """The spans whose conversion differs now."""
        for start, end in _merged(self.spans):
            before, now = "".join(self.cells[start:end]), "".join(self.now[start:end])
            if before != now:
                yield ConversionChange(passage, start, end, before, now)


def _starts(word: str, text: str) -> Iterator[int]:
    return (match.start() for match in re.finditer(re.escape(word), text))


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans, with overlapping ones merged."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _of_edited(
    accepted_places: Iterable[AcceptedPlace], passages: Mapping[int, Passage]
) -> list[ConversionChange]:
    """The changes in edited texts: a word is expected with each accepted result as often as that
    was accepted."""
    results: dict[str, list[str]] = {}
    for decision in sorted(accepted_places):
        results.setdefault(decision.key, []).append(decision.result)
    changed: list[ConversionChange] = []
    for place_key, accepted_results in results.items():
        matches = [
            ConversionChange(
                at, start, end, accepted_results[0], "".join(passage.explained.cells[start:end])
            )
            for at, passage in passages.items()
            for start, end in _matches(place_key, passage.text)
        ]
        others = [change for change in matches if change.now not in accepted_results]
        missing = len(accepted_results) - (len(matches) - len(others))
        changed += others[: max(missing, 0)]
    return changed


def _word(place_key: str) -> str:
    """The word in a key."""
    return _parts(place_key)[1]


def _parts(place_key: str) -> tuple[str, str, str]:
    """(character before, word, character after) of a key."""
    before, bracket, rest = place_key.partition("‹")
    word, closing, after = rest.rpartition("›")
    return (before, word, after) if bracket and closing and word else ("", place_key, "")


def _matches(place_key: str, text: str) -> Iterator[tuple[int, int]]:
    """The spans that a key identifies in a text."""
    before, word, after = _parts(place_key)
    for match in re.finditer(re.escape(word), text):
        start, end = match.span()
        beside = _visible(text[max(0, start - 1) : start]), _visible(text[end : end + 1])
        if word == place_key or beside == (before, after):
            yield start, end
