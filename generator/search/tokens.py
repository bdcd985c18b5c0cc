"""What a text is to the search: a row of folded characters, and the pairs it is indexed by.

Knows one normal form for what is printed and what is typed (script, width, case, accents, white
space), and the words the engine is fed instead of it: overlapping pairs of characters, so that
any string of two or more can be found. ``search-text.js`` does the same in the browser; refuses
anything one of the two could do otherwise.
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
"""After a block's last character: no string runs from one block into the next, and every character
is the first of some word."""
SINGLE = "\ua480"
"""Before a character that is found when it is all that was typed: in headline and byline."""


_SPACE, _GONE, _UNMET = "\0", "\1", "\2"
"""What stands for white space, for what is dropped and for what was never met while a text is
folded; as characters of a text, all are dropped."""
_RUN = re.compile(f"{_SPACE}+")


class Folding:
    """The normal form, over a table of characters that are searched as others: code point → form,
    worked out where it is first met."""

    def __init__(self, folds: Mapping[str, str]) -> None:
        self._folds = folds
        # By its place in a list, a character's form is found in two thirds of a table's time.
        self._forms = [_UNMET] * (sys.maxunicode + 1)

    def fold(self, text: str) -> str:
        """The normal form of a text: runs of white space are one space, none at either end."""
        told = text.translate(self._forms)
        if _UNMET in told:
            for char in set(text):
                self._forms[ord(char)] = {" ": _SPACE, "": _GONE}.get(
                    form := self._char(char), form
                )
            told = text.translate(self._forms)
        return _RUN.sub(" ", told).replace(_GONE, "").strip(" ")

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
    """A folded character in letters the engine keeps: Han, digits and a–z are themselves, any
    other is two letters of the Yi syllabary that count its code point. No two are alike."""
    if "\u4e00" <= char <= "\u9fff" or "0" <= char <= "9" or "a" <= char <= "z":
        return char
    if "\u3400" <= char <= "\u4dbf":
        return char
    high, low = divmod(ord(char), _YI_SIZE)
    return chr(_YI + high) + chr(_YI + low)


class _Letters(dict[str, str]):
    """What each character is encoded as, worked out where it is first met."""

    def __missing__(self, char: str) -> str:
        self[char] = encode(char)
        return self[char]


_LETTERS = _Letters()


def words(blocks: Iterable[str]) -> list[str]:
    """The pairs of some folded blocks, in order: the engine's words."""
    found: list[str] = []
    for block in blocks:
        letters = [*map(_LETTERS.__getitem__, block), END]
        found += map(add, letters, letters[1:])
    return found


def singles(blocks: Iterable[str]) -> list[str]:
    """The words for the characters that can be found alone."""
    return [SINGLE + _LETTERS[char] for char in sorted(set("".join(blocks)) - {" "})]
