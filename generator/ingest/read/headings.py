"""Whether a heading begins an article or is a subhead, and which of its lines is the headline.

Rows in; sections, :class:`HeadingDecision` values and (kicker, headline, subtitle) out. The level
of a heading alone decides nothing: on one page both ``#`` and ``##`` may begin articles while
``##`` also marks subheads. So relative level, length, form and the lines around it add up to a
score.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

import msgspec

from generator.ingest.read.forms.boxes import is_label
from generator.ingest.read.forms.bylines import byline_at_paragraph_end
from generator.ingest.read.forms.roles import HAN
from generator.ingest.read.line_kinds import Row

_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十0-9]+[)）]|[0-9０-９]{1,2}[.．、]|第[一二三四五六七八九十]+[章节節])"
)
"""A numbered subhead: 一、, （二）, 3．, 第四章."""
_SUBTITLE = re.compile("(?:——|--|－－|——|—)")
_LABEL = re.compile(
    r"[【〔\[［].{1,12}[】〕\]］]|(?:本报)?(?:社论|社論|短评|短評|评论|評論|时评|時評|述评|述評|快评|快評|综述|綜述|通讯|通訊"
    "|特写|特寫|侧记|側記|专访|專訪|访谈|訪談|人物|随笔|隨筆|杂谈|雜談|来信|來信|评论员文章|編者的話|编者的话)"
)
"""A label over a headline of the same size: 【评论】, 社论."""
_HAN = re.compile(f"[{HAN}]")
_SECTION_NAME = re.compile(
    f"[{HAN}]{{2,4}}(?:新闻|新聞|时讯|時訊|专版|專版|纵横|縱橫|视点|視點|天地|之窗)"
)
"""The name of a section: 体育新闻, 社会纵横."""
_PAGE_NAME = re.compile(f"[{HAN}]{{0,4}}(?:副刊|文苑|文藝|文艺|文学|文學|周刊)")
"""The name of a supplement's page: 副刊, 大地文苑."""
_SECTION_LENGTH = 3
"""The longest name of a section that is not in a pattern (characters)."""


class Section(msgspec.Struct, frozen=True, dict=True):
    """Consecutive headings, and the rows between them and the next heading."""

    heads: Sequence[Row]
    body: Sequence[Row]

    @cached_property
    def level(self) -> int:
        """The level of the largest heading; 0 if there is none."""
        return min((row.line.level for row in self.heads), default=0)

    @cached_property
    def size(self) -> int:
        """The level of the headline among the headings; 0 if there is none."""
        return next((row.line.level for row in headline_parts(self.heads)[1]), 0)

    @property
    def has_article_opening(self) -> bool:
        """Whether the text begins as an article does: with a byline, an opening or 上接."""
        for row in self.body[:1]:
            if row.kind == "byline":
                return True
            if row.kind == "jump" and row.mark and row.mark.direction == "from":
                return True
            if row.opening is not None:
                return True
        return False


class HeadingProfile(msgspec.Struct, frozen=True):
    """Counts over all headings of a page."""

    levels: frozenset[int]
    """The levels of headings over an article's opening."""
    top: int
    """The level of the largest heading."""
    shapes: dict[tuple[int, tuple[int, ...]], int]
    """The number of other headings of a level and a shape (see :func:`_shape`)."""
    alone: dict[int, int]
    """The number of other headings that stand alone, by level."""

    @classmethod
    def of(cls, sections: Sequence[Section]) -> HeadingProfile:
        """The profile of a page with these sections."""
        has_article_opening = [s.level for s in sections if s.heads and s.has_article_opening]
        shapes: dict[tuple[int, tuple[int, ...]], int] = {}
        for section in sections:
            if section.heads and not section.has_article_opening:
                key = (section.level, _shape(section.heads[-1].text))
                shapes[key] = shapes.get(key, 0) + 1
        top = min((s.level for s in sections if s.heads), default=0)
        alone = Counter(
            s.level for s in sections if len(s.heads) == 1 and not s.has_article_opening
        )
        return cls(frozenset(has_article_opening), top, shapes, alone)


class HeadingDecision(msgspec.Struct, frozen=True):
    """Whether a section begins an article, and whether that is doubtful."""

    article: bool
    doubt: bool = False


def sections_of(rows: Sequence[Row]) -> list[Section]:
    """The rows of a page, cut before each run of headings. A byline without a name (本报评论员)
    close above a heading goes with the heading."""
    sections: list[Section] = []
    heads: list[Row] = []
    body: list[Row] = []
    for row in rows:
        if row.kind == "heading":
            if body:
                ahead = _byline_above(body, row)
                sections.append(Section(heads, body[: len(body) - len(ahead)]))
                heads, body = [], ahead
            heads.append(row)
        else:
            body.append(row)
    if heads or body:
        sections.append(Section(heads, body))
    return sections


def _byline_above(body: Sequence[Row], heading: Row) -> list[Row]:
    """The last row of ``body`` if it is a byline that belongs to the heading below it; else
    empty."""
    last = body[-1]
    nameless = last.kind == "byline" and not any(person.name for person in last.people)
    return [last] if nameless and last.line.gap > heading.line.gap and len(body) > 1 else []


def begins_article(
    section: Section, current: Section | None, page: HeadingProfile, *, signed: bool
) -> HeadingDecision:
    """Whether a section begins a new article or continues ``current``; ``signed`` tells whether
    ``current`` has a byline row."""
    if current is None or not section.heads:
        return HeadingDecision(current is None)
    if section.has_article_opening or not current.heads:
        return HeadingDecision(True)
    weight = _subhead_score(section, current, page)
    if weight > 1 and _may_be_by_another(section, current, signed=signed):
        return HeadingDecision(False, True)
    return HeadingDecision(weight < 1, 0 <= weight <= 1)


def _may_be_by_another(section: Section, current: Section, *, signed: bool) -> bool:
    """Whether a signed text stands above a heading as large as its own headline, so that the text
    below may be another author's."""
    if section.level > current.size or not (signed or _is_signed_behind(current)):
        return False
    text = section.heads[-1].text
    return not (_NUMBERED.match(text) or is_label(text))


def _is_signed_behind(section: Section) -> bool:
    """Whether the last words of a section name its author."""
    last = section.body[-1] if section.body else None
    return (
        last is not None and last.kind == "text" and byline_at_paragraph_end(last.text) is not None
    )


def _subhead_score(section: Section, current: Section, page: HeadingProfile) -> int:
    """The evidence about the last heading of a section: positive for a subhead of ``current``,
    negative for the headline of another article."""
    text, level = section.heads[-1].text, section.level
    weight = _length_score(len(_HAN.findall(text)))
    size = current.size
    if level > size:
        weight += 3 if page.levels and level > max(page.levels) else 2
    elif level == size:
        weight -= 3 if level == page.top else 2
    else:
        weight -= 3
    if _NUMBERED.match(text):
        weight += 3
    if is_label(text):
        weight += 6
    if page.shapes.get((level, _shape(text)), 0) > 1 and _shape_is_evidence(level, current):
        weight += 2
    if len(section.heads) > 1:
        weight -= 2
    weight += _context_score(section, current)
    return weight


def _shape_is_evidence(level: int, current: Section) -> bool:
    """Whether a shape shared with other headings is evidence of a subhead. Headlines of one size
    often share one, so it is not for them, except in a feature with a byline."""
    return level > current.level or (bool(current.body) and current.body[0].kind == "byline")


def _length_score(length: int) -> int:
    """The part of the score that the number of Han characters gives."""
    if length <= 8:
        return 2
    if length <= 12:
        return 1
    return 0 if length < 16 else -1 if length < 20 else -2


def _context_score(section: Section, current: Section) -> int:
    """The part of the score that the rows before the heading give."""
    weight = 0
    rows = current.body
    if rows and rows[0].kind == "byline":
        weight += 1
    if rows and rows[0].opening is not None:
        weight -= 1
    last = rows[-1] if rows else None
    if last is not None and (
        last.kind in ("jump", "credit", "note", "page credit")
        or (last.kind == "byline" and len(rows) > 1)
        or _is_signed_behind(current)
    ):
        weight -= 3
    if section.heads[0].line.gap >= 3:
        weight -= 1
    return weight


def _shape(text: str) -> tuple[int, ...]:
    """The number of Han characters in each part of a heading, parted by white space."""
    return tuple(len(_HAN.findall(part)) for part in text.split())


def split_heads(section: Section, page: HeadingProfile) -> tuple[list[Row], list[Row]]:
    """(the lines of the headline, the first subhead right below it or none) of a section's
    headings."""
    heads = list(section.heads)
    if len(heads) < 2 or section.has_article_opening:
        return heads, []
    last = heads[-1]
    deeper = last.line.level > section.level
    if not deeper or _SUBTITLE.match(last.text):
        return heads, []
    level = last.line.level
    shape = page.shapes.get((level, _shape(last.text)), 0) > 1
    # A lone line of that level would be a subtitle; several on the page, each over a text of its
    # own, are subheads.
    series = page.alone.get(level, 0) > 1 and level not in page.levels
    return (heads[:-1], [last]) if _NUMBERED.match(last.text) or shape or series else (heads, [])


def headline_parts(heads: Sequence[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """(kicker, headline, subtitle) by relative level: the lines above the largest line are the
    kicker, those below it the subtitle. Lines of one level are one part."""
    if not heads:
        return [], [], []
    top = min(row.line.level for row in heads)
    if _starts_with_section_name(heads):
        _, title, subtitle = headline_parts(heads[1:])
        at = next(i for i, row in enumerate(heads) if row is title[0])
        return list(heads[:at]), title, subtitle
    first = next(at for at, row in enumerate(heads) if row.line.level == top)
    last = first
    while (
        last + 1 < len(heads)
        and heads[last + 1].line.level == top
        and not _SUBTITLE.match(heads[last + 1].text)
    ):
        last += 1
    while first < last and _LABEL.fullmatch(heads[first].text):
        first += 1
    return list(heads[:first]), list(heads[first : last + 1]), list(heads[last + 1 :])


def _starts_with_section_name(heads: Sequence[Row]) -> bool:
    """Whether the first and largest line only names the section (体育) of a longer line below
    it."""
    if len(heads) < 2 or heads[0].guessed:
        return False
    named = _SECTION_NAME.fullmatch(heads[0].text) or _PAGE_NAME.fullmatch(heads[0].text)
    if len(_HAN.findall(heads[0].text)) > _SECTION_LENGTH and not named:
        return False
    first, second = heads[0], heads[1]
    longer = len(second.text) >= 2 * len(first.text) or _PAGE_NAME.fullmatch(first.text)
    return first.line.level < second.line.level and bool(longer)
