"""HTML elements that no site can allow in its articles, each with the reason.

The reasons follow from what the elements do in a browser (HTML standard, 4 and 15.3).
``content.sanitize`` cleans HTML from the same table.
"""

from __future__ import annotations

import re

_REASONS: dict[str, str] = {
    "script canvas slot noscript": "it is there for programs, and an article runs none",
    "iframe frame frameset noframes object embed applet noembed param portal fencedframe": (
        "it brings another page or program into the article"
    ),
    "svg math": "what stands in it is read by other rules, under which programs can hide",
    "template": "what stands in it is not shown",
    "plaintext xmp listing": (
        "browsers read what stands in it by rules of its own, so that it cannot be cleaned"
    ),
    "style link": "the theme alone says how a page looks",
    "base meta title head body html": "it belongs to a page's head or frame, which the theme makes",
    "form input button select option optgroup datalist textarea fieldset legend label output "
    "keygen isindex": "it is part of a form, and what a reader enters would go to another host",
}
NEVER: dict[str, str] = {name: why for names, why in _REASONS.items() for name in names.split()}
"""Element → why it cannot be allowed."""
_NAME = re.compile(r"[a-z][a-z0-9-]*")


def fault(name: str) -> tuple[str, str]:
    """What speaks against allowing an element of that name, and the way out; both empty where
    nothing does."""
    if not _NAME.fullmatch(name):
        return f'"{name}" is no name of an element', "write the name alone and small, such as sub"
    if name in NEVER:
        return f"<{name}> cannot be allowed: {NEVER[name]}", "take it out of the list"
    return "", ""
