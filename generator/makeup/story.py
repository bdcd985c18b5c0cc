"""What a makeup knows of a page's stories, and of the measure they are set to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec import structs

from generator.model.article import Wishes

Form = Literal["text", "photo", "verse", "briefs", "box"]


class Shot(msgspec.Struct, frozen=True, array_like=True):
    """A picture as the makeup sees it."""

    width: int
    height: int
    caption: int
    """Characters below it; 0: none."""


class PageStory(msgspec.Struct, frozen=True, kw_only=True):
    """A story to be placed. Stories are given in the order of their rank."""

    form: Form = "text"
    clauses: tuple[tuple[str, ...], ...] = ()
    """The headline: clauses, each in words; empty where there is none."""
    kicker: int = 0
    """Characters."""
    subtitle: int = 0
    byline: bool = False
    paragraphs: tuple[str, ...] = ()
    """The text, or its beginning; of verse its lines, with empty ones between stanzas; of briefs
    one each."""
    is_whole: bool = True
    """Whether ``paragraphs`` are the whole text."""
    pictures: tuple[Shot, ...] = ()
    wishes: Wishes = Wishes()

    @property
    def title(self) -> str:
        """The headline on one line."""
        return " ".join("".join(words) for words in self.clauses)


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """A width to be filled: twelve columns with gutters of two characters. All lengths are in
    characters of the text (em), and in its lines."""

    name: Literal["wide", "narrow"]
    unit: int
    """Characters of one of the twelve columns."""
    cuts: tuple[tuple[int, tuple[tuple[int, int], ...]], ...]
    """Columns → the pairs of columns into which a rectangle of that width may be cut."""
    sizes: tuple[int, ...]
    """The five classes of headlines, in thousandths of an em."""
    characters: int
    """Characters of text that the page is to hold."""

    def width(self, columns: int) -> int:
        """Characters of some columns with the gutters between them."""
        return (self.unit + GUTTER) * columns - GUTTER


COLUMNS = 12
GUTTER = 2
LINE = 1625
"""The height of a line in thousandths of an em."""

WIDE = Measure(
    name="wide",
    unit=4,
    cuts=(
        (12, ((9, 3), (8, 4), (7, 5), (6, 6), (5, 7), (4, 8), (3, 9))),
        (9, ((6, 3), (3, 6), (5, 4), (4, 5))),
        (8, ((4, 4), (5, 3), (3, 5))),
        (7, ((4, 3), (3, 4))),
        (6, ((3, 3),)),
    ),
    sizes=(3000, 2200, 1750, 1450, 1250),
    characters=2700,
)
NARROW = Measure(
    name="narrow",
    unit=2,
    cuts=((12, ((8, 4), (7, 5), (6, 6), (5, 7), (4, 8))), (8, ((4, 4),))),
    sizes=(2700, 1950, 1650, 1400, 1250),
    characters=2300,
)
ROOMY = structs.replace(WIDE, unit=3)
"""For pages of little text, in larger letters."""
MEASURES = (WIDE, ROOMY, NARROW)
_LITTLE = 1000
"""Characters of a page that is set in larger letters."""


def measures(stories: Sequence[PageStory]) -> tuple[Measure, Measure]:
    """The wide and the narrow measure of a page."""
    characters = sum(len(text) for story in stories for text in story.paragraphs)
    pictures = any(story.pictures for story in stories)
    return (ROOMY if characters < _LITTLE and not pictures else WIDE), NARROW
