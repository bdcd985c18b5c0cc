"""Stories for tests: pages of every kind, from the sentences of the example page."""

from __future__ import annotations

import random

from benchmarks import archive
from benchmarks.makeup import HEADLINES, VERSE
from generator.convert import headline_breaks
from generator.makeup.story import PageStory, Shot

SHAPES = (Shot(1200, 800, 12), Shot(900, 1200, 0), Shot(1200, 675, 30))


def text(chance: random.Random, characters: int) -> tuple[str, ...]:
    """Paragraphs of so many characters in all, or a few more."""
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < characters:
        paragraphs.append("".join(chance.choices(archive.sentences(), k=chance.randint(1, 4))))
    return tuple(paragraphs)


def story(chance: random.Random) -> PageStory:
    """A story of any length."""
    length = chance.choice((40, 120, 300, 500, 900))
    return PageStory(
        clauses=headline_breaks.clauses(chance.choice(HEADLINES)),
        kicker=chance.choice((0, 0, 8)),
        subtitle=chance.choice((0, 0, 14, 30)),
        byline=chance.random() < 0.8,
        paragraphs=text(chance, length),
        is_whole=length < 900,
        pictures=(chance.choice(SHAPES),) if chance.random() < 0.2 else (),
    )


def photo(chance: random.Random) -> PageStory:
    """A photo with some lines of text, with a headline or without."""
    titled = headline_breaks.clauses(chance.choice(HEADLINES)) if chance.random() < 0.6 else ()
    return PageStory(
        form="photo",
        clauses=titled,
        kicker=0 if titled else 4,
        paragraphs=text(chance, chance.choice((20, 80, 150))),
        pictures=(chance.choice(SHAPES),),
    )


def verse(chance: random.Random) -> PageStory:
    """A poem."""
    stanzas = chance.sample(VERSE, chance.randint(1, 3))
    lines = "\n\n".join(stanzas).replace("\\", "").split("\n")
    return PageStory(form="verse", clauses=(("春日", "杂咏"),), paragraphs=tuple(lines))


def briefs(chance: random.Random) -> PageStory:
    """A box of briefs."""
    items = (chance.choice(archive.sentences()) for _ in range(chance.randint(2, 25)))
    return PageStory(form="briefs", paragraphs=tuple(items))


def page(seed: int) -> list[PageStory]:
    """A page of any kind."""
    chance = random.Random(seed)
    count = chance.choice((1, 2, 3, 4, 5, 6, 7, 9, 12, 30))
    stories = [story(chance) for _ in range(count)]
    if chance.random() < 0.3:
        stories[chance.randrange(count)] = photo(chance)
    if chance.random() < 0.2:
        stories[chance.randrange(count)] = verse(chance)
    if chance.random() < 0.3:
        stories.append(briefs(chance))
    return stories
