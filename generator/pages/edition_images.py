"""The pictures of an edition's articles, beside them or in folders there."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

import msgspec

from generator.build.target import Copy
from generator.content.document import Document
from generator.formats.images import PlateFiles, Refused, make
from generator.model import address
from generator.model.article import Article, EditionId
from generator.model.card import Plate
from generator.model.problem import Problem, error
from generator.pages import pictures


class Plates(msgspec.Struct):
    """What was made of an edition's pictures."""

    plates: dict[str, PlateFiles] = msgspec.field(default_factory=dict)
    """By the file's name."""
    problems: list[Problem] = msgspec.field(default_factory=list)

    def by_name(self) -> Mapping[str, Plate]:
        """The plates by the names that articles use."""
        return {name: files.plate for name, files in self.plates.items()}

    def copies(self, edition: EditionId) -> Iterator[Copy]:
        """The files that go into the output."""
        front_folder = address.file_of(address.edition(edition)).removesuffix("index.html")
        folders = {
            file: files.folder for files in self.plates.values() for file in files.plate.files()
        }
        for file, folder in sorted(folders.items()):
            yield Copy(front_folder + file, folder / file)


def prepare(
    root: Path, cache: Path, articles: Sequence[Article], documents: Sequence[Document]
) -> Plates:
    """The plates of all pictures that some articles show; ``cache`` is where they are kept."""
    plates = Plates()
    for article, document in zip(articles, documents, strict=True):
        for name, line in wanted(article, document):
            if name in plates.plates:
                continue
            try:
                source = beside(root, article, name)
                plates.plates[name] = make(source, cache)
            except Refused as why:
                message = error(article.path, why.message, why.hint, rule=why.rule, line=line)
                plates.problems.append(message)
    return plates


def wanted(article: Article, document: Document) -> Iterator[tuple[str, int]]:
    """The files an article shows, with the line that asks for each: those of its front matter,
    and those in its text. Pictures below ``static/`` (a leading slash) are sent as they are."""
    if not article.front.offline:
        return
    for image in article.front.images:
        if not image.file.startswith("/"):
            yield image.file, 1
    for name in pictures.named(document):
        at = article.body.find(f"({name}")
        yield name, article.body_line + article.body.count("\n", 0, max(at, 0))


def beside(root: Path, article: Article, name: str) -> Path:
    """The file of that name beside an article, or in a folder there. Raises Refused where there is
    none, or where it stands elsewhere."""
    home = (root / article.path).parent
    path = home / name
    steps = PurePosixPath(name).parts
    if "\\" in name:
        hint = "write " + name.replace("\\", "/")
        raise Refused("image-missing", f"{name} is written with backslashes", hint)
    if ".." in steps or name.startswith("/"):
        hint = f"copy it into {home.name}/, or put it below static/ and write /its/path"
        raise Refused("image-missing", f"{name} is not in the edition's folder", hint)
    for link in (folder for folder in path.parents if folder.is_relative_to(home)):
        if link != home and link.is_symlink():
            hint = "make it a folder that holds the pictures"
            raise Refused("image-missing", f"{name} stands in a linked folder", hint)
    if not path.resolve().is_relative_to(root.resolve()):
        raise Refused("image-missing", f"{name} is a link out of the site", "copy the file here")
    if not path.exists():
        raise Refused("image-missing", f"there is no picture {name}", _elsewhere(home, path.name))
    return path


def _elsewhere(home: Path, name: str) -> str:
    """The way out where a picture is missing: its name where it stands in another folder."""
    standing = sorted(path.relative_to(home).as_posix() for path in home.rglob(glob.escape(name)))
    if standing:
        return f"write {standing[0]}, where it stands"
    return "put it beside the article, or below static/ and write /its/path"
