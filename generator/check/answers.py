"""For a published address that nothing answers any more: the one line that will.

Knows from an address's form what stood there, and from the content and the last commit where it
has gone. Refuses to write the line: that is for the editor.
"""

from __future__ import annotations

import datetime as dt
import difflib
import json
import re
from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path

from generator.content import frontmatter, git, loader
from generator.model import address
from generator.model.article import Article, ArticleId, EditionId
from generator.model.site import FILE, Site

_LIST = re.compile(r"(/(?:sections|authors|tags)/)[^/]+/")
_PART = re.compile(r"(/(?:sections|authors|tags)/[^/]+/)[0-9]{4}/(?:[0-9]{2}/)?")
_PRINTED = re.compile(
    r"/([0-9]{4})/([0-9]{2}-[0-9]{2}(?:-[0-9A-Za-z-]+)?)/(?:([0-9A-Za-z]+)(?:-([0-9]{2,}))?/)?"
)
_MONTH = re.compile(r"(/[0-9]{4}/)[0-9]{2}/")


class Answers:
    """The lines that answer for what is gone, while the rest of the site stands."""

    def __init__(
        self,
        root: Path,
        site: Site,
        standing: Collection[str],
        published: Collection[str],
        today: dt.date,
    ) -> None:
        self.root, self.site, self.today = root, site, today
        self.standing = set(standing)
        self.published = published

    def to(self, there: str) -> str:
        """The file, and the line that an editor may put into it."""
        if found := _PRINTED.fullmatch(there):
            edition = EditionId.parse(f"{found[1]}-{found[2]}")
            if edition and found[4]:
                return self._article(there, ArticleId(edition, found[3], int(found[4])))
            if edition:
                return self._moved(there, self._edition(edition, bool(found[3])))
        return self._moved(there, self._heir(there))

    def _moved(self, there: str, heir: str) -> str:
        return f"say in {FILE} under [moved]: {_quoted(there)} = {_quoted(heir)}"

    # -- what is printed -------------------------------------------------------------------

    def _article(self, there: str, gone: ArticleId) -> str:
        for path in self._files(gone.edition):
            if _id(path) == gone:  # a draft, or not out yet
                return f"say in {self._place(path)}: withdrawn: {{date: {self.today}}}"
        if heir := self._renumbered(gone):
            article = self._read(heir)
            earlier = [*(article.front.aliases if article else ()), there]
            return f"say in {self._place(heir)}: aliases: [{', '.join(earlier)}]"
        return self._moved(there, self._edition(gone.edition, True))

    def _renumbered(self, gone: ArticleId) -> Path | None:
        """The file that holds what another held, where there is one, and it has an address that
        is new."""
        new = [path for path in self._new_articles if _id(path) != gone]
        was = self._committed(gone)
        if was is None:
            own = [path for path in new if path.parent.name == str(gone.edition)]
            return own[0] if len(own) == 1 else None
        for path in new:
            article = self._read(path)
            if article and (
                (article.front.title and article.front.title == was.front.title)
                or article.body.strip() == was.body.strip() != ""
            ):
                return path
        return None

    @cached_property
    def _new_articles(self) -> list[Path]:
        """The files whose addresses stand and were not published yet."""
        editions = {
            edition
            for there in self.standing
            if there not in self.published and (found := _PRINTED.fullmatch(there))
            if (edition := EditionId.parse(f"{found[1]}-{found[2]}"))
        }
        return [
            path
            for edition in sorted(editions)
            for path in self._files(edition)
            if (own := _id(path)) and address.article(own) not in self.published
        ]

    def _files(self, edition: EditionId) -> list[Path]:
        return sorted((self.root / loader.FOLDER / str(edition)).glob("*.md"))

    def _place(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _read(self, path: Path) -> Article | None:
        own = _id(path)
        try:
            return frontmatter.parse(path.read_text("utf-8"), path.name, own)[0] if own else None
        except (OSError, UnicodeDecodeError):
            return None

    def _committed(self, gone: ArticleId) -> Article | None:
        """An article that is gone, as it was committed last."""
        folder = f"{loader.FOLDER}/{gone.edition}"
        for name in git.names(self.root, folder):
            if _id(self.root / folder / name) == gone:
                text = git.committed(self.root, f"{folder}/{name}") or ""
                return frontmatter.parse(text, name, gone)[0]
        return None

    def _edition(self, gone: EditionId, below: bool) -> str:
        """What may stand for an edition that is gone, or for what is gone ``below`` it."""
        if below and address.edition(gone) in self.standing:
            return address.edition(gone)
        new = [there for there in self._fresh() if _is_edition(there)]
        if len(new) == 1:
            return new[0]
        year, month = gone.date.year, gone.date.month
        return self._first(address.month(year, month), address.year(year))

    # -- the rest --------------------------------------------------------------------------

    def _heir(self, there: str) -> str:
        """The address that most likely has what stood at another."""
        if found := _PART.fullmatch(there) or _MONTH.fullmatch(there):
            return self._first(found[1])
        if found := _LIST.fullmatch(there):
            new = [other for other in self._fresh() if _LIST.fullmatch(other)]
            alike = [other for other in new if other.startswith(found[1])]
            if len(alike) == 1:
                return alike[0]
            known = [other for other in self.standing if _kind(other) == found[1]]
            names = sorted(other[len(found[1]) : -1] for other in known)
            near = difflib.get_close_matches(there[len(found[1]) : -1], names, n=1, cutoff=0.5)
            return f"{found[1]}{near[0]}/" if near else address.ARCHIVE
        if re.fullmatch(r"/[0-9]{4}/", there):
            return address.ARCHIVE
        return address.FRONT

    def _fresh(self) -> Iterator[str]:
        """What stands and was not published yet."""
        return (there for there in sorted(self.standing) if there not in self.published)

    def _first(self, *wanted: str) -> str:
        return next((there for there in wanted if there in self.standing), address.ARCHIVE)


def _kind(there: str) -> str:
    found = _LIST.fullmatch(there)
    return found[1] if found else ""


def _is_edition(there: str) -> bool:
    found = _PRINTED.fullmatch(there)
    return bool(found and not found[3])


def _id(path: Path) -> ArticleId | None:
    """The article that a file of an edition's folder is named after."""
    found, edition = loader.ARTICLE.fullmatch(path.name), EditionId.parse(path.parent.name)
    return ArticleId(edition, found[1], int(found[2])) if found and edition else None


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are among TOML's."""
    return json.dumps(text, ensure_ascii=False)
