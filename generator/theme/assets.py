"""Assets: files that pages use, each under a name that changes with its bytes.

Knows that a module names another as ``"./other.js"`` and writes the other's published name there,
so that it is had only when it is needed and never of another day; that ``style.add.css`` is said
after ``style.css``, in one file. Refuses modules that name each other in a circle.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.model import digest
from generator.model.problem import Stop, error

ASSETS = "/assets/"
ADDED = ".add.css"
_NAMED = re.compile(r"""(?<=["']\./)[\w.-]+\.js(?=["'])""")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages use."""

    name: str
    address: str
    source: Path | bytes
    """The file as it is, or what it became where it names others."""


def gather(folders: Sequence[Path]) -> Mapping[str, Asset]:
    """Every asset by the name templates use; ``folders`` are nearest first, the nearest's file
    counts; what themes add to a style sheet (``NAME.add.css``) follows it, the nearest's last.

    Raises Stop where modules name each other in a circle, or there is nothing to add to."""
    paths: dict[str, Path] = {}
    more: dict[str, list[Path]] = {}
    for folder in reversed(folders):
        root = folder / "assets"
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            if name.endswith(ADDED):
                more.setdefault(name.removesuffix(ADDED) + ".css", []).append(path)
            elif path.is_file() and not path.name.startswith("."):
                paths[name] = path
    found = {name: _with_more(name, paths, added) for name, added in more.items()}
    for name in sorted(paths):
        _add(name, paths, found, ())
    return dict(sorted(found.items()))


def _with_more(name: str, paths: Mapping[str, Path], added: Sequence[Path]) -> Asset:
    if name not in paths:
        place = f"themes/{added[0].parent.parent.name}/assets/{added[0].name}"
        raise Stop([error(place, f"there is no {name} to add to", rule="theme")])
    data = b"".join(path.read_bytes() for path in (paths[name], *added))
    return Asset(name, _address(name, data), data)


def _address(name: str, data: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{ASSETS}{stem}.{digest.of_bytes(data)[:8]}{dot}{ending}"


def _add(
    name: str, paths: Mapping[str, Path], found: dict[str, Asset], above: tuple[str, ...]
) -> None:
    if name in found:
        return
    if name in above:
        circle = " → ".join((*above[above.index(name) :], name))
        theme = paths[name].parent.parent.name
        said = f"modules name each other in a circle: {circle}"
        raise Stop([error(f"themes/{theme}/assets/{name}", said, rule="theme")])
    data = written = paths[name].read_bytes()
    if name.endswith(".js"):
        text = data.decode("utf-8")
        folder = name[: name.rfind("/") + 1]
        for other in set(_NAMED.findall(text)):
            if folder + other in paths:
                _add(folder + other, paths, found, (*above, name))
                published = found[folder + other].address.rpartition("/")[2]
                text = re.sub(rf"""(?<=["']\./){re.escape(other)}(?=["'])""", published, text)
        written = text.encode("utf-8")
    source = paths[name] if written == data else written
    found[name] = Asset(name, _address(name, written), source)
