"""The stories of a page: rows in, :class:`Story` values and doubts out.

Articles are divided by headings of any mixture of levels, bylines, openings, gaps, columns and
photo credits. Where the evidence is weak, the text stays in one story and a doubt is recorded.
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
    begins_article,
    headline_parts,
    sections_of,
    split_heads,
)
from generator.ingest.read.line_kinds import Row, usual_gap
from generator.ingest.read.reading_doubt import Doubt

_CONTINUED_LINE = re.compile("[丨｜|:：]$|(?:——|--)$")
"""The end of a headline's first line that the second line continues."""


@dataclass(slots=True)
class Story:
    """The rows of one article, photo or brief."""

    heads: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    """In order; a row of kind ``heading`` is a subhead."""
    photo: bool = False
    column: str = ""
    """The column heading above it (简讯)."""
    column_row: Row | None = None
    """The row of the column heading, in the first story below it."""
    content_rows: list[Row] = field(default_factory=list)
    """The rows without rules."""
    sources: set[str] = field(default_factory=set)
    """The sources named in openings."""
    signed: bool = False
    """Whether a row is a byline."""

    section: Section = field(init=False)
    """The headings and content rows, as evidence for the headings below."""

    def __post_init__(self) -> None:
        self.section = Section(self.heads, self.content_rows)
        rows, self.rows = self.rows, []
        self.add(rows)

    def add(self, rows: Iterable[Row]) -> None:
        """Appends rows."""
        for row in rows:
            self.rows.append(row)
            if row.kind != "rule":
                self.content_rows.append(row)
            if row.opening and row.opening.source:
                self.sources.add(row.opening.source)
            self.signed = self.signed or row.kind == "byline"

    @property
    def empty(self) -> bool:
        """Whether it has neither headings nor text."""
        return not self.heads and not self.rows

    def line_range(self) -> tuple[int, int]:
        """The first and the last line of the seed, 1-based."""
        rows = [*self.heads, *self.rows, *([self.column_row] if self.column_row else [])]
        numbers = [row.line.number for row in rows]
        return min(numbers), max(numbers)


def stories_of(rows: Sequence[Row]) -> tuple[list[Story], list[Doubt]]:
    """The stories of a page in order, and the doubts about dividing them. Every row is in exactly
    one story."""
    sections = sections_of(rows)
    divider = _StoryDivider(HeadingProfile.of(sections), usual_gap(rows))
    for section in sections:
        divider.add_section(section)
    stories = [story for story in divider.stories if not story.empty]
    stories.sort(key=lambda story: story.line_range()[0])
    return stories, divider.doubts + [_headless(s) for s in stories if _lacks_headline(s)]


def _lacks_headline(story: Story) -> bool:
    """Whether a text of several paragraphs has no headline, perhaps because its heading mark was
    lost."""
    if story.heads or story.photo or story.column or (story.rows and story.rows[0].mark):
        return False
    return len([row for row in story.rows if row.kind == "text"]) > 1


def _headless(story: Story) -> Doubt:
    return _no_headline(story.line_range()[0])


def _no_headline(line: int) -> Doubt:
    return Doubt(line, "no-headline", "no headline was found for this text")


class _StoryDivider:
    """Assigns sections to stories, in the order of the page."""

    def __init__(self, page: HeadingProfile, gap: int) -> None:
        self.stories: list[Story] = []
        self.doubts: list[Doubt] = []
        self._page = page
        self._gap = gap
        self._column: Row | None = None
        self._column_assigned = False

    def add_section(self, section: Section) -> None:
        """Begins a new story with a section, or appends the section to the last story."""
        heads = list(section.heads)
        if heads and self._column is not None and heads[0].line.level <= self._column.line.level:
            self._column = None
        if heads and is_column(heads[0]):
            self._column, self._column_assigned = heads[0], False
            heads = heads[1:]
            if not heads:
                self._add_items(section.body)
                return
            section = Section(heads, section.body)
        self._doubt_roles(heads)
        if self._begins(section):
            title, subheads = split_heads(section, self._page)
            self._doubt_headlines(title)
            self._start_story(Story(title, subheads))
        else:
            self.stories[-1].add(heads)
        self._add_body(section.body)

    def _begins(self, section: Section) -> bool:
        """Whether a section begins a new story; records a doubt if that is uncertain."""
        last = self.stories[-1] if self.stories else None
        if last is None or (self._column is not None and section.heads):
            return True
        decided = begins_article(section, last.section, self._page, signed=last.signed)
        if decided.doubt and not any(row.guessed for row in section.heads):
            role = "a headline" if decided.article else "a subhead"
            line = section.heads[0].line.number
            self.doubts.append(Doubt(line, "heading-role", f"taken for {role}"))
        return decided.article

    def _doubt_roles(self, heads: Sequence[Row]) -> None:
        """Records a doubt about headings that have no heading mark."""
        guessed = [row for row in heads if row.guessed]
        if guessed:
            message = "taken for a headline" if len(heads) == 1 else "taken for lines of a headline"
            self.doubts.append(Doubt(guessed[0].line.number, "heading-role", message))

    def _doubt_headlines(self, heads: Sequence[Row]) -> None:
        """Records a doubt about two headlines without a text between them, as far apart as
        articles: the text of the first may be lost."""
        _, title, _ = headline_parts(heads)
        for first, second in pairwise(title):
            apart = second.line.gap >= max(1, self._gap) or second.line.gap > first.line.gap
            if apart and not (first.bare or second.bare or _CONTINUED_LINE.search(first.text)):
                message = "two headlines without a text between them, read as one"
                self.doubts.append(Doubt(second.line.number, "heading-role", message))

    def _start_story(self, story: Story) -> None:
        """Begins a story in the current column."""
        if self._column is not None:
            story.column = self._column.text
            if not self._column_assigned:
                story.column_row, self._column_assigned = self._column, True
        self.stories.append(story)

    def _add_items(self, body: Sequence[Row]) -> None:
        """Adds the rows right below a column heading, an item at a time."""
        parts = items(body)
        if len(parts) == 1 and self._column is not None and not _is_photo(parts[0]):
            # No item shows its end, so the text is one story under the column heading.
            self.stories.append(Story([self._column]))
            self._column_assigned = True
            self._add_body(parts[0])
            return
        for part in parts:
            self._start_story(Story(photo=_is_photo(part)))
            if self.stories[-1].photo:
                self.stories[-1].add(part)
            else:
                self._add_body(part)

    def _add_body(self, body: Sequence[Row]) -> None:
        """Appends rows to the last story. A photo set off by blank lines and a text continued from
        another page become stories of their own."""
        at, behind_photo = 0, False
        while at < len(body):
            row = body[at]
            if size := self._photo_length(body, at, behind_photo):
                if at and body[at - 1].kind == "note":
                    # A note on the items above ends their column.
                    self._column = None
                self._add_photo(body[at : at + size])
                at, behind_photo = at + size, True
                continue
            if row.mark and row.mark.direction == "from" and self.stories[-1].rows:
                # A text continued from another page belongs to no column above it.
                self.stories.append(Story())
            self._doubt_dispatch(row)
            self.stories[-1].add([row])
            at, behind_photo = at + 1, False

    def _doubt_dispatch(self, row: Row) -> None:
        """Records a doubt about a dispatch of another source inside a text, which may be an article
        that lost its headline."""
        story = self.stories[-1]
        source = row.opening.source if row.opening else ""
        begun = bool(story.sources) or (story.signed and story.rows[-1].kind == "text")
        if source and begun and source not in story.sources and row.line.gap > self._gap:
            self.doubts.append(_no_headline(row.line.number))

    def _add_photo(self, rows: Sequence[Row]) -> None:
        """Adds a photo story before the last story, so that the text around the photo goes on in
        one story."""
        self._start_story(Story([], list(rows), photo=True))
        self.stories[-2:] = reversed(self.stories[-2:])

    def _photo_length(self, body: Sequence[Row], at: int, behind_photo: bool) -> int:
        """The number of rows of a photo story that begins at index ``at`` and is set off from the
        text; 0 if there is none."""
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
    """Whether rows are one or two captions and a photo credit and nothing else."""
    kinds = [row.kind for row in rows]
    return kinds[:-1] in (["text"], ["text", "text"]) and kinds[-1] == "credit"
