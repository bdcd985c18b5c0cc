"""How wide characters stand in running text, in thousandths of an em, and how they are classed.

A Chinese character is one em wide. Letters, digits and marks in ASCII have the advances of Noto
Serif CJK, the face of the theme on most systems that have no Latin one.
"""

from __future__ import annotations

EM = 1000
HALF = 500
AUTOSPACE = 125
"""What ``text-autospace`` puts between a Chinese character and a letter or digit."""
_ASCII = {
    256: " ", 308: "!", 374: '"', 574: "#", 550: "$", 923: "%", 779: "&", 194: "'", 315: "()",
    478: "*", 580: "+<=>^~", 327: ",.:;·", 346: "-", 278: "/\\", 557: "03a", 471: "1",
    558: "25689v", 555: "4", 549: "7", 432: "?", 912: "@", 727: "A", 646: "B", 691: "C", 745: "D",
    652: "E", 620: "F", 750: "G", 853: "H", 405: "I", 402: "J", 731: "K", 609: "L", 975: "Mm",
    796: "N", 776: "OQ", 632: "Pbp", 715: "R", 560: "S", 668: "T", 778: "U", 714: "V", 1053: "W",
    700: "X", 687: "Y", 605: "Z", 295: "[]", 563: "_", 435: "`", 538: "c", 629: "d", 546: "e",
    362: "f", 559: "g", 663: "h", 332: "i", 311: "j", 607: "kq", 334: "l", 661: "n", 596: "o",
    462: "r", 473: "s", 373: "t", 653: "u", 848: "w", 568: "x", 562: "y", 498: "z", 325: "{}",
    316: "|",
}  # fmt: skip
ADVANCES = {character: width for width, characters in _ASCII.items() for character in characters}
OPENING = frozenset("（《〈「『【〔［｛")
OPENING_QUOTES = frozenset("“‘")
CLOSING = frozenset("）》〉」』】〕］｝”’")
"""Marks whose blank half goes at the end of a line."""
TRIMMED = CLOSING | frozenset("、。，．：；")
"""Marks whose blank half goes before another mark."""
CLOSING_QUOTES = frozenset("”’")
NOT_FIRST = TRIMMED | frozenset("！？…々ー%‰℃°-,./)!?:;]}")
"""Marks that begin no line."""
OPEN = OPENING | OPENING_QUOTES
NOT_LAST = OPEN | frozenset("([{")
SPACED = frozenset("0123456789%ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
"""What stands off from a Chinese character."""


def is_latin(character: str) -> bool:
    """Whether a character is set as a part of a Latin word or number."""
    return character < "\u2000" and character != " "


def is_han(character: str) -> bool:
    """Whether a character is a Chinese one."""
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"


def width(text: str) -> int:
    """The width of a text without the marks' lost halves."""
    return sum(ADVANCES.get(character, EM) for character in text)
