"""Text as the search compares it: the normal form, and the pairs of characters that are indexed.

Printed and typed text have one normal form (script, width, case, accents, white space). The engine
indexes overlapping pairs of its characters as words, so that any string of two or more characters
can be found. ``search-text.js`` does the same in the browser.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from operator import add

SPACES = frozenset("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | frozenset(
    chr(point) for point in range(0x2000, 0x200B)
)
"""White space; a run of it is one space."""
_DROPPED = frozenset(("Mn", "Me", "Cf", "Cc"))
_ACCENTED_BELOW = "\u0530"
"""Latin, Greek and Cyrillic letters lose their accents; no other script does."""

_YI, _YI_SIZE = 0xA000, 1165
END = "\ua48a"
"""The letter behind a block's last character: no string crosses from one block into the next, and
every character is the first of a pair."""
SINGLE = "\ua480"
"""The letter before a single character of headline or byline, which can be searched alone."""


_SPACE, _GONE, _UNMET = "\0", "\1", "\2"
"""Placeholders for white space, for dropped and for unknown characters while a text is folded; in
a text itself, all three are dropped."""
_RUN = re.compile(f"{_SPACE}+")


class Folding:
    """The normal form, over a table of characters that are searched as others. A form is
    computed when its character first occurs."""

    def __init__(self, folds: Mapping[str, str]) -> None:
        self._folds = folds
        # str.translate takes two thirds of the time with a list that it takes with a dict.
        self._forms = [_UNMET] * (sys.maxunicode + 1)

    def fold(self, text: str) -> str:
        """The normal form of a text: runs of white space are one space, none at either end."""
        folded = text.translate(self._forms)
        if _UNMET in folded:
            for char in set(text):
                self._forms[ord(char)] = {" ": _SPACE, "": _GONE}.get(
                    form := self._char(char), form
                )
            folded = text.translate(self._forms)
        return _RUN.sub(" ", folded).replace(_GONE, "").strip(" ")

    def _char(self, char: str) -> str:
        if char in SPACES:
            return " "
        if char in self._folds:
            return self._folds[char]
        wide = unicodedata.normalize("NFKC", char)
        return "".join(self._part(part) for part in wide)

    def _part(self, part: str) -> str:
        if part in SPACES:
            return " "
        base = unicodedata.normalize("NFD", part)[0]
        if base < _ACCENTED_BELOW:
            part = base
        if unicodedata.category(part) in _DROPPED:
            return ""
        return "".join(self._folds.get(low, low) for low in part.lower())


def encode(char: str) -> str:
    """A folded character in letters that the engine leaves as they are: Han, digits and a–z stay,
    any other becomes two letters of the Yi syllabary that encode its code point."""
    if "\u4e00" <= char <= "\u9fff" or "0" <= char <= "9" or "a" <= char <= "z":
        return char
    if "\u3400" <= char <= "\u4dbf":
        return char
    high, low = divmod(ord(char), _YI_SIZE)
    return chr(_YI + high) + chr(_YI + low)


class _Letters(dict[str, str]):
    """Each character's encoding, computed when it first occurs."""

    def __missing__(self, char: str) -> str:
        self[char] = encode(char)
        return self[char]


_LETTERS = _Letters()


def words(blocks: Iterable[str]) -> list[str]:
    """The pairs of some folded blocks, in order: the engine's words."""
    pairs: list[str] = []
    for block in blocks:
        letters = [*map(_LETTERS.__getitem__, block), END]
        pairs += map(add, letters, letters[1:])
    return pairs


def singles(blocks: Iterable[str]) -> list[str]:
    """The words of characters that can be searched alone."""
    return [SINGLE + _LETTERS[char] for char in sorted(set("".join(blocks)) - {" "})]
