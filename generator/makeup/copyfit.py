"""How much room a story's text takes (copyfitting)."""

from __future__ import annotations

from functools import lru_cache

from generator.makeup.advances import EM
from generator.makeup.line_count import INDENT, Piece, count, pieces
from generator.makeup.story import PageStory

_NEAR = 150
"""Per cent of the lines wanted up to which a text's lines are counted, and not estimated."""
UNEVEN = 2
"""Lines by which the columns of a text may end apart."""
_LATIN = 570
"""The width of a letter or digit where lines are estimated, in thousandths of an em."""


@lru_cache(maxsize=2048)
def _pieces(paragraph: str) -> list[Piece]:
    return pieces(paragraph)


class Copyfit:
    """A story's text."""

    __slots__ = ("_lines", "is_whole", "latin", "paragraphs", "widths")

    def __init__(self, story: PageStory) -> None:
        self.paragraphs = story.paragraphs
        self.is_whole = story.is_whole
        latin = [_ascii(text) for text in self.paragraphs]
        self.latin = sum(latin)
        self.widths = [
            len(text) * EM - count * (EM - _LATIN)
            for text, count in zip(self.paragraphs, latin, strict=True)
        ]
        self._lines: dict[int, int] = {}

    def estimate(self, column: int) -> int:
        """Nearly the lines of the text in a column."""
        usable = column - 250
        return sum(1 + (width + INDENT) // usable for width in self.widths)

    def lines(self, column: int) -> int:
        """The lines of the text in a column, counted."""
        known = self._lines.get(column)
        if known is None:
            known = sum(count(_pieces(text), column) for text in self.paragraphs)
            self._lines[column] = known
        return known

    def margin(self, column: int) -> int:
        """The lines that other faces may add: one, and what letters and digits may differ by."""
        return 1 + self.latin * 60 // column + len(self.paragraphs) // 12

    def rows(self, column: int, columns: int, wanted: int) -> tuple[int, int, int]:
        """Of the text in columns: the rows for so many characters as are wanted, the rows at most,
        and the lines of the whole text."""
        rows = -(-wanted * 1060 // column // columns) if wanted else 0
        total = self.estimate(column)
        if not self.is_whole:
            return rows, max((total - 2) * 95 // 100 // columns, 1), total
        if not wanted or total * 100 <= rows * columns * _NEAR or total < 12:
            total = self.lines(column)
        else:
            total = total * 92 // 100
        if not total:
            return 0, 0, 0
        whole = self.whole_rows(total, column, columns)
        if whole * 4 <= rows * 5:
            rows = whole
        return rows, whole, total

    def whole_rows(self, total: int, column: int, columns: int) -> int:
        """The rows for the whole text with a line in hand; one less, so that it is cut, where the
        last column would end too far above the others."""
        rows = -(-(total + self.margin(column)) // columns)
        return rows if rows * columns - total <= UNEVEN or rows < 2 else rows - 1

    def fits(self, column: int, columns: int, rows: int) -> bool:
        """Whether the whole text stands in so many rows with a line in hand."""
        if not self.paragraphs:
            return True
        if not self.is_whole or self.estimate(column) * 10 > columns * rows * 13 + 20:
            return False
        return self.lines(column) + self.margin(column) <= columns * rows

    def brief_lines(self, column: int) -> int:
        """The lines of briefs, which begin with a mark one character wide."""
        return sum(count(_pieces(text), column, EM) for text in self.paragraphs)

    def shown(self, column: int, columns: int, rows: int) -> int:
        """The characters that reach beyond so many rows of columns: what a page must hold."""
        room = (columns * rows + 2) * 106 // 100 + 1
        shown = 0
        for text, width in zip(self.paragraphs, self.widths, strict=True):
            lines = 1 + (width + INDENT) // column
            if lines >= room:
                return shown + min(len(text), len(text) * room // max(lines, 1) + 1)
            shown, room = shown + len(text), room - lines
        return shown


def _ascii(text: str) -> int:
    """The letters, digits and marks of ASCII in a text, of which the rest is Chinese."""
    return max((3 * len(text) - len(text.encode("utf-8", "surrogatepass"))) // 2, 0)
