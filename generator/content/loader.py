"""The folders below ``content/``: the list of editions, the stamps of their files, and the editions
themselves.

An edition is opened only on request; the build decides from the stamps which editions are stale.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from generator.content import edition_file as facts_file
from generator.content import frontmatter
from generator.model import digest
from generator.model.article import Article, ArticleId, Edition, EditionFacts, EditionId
from generator.model.file_times import is_racy
from generator.model.problem import Problem, error, has_errors, warning

FOLDER = "content"
ARTICLE = re.compile(r"([0-9A-Za-z]+)-([0-9]{2,})(?:-[^/]*)?\.md")
LEDGER = "ingest.json"


class FileStamp(msgspec.Struct, frozen=True, array_like=True):
    """A file as it was when it was last read."""

    size: int
    mtime: int
    inode: int
    digest: str
    seen: int
    """When it was hashed (ns since the epoch)."""

    def is_of(self, size: int, mtime: int, inode: int) -> bool:
        """Whether a file with these is the one that was hashed."""
        same = (self.size, self.mtime, self.inode) == (size, mtime, inode)
        return same and not is_racy(self.mtime, self.seen)


class Folder(msgspec.Struct, frozen=True):
    """An edition's folder with the stamps of its files."""

    id: EditionId
    files: Mapping[str, FileStamp]
    tree: str = ""
    """Its tree id in Git; empty where Git was not asked, or has none for it."""

    @property
    def stamp(self) -> str:
        """The digest of the files in the folder, the ledger left out."""
        return digest.of_value([(n, f.digest) for n, f in sorted(self.files.items())])

    @property
    def quick_stamp(self) -> str:
        """What :func:`quick_stamp` returns while nothing changes; empty where a file was too young
        when it was last read."""
        if any(is_racy(file.mtime, file.seen) for file in self.files.values()):
            return ""
        return _quick_stamp((n, f.size, f.mtime, f.inode) for n, f in self.files.items())

    def as_json(self) -> str:
        """The stamps, encoded for the state."""
        return digest.canonical(self.files).decode()


_STAMPS = msgspec.json.Decoder(dict[str, FileStamp])


def edition_names(root: Path) -> tuple[list[EditionId], list[Problem]]:
    """The editions in ``content/``, oldest first, and a problem for each other folder."""
    problems: list[Problem] = []
    editions: list[EditionId] = []
    try:
        entries = sorted(os.scandir(root / FOLDER), key=lambda entry: entry.name)
    except FileNotFoundError:
        return [], []
    for entry in entries:
        if entry.name.startswith(".") or not entry.is_dir():
            continue
        edition = EditionId.parse(entry.name)
        if edition is None:
            problems.append(
                error(
                    f"{FOLDER}/{entry.name}",
                    "the folder's name is no edition",
                    "such as 2025-03-20 or 2025-03-20-evening",
                    rule="edition-folder",
                )
            )
        else:
            editions.append(edition)
    return editions, problems


def quick_stamp(root: Path, edition: EditionId) -> str:
    """The quick stamp of an edition's folder: the digest of its listing, no file opened."""
    return _quick_stamp(_listed(root, edition))


def _quick_stamp(files: Iterable[tuple[str, int, int, int]]) -> str:
    # By hand: an archive has as many files as articles, and each is listed at every build.
    return digest.of_text("/".join(sorted([f"{n} {s} {m} {i}" for n, s, m, i in files])))


def _listed(root: Path, edition: EditionId) -> Iterator[tuple[str, int, int, int]]:
    """The files of an edition, in no order: (name, size, modification time, inode). Those of its
    subfolders are named with their folder: ``photos/bridge.jpg``."""
    for name, size, mtime, inode in _below(f"{root}/{FOLDER}/{edition}", ""):
        if name != LEDGER:
            yield name, size, mtime, inode


def _below(folder: str, prefix: str) -> Iterator[tuple[str, int, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name[0] == "." or name[-1] == "~":
                continue
            if entry.is_file():
                stat = entry.stat()
                yield prefix + name, stat.st_size, stat.st_mtime_ns, stat.st_ino
            elif entry.is_dir(follow_symlinks=False):
                yield from _below(f"{folder}/{name}", f"{prefix}{name}/")


def look(root: Path, edition: EditionId, known: str, now_ns: int) -> tuple[Folder, bool]:
    """The stamps of an edition's folder; only files whose size, time or inode changed are read.

    ``known`` is :meth:`Folder.as_json` of the last scan, or empty; ``now_ns`` is the time of this
    one, in nanoseconds. The flag is whether any file was hashed."""
    old = _STAMPS.decode(known) if known else {}
    files: dict[str, FileStamp] = {}
    hashed = False
    for name, size, mtime, inode in _listed(root, edition):
        stamp = old.get(name)
        if stamp and stamp.is_of(size, mtime, inode):
            files[name] = stamp
            continue
        hashed = True
        data = _bytes(f"{root}/{FOLDER}/{edition}/{name}")
        files[name] = FileStamp(size, mtime, inode, digest.of_bytes(data), now_ns)
    return Folder(edition, files), hashed


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb", 0) as file:  # noqa: PTH123 - less than half a Path's time
            return file.read()
    except OSError:
        # Reported when the edition is opened; all unreadable files have one stamp.
        return b"\0unreadable"


def duplicates(folder: Folder) -> list[Problem]:
    """A problem for each file whose article number another file has: both want one address."""
    seen: dict[str, str] = {}
    free: dict[str, int] = {}
    for name in folder.files:
        if match := ARTICLE.fullmatch(name):
            free[match[1]] = max(int(match[2]), free.get(match[1], 0))
    problems = []
    for name in sorted(folder.files):
        match = ARTICLE.fullmatch(name)
        if not match:
            continue
        stem = f"{match[1]}-{int(match[2]):02d}".casefold()
        place = f"{FOLDER}/{folder.id}/{name}"
        if stem in seen:
            message = f"the same article number as {seen[stem]}:1"
            hint = f"give one of them the next free number: {match[1]}-{free[match[1]] + 1:02d}.md"
            problems.append(error(place, message, hint, rule="address"))
        else:
            seen[stem] = place
    return problems


def open_edition(root: Path, folder: Folder) -> tuple[Edition | None, list[Problem]]:
    """An edition with all its articles in reading order; None where there is any error."""
    files = _Files(root, folder)
    facts, problems = _facts(files, folder)
    problems += duplicates(folder)
    articles: list[Article] = []
    for name in sorted(folder.files):
        if match := ARTICLE.fullmatch(name):
            article_id = ArticleId(folder.id, match[1], int(match[2]))
            article, more = _article(files, name, article_id)
            problems += more
            articles += [article] if article else []
        elif name.casefold().endswith(".md") and "/" not in name:
            small = f"{name[:-3]}.md"
            hint = f"call it {small}" if ARTICLE.fullmatch(small) else _CALLED
            place = f"{files.folder}/{name}"
            problems.append(error(place, "the file's name is no article", hint, rule="file-name"))
    if has_errors(problems):
        return None, problems
    order = [number for number, _ in facts.pages]
    articles.sort(key=lambda article: _reading_order(article, order))
    return Edition(id=folder.id, facts=facts, articles=tuple(articles)), problems


_CALLED = "an article's file is PAGE-NUMBER.md, such as 01-03.md"


def _reading_order(article: Article, pages: list[str]) -> tuple[int, str, int, int, int]:
    """Pages as the edition names them, then by number; on a page by rank, line, number."""
    page = article.id.page
    at = pages.index(page) if page in pages else len(pages)
    line = article.front.origin.first if article.front.origin else 1_000_000
    return at, page, -article.front.rank, line, article.id.number


def _facts(files: _Files, folder: Folder) -> tuple[EditionFacts, list[Problem]]:
    if facts_file.FILE not in folder.files:
        return EditionFacts(), []
    text, problems = files.text(facts_file.FILE)
    if text is None:
        return EditionFacts(), problems
    place = f"{files.folder}/{facts_file.FILE}"
    facts, problems = facts_file.parse(text, place)
    if facts.date and facts.date != folder.id.date:
        message = f"the date is {facts.date}, the folder's is {folder.id.date}"
        problems.append(error(place, message, "move the folder, or mend the date", rule="date"))
    return facts, problems


def _article(
    files: _Files, name: str, article_id: ArticleId
) -> tuple[Article | None, list[Problem]]:
    text, problems = files.text(name)
    if text is None:
        return None, problems
    place = f"{files.folder}/{name}"
    article, problems = frontmatter.parse(text, place, article_id)
    if article and article.front.date and article.front.date != article_id.edition.date:
        message = f"its date {article.front.date} is not its edition's"
        problems.append(warning(place, message, rule="date"))
    return article, problems


class _Files:
    """The files of an edition. Links that lead out of the site are refused: the folder is resolved
    once, a file only where it is a link itself."""

    def __init__(self, root: Path, folder: Folder) -> None:
        self.folder = f"{FOLDER}/{folder.id}"
        self._root, self._home = root, root.resolve()
        self._is_astray = self._leads_out(self.folder)

    def _leads_out(self, place: str) -> bool:
        return not (self._root / place).resolve().is_relative_to(self._home)

    def text(self, name: str) -> tuple[str | None, list[Problem]]:
        """A file's text, line ends ``\\n``, and what is wrong with it."""
        place = f"{self.folder}/{name}"
        path = f"{self._root}/{place}"
        try:
            if self._is_astray or (os.path.islink(path) and self._leads_out(place)):  # noqa: PTH114
                return None, [error(place, "the link leads out of the site", rule="unreadable")]
            with open(path, "rb", 0) as file:  # noqa: PTH123 - less than half a Path's time
                text = file.read().decode("utf-8")
        except UnicodeDecodeError as fault:
            line = fault.object[: fault.start].count(b"\n") + 1
            hint = "content is UTF-8; seeds may be in other encodings"
            return None, [error(place, "not valid UTF-8", hint, rule="encoding", line=line)]
        except OSError as fault:
            return None, [error(place, f"cannot be read: {fault.strerror}", rule="unreadable")]
        return frontmatter.with_plain_line_ends(text), []
