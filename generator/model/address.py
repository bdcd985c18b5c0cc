"""The addresses of pages, computed from what they show.

An address is a path from the site's root that begins and ends with ``/`` (or names a file such as
``/feed.xml``), unquoted, without the base address; the variant is always the last folder. The
table of addresses is in docs/contract.md.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote as _percent

from generator.model.article import ArticleId, EditionId

FRONT = "/"
ARCHIVE = "/archive/"
SEARCH = "/search/"
IN_EDITION = re.compile(
    r"/([0-9]{4})/([0-9]{2}-[0-9]{2}(?:-[0-9A-Za-z-]+)?)/(?:([0-9A-Za-z]+)(?:-([0-9]{2,}))?/)?"
)
"""An edition's address, and those of its pages and articles: year, rest of the edition's name, page
and number."""
_UNSAFE = re.compile(r"[/\\?#%\x00-\x1f\x7f]")


def edition(edition: EditionId) -> str:
    """``/2025/03-20/``."""
    return f"/{edition.date.year:04d}/{str(edition)[5:]}/"


def book(edition_id: EditionId) -> str:
    """``/2025/03-20/2025-03-20.epub``: a name that still says something among downloads."""
    return f"{edition(edition_id)}{edition_id}.epub"


def poster(edition_id: EditionId) -> str:
    """``/2025/03-20/edition.png``: the picture of an edition."""
    return f"{edition(edition_id)}edition.png"


def page(edition_id: EditionId, number: str) -> str:
    """``/2025/03-20/01/``: a page (版)."""
    return f"{edition(edition_id)}{number}/"


def article(article_id: ArticleId) -> str:
    """``/2025/03-20/01-03/``: an article, for ever."""
    return f"{edition(article_id.edition)}{article_id.stem}/"


def year(number: int) -> str:
    """``/2025/``."""
    return f"/{number:04d}/"


def month(year_number: int, month_number: int) -> str:
    """``/2025/03/``."""
    return f"/{year_number:04d}/{month_number:02d}/"


def is_one(text: str) -> bool:
    """Whether a text, written by a person, can be an address: from the root, no step up, nothing
    that means something else in an address or on a disk."""
    steps = text.removesuffix("/").split("/")
    return (
        len(steps) > 1
        and not steps[0]
        and not any(step in ("", ".", "..") for step in steps[1:])
        and not re.search(r"[\\?#%\x00-\x20\x7f\u2028\u2029]", text)
    )


def name(text: str) -> str:
    """A section's, author's or tag's name as a folder: NFC, unsafe characters as ``-``."""
    safe = _UNSAFE.sub("-", unicodedata.normalize("NFC", text)).strip()
    return "-" + safe[1:] if safe.startswith(".") else safe


def folded(folder: str) -> str:
    """What a folder is to a careless reader or file system: neither case nor width told apart."""
    narrow = "".join(_NARROW[sign] for sign in unicodedata.normalize("NFC", folder))
    return unicodedata.normalize("NFC", narrow.casefold())


class _UsualWidths(dict[str, str]):
    """A sign's usual width, where it has another: Ａ is A, ｶ is カ."""

    def __missing__(self, sign: str) -> str:
        how, _, code = unicodedata.decomposition(sign).partition(" ")
        self[sign] = usual = chr(int(code, 16)) if how in ("<wide>", "<narrow>") else sign
        return usual


_NARROW = _UsualWidths()


def listing(kind: str, folder: str, year_number: int | None = None, month_number: int = 0) -> str:
    """``/sections/NAME/``, ``/sections/NAME/2025/`` or, where a year is long,
    ``/sections/NAME/2025/03/``; ``kind`` is sections, authors or tags; ``folder`` comes from
    :func:`name` or is a slug."""
    head = f"/{kind}/{folder}/"
    if year_number is None:
        return head
    return f"{head}{year_number:04d}/" + (f"{month_number:02d}/" if month_number else "")


def corrections(year_number: int = 0) -> str:
    """``/corrections/``, or a year's: ``/corrections/2025/``."""
    return f"/corrections/{year_number:04d}/" if year_number else "/corrections/"


def fixed(stem: str) -> str:
    """``/about/``: a page from ``pages/``."""
    return f"/{stem}/"


def in_variant(address: str, folder: str) -> str:
    """The same page in a variant: its folder goes last, before a file's name (``/feed.xml`` →
    ``/zh-hant-tw/feed.xml``). The source script's folder is the empty string."""
    if not folder:
        return address
    head, _, file = address.rpartition("/")
    return f"{head}/{folder}/{file}"


def file_of(address: str) -> str:
    """The file below ``output/`` that answers an address."""
    return address[1:] + "index.html" if address.endswith("/") else address[1:]


_SAFE = "/-._~!$&'()*+,;=:@"


@lru_cache(maxsize=8192)
def quote(address: str) -> str:
    """An address percent-encoded for a link (UTF-8; RFC 3986 unreserved and ``/`` stay)."""
    return _percent(address, safe=_SAFE)


def relative(page: str, target: str) -> str:
    """The shortest relative link from the page at one address to another, percent-encoded."""
    way = target = quote(target)
    for folder, up in _folders_above(page):
        if target.startswith(folder):
            way = up + target[len(folder) :]
            break
    # A first step with a colon would be read as a scheme (RFC 3986, section 4.2).
    return "./" + way if not way or (":" in way and ":" in way.partition("/")[0]) else way


@lru_cache(maxsize=1024)
def _folders_above(page: str) -> tuple[tuple[str, str], ...]:
    """The folders above a page, percent-encoded, nearest first, each with the steps that lead up
    to it."""
    folder, up = quote(page[: page.rindex("/") + 1]), ""
    folders = [(folder, up)]
    while folder != "/":
        folder, up = folder[: folder.rindex("/", 0, -1) + 1], up + "../"
        folders.append((folder, up))
    return tuple(folders)
