"""What an editor asks of a page's makeup for one article: ``makeup`` in its front matter."""

from __future__ import annotations

from generator.content.schema import ValueReader
from generator.content.yaml import Node
from generator.model.article import Wishes

KEYS = ("upright", "size", "picture", "box")
_SIZES = range(1, 6)
_PICTURES = {"large": "large", "none": "none"}


def read(reader: ValueReader, node: Node) -> Wishes | None:
    """The wishes in a node; None where one of them is wrong, which is reported."""
    table = reader.table(node, "makeup", KEYS)
    size, picture = table.number("size"), table.text("picture")
    if "size" in table and size not in _SIZES:
        reader.fault(table.nodes["size"], f"no headline has the size {size}", "1 (largest) to 5")
        return None
    if picture and picture not in _PICTURES:
        known = " or ".join(_PICTURES)
        reader.fault(table.nodes["picture"], f'unknown wish "{picture}" for a picture', known)
        return None
    return Wishes(
        upright=table.flag("upright") if "upright" in table else None,
        size=size,
        picture="large" if picture == "large" else "none" if picture else "",
        box=table.flag("box"),
    )


def line(wishes: Wishes) -> list[str]:
    """The line of front matter that holds some wishes; none where there is none."""
    parts = [] if wishes.upright is None else [f"upright: {str(wishes.upright).lower()}"]
    parts += [f"size: {wishes.size}"] if wishes.size else []
    parts += [f"picture: {wishes.picture}"] if wishes.picture else []
    parts += ["box: true"] if wishes.box else []
    return [f"makeup: {{{', '.join(parts)}}}"] if parts else []
