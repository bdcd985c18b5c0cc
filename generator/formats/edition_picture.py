"""An edition as one picture of 1200 × 630 pixels: masthead, day and lead headline (Open Graph).

The font is a file of the paper's own: huozi comes with none, because none has all three scripts.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import msgspec
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
_MARGIN = 72
_PAPER, _INK, _SOFT, _RED = "#faf8f2", "#1a1a1a", "#5c5852", "#a3201d"
_HEADLINE = (104, 92, 80, 70, 62)
"""Sizes of the headline in pixels; the largest in which it takes three lines is used."""
_LINES = 3


class Poster(msgspec.Struct, frozen=True, kw_only=True):
    """The contents of the picture."""

    font: str
    """The font's file."""
    mark: str
    """The digest of the font's bytes."""
    paper: str
    day: str
    kicker: str
    clauses: tuple[tuple[str, ...], ...]
    """The lead headline where it may break: clauses, each in words."""


def is_font(file: Path) -> bool:
    """Whether a file is a usable font."""
    try:
        ImageFont.truetype(str(file), 12)
    except OSError:
        return False
    return True


def draw(poster: Poster) -> bytes:
    """The picture, a PNG file. Raises OSError where the font has gone."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(picture)
    right = WIDTH - _MARGIN
    name = _fitting(poster, poster.paper, (84, 72, 60, 48, 36), WIDTH - 2 * _MARGIN - 330)
    pen.text((_MARGIN, 128), poster.paper, fill=_RED, font=name, anchor="ls")
    pen.text((right, 128), poster.day, fill=_SOFT, font=_font(poster, 34), anchor="rs")
    # 文武线: a thick rule and a thin one.
    pen.rectangle((_MARGIN, 156, right, 161), fill=_INK)
    pen.rectangle((_MARGIN, 168, right, 169), fill=_INK)
    font, lines = _set(poster)
    top = 215
    if poster.kicker:
        kicker = _fitting(poster, poster.kicker, (40, 34, 28), right - _MARGIN)
        pen.text((_MARGIN, top + 42), poster.kicker, fill=_SOFT, font=kicker, anchor="ls")
        top += 62
    step = font.size * 1.32
    first = top + (HEIGHT - 40 - top - step * len(lines)) / 2 + font.size
    for at, line in enumerate(lines):
        pen.text((_MARGIN, first + at * step), line, fill=_INK, font=font, anchor="ls")
    file = BytesIO()
    # Three colours: with a palette the file is a quarter as large, and looks the same.
    picture.quantize(32, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _font(poster: Poster, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(poster.font, size, layout_engine=ImageFont.Layout.BASIC)


def _fitting(
    poster: Poster, words: str, sizes: Sequence[int], width: float
) -> ImageFont.FreeTypeFont:
    fonts = (_font(poster, size) for size in sizes)
    return next((f for f in fonts if f.getlength(words) <= width), _font(poster, sizes[-1]))


def _set(poster: Poster) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The headline's lines, whole clauses before large type; then as many words as a line holds."""
    clauses, words = [" " + "".join(words) for words in poster.clauses], _words(poster.clauses)
    for pieces, sizes in ((clauses, _HEADLINE[:-1]), (words, _HEADLINE)):
        for font in (_font(poster, size) for size in sizes):
            lines = _broken(pieces, font)
            if len(lines) <= _LINES and max(map(font.getlength, lines), default=0) <= _ROOM:
                return font, lines
    font = _font(poster, _HEADLINE[-1])
    lines = _broken(list("".join(words)), font)
    if len(lines) > _LINES:
        lines[_LINES - 1] = lines[_LINES - 1][:-1] + "…"
    return font, lines[:_LINES]


_ROOM = WIDTH - 2 * _MARGIN


def _words(clauses: Sequence[Sequence[str]]) -> list[str]:
    """All words of a headline; between clauses the first word begins with a space."""
    words: list[str] = []
    for clause in clauses:
        words += [f" {clause[0]}" if words else clause[0], *clause[1:]] if clause else []
    return words


def _broken(pieces: Sequence[str], font: ImageFont.FreeTypeFont) -> list[str]:
    """The pieces in lines of at most the width, each piece whole."""
    lines: list[str] = []
    for piece in pieces:
        if lines and font.getlength(lines[-1] + piece) <= _ROOM:
            lines[-1] += piece
        else:
            lines.append(piece.lstrip())
    return lines
