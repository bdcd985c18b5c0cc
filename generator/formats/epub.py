"""A book as EPUB 3.3 (https://www.w3.org/TR/epub-33/): a zip of XHTML, reproducible."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Iterator

import msgspec

from generator.model.xml_text import xml_text as _xml


class Figure(msgspec.Struct, frozen=True):
    """A picture with its caption."""

    file: str
    """The file's name in the book; empty where it is not in the book."""
    alt: str
    caption: str


class Chapter(msgspec.Struct, frozen=True, kw_only=True):
    """One article."""

    stem: str
    title: str
    kicker: str
    subtitle: str
    byline: str
    notes: tuple[str, ...]
    """Before the text: corrections, or that the text is in print only."""
    body: str
    """XHTML, its links leading to chapters or, absolute, to the site."""
    figures: tuple[Figure, ...]
    """Above the text."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One page (版)."""

    number: str
    label: str
    credits: tuple[str, ...]
    chapters: tuple[Chapter, ...]


class BookView(msgspec.Struct, frozen=True, kw_only=True):
    """The book of an edition in one variant."""

    id: str
    """A tag URI: the same wherever the site stands."""
    lang: str
    vertical: bool
    paper: str
    publisher: str
    day: str
    """As shown: 2025年3月20日."""
    date: str
    """ISO 8601."""
    modified: str
    """UTC, to the second: when the newest of its articles was last changed."""
    contents: str
    """The title of the table of contents."""
    cover: tuple[str, ...]
    """The clauses of the first article's headline."""
    parts: tuple[Part, ...]
    pictures: tuple[tuple[str, str], ...]
    """(name, bytes in base64) of each, by name."""


_CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>\
<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>\
</rootfiles></container>
"""
_STYLE = """\
body{line-height:1.8;text-align:justify}
h1{line-height:1.35;text-align:start;font-size:1.5em;margin:0 0 .5em}
h2,h3{text-align:start;font-size:1.15em}
p{margin:0;text-indent:2em}
figure{margin:1em 0}.kicker,.subtitle,.by,.note,h1,li p{text-indent:0}
.kicker,.subtitle{font-weight:bold}.by,.note,figcaption{font-size:.9em;margin:.5em 0}
.note{border-inline-start:3px solid;padding-inline-start:.75em}
td,th{border:1px solid;padding:.2em .5em}
img{max-width:100%;max-height:100%}
"""
_VERTICAL = """\
html{writing-mode:vertical-rl;-epub-writing-mode:vertical-rl;-webkit-writing-mode:vertical-rl}
body{text-combine-upright:digits 2;-webkit-text-orientation:mixed;text-orientation:mixed}
"""
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest time in a zip, for every file."""


def epub(view: BookView) -> bytes:
    """The book's file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as book:
        for name, text in _files(view):
            info = zipfile.ZipInfo(name, _MOMENT)
            info.create_system = 3
            # The first entry is the media type, uncompressed.
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            book.writestr(info, text)
    return buffer.getvalue()


def _files(view: BookView) -> Iterator[tuple[str, str | bytes]]:
    yield "mimetype", "application/epub+zip"
    yield "META-INF/container.xml", _CONTAINER
    yield "book/package.opf", _package(view)
    yield "book/nav.xhtml", _nav(view)
    yield "book/style.css", _STYLE + (_VERTICAL if view.vertical else "")
    yield "book/cover.svg", _cover(view)
    yield "book/cover.xhtml", _page(view, view.paper, _COVER.format(_xml(view.paper)))
    for part in view.parts:
        yield f"book/page-{part.number}.xhtml", _page(view, part.label, _part(part))
        for chapter in part.chapters:
            yield f"book/{chapter.stem}.xhtml", _page(view, chapter.title, _chapter(chapter))
    for name, data in view.pictures:
        yield f"book/{name}", base64.b64decode(data)


_COVER = '<section epub:type="cover"><img src="cover.svg" alt="{}"/></section>'


def _page(view: BookView, title: str, inner: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{view.lang}" xml:lang="{view.lang}"><head><title>{_xml(title)}</title>'
        f'<link rel="stylesheet" href="style.css"/></head><body>{inner}</body></html>\n'
    )


def _part(part: Part) -> str:
    credits = "".join(f'<p class="by">{_xml(line)}</p>' for line in part.credits)
    return f'<section epub:type="part"><h1>{_xml(part.label)}</h1>{credits}</section>'


def _chapter(chapter: Chapter) -> str:
    def line(kind: str, text: str) -> str:
        return f'<p class="{kind}">{_xml(text)}</p>' if text else ""

    notes = "".join(line("note", note) for note in chapter.notes)
    figures = "".join(_figure(figure) for figure in chapter.figures)
    return (
        f'<section epub:type="chapter">{line("kicker", chapter.kicker)}'
        f"<h1>{_xml(chapter.title)}</h1>{line('subtitle', chapter.subtitle)}"
        f"{line('by', chapter.byline)}{notes}{figures}{chapter.body}</section>"
    )


def _figure(figure: Figure) -> str:
    picture = f'<img src="{figure.file}" alt="{_xml(figure.alt)}"/>' if figure.file else ""
    words = f"<figcaption>{_xml(figure.caption)}</figcaption>" if figure.caption else ""
    return f"<figure>{picture}{words}</figure>" if picture or words else ""


def _nav(view: BookView) -> str:
    items = []
    for part in view.parts:
        inner = "".join(
            f'<li><a href="{c.stem}.xhtml">{_xml(c.title)}</a></li>' for c in part.chapters
        )
        link = f'<a href="page-{part.number}.xhtml">{_xml(part.label)}</a>'
        items.append(f"<li>{link}<ol>{inner}</ol></li>")
    toc = f'<nav epub:type="toc"><h1>{_xml(view.contents)}</h1><ol>{"".join(items)}</ol></nav>'
    return _page(view, view.contents, toc)


def _cover(view: BookView) -> str:
    """The nameplate, the day, and the first headline, clause by clause."""
    size = 560 // max(4, len(view.paper))
    longest = max((len(clause) for clause in view.cover), default=1)
    smaller = min(44, 520 // max(1, longest))
    step = smaller * 3 // 2
    lines = "".join(
        f'<text x="300" y="{470 + at * step}" font-size="{smaller}">{_xml(clause)}</text>'
        for at, clause in enumerate(view.cover)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 800" width="600" height="800">'
        '<rect width="600" height="800" fill="#faf8f2"/>'
        '<g text-anchor="middle" font-family="serif" font-weight="bold" fill="#1b1a17">'
        f'<text x="300" y="230" font-size="{size}" fill="#a3201d">{_xml(view.paper)}</text>'
        '<path d="M40 290h520" stroke="#1b1a17" stroke-width="6"/>'
        '<path d="M40 298h520" stroke="#1b1a17" stroke-width="1.5"/>'
        f'<text x="300" y="345" font-size="26" font-weight="normal">{_xml(view.day)}</text>'
        f"{lines}</g></svg>\n"
    )


_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


def _package(view: BookView) -> str:
    stems = [
        name
        for part in view.parts
        for name in (f"page-{part.number}", *(chapter.stem for chapter in part.chapters))
    ]
    items = "".join(
        f'<item id="i{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>'
        for name in ("cover", *stems)
    )
    items += "".join(
        f'<item id="p{at}" href="{name}" media-type="{_TYPES[name.rpartition(".")[2]]}"/>'
        for at, (name, _) in enumerate(view.pictures)
    )
    spine = "".join(f'<itemref idref="i{name}"/>' for name in ("cover", "nav", *stems))
    turn = ' page-progression-direction="rtl"' if view.vertical else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
        f' xml:lang="{view.lang}"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">{_xml(view.id)}</dc:identifier>'
        f"<dc:title>{_xml(view.paper)} {_xml(view.day)}</dc:title>"
        f"<dc:language>{view.lang}</dc:language><dc:publisher>{_xml(view.publisher)}</dc:publisher>"
        f'<dc:date>{view.date}</dc:date><meta property="dcterms:modified">{view.modified}</meta>'
        '</metadata><manifest><item id="inav" href="nav.xhtml" properties="nav"'
        ' media-type="application/xhtml+xml"/><item id="style" href="style.css"'
        ' media-type="text/css"/><item id="image" href="cover.svg" properties="cover-image"'
        f' media-type="image/svg+xml"/>{items}</manifest><spine{turn}>{spine}</spine></package>\n'
    )
