"""A page's stories as the makeup sees them, and their boxes as a template draws them.

One makeup serves every script: it is made from the cards of the source script, and conversion keeps
the number of characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

import msgspec

from generator.makeup.layout import Box, PageLayout
from generator.makeup.small_picture import SmallPicture, draw
from generator.makeup.story import Form, PageStory, Shot
from generator.model.card import Card, Picture

_BRIEF = 130
"""Characters of an untitled text that is no more than a brief."""
_SENTENCE_END = re.compile(r"[。！？][”’」』）》]*")
_PHONE = 150
"""Characters from which a story's text is cut on a phone."""


class Placed(msgspec.Struct, frozen=True, array_like=True):
    """A page made up to both measures."""

    cards: tuple[tuple[int, ...], ...]
    """For each story the numbers of its cards on the page: one, or all briefs."""
    layouts: tuple[PageLayout, PageLayout]
    """Wide, narrow."""


class Small(msgspec.Struct, frozen=True, array_like=True):
    """A page in small, and the cards that its areas lead to."""

    picture: SmallPicture
    cards: tuple[int, ...]
    """For each area the number of a card on the page."""


def in_small(placed: Placed) -> Small:
    """The picture in small of a page made up."""
    return Small(draw(placed.layouts[0]), tuple(group[0] for group in placed.cards))


class Piece(msgspec.Struct, frozen=True):
    """Some words of a headline."""

    text: str
    breaks: str
    """Where the line ends before them: ``w`` in the wide makeup, ``n`` in the narrow one."""


class StoryBox(msgspec.Struct, frozen=True, kw_only=True):
    """A story's box on a page made up."""

    cards: tuple[Card, ...]
    """One; of the briefs' box all."""
    clauses: tuple[tuple[Piece, ...], ...]
    paragraphs: tuple[str, ...]
    stanzas: tuple[tuple[str, ...], ...]
    """Of verse, in place of paragraphs."""
    classes: str
    """How the box is set in either measure."""
    style: str
    """Its places and sizes in either measure, as custom properties."""
    picture: Picture | None
    is_cut: bool
    """Whether there is more of the text on its own page."""

    @property
    def card(self) -> Card:
        """The first of its cards."""
        return self.cards[0]


def groups(cards: Sequence[Card]) -> tuple[tuple[int, ...], ...]:
    """The cards of each story, in the order of rank; the briefs are one story, the last."""
    briefs = tuple(at for at, card in enumerate(cards) if _is_brief(card))
    if len(briefs) < 2 and len(briefs) < len(cards):
        briefs = ()
    stories = [(at,) for at in range(len(cards)) if at not in briefs]
    return (*stories, briefs) if briefs else tuple(stories)


def stories(scripts: Sequence[Sequence[Card]]) -> list[PageStory]:
    """What the makeup sees of a page's cards, which are given in every script, the source first. Of
    a text that is longer in another script (by an editor's terms) it sees the longest."""
    page_stories = []
    for group in groups(scripts[0]):
        cards = [scripts[0][at] for at in group]
        longest = [max((cards[at] for cards in scripts), key=_length) for at in group]
        page_stories.append(_story(cards, longest))
    return page_stories


def _length(card: Card) -> int:
    return sum(map(len, card.lead))


def _is_brief(card: Card) -> bool:
    short = card.kind == "article" and card.untitled and card.length < _BRIEF
    return (card.kind == "brief" and card.length < 2 * _BRIEF) or short


def _story(cards: Sequence[Card], longest: Sequence[Card]) -> PageStory:
    card = cards[0]
    if len(cards) > 1:
        return PageStory(form="briefs", paragraphs=tuple(map(brief, longest)))
    form: Form = "text"
    if card.kind == "photo":
        form = "photo" if card.pictures else "box"
    if _is_brief(card) and card.untitled:
        form = "box"
    if card.stanzas:
        form = "verse"
    return PageStory(
        form=form,
        clauses=() if card.untitled else card.clauses,
        kicker=len(card.kicker) or (4 if card.untitled else 0),
        subtitle=len(card.subtitle),
        byline=bool(card.people or card.source),
        paragraphs=_verse(card) if card.stanzas else longest[0].lead,
        is_whole=card.length <= sum(len("".join(text.split())) for text in card.lead),
        pictures=tuple(
            Shot(picture.plate.width, picture.plate.height, len(picture.caption + picture.credit))
            for picture in card.pictures
            if picture.plate
        ),
        wishes=card.wishes,
    )


def _verse(card: Card) -> tuple[str, ...]:
    """The lines of verse, with an empty one between two stanzas."""
    lines: list[str] = []
    at = 0
    for count in card.stanzas:
        if at:
            lines.append("")
        lines += card.lead[at : at + count]
        at += count
    return tuple(lines)


def brief(card: Card) -> str:
    """A brief as the page shows it."""
    text = card.lead[0] if card.lead else ""
    return text or card.title if card.untitled else f"{card.title}　{text}"


def style(placed: Placed) -> str:
    """What a page made up brings to the style sheet: the characters of its wide measure."""
    return f"--we:{placed.layouts[0].width}"


def story_boxes(cards: Sequence[Card], placed: Placed) -> tuple[StoryBox, ...]:
    """The boxes of a page in one variant, in the order of rank."""
    wide, narrow = placed.layouts
    return tuple(
        _box([cards[at] for at in group], w, n)
        for group, w, n in zip(placed.cards, wide.boxes, narrow.boxes, strict=True)
    )


def _box(cards: Sequence[Card], wide: Box, narrow: Box) -> StoryBox:
    card = cards[0]
    shown = max(wide.shown, narrow.shown)
    stanzas: tuple[tuple[str, ...], ...] = ()
    if wide.mode == "briefs":
        paragraphs: tuple[str, ...] = ()
    elif wide.mode == "verse":
        paragraphs, lines = (), iter(card.lead)
        stanzas = tuple(tuple(islice(lines, count)) for count in card.stanzas)
    else:
        paragraphs = _beginning(card.lead, shown)
    classes = [f"w-{wide.mode}", f"n-{narrow.mode}"]
    classes += ["w-cut"] if not wide.whole else []
    classes += ["n-cut"] if not narrow.whole else []
    classes += ["photo"] if card.kind == "photo" and card.pictures else []
    is_cut = not (wide.whole and narrow.whole) or sum(map(len, paragraphs)) > _PHONE
    return StoryBox(
        cards=tuple(cards),
        clauses=_pieces(card, wide, narrow),
        paragraphs=paragraphs,
        stanzas=stanzas,
        classes=" ".join(classes),
        style=_style("w", wide) + ";" + _style("n", narrow),
        picture=card.pictures[0] if (wide.picture or narrow.picture) and card.pictures else None,
        is_cut=is_cut and wide.mode not in ("briefs", "verse"),
    )


def _beginning(lead: Sequence[str], shown: int) -> tuple[str, ...]:
    """The paragraphs to which so many characters reach, the last to the end of its sentence."""
    texts = []
    for text in lead:
        if shown <= 0:
            break
        end = _SENTENCE_END.search(text, shown) if shown < len(text) else None
        texts.append(text[: end.end()] if end else text)
        shown -= len(text)
    return tuple(texts)


def _pieces(card: Card, wide: Box, narrow: Box) -> tuple[tuple[Piece, ...], ...]:
    """The headline's clauses, divided where a line ends in either measure."""
    ends = {
        name: set(box.heading.after if box.heading else ())
        for name, box in (("w", wide), ("n", narrow))
    }
    place, clauses = 0, []
    for words in card.clauses:
        pieces = []
        for word in words:
            breaks = "".join(name for name, after in ends.items() if place in after)
            pieces.append(Piece(word, breaks))
            place += 1
        clauses.append(tuple(pieces))
    return tuple(clauses)


def _style(name: str, box: Box) -> str:
    """A box's place and sizes as custom properties of one measure."""
    area = (
        f"{box.line + 1}/{box.column + 1}/{box.line + box.lines + 1}/{box.column + box.columns + 1}"
    )
    values = {"a": area, "k": box.text_columns, "r": box.rows, "h": box.headed}
    if box.heading:
        values["s"] = _em(box.heading.size)
        if box.mode == "upright":
            values["l"] = _em(box.heading.spacing) + "em"
    if box.picture:
        values |= {"pw": _em(box.picture[0]) + "em", "p": box.picture[1], "c": box.caption}
    if box.mode == "verse":
        values["f"] = _em(box.scale) + "em"
    if box.mode in ("beside", "upright"):
        values["t"] = _em(box.text_width) + "em"
    return ";".join(f"--{name}{key}:{value}" for key, value in values.items())


def _em(thousandths: int) -> str:
    return f"{thousandths / 1000:g}"
