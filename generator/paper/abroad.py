"""An article's HTML away from its page: its links must lead from anywhere.

Knows that the HTML is ours (attributes in double quotes, text without any), as ``anchors`` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape, unescape
from urllib.parse import urljoin

_LINK = re.compile(r'(?<=\s)(href|src)="([^"]*)"')
_SRCSET = re.compile(r'(?<=\s)srcset="([^"]*)"')
_AROUND = re.compile(r"</?(?:picture|source)\b[^>]*>")
_PICTURE = re.compile(r"<img\b([^>]*)>")
_ATTRIBUTE = re.compile(r'\b([a-z]+)="([^"]*)"')
_VOID = re.compile(r"<(br|hr|wbr|col)\b([^>]*?)\s*/?>")
# Characters no XML 1.0 document may hold, not even as a reference (section 2.2).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PARAGRAPH = re.compile(r'<p id="[^"]*"')
_ID = re.compile(r'(?<=<)([a-z][a-z0-9]*)((?: (?!id=)[^\s=>]+="[^"]*")*) id="[^"]*"')


def with_links(html: str, turn: Callable[[str], str]) -> str:
    """The HTML with every address it links to turned into another."""

    def one(found: re.Match[str]) -> str:
        return f'{found[1]}="{escape(turn(unescape(found[2])))}"'

    def several(found: re.Match[str]) -> str:
        parts = (part.strip().partition(" ") for part in unescape(found[1]).split(","))
        return f'srcset="{escape(", ".join(f"{turn(file)} {size}" for file, _, size in parts))}"'

    if 'href="' in html or 'src="' in html:  # few texts link anywhere
        html = _LINK.sub(one, html)
    return _SRCSET.sub(several, html) if 'srcset="' in html else html


def from_anywhere(html: str, page: str) -> str:
    """The HTML with absolute links, without ids (another page has its own); ``page`` is the
    absolute address of the page it stands on."""
    html = _PARAGRAPH.sub("<p", html)  # nearly all ids, in a twentieth of the time
    html = _ID.sub(r"\1\2", html) if ' id="' in html else html
    return with_links(html, lambda link: urljoin(page, link))


def as_xml(html: str, take: Callable[[Sequence[str]], str]) -> str:
    """The HTML as XHTML: void elements closed, no entity XML does not know.

    ``take`` is given the addresses of a picture's sizes, the smallest first, and says what it is
    called where the text goes; a picture that has no name there is left out."""

    def one(found: re.Match[str]) -> str:
        known = {name: unescape(value) for name, value in _ATTRIBUTE.findall(found[1])}
        sizes = [part.split()[0] for part in known.get("srcset", "").split(",") if part.strip()]
        name = take(sizes or [known.get("src", "")])
        return f'<img src="{escape(name)}" alt="{xml_text(known.get("alt", ""))}"/>' if name else ""

    closed = _VOID.sub(r"<\1\2/>", _PICTURE.sub(one, _AROUND.sub("", html)))
    return without_strangers(closed.replace("&nbsp;", "&#160;"))


def xml_text(text: str) -> str:
    """A plain text for XML: in an element, or in an attribute with double quotes."""
    return escape(without_strangers(text))


def without_strangers(text: str) -> str:
    """The text with U+FFFD for what no XML document may hold."""
    return _NOT_XML.sub("\ufffd", text)
