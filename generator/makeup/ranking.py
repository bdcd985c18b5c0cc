"""What a story's rank gives it: its share of the text, the size of its headline."""

from __future__ import annotations

from generator.makeup.story import PageStory

_WEIGHTS = (100, 64, 54, 46, 42, 38, 34, 32, 30, 28)
"""The shares of the text by rank; all later ones have the last."""
_FULL = 240
"""The sum of weights from which on a page holds all of its text: of fewer stories none takes more
than its share."""
_LEAST = 60
"""Characters of the shortest share."""
_UPRIGHT = range(9, 27)
"""Characters of a headline that stands well upright (竖题)."""
_UPRIGHT_TEXT = 220
"""Characters its text has at least."""
_ENOUGH = 4
"""Stories from which on a page has room for one."""


def level(index: int) -> int:
    """The size class of the headline at a place in the order of rank, from 0."""
    if not index:
        return 1
    return 2 if index < 3 else 3 if index < 6 else 4


def shares(stories: tuple[PageStory, ...], characters: int) -> list[int]:
    """The characters that each story is to show, by rank."""
    ranks = [_WEIGHTS[min(at, len(_WEIGHTS) - 1)] for at in range(len(stories))]
    total = max(sum(ranks), _FULL)
    return [max(characters * rank // total, _LEAST) for rank in ranks]


def upright(stories: tuple[PageStory, ...]) -> int:
    """The story whose headline may stand upright; -1: none."""
    if len(stories) < _ENOUGH or any(story.wishes.upright for story in stories):
        return -1
    for at in range(len(stories) - 1, 1, -1):
        if _may_stand_upright(stories[at]):
            return at
    return -1


def _may_stand_upright(story: PageStory) -> bool:
    """Whether a headline is of the length, and has a text of the length, and no Latin letter."""
    title = story.title
    return (
        story.form == "text"
        and not story.pictures
        and story.wishes.upright is None
        and len(title) in _UPRIGHT
        and sum(map(len, story.paragraphs)) > _UPRIGHT_TEXT
        and not any("0" <= letter <= "z" for letter in title)
    )
