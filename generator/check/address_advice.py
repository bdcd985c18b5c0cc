"""Advice for published addresses that are missing: the line that would answer each of them.

The form of an address tells what was published there; the content and the last commit tell what it
has become. The line is left for the editor to write.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path

from generator.content import frontmatter, git, loader
from generator.model import address
from generator.model.article import Article, ArticleId, EditionId
from generator.model.site import Site
from generator.model.site_file import FILE
from generator.model.toml_edit import toml_string

_LIST = re.compile(r"(/(?:sections|authors|tags)/)[^/]+/")
_PERIOD = re.compile(r"(/(?:sections|authors|tags)/[^/]+/)[0-9]{4}/(?:[0-9]{2}/)?")
_MONTH = re.compile(r"(/[0-9]{4}/)[0-9]{2}/")


class AddressAdvice:
    """Finds the line that answers a missing address, given the existing and published ones."""

    def __init__(
        self,
        root: Path,
        site: Site,
        existing: Collection[str],
        published: Collection[str],
        today: dt.date,
    ) -> None:
        self.root, self.site, self.today = root, site, today
        self.existing = set(existing)
        self.published = published

    def line_for(self, address_gone: str) -> str:
        """The file and the line to add to it, as a hint."""
        if match := address.IN_EDITION.fullmatch(address_gone):
            edition = EditionId.parse(f"{match[1]}-{match[2]}")
            if edition and match[4]:
                return self._article(address_gone, ArticleId(edition, match[3], int(match[4])))
            if edition:
                return self._moved(address_gone, self._edition(edition, bool(match[3])))
        return self._moved(address_gone, self._successor(address_gone))

    def _moved(self, old: str, target: str) -> str:
        return f"say in {FILE} under [moved]: {toml_string(old)} = {toml_string(target)}"

    # -- editions, pages, articles ----------------------------------------------------------------

    def _article(self, old: str, article_id: ArticleId) -> str:
        for path in self._files(article_id.edition):
            if _article_id(path) == article_id:  # a draft, or not out yet
                return f"say in {self._place(path)}: withdrawn: {{date: {self.today}}}"
        if path_now := self._renumbered(article_id):
            article = self._read(path_now)
            aliases = [*(article.front.aliases if article else ()), old]
            return f"say in {self._place(path_now)}: aliases: [{', '.join(aliases)}]"
        return self._moved(old, self._edition(article_id.edition, True))

    def _renumbered(self, article_id: ArticleId) -> Path | None:
        """The file at an unpublished address that holds the content of a missing article, if
        any."""
        new = [path for path in self._new_articles if _article_id(path) != article_id]
        committed = self._committed(article_id)
        if committed is None:
            same_edition = [path for path in new if path.parent.name == str(article_id.edition)]
            return same_edition[0] if len(same_edition) == 1 else None
        for path in new:
            article = self._read(path)
            if article and (
                (article.front.title and article.front.title == committed.front.title)
                or article.body.strip() == committed.body.strip() != ""
            ):
                return path
        return None

    @cached_property
    def _new_articles(self) -> list[Path]:
        """The articles' files whose addresses exist and are not published yet."""
        editions = {
            edition
            for url in self.existing
            if url not in self.published and (match := address.IN_EDITION.fullmatch(url))
            if (edition := EditionId.parse(f"{match[1]}-{match[2]}"))
        }
        return [
            path
            for edition in sorted(editions)
            for path in self._files(edition)
            if (article_id := _article_id(path))
            and address.article(article_id) not in self.published
        ]

    def _files(self, edition: EditionId) -> list[Path]:
        return sorted((self.root / loader.FOLDER / str(edition)).glob("*.md"))

    def _place(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _read(self, path: Path) -> Article | None:
        article_id = _article_id(path)
        try:
            return (
                frontmatter.parse(path.read_text("utf-8"), path.name, article_id)[0]
                if article_id
                else None
            )
        except (OSError, UnicodeDecodeError):
            return None

    def _committed(self, article_id: ArticleId) -> Article | None:
        """A missing article as last committed."""
        folder = f"{loader.FOLDER}/{article_id.edition}"
        for name in git.names(self.root, folder):
            if _article_id(self.root / folder / name) == article_id:
                text = git.committed(self.root, f"{folder}/{name}") or ""
                return frontmatter.parse(text, name, article_id)[0]
        return None

    def _edition(self, edition_id: EditionId, below: bool) -> str:
        """The replacement address for a missing edition or, with ``below``, for an address below
        it."""
        if below and address.edition(edition_id) in self.existing:
            return address.edition(edition_id)
        new = [url for url in self._unpublished() if _is_edition(url)]
        if len(new) == 1:
            return new[0]
        year, month = edition_id.date.year, edition_id.date.month
        return self._first_existing(address.month(year, month), address.year(year))

    # -- the rest --------------------------------------------------------------------------

    def _successor(self, old: str) -> str:
        """The most likely replacement for a list, a period of one, or a month."""
        if match := _PERIOD.fullmatch(old) or _MONTH.fullmatch(old):
            return self._first_existing(match[1])
        if match := _LIST.fullmatch(old):
            new = [other for other in self._unpublished() if _LIST.fullmatch(other)]
            same_kind = [other for other in new if other.startswith(match[1])]
            if len(same_kind) == 1:
                return same_kind[0]
            known = [other for other in self.existing if _kind(other) == match[1]]
            names = sorted(other[len(match[1]) : -1] for other in known)
            near = difflib.get_close_matches(old[len(match[1]) : -1], names, n=1, cutoff=0.5)
            return f"{match[1]}{near[0]}/" if near else address.ARCHIVE
        if re.fullmatch(r"/[0-9]{4}/", old):
            return address.ARCHIVE
        return address.FRONT

    def _unpublished(self) -> Iterator[str]:
        """The existing addresses that are not published yet."""
        return (url for url in sorted(self.existing) if url not in self.published)

    def _first_existing(self, *candidates: str) -> str:
        return next((url for url in candidates if url in self.existing), address.ARCHIVE)


def _kind(url: str) -> str:
    match = _LIST.fullmatch(url)
    return match[1] if match else ""


def _is_edition(url: str) -> bool:
    match = address.IN_EDITION.fullmatch(url)
    return bool(match and not match[3])


def _article_id(path: Path) -> ArticleId | None:
    """The article's id in the name of a file of an edition's folder."""
    match, edition = loader.ARTICLE.fullmatch(path.name), EditionId.parse(path.parent.name)
    return ArticleId(edition, match[1], int(match[2])) if match and edition else None
