"""Seeds as .docx: bytes in, :class:`SeedText` with a line a paragraph out.

Heading levels come from styles, outline levels and type sizes. Tables, text boxes and tracked
insertions are included; pictures, page headers and notes are not. Only this module imports
python-docx.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from generator.ingest.read.formats import plain_text
from generator.ingest.read.formats.seed_text import SAVE_ANEW, SeedError, SeedText

MAX_BYTES = 100_000_000
"""The largest sum of all parts, pictures included (bytes, unpacked)."""
_MAX_XML_BYTES = 20_000_000
"""The largest sum of the XML parts (bytes, unpacked)."""
_MAX_PARAGRAPHS = 20_000
"""The most paragraphs of a page."""
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of an OLE compound file: a .doc, or a .docx with a password."""
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
"""The name of the stream that holds an encrypted .docx."""
_ZIP_ENCRYPTED = 1
"""The flag of an encrypted member of a zip file (APPNOTE 4.4.4, bit 0)."""
_CHUNK = 1 << 20
_ONE_PAGE_HINT = "a seed is one page's words: save those alone"
_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-6])$")
_TITLES = frozenset(("title", "标题", "標題"))
_SUBTITLES = frozenset(("subtitle", "副标题", "副標題"))
_MAX_HEADING = 80
"""The longest heading recognised by its type size (characters)."""


class _Style(msgspec.Struct, frozen=True):
    """The properties of a paragraph style."""

    level: int = 0
    """The heading level; 0 if the style is none of a heading."""
    size: float = 0
    """The type size in points; 0 if the style sets none."""
    bold: bool = False


def read(data: bytes) -> SeedText:
    """The text of a .docx, a line a paragraph, with ``#`` marks before headings and tabs between
    the cells of a table.

    Raises :class:`SeedError` where the bytes are no .docx, or one too large for a page."""
    paragraphs = list(islice(_paragraphs(_body(data)), _MAX_PARAGRAPHS + 1))
    if len(paragraphs) > _MAX_PARAGRAPHS:
        raise SeedError(
            "size", f"more than {_MAX_PARAGRAPHS} paragraphs are no printed page", _ONE_PAGE_HINT
        )
    if not any(text.strip() for text, _, _ in paragraphs):
        raise SeedError("empty", "the file is empty")
    levels = _levels_by_size([(text, size) for text, _, size in paragraphs])
    lines = []
    for (text, level, _), guessed in zip(paragraphs, levels, strict=True):
        marks = "#" * (level or guessed)
        lines += [
            f"{marks} {line}" if marks and line.strip() else line for line in text.split("\n")
        ]
    text = "\n".join(lines)
    plain_text.check_lines(text)
    return SeedText(text, "docx")


def _body(data: bytes) -> Any:
    # Imported here because loading it takes longer than reading most pages.
    """The python-docx document of these bytes."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    if data.startswith(_OLE_SIGNATURE) and _ENCRYPTED_STREAM in data:
        raise _password_error()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _check(packed)
    except zipfile.BadZipFile as fault:
        if data.startswith(b"PK\x03\x04"):
            raise SeedError("damaged", "the .docx is cut short or damaged", SAVE_ANEW) from fault
        raise SeedError("binary", "not a .docx file", "an older .doc must be saved anew") from fault
    try:
        return docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError) as fault:
        raise SeedError("binary", "no Word document is in it", SAVE_ANEW) from fault


def _check(packed: zipfile.ZipFile) -> None:
    """Raises :class:`SeedError` where a part of a .docx is encrypted, damaged or too large."""
    parts = packed.infolist()
    if any(part.flag_bits & _ZIP_ENCRYPTED for part in parts):
        raise _password_error()
    words = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if words > _MAX_XML_BYTES or sum(part.file_size for part in parts) > MAX_BYTES:
        raise SeedError("size", "too large for one printed page", _ONE_PAGE_HINT)
    for part in parts:
        try:
            with packed.open(part) as unpacked:
                while unpacked.read(_CHUNK):
                    pass
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as fault:
            message = f"its part {part.filename!r} is damaged"
            raise SeedError("damaged", message, SAVE_ANEW) from fault


def _password_error() -> SeedError:
    return SeedError("password", "the .docx is locked by a password", "save it without one")


def _paragraphs(document: Any) -> Iterator[tuple[str, int, float]]:
    """(text, heading level by style or 0, type size in points or 0) of each paragraph."""
    from docx.table import Table

    styles: dict[str | None, _Style] = {}
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                # The cells in the XML: python-docx repeats a merged cell for each column it spans.
                cells = [" ".join(_text(cell).split()) for cell in row._tr.tc_lst]
                yield "\t".join(cells), 0, 0
        else:
            # Each style is looked up once; that takes longer than reading a paragraph.
            name = block._p.style
            style = styles[name] if name in styles else styles.setdefault(name, _style(block))
            yield _text(block._p), style.level or _outline(block), _size(block, style)
            for box in _boxes(block._p):
                yield _text(box), 0, 0


def _text(element: Any) -> str:
    """The text of a paragraph or a cell, with tracked insertions, without text boxes."""
    nodes = element.xpath(".//w:t | .//w:tab[parent::w:r] | .//w:br | .//w:cr")
    if element.xpath("boolean(.//w:txbxContent)"):
        depth = len(element.xpath("ancestor-or-self::w:txbxContent"))
        nodes = [n for n in nodes if len(n.xpath("ancestor::w:txbxContent")) <= depth]
    parts = []
    for node in nodes:
        kind = node.tag.rpartition("}")[2]
        parts.append({"t": node.text or "", "tab": " "}.get(kind, "\n"))
    return "".join(parts)


def _boxes(paragraph: Any) -> list[Any]:
    """The paragraphs in text boxes anchored to a paragraph. Word writes each box twice; the copy
    for old programs is left out."""
    boxes = paragraph.xpath(".//w:txbxContent//w:p")
    return [box for box in boxes if not box.xpath("ancestor::*[local-name()='Fallback']")]


def _style(paragraph: Any) -> _Style:
    """The properties of a paragraph's style."""
    style = paragraph.style
    if style is None:
        return _Style()
    name = (style.name or "").casefold()
    if match := _HEADING.match(name):
        level = int(match[1])
    else:
        level = 1 if name in _TITLES else 2 if name in _SUBTITLES else 0
    return _Style(level, style.font.size.pt if style.font.size else 0, bool(style.font.bold))


def _outline(paragraph: Any) -> int:
    """The outline level of a paragraph without a heading style; 0 if it has none."""
    outline = paragraph._p.xpath("./w:pPr/w:outlineLvl/@w:val")
    return int(outline[0]) + 1 if outline and outline[0].isdigit() and int(outline[0]) < 6 else 0


def _size(paragraph: Any, style: _Style) -> float:
    """The type size of most of a paragraph in points, 0.25 more for bold type."""
    count: Counter[float] = Counter()
    for run in paragraph.runs:
        font = run.font
        size = font.size.pt if font.size else style.size
        bold = font.bold if font.bold is not None else style.bold
        count[size + (0.25 if bold else 0)] += len(run.text)
    return count.most_common(1)[0][0] if count else 0


def _levels_by_size(paragraphs: list[tuple[str, float]]) -> list[int]:
    """Heading levels by type size: short paragraphs larger than the body, ranked from 1."""
    count: Counter[float] = Counter()
    for text, size in paragraphs:
        count[size] += len(text)
    body = count.most_common(1)[0][0] if count else 0
    larger = [size > body and 0 < len(text.strip()) <= _MAX_HEADING for text, size in paragraphs]
    ranks = sorted({size for (_, size), big in zip(paragraphs, larger, strict=True) if big})
    places = {size: min(at, 6) for at, size in enumerate(reversed(ranks), 1)}
    return [places[size] if big else 0 for (_, size), big in zip(paragraphs, larger, strict=True)]
