"""What a page prints about itself, parted from its articles.

Knows the nameplate and folio at the top, the imprint at the foot and the lines that name who made
the page. Refuses such a line anywhere else: there it may be an article's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.ingest.read.audit import SeedPiece
from generator.ingest.read.forms.bylines import byline
from generator.ingest.read.forms.imprint import imprint, nameplate
from generator.ingest.read.forms.notes import is_folio, is_graphic_credit, is_web_furniture
from generator.ingest.read.rows import Row

_FIGURES = re.compile("[0-9０-９].*[\u4e00-\u9fff℃]|[\u4e00-\u9fff].*[0-9０-９]|www")


@dataclass(frozen=True, slots=True)
class Furniture:
    """The rows of a page by what they are."""

    credits: tuple[Row, ...]
    """Who made the page, its number, name and day."""
    left_out: tuple[tuple[Row, str], ...]
    """Lines about the paper itself, and why each is no article's."""
    rest: tuple[Row, ...]

    def pieces(self) -> list[SeedPiece]:
        """The fate of every character that is no article's."""
        moved = [
            SeedPiece(row.line.number, row.text, "moved", "page", row.text, "credits")
            for row in self.credits
        ]
        out = [
            SeedPiece(row.line.number, row.text, "left out", why=why) for row, why in self.left_out
        ]
        return moved + out


def separate_furniture(rows: Sequence[Row], paper: str) -> Furniture:
    """The rows of a page; ``paper`` is the newspaper's name."""
    rows = _with_graphics(rows)
    credits: list[Row] = []
    left_out: list[tuple[Row, str]] = []
    rest: list[Row] = []
    top, foot = _top(rows, paper), _foot(rows)
    for at, row in enumerate(rows):
        # A rule is a boundary, and a boundary between nothing and the first article is none.
        at_top = not rest and row.kind in ("text", "note", "heading", "table")
        if row.kind == "page credit" or (
            at_top and (is_folio(row.text) or is_web_furniture(row.text))
        ):
            credits.append(row)
        elif at < top and row.kind != "rule":
            left_out.append((row, "nameplate"))
        elif at >= foot and row.kind != "rule":
            left_out.append((row, "imprint"))
        else:
            rest.append(row)
    return Furniture(tuple(credits), tuple(left_out), tuple(rest))


def _with_graphics(rows: Sequence[Row]) -> list[Row]:
    """The rows; who drew a graphic is a byline where no line beside it is the page's own."""
    read = list(rows)
    for at, row in enumerate(rows):
        if row.kind != "page credit" or not is_graphic_credit(row.text):
            continue
        before, after = rows[max(0, at - 1) : at], rows[at + 1 : at + 2]
        beside = (*before, *(near for near in after if near.line.gap <= row.line.gap))
        if not any(near.kind == "page credit" for near in beside):
            read[at] = replace(row, kind="byline", people=byline(row.text) or ())
    return read


def _top(rows: Sequence[Row], paper: str) -> int:
    """Where the nameplate ends; 0 where there is none. A paper's name or the weather alone is
    none: it has a number, a day or a register beside it, or is the name of this paper."""
    sure, end = False, 0
    for at, row in enumerate(rows, 1):
        weight = nameplate(row.text) or ("strong" if _is_name(row.text, paper) else "")
        weight = weight or (
            "weak" if row.kind in ("page credit", "rule") or is_folio(row.text) else ""
        )
        if not weight:
            break
        sure = sure or weight == "strong"
        # Behind the last sure line only figures are no headline: the weather, a price.
        if weight == "strong" or (row.kind == "text" and _FIGURES.search(row.text)):
            end = at
    return end if sure else 0


def _is_name(text: str, paper: str) -> bool:
    return bool(paper) and "".join(text.split()) == "".join(paper.split())


def _foot(rows: Sequence[Row]) -> int:
    """Where the imprint begins; the number of rows where there is none. An address or a telephone
    alone may be an article's: it counts below a line that is surely the page's."""
    first = len(rows)
    sure = False
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        weight = imprint(row.text) if row.kind in ("text", "note", "table", "byline") else ""
        if not weight and row.kind not in ("page credit", "rule"):
            break
        sure = sure or weight == "strong"
        if weight == "strong" or row.kind == "page credit" or sure:
            first = at
    return first
