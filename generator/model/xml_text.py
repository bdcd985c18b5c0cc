"""Plain text escaped for an XML document."""

from __future__ import annotations

import re
from html import escape

# Characters no XML 1.0 document may hold, not even as a reference (section 2.2).
_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """A plain text for XML: in an element, or in an attribute with double quotes."""
    return escape(without_strangers(text))


def without_strangers(text: str) -> str:
    """The text with U+FFFD for what no XML document may hold."""
    return _NOT_XML.sub("\ufffd", text)
