"""The page that an editor names: by its address in any script, by a number, or by its file."""

from __future__ import annotations

import argparse
import datetime as dt
import difflib
import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from generator.cli import options
from generator.content import frontmatter, loader, schedule
from generator.content.schedule import Showing
from generator.model import address
from generator.model.article import Article, ArticleId, EditionId
from generator.model.problem import Stop, error
from generator.model.site import Site
from generator.model.variant import VARIANTS
from generator.pages.site_context import load_site

ADDRESS_HELP = (
    "the article: its address in any script, its number (2025-03-20/01-03), or its file "
    "(content/2025-03-20/01-03.md)"
)
_FILE = re.compile(rf"{loader.FOLDER}/([^/]+)/([^/]+)")
_NUMBER = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[0-9A-Za-z-]+)?)(?:/([0-9A-Za-z-]+))?/?")
_KNOWN_START = re.compile(r"/(?:[0-9]{4}|sections|authors|tags)/.*")
_LOCAL = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """An article's file as it stands."""

    path: str
    """Relative to the site."""
    text: str
    """With its BOM and line ends."""
    article: Article

    def is_hidden(self, now: dt.datetime, zone: ZoneInfo) -> bool:
        """Whether readers do not see it yet: a draft, or its time has not come."""
        is_ahead = schedule.edition_moment(self.article.id.edition, zone) > now
        shown = schedule.showing(self.article.front, now, zone, drafts=False)
        return is_ahead or shown is Showing.HIDDEN


class SitePages:
    """The pages of a site, by what an editor calls them."""

    def __init__(self, root: Path, args: argparse.Namespace) -> None:
        self.root = root
        self.site: Site = load_site(root, options.base_url(args))

    def url(self, page: str) -> str:
        """A page's full address where the site's is known, else the one from the site's root."""
        base = self.site.base_url
        return base.removesuffix("/") + address.quote(page) if base else page

    def address(self, words: str) -> str:
        """The address, in the paper's own script, of the page named. Raises Stop."""
        plain = unicodedata.normalize("NFC", words.strip())
        if (file := self._of_file(plain)) is not None:
            return file
        if match := _NUMBER.fullmatch(plain):
            edition = EditionId.parse(match[1])
            if edition is None:
                raise usage(words, f"{match[1]} is no edition", self._nearest_edition(match[1]))
            return address.edition(edition) + (f"{match[2]}/" if match[2] else "")
        page = self._without_variant(self._path(words, plain))
        if not address.is_one(page) and page != "/":
            raise usage(words, "no address of a page", "such as /2025/03-20/01-03/")
        return page

    def article_file(self, words: str) -> NamedArticle:
        """The article named. Raises Stop, with the nearest where there is none."""
        page = self.address(words)
        page = self.site.moved.get(page, page)
        match = address.IN_EDITION.fullmatch(page)
        edition = EditionId.parse(f"{match[1]}-{match[2]}") if match else None
        if match is None or edition is None:
            raise usage(words, "this is the address of no article", _FORMS)
        files = self._files(edition)
        if not files:
            nearest = self._nearest_edition(str(edition))
            raise usage(words, f"there is no edition {edition}", nearest)
        if not match[4]:
            what = f"page {match[3]} of an edition" if match[3] else "an edition"
            names = [str(i) for i in files if not match[3] or i.page == match[3]]
            raise usage(words, f"this is {what}, not an article", _list_of("its articles:", names))
        wanted = ArticleId(edition, match[3], int(match[4]))
        for article_id, path in files.items():
            if str(article_id).casefold() == str(wanted).casefold():
                return self._read(path, article_id)
        near = sorted(files, key=lambda i: (i.page != wanted.page, abs(i.number - wanted.number)))
        raise usage(words, "no such article", f"the nearest is {near[0]}")

    def stands(self, page: str) -> str:
        """The file that content, pages/ or static/ has for an address; empty where it has none."""
        match = address.IN_EDITION.fullmatch(page)
        edition = EditionId.parse(f"{match[1]}-{match[2]}") if match else None
        if match and edition:
            files = self._files(edition)
            for article_id, path in files.items():
                if match[4] and article_id == ArticleId(edition, match[3], int(match[4])):
                    return path
                if not match[4] and match[3] in (None, article_id.page):
                    return f"{loader.FOLDER}/{edition}"
            return ""
        for file in (f"pages/{page.strip('/')}.md", f"static/{address.file_of(page)}"):
            if (self.root / file).is_file():
                return file
        return ""

    def _of_file(self, words: str) -> str | None:
        """The address of an article whose file is named; None where no file is."""
        if not words.endswith(".md"):
            return None
        path = words.replace("\\", "/")
        for candidate in (Path.cwd() / path, self.root / path):
            if candidate.is_file() and candidate.resolve().is_relative_to(self.root):
                path = candidate.resolve().relative_to(self.root).as_posix()
                break
        match = _FILE.search(path)
        named, edition = loader.ARTICLE.fullmatch(match[2]) if match else None, None
        if match and named:
            edition = EditionId.parse(match[1])
        if named is None or edition is None:
            raise usage(words, "this is no article's file", _FORMS)
        return address.article(ArticleId(edition, named[1], int(named[2])))

    def _path(self, words: str, plain: str) -> str:
        """The path below the site's address, unquoted."""
        parts = urlsplit(plain)
        base = urlsplit(self.site.base_url)
        path = parts.path
        is_url = parts.scheme in ("http", "https")
        is_foreign = bool(base.netloc) and parts.netloc.lower() != base.netloc.lower()
        if is_url and is_foreign and parts.hostname not in _LOCAL:
            hint = f"this one is at {self.site.base_url}"
            raise usage(words, "this address is of another site", hint)
        if parts.scheme and not is_url:
            raise usage(words, "no address of a page", _FORMS)
        path = "/" + unicodedata.normalize("NFC", unquote(path)).lstrip("/")
        folder = unquote(base.path)
        if len(folder) > 1 and (path + "/").startswith(folder):
            path = "/" + path[len(folder) :]
        elif is_url and (match := _KNOWN_START.search(path)):  # the base path is not known
            path = match[0]
        path = path.removesuffix("index.html")
        return path if path.endswith("/") else path + "/"

    def _without_variant(self, page: str) -> str:
        """An address in the paper's own script: without the folder of another one at its end."""
        folders = {variant.folder for variant in (*self.site.variants, *VARIANTS.values())}
        head, _, last = page.removesuffix("/").rpartition("/")
        return f"{head}/" if last.lower() in folders else page

    def _files(self, edition: EditionId) -> dict[ArticleId, str]:
        """The files of an edition's articles."""
        folder = f"{loader.FOLDER}/{edition}"
        try:
            names = sorted(os.listdir(self.root / folder))  # noqa: PTH208
        except OSError:
            return {}
        files: dict[ArticleId, str] = {}
        for name in names:
            if match := loader.ARTICLE.fullmatch(name):
                files.setdefault(ArticleId(edition, match[1], int(match[2])), f"{folder}/{name}")
        return files

    def _read(self, path: str, article_id: ArticleId) -> NamedArticle:
        text = read_text(self.root, path)
        plain = frontmatter.with_plain_line_ends(text)
        article, problems = frontmatter.parse(plain, path, article_id)
        if article is None:
            raise Stop(problems, status=1)
        return NamedArticle(path, text, article)

    def _nearest_edition(self, name: str) -> str:
        names = [str(edition) for edition in loader.edition_names(self.root)[0]]
        near = difflib.get_close_matches(name, names, n=1, cutoff=0)
        return f"the nearest is {near[0]}" if near else "content/ has no edition yet"


_FORMS = "name an article as /2025/03-20/01-03/, 2025-03-20/01-03 or content/2025-03-20/01-03.md"


def read_text(root: Path, path: str) -> str:
    """A file's text with its line ends; a link that leads out of the site is refused."""
    file = root / path
    try:
        if not file.resolve().is_relative_to(root):
            raise Stop([error(path, "the link leads out of the site", rule="unreadable")], status=1)
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise Stop([error(path, "not valid UTF-8", rule="encoding")], status=1) from None
    except OSError as fault:
        message = f"cannot be read: {fault.strerror}"
        raise Stop([error(path, message, rule="unreadable")], status=1) from None


def usage(words: str, message: str, hint: str = "") -> Stop:
    """What is said of a wrong argument."""
    return Stop([error(words, message, hint, rule="usage")])


def _list_of(head: str, names: Iterable[str]) -> str:
    rows = list(names)
    more = f" and {len(rows) - 8} more" if len(rows) > 8 else ""
    return f"{head} {', '.join(rows[:8])}{more}"
