"""The forms in which a story may stand in a width (the vocabulary of a page), and their cost.

Heights are in eighths of a line, costs in millionths; both whole numbers, so that the same page is
made everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from generator.makeup import headline_fit, ranking
from generator.makeup.advances import EM
from generator.makeup.copyfit import UNEVEN, Copyfit
from generator.makeup.headline_fit import HeadlineFit
from generator.makeup.story import COLUMNS, GUTTER, LINE, Measure, PageStory, Shot

PART = 8
"""Parts of a line in which heights are reckoned."""
ONE = 1_000_000
PADDING = 1
"""Lines above and below a story, half each."""
Mode = Literal["text", "over", "beside", "upright", "verse", "box", "briefs"]
VERSE_GAP = 3
"""Characters between two columns of verse."""
_VERSE_SIZES = (1750, 1500, 1375, 1250, 1125, 1000)
"""Of verse, the largest first, in thousandths of the text's size."""
_FEWEST = 4
"""Lines of text in a column, where the text has so many."""
_SIDE = 34
"""Characters of a box in which a picture may stand beside the text."""
_TALLEST = 27
"""Lines of a picture across its box."""
_COLUMN_COSTS = ((10, 900), (12, 500), (14, 180), (20, 0), (23, 130), (27, 420), (35, 1100))


class Leaf:
    """A story in a form and a width; how high it may and would be."""

    __slots__ = (
        "above", "caption", "column", "columns", "cost", "head", "headed",
        "highest", "lowest", "mode", "picture", "scale", "stiffness", "story", "text", "wanted",
        "wide",
    )  # fmt: skip

    def __init__(self, story: int, mode: Mode, wide: int) -> None:
        self.story, self.mode, self.wide = story, mode, wide
        self.head: HeadlineFit | None = None
        self.above = PADDING
        """Lines above the text."""
        self.headed = self.caption = 0
        """Lines of the headline and what stands with it; of the picture's caption."""
        self.columns, self.column, self.text = 1, 0, 0
        """The text's columns, the width of one and of all, in thousandths of an em."""
        self.scale = EM
        """The size of the text, in thousandths of the page's."""
        self.picture: tuple[int, int] | None = None
        """Width of the picture in thousandths of an em, height in lines."""
        self.cost = self.lowest = self.highest = self.wanted = 0
        self.stiffness = 1


def columns_of(text: int) -> tuple[int, int, int]:
    """How a width (in thousandths of an em) is divided for text: the number of columns, the width
    of one, the cost."""
    best = (1, text, 10**9)
    for count in range(1, 7):
        column = (text - (count - 1) * GUTTER * EM) // count
        if column < 9 * EM and count > 1:
            break
        cost = next((c for limit, c in _COLUMN_COSTS if column < limit * EM), 3000) * 1000
        if cost < best[2]:
            best = (count, column, cost)
    return best


class Forms:
    """The forms of one page's stories."""

    def __init__(self, stories: tuple[PageStory, ...], measure: Measure) -> None:
        self.stories, self.measure = stories, measure
        self.copies = [Copyfit(story) for story in stories]
        self.wanted = ranking.shares(stories, measure.characters)
        self.upright = ranking.upright(stories)

    def of(self, index: int, units: int) -> list[Leaf]:
        """The forms of a story in a number of the page's columns, the cheapest first."""
        story, wide = self.stories[index], self.measure.width(units)
        if story.form == "verse":
            leaves = list(self._verse(index, wide))
        elif story.form == "briefs":
            leaves = list(self._briefs(index, wide))
        else:
            leaves = [leaf for leaf in self._text(index, wide) if leaf]
            if story.pictures and story.wishes.picture != "none":
                # A picture is not left out for want of room.
                shown = list(self._pictures(index, units, wide))
                leaves = shown or (leaves if units == COLUMNS else [])
            elif index == self.upright or story.wishes.upright:
                leaves = [*leaves, *self._uprights(index, wide)]
                if story.wishes.upright and any(leaf.mode == "upright" for leaf in leaves):
                    leaves = [leaf for leaf in leaves if leaf.mode == "upright"]
        return sorted(leaves, key=lambda leaf: leaf.cost)

    def _level(self, index: int) -> int:
        return self.stories[index].wishes.size or ranking.level(index)

    def _head(self, index: int, room: int) -> tuple[HeadlineFit | None, int, int] | None:
        """A story's headline in ``room``, the lines of all that stands with it, and its cost."""
        story = self.stories[index]
        if not story.clauses:
            return None, headline_fit.height(story, None, room), 0
        must = room >= (self.measure.width(COLUMNS) - 2 * GUTTER) * EM
        head = headline_fit.fit(story, room, self._level(index), self.measure, must=must)
        if head is None:
            return None
        return head, headline_fit.height(story, head, room), head.cost * 1000

    def _text(self, index: int, wide: int) -> Iterator[Leaf | None]:
        story = self.stories[index]
        boxed = story.form == "box" or story.wishes.box
        room = (wide - 2 * GUTTER * boxed) * EM
        headed = self._head(index, room)
        if headed is None:
            return
        leaf = Leaf(index, "box" if boxed else "text", wide)
        leaf.head, leaf.headed, leaf.cost = headed
        leaf.above += leaf.headed + (2 if boxed else 0)
        yield self._filled(leaf, room)

    def _filled(self, leaf: Leaf, text: int, need: int = 0, most: int = 0) -> Leaf | None:
        """A leaf with its text in columns below what stands above; of ``need`` lines at least, of
        ``most`` at most."""
        leaf.columns, leaf.column, cost = columns_of(text)
        leaf.text = text
        copy = self.copies[leaf.story]
        wanted = self.wanted[leaf.story]
        rows, whole, total = copy.rows(leaf.column, leaf.columns, wanted)
        if need > whole:
            return None
        if not copy.paragraphs:
            return self._bare(leaf)
        fewest = max(min(_FEWEST, whole), need)
        rows = min(max(rows, fewest), whole)
        highest = min(whole, most) if most else whole
        if highest < fewest:
            return None
        rows = min(rows, highest)
        leaf.cost += cost
        if rows == whole:
            leaf.cost += max(rows * leaf.columns - total - leaf.columns, 0) * 120_000
        leaf.lowest, leaf.highest = (leaf.above + fewest) * PART, (leaf.above + highest) * PART
        leaf.wanted = (leaf.above + rows) * PART
        spread = PART * rows + PART // 2 * leaf.above
        leaf.stiffness = 3_200_000 // (spread * spread) + 1
        leaf.cost += _shape(leaf)
        return leaf

    def _bare(self, leaf: Leaf) -> Leaf:
        """A leaf of a story without text."""
        leaf.columns, leaf.column = 1, leaf.text
        leaf.lowest = leaf.wanted = leaf.above * PART
        leaf.highest = leaf.lowest + 2 * PART
        leaf.stiffness = 300
        leaf.cost += _shape(leaf)
        return leaf

    def _pictures(self, index: int, units: int, wide: int) -> Iterator[Leaf]:
        story = self.stories[index]
        shot = story.pictures[0]
        large = story.wishes.picture == "large" or not index
        headed = self._head(index, wide * EM)
        tall = _picture_lines(shot, wide * EM)
        if headed and (tall <= _TALLEST or units == COLUMNS):
            leaf = Leaf(index, "over", wide)
            leaf.head, leaf.headed, leaf.cost = headed
            leaf.picture = wide * EM, tall
            if tall > _TALLEST:
                # Over the whole page a picture may be narrower than its box.
                tall = _TALLEST
                leaf.picture = tall * LINE * shot.width // shot.height, tall
                leaf.cost += 3 * ONE
            leaf.caption = _caption(shot, wide)
            leaf.above += leaf.headed + tall + leaf.caption
            leaf.cost += 0 if large or wide < 40 else 400_000
            if filled := self._filled(leaf, wide * EM):
                yield filled
        if wide >= _SIDE:
            for side in range(2, units - 1):
                yield from self._beside(index, wide, self.measure.width(side), shot)

    def _beside(self, index: int, wide: int, room: int, shot: Shot) -> Iterator[Leaf]:
        """The picture at the right of the text, under the headline; a photo story's at the left,
        with all the rest at its right."""
        story = self.stories[index]
        photo = story.form == "photo"
        text = (wide - GUTTER - room) * EM
        if text < 9 * EM or not wide * 3 <= room * 10 <= wide * 7:
            return
        headed = self._head(index, text if photo else wide * EM)
        if headed is None:
            return
        tall = _picture_lines(shot, room * EM)
        leaf = Leaf(index, "beside", wide)
        leaf.caption = _caption(shot, room)
        block = tall + leaf.caption
        leaf.head, leaf.headed, leaf.cost = headed
        leaf.picture = room * EM, tall
        leaf.above += leaf.headed
        rows = block - leaf.headed if photo else block
        leaf.columns, leaf.column, cost = columns_of(text)
        leaf.text = text
        _, _, total = self.copies[index].rows(leaf.column, leaf.columns, 0)
        void = rows * leaf.columns - total
        if rows < 2 or void > (UNEVEN if leaf.columns > 1 else 3) or tall > _TALLEST + 6:
            return
        leaf.cost += cost + max(void, 0) * 90_000
        wanted = max(self.wanted[index] * EM // leaf.column, 4)
        off = abs(rows * leaf.columns - wanted) * 100 // wanted
        leaf.cost += min(off, 300) * 6000
        leaf.wanted = (leaf.above + rows) * PART
        leaf.lowest, leaf.highest = (
            leaf.wanted - PART,
            leaf.wanted + PART * (void + leaf.columns <= 0),
        )
        leaf.stiffness = 400
        leaf.cost += _shape(leaf)
        yield leaf

    def _uprights(self, index: int, wide: int) -> Iterator[Leaf]:
        story = self.stories[index]
        if wide < 22:
            return
        level = max(self._level(index) - 1, 2)
        size = story.wishes.size and self.measure.sizes[story.wishes.size - 1]
        size = size or self.measure.sizes[level - 1]
        for option in headline_fit.breaks(story.clauses)[:2]:
            lines = len(option.after) + 1
            longest = headline_fit.longest(story, option.after) * EM
            beside = 1700 * bool(story.kicker) + 1700 * bool(story.subtitle) + 1500 * story.byline
            text = wide * EM - lines * size * 13 // 10 - beside - 1500
            need = -(-longest * size // EM // LINE) + 1
            need = max(need, -(-(story.subtitle + 4) * EM // LINE))
            if text < 10 * EM or need > 34:
                continue
            leaf = Leaf(index, "upright", wide)
            leaf.head = HeadlineFit(level, size, option.after, 0, fills=False)
            leaf.cost = option.cost * 600 - 1_300_000
            filled = self._filled(leaf, text, need, need * 4 // 3)
            if filled:
                yield filled

    def _verse(self, index: int, wide: int) -> Iterator[Leaf]:
        story = self.stories[index]
        headed = self._head(index, (wide - 2 * GUTTER) * EM)
        if headed is None:
            return
        longest = max((len(line) for line in story.paragraphs), default=1) * EM
        room = (wide - 2 * GUTTER) * EM
        for columns in range(1, 5):
            rows = stanza_rows(story.paragraphs, columns)
            if columns > 1 and rows == stanza_rows(story.paragraphs, columns - 1):
                continue
            free = room - (columns - 1) * VERSE_GAP * EM
            scale = next((s for s in _VERSE_SIZES if columns * longest * s <= free * EM), 0)
            if not scale and columns == 1:
                # Lines longer than the box go on below.
                rows, scale = rows + sum(len(x) * EM // room for x in story.paragraphs), EM
            if not scale:
                return
            leaf = Leaf(index, "verse", wide)
            leaf.head, leaf.headed, leaf.cost = headed
            leaf.above += leaf.headed + 3
            leaf.columns, leaf.text, leaf.scale = columns, room, scale
            leaf.column = free // columns
            leaf.wanted = leaf.lowest = (leaf.above - (-rows * scale // EM)) * PART
            leaf.highest = leaf.lowest + 2 * PART
            blank = EM - min(columns * longest * scale // free, EM)
            uneven = rows * columns - len(story.paragraphs)
            leaf.cost += 2 * ONE * (columns * longest * scale > free * EM)
            leaf.cost += blank * 4000 + (columns - 1) * 100_000 + max(uneven, 0) * 60_000
            leaf.stiffness = 300
            leaf.cost += _shape(leaf)
            yield leaf

    def _briefs(self, index: int, wide: int) -> Iterator[Leaf]:
        copy = self.copies[index]
        usual, _, _ = columns_of(wide * EM)
        for columns in range(max(usual - 1, 1), usual + 2):
            column = (wide - (columns - 1) * GUTTER) * EM // columns
            if column < 10 * EM and columns > 1:
                break
            lines = copy.brief_lines(column)
            rows = -(-(lines + UNEVEN) // columns)
            if rows * columns - lines > UNEVEN:
                rows = -(-(lines + 1) // columns)
            leaf = Leaf(index, "briefs", wide)
            leaf.above += 2
            leaf.columns, leaf.column, leaf.text = columns, column, wide * EM
            leaf.cost = abs(columns - usual) * 300_000
            leaf.cost += max(rows * columns - lines - UNEVEN, 0) * 900_000
            leaf.wanted = leaf.lowest = leaf.highest = (leaf.above + rows) * PART
            leaf.stiffness = 300
            leaf.cost += _shape(leaf)
            yield leaf


def stanza_rows(lines: tuple[str, ...], columns: int) -> int:
    """The rows of verse in columns, of which each begins with a stanza."""
    stanzas: list[int] = [0]
    for line in lines:
        if line:
            stanzas[-1] += 1
        else:
            stanzas.append(0)
    low = max(stanzas)
    while True:
        used, filled = 1, 0
        for count in stanzas:
            if filled and filled + 1 + count > low:
                used, filled = used + 1, count
            else:
                filled += count + (1 if filled else 0)
        if used <= columns:
            return low
        low += 1


def _picture_lines(shot: Shot, wide: int) -> int:
    return max((wide * shot.height // shot.width + LINE // 2) // LINE, 3)


def _caption(shot: Shot, wide: int) -> int:
    """The lines of a caption, which is set smaller."""
    return -(-shot.caption * 850 // (wide * EM)) if shot.caption else 0


def _shape(leaf: Leaf) -> int:
    """What a box costs that is very tall or very flat."""
    tall = leaf.wanted * LINE // PART
    wide = leaf.wide * EM
    cost = 0
    if tall * 10 > wide * 18:
        cost += min((tall * 1000 // wide - 1800) * 500, 1_500_000)
    if tall * 10 < wide * 2:
        cost += (200 - tall * 1000 // wide) * 6000
    return cost
