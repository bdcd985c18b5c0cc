"""Markup without the bytes that HTML does not need: some five hundred in a page of an article.

Knows when an attribute's value may stand bare (https://html.spec.whatwg.org, "Unquoted attribute
value syntax") and when a paragraph or a list's item may go without its end tag (the same, "Optional
tags"), in a piece of HTML and, once for all its pages, in a template. Refuses to touch anything
else: what readers see, scripts and JSON stay byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup, escape

BARE = "bare"
"""The filter that marks an expression as all there is of an attribute's value."""
_TAG = re.compile(r"<[a-z][^<>]*>")
_MAY_STAND = re.compile(r"""[^\s"'=<>`]+""")
_PLAIN = re.compile(r"""[^\s"'=<>`&]+""")
_PARAGRAPH = re.compile(rf'<p id="({_MAY_STAND.pattern})">')
_QUOTED = re.compile(rf'(?<==)"({_MAY_STAND.pattern})"(?=[\s>])')
_BLOCKS = (
    "address|article|aside|blockquote|details|div|dl|fieldset|figcaption|figure|footer|form"
    "|h[1-6]|header|hr|main|nav|ol|p|pre|section|table|ul"
)
_PARENTS = "article|aside|blockquote|body|dd|div|figcaption|footer|header|li|main|section|td"
_UNENDED = re.compile(
    rf"</p>(?=\s*(?:<(?:{_BLOCKS})[\s>]|</(?:{_PARENTS})>))|</li>(?=\s*(?:<li[\s>]|</[ou]l>))"
)


_LAST = re.compile(r"</p>\s*\Z")


def slim(html: str) -> Markup:
    """The same HTML in fewer bytes, where it is all, or the last, of what an element holds."""
    # Nearly all tags of an article are those of its paragraphs: what is looked for is written out.
    shorter = _PARAGRAPH.sub(lambda tag: f"<p id={tag[1]}>", html)
    if '="' in shorter:
        shorter = _TAG.sub(lambda tag: _QUOTED.sub(r"\1", tag[0]), shorter)
    return Markup(_UNENDED.sub("", _LAST.sub("", shorter)))


class Plain(str):
    """A text that markup says as it is, in an attribute even without quotes: known beforehand, not
    looked for on every page."""

    __slots__ = ()


def plain(text: str) -> str:
    """The text, marked as plain where it is."""
    return Plain(text) if _PLAIN.fullmatch(text) else text


def bare(value: object) -> str:
    """An attribute's value, escaped; in quotes where it cannot stand without."""
    if type(value) is Plain or (type(value) is str and _PLAIN.fullmatch(value)):
        return value
    text = str(escape(value))
    return text if _MAY_STAND.fullmatch(text) else f'"{text}"'


class Slimming(Extension):
    """Reads what a template says itself as the markup it becomes, once for all its pages. Where a
    value is one expression, it is marked with :data:`BARE`: what it says is not known yet."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.filters[BARE] = bare
        environment.filters["slim"] = slim

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The template's tokens, some of them shorter."""
        reader = _Reader(list(stream))
        return iter(reader.slimmed())


_NEXT = {
    "text": re.compile(r"<!--|<([A-Za-z][^\s/>]*)"),
    "comment": re.compile(r"-->"),
    "tag": re.compile(r"""="|"|'|>"""),
    "value": re.compile(r'"'),
    "single": re.compile(r"'"),
}
"""What ends each of the places a template's text may stand in."""
_RAW = frozenset(("script", "style", "textarea"))


class _Reader:
    """Where in the page's markup a template stands, from one piece of its text to the next."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.place = "text"
        self.element = ""
        """The element whose start tag was read last."""
        self.begun = (0, 0)
        """Where the quote that opens the value being read stands: token, character."""
        self.gone: dict[int, list[int]] = {}
        """The quotes that are left out."""
        self.whole: list[tuple[int, int]] = []
        """The expressions that are all of a value: first and last token."""

    def slimmed(self) -> list[Token]:
        for index, token in enumerate(self.tokens):
            if token.type == "data":
                self._read(index, token.value)
        marks: dict[int, list[Token]] = {}
        for first, last in self.whole:
            line = self.tokens[first].lineno
            marks[first] = [Token(line, "lparen", "(")]
            marks[last - 1] = [
                Token(line, "rparen", ")"),
                Token(line, "pipe", "|"),
                Token(line, "name", BARE),
            ]
        found: list[Token] = []
        for index, token in enumerate(self.tokens):
            if token.type == "data":
                gone = self.gone.get(index, ())
                text = "".join(char for at, char in enumerate(token.value) if at not in gone)
                if "<script" not in text:
                    text = _UNENDED.sub("", text)
                token = Token(token.lineno, "data", text)
            found.append(token)
            found += marks.get(index, ())
        return found

    def _read(self, index: int, text: str) -> None:
        at = 0
        while at < len(text):
            end = self._end_of_raw() if self.place == "raw" else _NEXT[self.place]
            found = end.search(text, at)
            if found is None:
                return
            at = found.end()
            self._turn(index, text, found)

    def _end_of_raw(self) -> re.Pattern[str]:
        return re.compile(f"</{self.element}", re.IGNORECASE)

    def _turn(self, index: int, text: str, found: re.Match[str]) -> None:
        said = found[0]
        if self.place == "text":
            self.place = "comment" if said == "<!--" else "tag"
            self.element = (found[1] or "").lower()
        elif self.place in ("comment", "raw"):
            self.place = "text" if self.place == "comment" else "tag"
            self.element = ""
        elif self.place == "single":
            self.place = "tag"
        elif self.place == "value":
            self.place = "tag"
            self._value(index, found.start())
        elif said == '="':
            self.place, self.begun = "value", (index, found.end() - 1)
        elif said == ">":
            self.place = "raw" if self.element in _RAW else "text"
        elif said == "'":
            self.place = "single"

    def _value(self, last: int, end: int) -> None:
        """A value is read: leaves its quotes out where it may stand without them."""
        first, begin = self.begun
        if not self._ends_there(last, end):
            return
        if first == last:
            if _MAY_STAND.fullmatch(self.tokens[first].value, begin + 1, end):
                self.gone.setdefault(first, []).extend((begin, end))
            return
        between = [token.type for token in self.tokens[first + 1 : last]]
        alone = between[0] == "variable_begin" and between.index("variable_end") == len(between) - 1
        if alone and begin + 1 == len(self.tokens[first].value) and end == 0:
            self.gone.setdefault(first, []).append(begin)
            self.gone.setdefault(last, []).append(end)
            self.whole.append((first + 1, last - 1))

    def _ends_there(self, index: int, end: int) -> bool:
        """Whether a space or the tag's end follows the quote at ``end`` of a token, be it behind a
        condition."""
        rest = self.tokens[index].value[end + 1 :]
        while not rest:
            index = self._after_blocks(index + 1)
            if index < 0:
                return False
            rest = self.tokens[index].value
        return rest[0].isspace() or rest[0] == ">"

    def _after_blocks(self, index: int) -> int:
        """The next text behind ``{% … %}`` alone; -1 where an expression or the end comes first."""
        inside = False
        for at in range(index, len(self.tokens)):
            kind = self.tokens[at].type
            if kind == "data":
                return at
            if kind == "block_begin":
                inside = True
            elif kind == "block_end":
                inside = False
            elif not inside:
                return -1
        return -1
