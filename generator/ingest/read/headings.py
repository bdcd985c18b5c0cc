"""Whether a heading begins an article or is a subhead, and which of its lines is the headline.

Knows relative size, length, style and what follows. Refuses to go by the level alone: on one page
``#`` and ``##`` may both begin articles and ``##`` also be a subhead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.ingest.read.forms.boxes import is_label
from generator.ingest.read.forms.bylines import byline_at_paragraph_end
from generator.ingest.read.forms.roles import HAN
from generator.ingest.read.rows import Row

_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十0-9]+[)）]|[0-9０-９]{1,2}[.．、]|第[一二三四五六七八九十]+[章节節])"
)
_SUBTITLE = re.compile("(?:——|--|－－|——|—)")
_LABEL = re.compile(
    r"[【〔\[［].{1,12}[】〕\]］]|(?:本报)?(?:社论|社論|短评|短評|评论|評論|时评|時評|述评|述評|快评|快評|综述|綜述|通讯|通訊"
    "|特写|特寫|侧记|側記|专访|專訪|访谈|訪談|人物|随笔|隨筆|杂谈|雜談|来信|來信|评论员文章|編者的話|编者的话)"
)
"""A label over a headline of the same size: 【评论】, 社论."""
_HAN = re.compile(f"[{HAN}]")
_NEWS = re.compile(f"[{HAN}]{{2,4}}(?:新闻|新聞|时讯|時訊|专版|專版|纵横|縱橫|视点|視點|天地|之窗)")
_PAGE_NAME = re.compile(f"[{HAN}]{{0,4}}(?:副刊|文苑|文藝|文艺|文学|文學|周刊)")
_SECTION = 3
"""A section's name is no longer (characters)."""


@dataclass(frozen=True)
class Section:
    """Headings that stand together, and the rows behind them up to the next ones."""

    heads: Sequence[Row]
    body: Sequence[Row]

    @cached_property
    def level(self) -> int:
        """The level of the largest of them."""
        return min((row.line.level for row in self.heads), default=0)

    @cached_property
    def size(self) -> int:
        """The level of the headline among them."""
        return next((row.line.level for row in parts(self.heads)[1]), 0)

    @property
    def has_article_opening(self) -> bool:
        """Whether what follows is how an article begins: a byline, an opening, 上接."""
        for row in self.body[:1]:
            if row.kind == "byline":
                return True
            if row.kind == "jump" and row.mark and row.mark.direction == "from":
                return True
            if row.opening is not None:
                return True
        return False


@dataclass(frozen=True, slots=True)
class HeadingProfile:
    """What all the sections of a page show together."""

    levels: frozenset[int]
    """The levels at which supported articles begin."""
    top: int
    shapes: dict[tuple[int, tuple[int, ...]], int]
    """How often each shape of an unsupported heading occurs at each level."""
    alone: dict[int, int]
    """How many unsupported headings stand alone at each level."""

    @classmethod
    def of(cls, sections: Sequence[Section]) -> HeadingProfile:
        """The page of these sections."""
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


@dataclass(frozen=True, slots=True)
class HeadingDecision:
    """Whether a section begins an article, and whether that is doubtful."""

    article: bool
    doubt: bool = False


def sections_of(rows: Sequence[Row]) -> list[Section]:
    """The page cut before each run of headings.

    A byline without a name that stands close above a heading (本报评论员) is that article's."""
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
    last = body[-1]
    nameless = last.kind == "byline" and not any(person.name for person in last.people)
    return [last] if nameless and last.line.gap > heading.line.gap and len(body) > 1 else []


def begins(
    section: Section, current: Section | None, page: HeadingProfile, *, signed: bool
) -> HeadingDecision:
    """Whether the section begins a new article, given the one it would else belong to, which is
    ``signed`` where a line of it is a byline."""
    if current is None or not section.heads:
        return HeadingDecision(current is None)
    if section.has_article_opening or not current.heads:
        return HeadingDecision(True)
    weight = _weight(section, current, page)
    if weight > 1 and _may_be_by_another(section, current, signed=signed):
        return HeadingDecision(False, True)
    return HeadingDecision(weight < 1, 0 <= weight <= 1)


def _may_be_by_another(section: Section, current: Section, *, signed: bool) -> bool:
    """Whether a signed text stands over a heading of its own headline's size: what follows may be
    somebody else's."""
    if section.level > current.size or not (signed or _is_signed_behind(current)):
        return False
    text = section.heads[-1].text
    return not (_NUMBERED.match(text) or is_label(text))


def _is_signed_behind(section: Section) -> bool:
    """Whether the last words of a text name who wrote it."""
    last = section.body[-1] if section.body else None
    return (
        last is not None and last.kind == "text" and byline_at_paragraph_end(last.text) is not None
    )


def _weight(section: Section, current: Section, page: HeadingProfile) -> int:
    """Positive: a subhead of the current article; negative: a headline of its own."""
    text, level = section.heads[-1].text, section.level
    weight = _by_length(len(_HAN.findall(text)))
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
    if page.shapes.get((level, _shape(text)), 0) > 1 and _may_share(level, current):
        weight += 2
    if len(section.heads) > 1:
        weight -= 2
    weight += _by_what_stood_before(section, current)
    return weight


def _may_share(level: int, current: Section) -> bool:
    """Whether a shape shared with other headings says anything: not among headlines of one size,
    unless the text is signed, as features are."""
    return level > current.level or (bool(current.body) and current.body[0].kind == "byline")


def _by_length(length: int) -> int:
    if length <= 8:
        return 2
    if length <= 12:
        return 1
    return 0 if length < 16 else -1 if length < 20 else -2


def _by_what_stood_before(section: Section, current: Section) -> int:
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
    return tuple(len(_HAN.findall(part)) for part in text.split())


def split_heads(section: Section, page: HeadingProfile) -> tuple[list[Row], list[Row]]:
    """A run of headings as (the headline's lines, a first subhead that stands right below)."""
    heads = list(section.heads)
    if len(heads) < 2 or section.has_article_opening:
        return heads, []
    last = heads[-1]
    deeper = last.line.level > section.level
    if not deeper or _SUBTITLE.match(last.text):
        return heads, []
    level = last.line.level
    shape = page.shapes.get((level, _shape(last.text)), 0) > 1
    # A lone line of that size would be a subtitle; where others follow, each over a text of its
    # own, they are all subheads.
    series = page.alone.get(level, 0) > 1 and level not in page.levels
    return (heads[:-1], [last]) if _NUMBERED.match(last.text) or shape or series else (heads, [])


def parts(heads: Sequence[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """(kicker, headline, subtitle) by relative size: what stands before the largest line is the
    kicker, what stands behind it the subtitle; lines of one size are one part."""
    if not heads:
        return [], [], []
    top = min(row.line.level for row in heads)
    if _is_section(heads):
        _, title, subtitle = parts(heads[1:])
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


def _is_section(heads: Sequence[Row]) -> bool:
    """Whether the first and largest line is only where the article belongs: 体育 over a longer
    line of a smaller size."""
    if len(heads) < 2 or heads[0].guessed:
        return False
    named = _NEWS.fullmatch(heads[0].text) or _PAGE_NAME.fullmatch(heads[0].text)
    if len(_HAN.findall(heads[0].text)) > _SECTION and not named:
        return False
    first, second = heads[0], heads[1]
    longer = len(second.text) >= 2 * len(first.text) or _PAGE_NAME.fullmatch(first.text)
    return first.line.level < second.line.level and bool(longer)
