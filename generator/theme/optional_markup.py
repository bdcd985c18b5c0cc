"""Markup that HTML makes optional, left out of templates when they are compiled.

The quotes of an attribute's value and the end tags that the next tag implies go. What a browser
makes of the page is the same, node for node: white space, comments, scripts and everything that an
expression prints stay as they are, and so do the numbers of the template's lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jinja2.ext import Extension
from jinja2.lexer import TOKEN_DATA, Token, TokenStream

_IMPLIED_BY = {
    "p": "<(?:p|div|ul|ol|dl|h[1-6]|hr|pre|blockquote|form)"
    "|</(?:div|li|dd|td|th|blockquote|section|article|aside|nav|header|footer|main|figure)",
    "li": "<li|</(?:ul|ol|menu)",
    "dt": "<d[td]",
    "dd": "<d[td]|</dl",
    "option": "<(?:option|optgroup)|</(?:select|optgroup|datalist)",
    "td": "<t[dh]|</tr",
    "th": "<t[dh]|</tr",
    "tr": "<tr|</(?:thead|tbody|tfoot|table)",
    "thead": "<tbody",
    "tbody": "<tbody|</table",
}
"""The tags that end an element if they follow its content at once, in every parser in use: of those
that end a paragraph by beginning, the ones that HTML 4 knew."""
_NOT_MARKUP = frozenset(
    ("script", "style", "textarea", "title", "noscript", "iframe", "xmp", "noembed", "noframes")
)
"""Elements whose content is text, for some browsers at least."""

_FLAGS = re.ASCII | re.IGNORECASE
_SPACE_OR_END = r"[ \t\n\f\r>]"
_IMPLIED = "|".join(f"</{name}>(?=(?:{tags}){_SPACE_OR_END})" for name, tags in _IMPLIED_BY.items())
_OPENING = re.compile(
    rf"(?P<implied>{_IMPLIED})"
    r"|(?P<not_a_tag><!--|<!\[CDATA\[|<[!?])|<(?P<name>/?[a-z][^\s/>]*)",
    _FLAGS,
)
_CLOSING = {"<!--": re.compile("-->"), "<![CDATA[": re.compile(r"\]\]>")}
_BRACKET = re.compile(">")
_IN_TAG = re.compile(
    rf"""="(?P<bare>[^\s"'=<>`]*[^\s"'=<>`/])"(?={_SPACE_OR_END})"""
    r"""|=\s*(?:"[^"]*"|'[^']*'|(?P<quote>["']))|(?P<end>>)"""
)


@dataclass(slots=True)
class Shortener:
    """Shortens the texts of a template, in their order; what stands between them is unknown."""

    _until: re.Pattern[str] | None = None
    """The end of the comment, the script or the attribute's value that the next text is in."""
    _tag: str = ""
    """The name of the tag that the next text is in; empty between tags."""
    _written: list[str] = field(default_factory=list)

    def shorten(self, text: str) -> str:
        """The text without the markup that is optional."""
        self._written.clear()
        at = 0
        while at < len(text):
            if self._until:
                at = self._pass_over(self._until, text, at)
            elif self._tag:
                at = self._go_through_tag(text, at)
            else:
                at = self._go_to_tag(text, at)
        return "".join(self._written)

    def _pass_over(self, until: re.Pattern[str], text: str, at: int) -> int:
        match = until.search(text, at)
        if match:
            self._until = None
        return self._write(text, at, match)

    def _go_to_tag(self, text: str, at: int) -> int:
        match = _OPENING.search(text, at)
        if match and match["name"]:
            self._tag = match["name"].lower()
        elif match and match["not_a_tag"]:
            self._until = _CLOSING.get(match["not_a_tag"], _BRACKET)
        elif match:  # an end tag that the next tag implies
            self._written.append(text[at : match.start()])
            return match.end()
        return self._write(text, at, match)

    def _go_through_tag(self, text: str, at: int) -> int:
        match = _IN_TAG.search(text, at)
        if match and match["end"]:
            if self._tag in _NOT_MARKUP:
                self._until = re.compile(f"(?=</{self._tag})", _FLAGS)
            self._tag = ""
        elif match and match["quote"]:
            self._until = re.compile(match["quote"])
        elif match and match["bare"]:
            self._written.append(f"{text[at : match.start()]}={match['bare']}")
            return match.end()
        return self._write(text, at, match)

    def _write(self, text: str, at: int, match: re.Match[str] | None) -> int:
        """Writes the text up to a match's end, or all of it; returns where that is."""
        end = match.end() if match else len(text)
        self._written.append(text[at:end])
        return end


class OptionalMarkup(Extension):
    """Shortens the text of the templates whose names end in ``.html``."""

    def filter_stream(self, stream: TokenStream) -> TokenStream:
        """The tokens of a template, its texts shortened."""
        if not (stream.name or "").endswith(".html"):
            return stream
        return TokenStream(_shortened(stream), stream.name, stream.filename)


def _shortened(stream: TokenStream) -> Iterator[Token]:
    shortener = Shortener()
    for token in stream:
        text = shortener.shorten(token.value) if token.type == TOKEN_DATA else token.value
        yield Token(token.lineno, token.type, text)
