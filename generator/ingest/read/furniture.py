"""Page furniture: rows in; page credits, omitted lines and the rows of articles out.

The nameplate and folio are recognised at the top of a page, the imprint at its foot, page credits
(责编, 校对) anywhere. Such a line elsewhere is left to the articles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from generator.ingest.read.audit import SeedPiece
from generator.ingest.read.forms.bylines import byline
from generator.ingest.read.forms.imprint import imprint, nameplate
from generator.ingest.read.forms.notes import is_folio, is_graphic_credit, is_web_furniture
from generator.ingest.read.line_kinds import Row

_FIGURES = re.compile("[0-9０-９].*[\u4e00-\u9fff℃]|[\u4e00-\u9fff].*[0-9０-９]|www")


class Furniture(msgspec.Struct, frozen=True):
    """The rows of a page, furniture separated from articles."""

    credits: tuple[Row, ...]
    """Page credits: who made the page, its number, name and day."""
    left_out: tuple[tuple[Row, str], ...]
    """(row, reason) of the nameplate's and the imprint's lines."""
    rest: tuple[Row, ...]
    """The rows of the articles."""

    def pieces(self) -> list[SeedPiece]:
        """The pieces of all rows but ``rest``."""
        moved = [
            SeedPiece(row.line.number, row.text, "moved", "page", row.text, "credits")
            for row in self.credits
        ]
        out = [
            SeedPiece(row.line.number, row.text, "left out", why=why) for row, why in self.left_out
        ]
        return moved + out


def separate_furniture(rows: Sequence[Row], paper: str) -> Furniture:
    """The furniture of a page's rows; ``paper`` is the newspaper's name."""
    rows = _with_graphics(rows)
    credits: list[Row] = []
    left_out: list[tuple[Row, str]] = []
    rest: list[Row] = []
    top, foot = _top(rows, paper), _foot(rows)
    for at, row in enumerate(rows):
        # Rules at the top separate nothing and go with the articles.
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
    """The rows; the credit of a graphic (制图/X) becomes a byline unless a page credit stands
    beside it."""
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
    """The number of rows of the nameplate; 0 if there is none. A newspaper's name or the weather
    alone is none: there must be a number, a date or a registration beside it, or the name must be
    ``paper``."""
    sure, end = False, 0
    for at, row in enumerate(rows, 1):
        weight = nameplate(row.text) or ("strong" if _is_name(row.text, paper) else "")
        weight = weight or (
            "weak" if row.kind in ("page credit", "rule") or is_folio(row.text) else ""
        )
        if not weight:
            break
        sure = sure or weight == "strong"
        # Behind the last strong line, lines with figures (weather, price) belong to it too.
        if weight == "strong" or (row.kind == "text" and _FIGURES.search(row.text)):
            end = at
    return end if sure else 0


def _is_name(text: str, paper: str) -> bool:
    return bool(paper) and "".join(text.split()) == "".join(paper.split())


def _foot(rows: Sequence[Row]) -> int:
    """The index of the imprint's first row; the number of rows if there is none. An address or a
    telephone number counts only below a line that is certainly part of the imprint."""
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
