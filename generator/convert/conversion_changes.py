"""What comes out otherwise than an editor has accepted, place by place and both ways.

Knows how a place is known again: in a text that is as it was, by where it stands; in one that was
edited, by its word and what is beside it. Refuses to convert.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.convert.explanation import DecidedPlace, Explanation
from generator.convert.lock_file import RESULT, TEXT, AcceptedArticle, AcceptedPlace, Form
from generator.convert.term_placeholders import spread
from generator.model import digest

_EVERYWHERE = frozenset({"press", "region"})
"""Rules that decide a word wherever it stands, in all of a site."""
_ALWAYS = frozenset({"term"}) | _EVERYWHERE
"""Rules that decide a word wherever it stands; of all others, what is beside it is part of it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of an article as it comes out now."""

    text: str
    explained: Explanation

    @property
    def mark(self) -> str:
        """The digest by which the text is known again."""
        return mark(self.text)

    @property
    def places(self) -> Iterator[DecidedPlace]:
        """The places that were decided; quotation marks left out."""
        return (place for place in self.explained.places if place.rule != "quotes")


@dataclass(frozen=True, slots=True)
class ConversionChange:
    """A place that comes out otherwise than was accepted."""

    passage: int
    """Which of the article's texts."""
    start: int
    end: int
    accepted: str
    now: str


def mark(text: str) -> str:
    """The digest by which a text is known again."""
    return digest.of_text(text)[:TEXT]


def result(text: str) -> str:
    """The digest of all that an article becomes."""
    return digest.of_text(text)[:RESULT]


def key(text: str, place: DecidedPlace) -> str:
    """How a place is known again: its word and, where context decided, a character either side."""
    if place.rule in _ALWAYS or len(place.source) > 2:
        return place.source
    before, after = text[max(0, place.start - 1) : place.start], text[place.end : place.end + 1]
    return f"{_visible(before)}‹{place.source}›{_visible(after)}"


def _visible(char: str) -> str:
    return "" if char.isspace() else char


def acceptance(passages: Sequence[Passage], outcome: str) -> AcceptedArticle:
    """What an editor accepts who accepts these texts; ``outcome`` is :func:`result`."""
    decisions: set[AcceptedPlace] = set()
    forms: set[Form] = set()
    for at, passage in enumerate(passages):
        for place in passage.places:
            if place.rule in _EVERYWHERE:
                forms.add((place.source, place.result))
            else:
                known = key(passage.text, place)
                decisions.add(AcceptedPlace(at, place.start, known, place.result))
    marks = tuple(passage.mark for passage in passages)
    return AcceptedArticle(marks, outcome, frozenset(decisions), frozenset(forms))


def changes(accepted: AcceptedArticle, passages: Sequence[Passage]) -> list[ConversionChange]:
    """Every place of the texts that comes out otherwise than was accepted.

    Of a text that was edited since, only what was accepted and still stands there."""
    left = dict(enumerate(accepted.texts))
    edited: dict[int, Passage] = {}
    changed: list[ConversionChange] = []
    for at, passage in enumerate(passages):
        same = next((number for number, known in left.items() if known == passage.mark), None)
        before = _AcceptedText(passage, accepted.forms)
        if same is None:
            edited[at] = passage
        else:
            del left[same]
            before.undo()
            for decision in sorted(d for d in accepted.decisions if d.text == same):
                before.put(decision.start, _word(decision.key), decision.result)
        before.put_forms()
        changed += before.changes(at)
    gone = [decision for decision in accepted.decisions if decision.text in left]
    return changed + _of_edited(gone, edited)


class _AcceptedText:
    """A text as it came out when it was accepted."""

    def __init__(self, passage: Passage, forms: Collection[Form]) -> None:
        self.passage = passage
        self.forms = forms
        self.now = list(passage.explained.cells)
        self.cells = list(self.now)
        self.spans: list[tuple[int, int]] = []
        """What was put, or undone."""

    def undo(self) -> None:
        """Makes plain what is decided now, but for what was accepted wherever it stands."""
        for place in self.passage.places:
            if place.rule not in _EVERYWHERE or (place.source, place.result) not in self.forms:
                self.cells[place.start : place.end] = place.plain
                self.spans.append((place.start, place.end))

    def put(self, start: int, word: str, result: str) -> None:
        """A word as it was accepted."""
        end = start + len(word)
        self.cells[start:end] = spread(result, len(word))
        self.spans.append((start, end))

    def put_forms(self) -> None:
        """What was accepted wherever it stands, where nothing else decided or decides."""
        text = self.passage.text
        decided = [(p.start, p.end) for p in self.passage.places if p.rule not in _EVERYWHERE]
        taken = _joined([*self.spans, *decided])
        for word, result in self.forms:
            for start in _starts(word, text) if word in text else ():
                if not any(a < start + len(word) and start < b for a, b in taken):
                    self.put(start, word, result)

    def changes(self, passage: int) -> Iterator[ConversionChange]:
        """Where it comes out otherwise now."""
        for start, end in _joined(self.spans):
            before, now = "".join(self.cells[start:end]), "".join(self.now[start:end])
            if before != now:
                yield ConversionChange(passage, start, end, before, now)


def _starts(word: str, text: str) -> Iterator[int]:
    return (match.start() for match in re.finditer(re.escape(word), text))


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches that some spans cover."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _of_edited(
    gone: Iterable[AcceptedPlace], passages: Mapping[int, Passage]
) -> list[ConversionChange]:
    """Where a word stands as often as it was accepted, it comes out as often as it was accepted."""
    results: dict[str, list[str]] = {}
    for decision in sorted(gone):
        results.setdefault(decision.key, []).append(decision.result)
    changed: list[ConversionChange] = []
    for known, wanted in results.items():
        standing = [
            ConversionChange(at, start, end, wanted[0], "".join(passage.explained.cells[start:end]))
            for at, passage in passages.items()
            for start, end in _standing(known, passage.text)
        ]
        others = [change for change in standing if change.now not in wanted]
        missing = len(wanted) - (len(standing) - len(others))
        changed += others[: max(missing, 0)]
    return changed


def _word(known: str) -> str:
    """The word of a key."""
    return _parts(known)[1]


def _parts(known: str) -> tuple[str, str, str]:
    before, bracket, rest = known.partition("‹")
    word, closing, after = rest.rpartition("›")
    return (before, word, after) if bracket and closing and word else ("", known, "")


def _standing(known: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a key stands in a text."""
    before, word, after = _parts(known)
    for match in re.finditer(re.escape(word), text):
        start, end = match.span()
        beside = _visible(text[max(0, start - 1) : start]), _visible(text[end : end + 1])
        if word == known or beside == (before, after):
            yield start, end
