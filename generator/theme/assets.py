"""Assets: files that pages use, each published under a name that changes with its bytes.

A style sheet and what it imports (``@import "style/print.css";``) are published as one file. A
module that names another (``"./other.js"``) names it by its published name, so that the two are
always of the same day. Both are published without comments and needless white space.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import rcssmin
import rjsmin

from generator.model import digest
from generator.model.problem import Stop, error

ASSETS = "/assets/"
FOLDER = "assets"
"""The folder of a theme that holds its assets."""
ADDED = ".add.css"
"""The ending of a file that a theme adds to a style sheet of the theme it extends."""
_IMPORT = re.compile(r'^@import "(?![\w+.-]*:|/)([^"]+)";\n?', re.MULTILINE)
_MODULE = re.compile(r"""(?<=["'])\./([\w.-]+\.js)(?=["'])""")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages use."""

    name: str
    address: str
    source: Path | bytes
    """The file as it is, or what it is published as."""


def gather(folders: Sequence[Path]) -> Mapping[str, Asset]:
    """Every asset by the name templates use.

    ``folders`` are the themes', nearest first: the nearest file of a name counts. What themes add
    to a style sheet (``NAME.add.css``) follows it, the nearest's last. A style sheet that another
    imports is no asset of its own.

    Raises Stop where files import each other in a circle, or name one that is not there."""
    sources = _Sources(folders)
    styles = {name: sources.style(name) for name in sources.paths if name.endswith(".css")}
    for name in sources.paths:
        if name in styles and name not in sources.imported:
            style = str(rcssmin.cssmin(styles[name]))
            sources.assets[name] = _published(name, style.encode("utf-8"))
        elif name not in styles:
            sources.add(name)
    return dict(sorted(sources.assets.items()))


_NESTED_TEMPLATE = re.compile(r"\$\{[^{}`]*`")
"""A template literal inside another one: rjsmin 1.2 drops white space from its text."""


def minified(script: str) -> str:
    """A script without comments and needless white space; one with nested template literals as it
    is."""
    return script if _NESTED_TEMPLATE.search(script) else str(rjsmin.jsmin(script))


def _published(name: str, data: bytes, path: Path | None = None) -> Asset:
    stem, dot, ending = name.rpartition(".")
    address = f"{ASSETS}{stem}.{digest.of_bytes(data)[:8]}{dot}{ending}"
    return Asset(name, address, path or data)


@dataclass(slots=True)
class _Sources:
    """The files of a theme and of those it extends."""

    folders: Sequence[Path]
    paths: dict[str, Path] = field(default_factory=dict)
    added: dict[str, list[Path]] = field(default_factory=dict)
    """What is added to a style sheet, by its name."""
    imported: set[str] = field(default_factory=set)
    """The style sheets that others import."""
    assets: dict[str, Asset] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for folder in reversed(self.folders):
            root = folder / FOLDER
            for path in sorted(root.rglob("*")):
                name = path.relative_to(root).as_posix()
                if name.endswith(ADDED):
                    self.added.setdefault(name.removesuffix(ADDED) + ".css", []).append(path)
                elif path.is_file() and not path.name.startswith("."):
                    self.paths[name] = path
        for name, paths in self.added.items():
            if name not in self.paths:
                raise self._stop(paths[0], f"there is no {name} to add to")

    def style(self, name: str, above: tuple[str, ...] = ()) -> str:
        """A style sheet with what it imports and what is added to it."""
        self._refuse_circle(name, above)

        def imported(match: re.Match[str]) -> str:
            other = posixpath.normpath(posixpath.join(posixpath.dirname(name), match[1]))
            if other not in self.paths:
                line = text.count("\n", 0, match.start()) + 1
                raise self._stop(self.paths[name], f"there is no style sheet {other}", line)
            self.imported.add(other)
            return self.style(other, (*above, name))

        text = self._text(self.paths[name])
        more = [self._text(path) for path in self.added.get(name, ())]
        return "".join([_IMPORT.sub(imported, text), *more])

    def add(self, name: str, above: tuple[str, ...] = ()) -> Asset:
        """A module, after those it names, or a file of another kind."""
        self._refuse_circle(name, above)
        if name in self.assets:
            return self.assets[name]
        path = self.paths[name]
        if name.endswith(".js"):

            def published(match: re.Match[str]) -> str:
                other = posixpath.join(posixpath.dirname(name), match[1])
                if other not in self.paths:
                    return match[0]
                return "./" + posixpath.basename(self.add(other, (*above, name)).address)

            # Without its comments, in which types name modules that it does not load.
            text = _MODULE.sub(published, minified(self._text(path)))
            asset = _published(name, text.encode("utf-8"))
        else:
            asset = _published(name, path.read_bytes(), path)
        self.assets[name] = asset
        return asset

    def _refuse_circle(self, name: str, above: tuple[str, ...]) -> None:
        if name in above:
            circle = " → ".join((*above[above.index(name) :], name))
            raise self._stop(self.paths[name], f"files name each other in a circle: {circle}")

    def _text(self, path: Path) -> str:
        try:
            return path.read_text("utf-8-sig")
        except UnicodeDecodeError as fault:
            raise self._stop(path, f"is not UTF-8: {fault}") from None

    def _stop(self, path: Path, message: str, line: int = 1) -> Stop:
        folder = next(folder for folder in self.folders if path.is_relative_to(folder))
        place = f"themes/{folder.name}/{path.relative_to(folder).as_posix()}"
        return Stop([error(place, message, rule="theme", line=line)])
