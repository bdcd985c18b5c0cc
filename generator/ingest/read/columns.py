"""Column headings (简讯, 图片新闻, 国际要闻) and the items under them: rows in, lists of rows out.

Items are told apart by a mark before each or by their openings. Rows whose items show no beginning
are returned in one piece.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.ingest.read.forms.folding import fold
from generator.ingest.read.line_kinds import Row

_COLUMN = re.compile(
    r"[◆■●□★☆\s]*[\u4e00-\u9fff]{0,4}(?:简讯|簡訊|短讯|短訊|快讯|快訊|简报|簡報|短波|集锦|集錦|要闻|要聞|速递|速遞|速览|短新闻"
    "|一句话新闻|微新闻|简明新闻|新闻简报|图片新闻|圖片新聞|图片报道|新闻集装箱|新闻链接|要闻导读)[◆■●□★☆\\s]*"
)
_ITEM = re.compile(r"[◘■□○●△▲◆◇★☆▪•·◎]\s*\S")


def is_column(row: Row) -> bool:
    """Whether a heading is the name of a column rather than a headline."""
    return len(row.text) <= 10 and _COLUMN.fullmatch(fold(row.text)) is not None


def items(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows under a column heading, one list per item; one list for all rows where not every
    item shows its beginning."""
    texts = [row for row in rows if row.kind == "text"]
    marked = [row for row in texts if _ITEM.match(row.text)]
    opened = [row for row in texts if row.opening is not None]
    for starts in (marked, opened):
        if len(starts) > 1 and texts and starts[0] is texts[0]:
            return _split_off_photo(_cut(rows, starts), marked)
    return [list(rows)]


def _split_off_photo(cut: list[list[Row]], marked: Sequence[Row]) -> list[list[Row]]:
    """The items, with a caption and its credit behind the last marked item as an item of their
    own."""
    last = cut[-1]
    photo = [row.kind for row in last] == ["text", "text", "credit"]
    if photo and any(last[0] is row for row in marked):
        return [*cut[:-1], last[:1], last[1:]]
    return cut


def _cut(rows: Sequence[Row], starts: Sequence[Row]) -> list[list[Row]]:
    """The rows, cut before each of ``starts``."""
    cut: list[list[Row]] = [[]]
    ids = {id(start) for start in starts}
    for row in rows:
        if id(row) in ids and cut[-1]:
            cut.append([])
        cut[-1].append(row)
    return cut
