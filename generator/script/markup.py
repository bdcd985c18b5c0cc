"""What in a piece of HTML is text a reader sees, and what is not.

Knows elements, visible attributes, entities and where a run of text ends: inline elements do not
end one, blocks do. Refuses to parse HTML anew: everything but the text comes out byte for byte as
it went in, so that no address, id or class can change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

VISIBLE = frozenset((
    "title", "alt", "aria-label", "aria-description", "aria-placeholder",
    "aria-roledescription", "aria-valuetext", "placeholder", "label",
))  # fmt: skip
"""Attributes whose value people see or hear (HTML standard; WAI-ARIA 1.2)."""
HIDDEN = frozenset((
    "script", "style", "code", "pre", "kbd", "samp", "var", "textarea", "svg", "math", "rt",
    "template",
))  # fmt: skip
"""Elements whose text is no running text in the page's script."""
INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "cite", "data", "dfn", "del", "em", "font", "i", "ins",
    "label", "mark", "q", "rb", "ruby", "s", "small", "span", "strong", "sub", "sup", "time",
    "u", "wbr",
))  # fmt: skip
"""Elements that stand inside a word or sentence and do not break it."""
VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
))  # fmt: skip
STANDING = "\ufffc"
"""Stands in a run for what is left out of it: no phrase goes across."""
_META = re.compile(r"description|og:|twitter:|author|keywords|article:section|application-name")

_PIECE = re.compile(
    r"<!--.*?(?:-->|\Z)|<![^>]*>|<\?[^>]*>"
    r"""|</?[A-Za-z][^\s/>]*(?:[^<>"']|"[^"]*"|'[^']*')*>"""
    r"|&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);",
    re.DOTALL,
)
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'=<>`]+)|([^\s"'<>/=]+)""", re.DOTALL
)
_SAYS_NOTHING = re.compile(r'<[A-Za-z][A-Za-z0-9]*(?: id="[^"]*")?>')
"""Start tags without an attribute that counts here: those of nearly all paragraphs."""
_ACTIVE = re.compile(r"""[&<>"'=`\s]""")
_QUOTE_NAMES = {"&ldquo;": "“", "&rdquo;": "”", "&lsquo;": "‘", "&rsquo;": "’"}


@dataclass(slots=True)
class Run:
    """Text between two breaks: what a reader reads as one."""

    text: str = ""
    places: list[tuple[int, int, int]] = field(default_factory=list)
    """(index of the piece, start in the run, end in the run)."""

    def add(self, piece: int, text: str) -> None:
        """Goes on with the text of one more piece."""
        self.places.append((piece, len(self.text), len(self.text) + len(text)))
        self.text += text


@dataclass(slots=True)
class Markup:
    """A piece of HTML taken apart: its pieces in order, and the runs of text among them."""

    pieces: Sequence[str]
    runs: Sequence[Run]


@lru_cache(maxsize=256)  # each variant asks for the bodies of an edition
def read(html: str, language: str) -> Markup:
    """The pieces and runs of an HTML fragment or page written in ``language`` (a BCP 47 tag).

    Elements with another ``lang`` or ``translate="no"`` are left out."""
    return _Reader(language.lower()).read(html)


class _Reader:
    def __init__(self, language: str) -> None:
        self.language = language
        self.pieces: list[str] = []
        self.runs: list[Run] = []
        self.run: Run | None = None
        self.skipped: list[str] = []
        """Open elements inside an element that is left out, itself first."""

    def read(self, html: str) -> Markup:
        end = 0
        for found in _PIECE.finditer(html):
            self._text(html[end : found.start()])
            self._markup(found[0])
            end = found.end()
        self._text(html[end:])
        return Markup(self.pieces, self.runs)

    def _text(self, text: str) -> None:
        if not text:
            return
        if not self.skipped:
            if self.run is None:
                self.run = Run()
                self.runs.append(self.run)
            self.run.add(len(self.pieces), text)
        self.pieces.append(text)

    def _markup(self, piece: str) -> None:
        if piece[0] == "&":
            plain = _entity(piece)
            if plain:
                self._text(plain)
            else:
                self.pieces.append(piece)
            return
        found = _TAG.match(piece)
        if found is None:
            self.pieces.append(piece)
            return
        closing, name = bool(found[1]), found[2].lower()
        if name not in INLINE:
            self.run = None
        if self.skipped:
            self._inside_skipped(closing, name, piece)
        elif not closing:
            if name not in HIDDEN and _SAYS_NOTHING.fullmatch(piece):
                self.pieces.append(piece)
            elif name not in VOID and not piece.endswith("/>") and self._is_left_out(name, piece):
                self.skipped.append(name)
                self.pieces.append(piece)
                if self.run is not None:
                    self.run.text += STANDING
            else:
                self._open(name, piece)
        else:
            self.pieces.append(piece)

    def _inside_skipped(self, closing: bool, name: str, piece: str) -> None:
        self.pieces.append(piece)
        if self.skipped[0] in ("script", "style", "textarea") and name != self.skipped[0]:
            return
        if not closing:
            if name not in VOID and not piece.endswith("/>"):
                self.skipped.append(name)
        elif name in self.skipped:
            while self.skipped.pop() != name:
                pass

    def _is_left_out(self, name: str, piece: str) -> bool:
        if name in HIDDEN:
            return True
        given = {key: value.lower() for key, value, _, _ in _attributes(piece)}
        if "data-variants" in given:
            return True
        language = given.get("lang", self.language)
        return given.get("translate") == "no" or language not in (self.language, "zh", "")

    def _open(self, name: str, piece: str) -> None:
        """A start tag; its visible attributes are runs of their own."""
        end = 0
        attributes = _attributes(piece)
        is_told = name == "meta" and any(
            key in ("name", "property") and _META.match(value) for key, value, _, _ in attributes
        )
        if name in VOID and any((k == "translate" and v == "no") for k, v, _, _ in attributes):
            attributes = []
        for key, value, start, stop in attributes:
            if value and (key in VISIBLE or (is_told and key == "content")):
                self.pieces.append(piece[end:start])
                run = Run()
                self.runs.append(run)
                self._attribute(run, value)
                end = stop
        self.pieces.append(piece[end:])

    def _attribute(self, run: Run, value: str) -> None:
        for part in re.split(r"(&[^;\s]+;)", value):
            plain = _entity(part) if part[:1] == "&" else part
            if plain:
                run.add(len(self.pieces), plain)
            self.pieces.append(plain or part)


def _attributes(piece: str) -> list[tuple[str, str, int, int]]:
    """(name in lower case, value as written, its start and end in the tag)."""
    head = _TAG.match(piece)
    found = []
    for match in _ATTRIBUTE.finditer(piece, head.end() if head else 0):
        if match[4] is not None:
            continue
        start, stop = match.span(3)
        if match[3][0] in "\"'":
            start, stop = start + 1, stop - 1
        found.append((match[1].lower(), piece[start:stop], start, stop))
    return found


def _entity(entity: str) -> str:
    """The character a reference stands for, where conversion must see it (Han and curly quotes);
    the empty string for every other."""
    if entity in _QUOTE_NAMES:
        return _QUOTE_NAMES[entity]
    number = entity[2:-1]
    try:
        code = int(number[1:], 16) if number[:1] in ("x", "X") else int(number)
    except ValueError:
        return ""
    is_han = 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF
    return chr(code) if is_han or 0x2018 <= code <= 0x201F or 0x300C <= code <= 0x300F else ""


def rewrite(markup: Markup, convert: Callable[[list[str]], Sequence[Sequence[str]]]) -> str:
    """The HTML with its runs converted.

    ``convert`` gets the runs' texts and returns, for each, one string a character (of the text it
    got), so that a run can be cut again where tags stood in it. Where it answers with a plain
    text, no editor's form is in it, and so nothing that was not there: the dictionaries turn
    letters and quotation marks, nothing that counts in markup."""
    answers = convert([run.text for run in markup.runs])
    pieces = list(markup.pieces)
    for run, cells in zip(markup.runs, answers, strict=True):
        for piece, start, end in run.places:
            own = cells[start:end]
            pieces[piece] = own if type(own) is str else _safe(run.text[start:end], own)
    return "".join(pieces)


def _safe(before: str, cells: Sequence[str]) -> str:
    text = "".join(cells)
    return "".join(map(_harmless, before, cells)) if _ACTIVE.search(text) else text


def _harmless(before: str, after: str) -> str:
    """What conversion put for a character, as references where it could end a text or an attribute
    (one without quotes, even): an editor's terms are words, never markup."""
    if after == before:
        return after
    return _ACTIVE.sub(lambda found: f"&#{ord(found[0])};", after)
