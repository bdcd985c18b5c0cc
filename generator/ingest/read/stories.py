"""Where articles begin and what belongs to each.

Knows headings of any mixture of levels, bylines, openings, gaps, columns and photo credits as
evidence. Refuses to divide where the evidence is thin: then the text stays together and a doubt
says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.ingest.read.columns import is_column, items
from generator.ingest.read.headings import (
    HeadingProfile,
    Section,
    begins,
    parts,
    sections_of,
    split_heads,
)
from generator.ingest.read.reading_doubt import Doubt
from generator.ingest.read.rows import Row, usual_gap

_LEADS_ON = re.compile("[丨｜|:：]$|(?:——|--)$")
"""How the first line of a headline ends whose second is its rest."""


@dataclass(slots=True)
class Story:
    """The rows of one article, photo or brief."""

    heads: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    """In order; a row of kind ``heading`` is a subhead."""
    photo: bool = False
    column: str = ""
    """The common heading it stands under (简讯)."""
    column_row: Row | None = None
    """That heading's row, in the first story under it."""
    words: list[Row] = field(default_factory=list)
    """The rows without the rules between them."""
    sources: set[str] = field(default_factory=set)
    """The houses its openings name."""
    signed: bool = False
    """Whether a line of it is a byline."""

    section: Section = field(init=False)
    """Its headings and words, as evidence for what comes behind them."""

    def __post_init__(self) -> None:
        self.section = Section(self.heads, self.words)
        rows, self.rows = self.rows, []
        self.add(rows)

    def add(self, rows: Iterable[Row]) -> None:
        """Puts rows behind the others."""
        for row in rows:
            self.rows.append(row)
            if row.kind != "rule":
                self.words.append(row)
            if row.opening and row.opening.source:
                self.sources.add(row.opening.source)
            self.signed = self.signed or row.kind == "byline"

    @property
    def empty(self) -> bool:
        return not self.heads and not self.rows

    def lines(self) -> tuple[int, int]:
        """The first and the last line of the seed."""
        rows = [*self.heads, *self.rows, *([self.column_row] if self.column_row else [])]
        numbers = [row.line.number for row in rows]
        return min(numbers), max(numbers)


def stories_of(rows: Sequence[Row]) -> tuple[list[Story], list[Doubt]]:
    """The stories of a page in order, and what was doubtful about dividing them.

    Every row is in exactly one story."""
    sections = sections_of(rows)
    divider = _StoryDivider(HeadingProfile.of(sections), usual_gap(rows))
    for section in sections:
        divider.take(section)
    stories = [story for story in divider.stories if not story.empty]
    stories.sort(key=lambda story: story.lines()[0])
    return stories, divider.doubts + [_headless(s) for s in stories if _lacks_headline(s)]


def _lacks_headline(story: Story) -> bool:
    """Whether a longer text stands under nothing: perhaps a headline lost its mark."""
    if story.heads or story.photo or story.column or (story.rows and story.rows[0].mark):
        return False
    return len([row for row in story.rows if row.kind == "text"]) > 1


def _headless(story: Story) -> Doubt:
    return _no_headline(story.lines()[0])


def _no_headline(line: int) -> Doubt:
    return Doubt(line, "no-headline", "no headline was found for this text")


class _StoryDivider:
    """Takes section after section and knows the story they may belong to."""

    def __init__(self, page: HeadingProfile, gap: int) -> None:
        self.stories: list[Story] = []
        self.doubts: list[Doubt] = []
        self._page = page
        self._gap = gap
        self._column: Row | None = None
        self._column_assigned = False

    def take(self, section: Section) -> None:
        """Puts a section's rows into a new story, or into the last one."""
        heads = list(section.heads)
        if heads and self._column is not None and heads[0].line.level <= self._column.line.level:
            self._column = None
        if heads and is_column(heads[0]):
            self._column, self._column_assigned = heads[0], False
            heads = heads[1:]
            if not heads:
                self._items(section.body)
                return
            section = Section(heads, section.body)
        self._doubt_roles(heads)
        if self._begins(section):
            title, subheads = split_heads(section, self._page)
            self._doubt_headlines(title)
            self._new(Story(title, subheads))
        else:
            self.stories[-1].add(heads)
        self._fill(section.body)

    def _begins(self, section: Section) -> bool:
        last = self.stories[-1] if self.stories else None
        if last is None or (self._column is not None and section.heads):
            return True
        decided = begins(section, last.section, self._page, signed=last.signed)
        if decided.doubt and not any(row.guessed for row in section.heads):
            role = "a headline" if decided.article else "a subhead"
            line = section.heads[0].line.number
            self.doubts.append(Doubt(line, "heading-role", f"taken for {role}"))
        return decided.article

    def _doubt_roles(self, heads: Sequence[Row]) -> None:
        guessed = [row for row in heads if row.guessed]
        if guessed:
            message = "taken for a headline" if len(heads) == 1 else "taken for lines of a headline"
            self.doubts.append(Doubt(guessed[0].line.number, "heading-role", message))

    def _doubt_headlines(self, heads: Sequence[Row]) -> None:
        """Two headlines as far apart as articles, and no text between them: the first may be one
        whose text is lost."""
        _, title, _ = parts(heads)
        for first, second in pairwise(title):
            apart = second.line.gap >= max(1, self._gap) or second.line.gap > first.line.gap
            if apart and not (first.bare or second.bare or _LEADS_ON.search(first.text)):
                message = "two headlines without a text between them, read as one"
                self.doubts.append(Doubt(second.line.number, "heading-role", message))

    def _new(self, story: Story) -> None:
        if self._column is not None:
            story.column = self._column.text
            if not self._column_assigned:
                story.column_row, self._column_assigned = self._column, True
        self.stories.append(story)

    def _items(self, body: Sequence[Row]) -> None:
        """What stands right under a common heading."""
        parts = items(body)
        if len(parts) == 1 and self._column is not None and not _is_photo(parts[0]):
            # Nothing shows where an item ends: the text stays together, under its heading.
            self.stories.append(Story([self._column]))
            self._column_assigned = True
            self._fill(parts[0])
            return
        for part in parts:
            self._new(Story(photo=_is_photo(part)))
            if self.stories[-1].photo:
                self.stories[-1].add(part)
            else:
                self._fill(part)

    def _fill(self, body: Sequence[Row]) -> None:
        """Puts rows into the last story; a photo set off by blank lines is its own, and so is a
        text that began on another page."""
        at, behind_photo = 0, False
        while at < len(body):
            row = body[at]
            if size := self._photo_at(body, at, behind_photo):
                if at and body[at - 1].kind == "note":
                    # A note for the items above closes their column.
                    self._column = None
                self._photo(body[at : at + size])
                at, behind_photo = at + size, True
                continue
            if row.mark and row.mark.direction == "from" and self.stories[-1].rows:
                # Whatever column it stands behind, it began elsewhere.
                self.stories.append(Story())
            self._doubt_dispatch(row)
            self.stories[-1].add([row])
            at, behind_photo = at + 1, False

    def _doubt_dispatch(self, row: Row) -> None:
        """Another house's dispatch inside a text may be news of its own without a headline."""
        story = self.stories[-1]
        source = row.opening.source if row.opening else ""
        begun = bool(story.sources) or (story.signed and story.rows[-1].kind == "text")
        if source and begun and source not in story.sources and row.line.gap > self._gap:
            self.doubts.append(_no_headline(row.line.number))

    def _photo(self, rows: Sequence[Row]) -> None:
        """A photo is a story of its own; the one it stands in may go on behind it."""
        self._new(Story([], list(rows), photo=True))
        self.stories[-2:] = reversed(self.stories[-2:])

    def _photo_at(self, body: Sequence[Row], at: int, behind_photo: bool) -> int:
        """How many rows from ``at`` on are a photo story set off by itself; 0 if none."""
        story = self.stories[-1]
        end = at
        while end < len(body) and body[end].kind == "text" and end - at < 3:
            end += 1
        if not at < end < len(body) or body[end].kind != "credit" or body[at].opening is not None:
            return 0
        if story.heads and not story.rows:
            return 0
        wide = self._gap + 2
        behind_note = at > 0 and body[at - 1].kind == "note"
        set_off = body[at].line.gap >= wide or story.empty or behind_photo or behind_note
        after = body[end + 1] if end + 1 < len(body) else None
        closed = after is None or after.line.gap >= wide or after.kind in ("rule", "note")
        closed = closed or _is_photo(body[end + 1 : end + 3])
        return end + 1 - at if set_off and closed else 0


def _is_photo(rows: Sequence[Row]) -> bool:
    """A caption or two and a credit, and nothing else."""
    kinds = [row.kind for row in rows]
    return kinds[:-1] in (["text"], ["text", "text"]) and kinds[-1] == "credit"
