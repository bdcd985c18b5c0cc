"""How a headline is broken into lines, and how large it stands in a width."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from generator.makeup.advances import ADVANCES, EM, NOT_FIRST, NOT_LAST, OPEN, TRIMMED
from generator.makeup.story import LINE, Measure, PageStory

LEADING = 1240
"""Of a headline's lines, in thousandths of its size."""
_SMALLER, _LARGER, _LEAD_LARGER = 860, 1130, 1400
"""How far a line may leave its class to fill its measure exactly (撑满), in thousandths."""
_KEPT = 8
"""Characters of a quotation or a title that is not broken."""
_LONG = 9
"""Characters of a word that may be broken in itself: the language has not been divided."""
_AT_CLAUSE, _AT_MARK, _AT_WORD, _IN_WORD = 50, 450, 750, 1600
"""The cost of a break, in thousandths."""
_MOST_LINES = 4
_HALF = OPEN | TRIMMED | frozenset("！？")
_PAIRS = {"“": "”", "《": "》", "「": "」", "『": "』", "（": "）", "‘": "’", "〈": "〉"}


class Breaks:
    """A headline in some number of lines: after which words they end, how wide the widest is, and
    what the breaks cost."""

    __slots__ = ("after", "cost", "widest")

    def __init__(self, after: tuple[int, ...], widest: int, cost: int) -> None:
        self.after, self.widest, self.cost = after, widest, cost


class HeadlineFit:
    """A headline in a width."""

    __slots__ = ("after", "cost", "fills", "level", "lines", "size")

    def __init__(
        self, level: int, size: int, after: tuple[int, ...], cost: int, *, fills: bool
    ) -> None:
        self.level, self.size, self.after, self.cost, self.fills = level, size, after, cost, fills
        self.lines = len(after) + 1


def width(text: str) -> int:
    """The width of a headline in thousandths of its size: marks stand in half a character, as the
    theme sets them, letters are bold."""
    return sum(
        EM // 2
        if letter in _HALF
        else ADVANCES.get(letter, EM) * (27 if letter < "~" else 25) // 25
        for letter in text
    )


@lru_cache(maxsize=256)
def breaks(clauses: tuple[tuple[str, ...], ...]) -> tuple[Breaks, ...]:
    """The best breaks of a headline in one line, two, three, four; fewer where it has no places.
    Places are counted in words over all clauses."""
    words = [word for clause in clauses for word in clause]
    gaps = _gaps(clauses)
    best = [Breaks((), _widths(words, gaps, ()), 0)]
    places = [place for place, cost in sorted(gaps.items()) if cost >= 0]
    for count in range(1, min(_MOST_LINES, len(places) + 1)):
        usable = places
        if count > 1 and len(usable) > 9:
            usable = sorted(sorted(places, key=lambda place: (gaps[place], place))[:9])
        options = (_scored(words, gaps, after) for after in combinations(usable, count))
        best.append(min(options, key=lambda option: (option.cost, option.after)))
    return tuple(best)


def _scored(words: Sequence[str], gaps: dict[int, int], after: tuple[int, ...]) -> Breaks:
    lines = _lines(words, gaps, after)
    widest, narrowest = max(lines), min(lines)
    uneven = (widest - narrowest) * 900 // widest
    stub = 900 if lines[-1] < 3 * EM else 0
    return Breaks(after, widest, sum(gaps[place] for place in after) + uneven + stub)


def _widths(words: Sequence[str], gaps: dict[int, int], after: tuple[int, ...]) -> int:
    return max(_lines(words, gaps, after), default=0)


def _lines(words: Sequence[str], gaps: dict[int, int], after: tuple[int, ...]) -> list[int]:
    lines, start = [], 0
    for end in (*after, len(words)):
        spaces = sum(1 for place in range(start + 1, end) if gaps.get(place) == _AT_CLAUSE)
        lines.append(width("".join(words[start:end])) + spaces * 300)
        start = end
    return lines


def _gaps(clauses: tuple[tuple[str, ...], ...]) -> dict[int, int]:
    """For each place between two words what a break there costs; -1 where none may be."""
    gaps: dict[int, int] = {}
    place, closing = 0, ""
    last = ""
    inside: list[int] = []
    length = 0
    for clause in clauses:
        for at, word in enumerate(clause):
            if place:
                if not at:
                    gaps[place] = _AT_CLAUSE
                elif word[0] in NOT_FIRST or last[-1] in NOT_LAST:
                    gaps[place] = -1
                else:
                    gaps[place] = _AT_MARK if last[-1] in NOT_FIRST else _AT_WORD
                if closing:
                    inside.append(place)
            for letter in word:
                if not closing and letter in _PAIRS:
                    closing, length, inside = _PAIRS[letter], 0, []
                elif closing and letter == closing:
                    if length <= _KEPT:
                        gaps.update(dict.fromkeys(inside, -1))
                    closing = ""
                elif closing:
                    length += 1
            last = word
            place += 1
    return gaps


def fit(
    story: PageStory, room: int, level: int, measure: Measure, *, must: bool
) -> HeadlineFit | None:
    """A story's headline in ``room`` thousandths of an em: the lead's of the first class, another's
    of the class ``level`` or one near it. None where it has no room, unless it ``must`` stand."""
    best: HeadlineFit | None = None
    first = level == 1
    asked = story.wishes.size
    levels = (asked or 1,) if first or asked else (level, level + 1, level - 1, level + 2)
    for option in breaks(story.clauses):
        for tried in levels:
            if not (1 if first or asked else 2) <= tried <= len(measure.sizes):
                continue
            head = _set(option, room, tried, abs(tried - level), measure)
            if head and (best is None or head.cost < best.cost):
                best = head
    return _squeezed(story, room, level, measure) if best is None and must else best


def _squeezed(story: PageStory, room: int, level: int, measure: Measure) -> HeadlineFit:
    """A headline too long for its class, in the most lines, as large as there is room for."""
    option = min(breaks(story.clauses), key=lambda option: (option.widest, option.after))
    size = min(room * EM // max(option.widest, 1) - 10, measure.sizes[level - 1])
    return HeadlineFit(level, size, option.after, 3000, fills=False)


def _set(option: Breaks, room: int, level: int, off: int, measure: Measure) -> HeadlineFit | None:
    size = measure.sizes[level - 1]
    filled = room * EM // option.widest
    lines = len(option.after)
    cost = option.cost + (0, 800, 1900)[min(off, 2)] + (0, 100, 450, 1100)[lines]
    larger = _LEAD_LARGER if level == 1 else _LARGER
    if filled * EM < _SMALLER * size:
        return None
    if filled * EM <= larger * size:
        return HeadlineFit(level, filled - 10, option.after, cost - 300, fills=True)
    share = size * option.widest // room
    size = size * (1080 if level == 1 else EM) // EM
    blank = EM - share
    return HeadlineFit(
        level,
        size,
        option.after,
        cost + max(blank - 200, 0) * (4 if level == 1 else 2),
        fills=False,
    )


def height(story: PageStory, head: HeadlineFit | None, room: int) -> int:
    """The lines of a story's kicker, headline, subtitle and byline above its text."""
    tall = 0
    if head:
        tall += head.lines * head.size * LEADING // EM + 300
    tall += (1600 * _rows(story.kicker, room, 1100)) + 1500 * _rows(story.subtitle, room, EM)
    tall += 1300 if story.byline else 0
    return -(-tall // LINE)


def _rows(characters: int, room: int, size: int) -> int:
    return -(-characters * size // room) if characters else 0


def longest(story: PageStory, after: tuple[int, ...]) -> int:
    """The characters of a headline's longest line, the spaces between clauses counted."""
    gaps, words = _gaps(story.clauses), [word for clause in story.clauses for word in clause]
    lines, start = [], 0
    for end in (*after, len(words)):
        spaces = sum(1 for place in range(start + 1, end) if gaps.get(place) == _AT_CLAUSE)
        lines.append(len("".join(words[start:end])) + spaces)
        start = end
    return max(lines)
