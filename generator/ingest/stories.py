"""Where articles begin and what belongs to each.

Knows headings of any mixture of levels, bylines, openings, gaps and photo credits as evidence.
Refuses to divide where the evidence is thin: then the text stays together and a doubt says so.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.ingest.doubt import Doubt
from generator.ingest.headings import Page, Section, begins, sections_of, split_heads
from generator.ingest.rows import Row


@dataclass(slots=True)
class Story:
    """The rows of one article, photo or brief."""

    heads: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    """In order; a row of kind ``heading`` is a subhead."""
    photo: bool = False
    column: str = ""
    """The common heading it stood under (简讯)."""

    def first(self) -> int:
        return min(row.line.number for row in (*self.heads, *self.rows))

    def last(self) -> int:
        return max(row.line.number for row in (*self.heads, *self.rows))


def stories_of(rows: Sequence[Row]) -> tuple[list[Story], list[Doubt]]:
    """The stories of a page in order, and what was doubtful about dividing them.

    Every row is in exactly one story."""
    stories: list[Story] = []
    doubts: list[Doubt] = []
    sections = sections_of(rows)
    page = Page.of(sections)
    normal = _usual_gap(rows)
    current: Story | None = None
    for section in sections:
        decided = begins(section, current_section(current), page)
        if decided.doubt and section.heads:
            message = "this heading was taken for " + (
                "a headline" if decided.article else "a subhead"
            )
            doubts.append(Doubt(section.heads[0].line.number, "heading-role", message))
        if decided.article or current is None:
            heads, subheads = split_heads(section, page)
            current = Story(heads, list(subheads))
            stories.append(current)
        else:
            current.rows += section.heads
        current = _fill(current, section.body, stories, normal)
    stories = [story for story in stories if story.heads or story.rows]
    return stories, doubts


def current_section(story: Story | None) -> Section | None:
    return Section(story.heads, story.rows) if story else None


def _usual_gap(rows: Sequence[Row]) -> float:
    gaps = [row.line.gap for row in rows[1:]]
    return statistics.median(gaps) if gaps else 0


def _fill(story: Story, body: Sequence[Row], stories: list[Story], normal: float) -> Story:
    """Puts a section's rows into the story; a photo story set off by blank lines is its own."""
    at = 0
    while at < len(body):
        size = _photo_at(body, at, story, normal)
        if size:
            photo = Story([], list(body[at : at + size]), photo=True)
            if not story.heads and not story.rows:
                stories.remove(story)
            stories.append(photo)
            at += size
            if at < len(body) and not story.heads and not story.rows:
                story = Story()
                stories.append(story)
        else:
            story.rows.append(body[at])
            at += 1
    return story


def _photo_at(body: Sequence[Row], at: int, story: Story, normal: float) -> int:
    """How many rows from ``at`` on are a photo story set off by itself; 0 if none."""
    end = at
    while end < len(body) and body[end].kind == "text" and end - at < 3:
        end += 1
    if end == at or end >= len(body) or body[end].kind != "credit":
        return 0
    first, credit = body[at], body[end]
    if first.opening is not None and first.opening.people:
        return 0
    alone = not story.heads and not story.rows
    set_off = (
        first.line.gap >= normal + 2
        or alone
        or (at > 0 and body[at - 1].kind in ("credit", "rule"))
    )
    after = body[end + 1] if end + 1 < len(body) else None
    closed = (
        after is None
        or after.line.gap >= normal + 2
        or after.kind in ("rule", "desk", "note")
        or _photo_next(body, end + 1)
    )
    if not (set_off and closed):
        return 0
    return end + 1 - at if credit.credit else 0


def _photo_next(body: Sequence[Row], at: int) -> bool:
    return at + 1 < len(body) and body[at].kind == "text" and body[at + 1].kind == "credit"
