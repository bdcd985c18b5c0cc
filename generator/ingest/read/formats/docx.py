"""Pages as .docx, as papers' own systems export them: paragraphs in, marked lines out.

Knows styles, outline levels and sizes of type as heading levels, tables, text boxes, changes that
are not yet accepted; the only importer of python-docx. Refuses pictures, page headers and notes:
they are no text of the page.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from generator.ingest.read.formats import plain_text
from generator.ingest.read.formats.seed_text import SAVE_ANEW, SeedError, SeedText

LARGEST = 100_000_000
"""No page's parts are larger, pictures and all (bytes, unpacked)."""
_LARGEST_XML = 20_000_000
"""No page's words and styles are larger (bytes, unpacked)."""
_MOST = 20_000
"""No page has more paragraphs."""
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file of the kind before .docx begins; one with a password is wrapped in it."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED = 1
"""The flag of an encrypted part of a zip."""
_CHUNK = 1 << 20
_ALONE = "a seed is one page's words: save those alone"
_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-6])$")
_TITLES = frozenset(("title", "标题", "標題"))
_SUBTITLES = frozenset(("subtitle", "副标题", "副標題"))
_SHORT = 80
"""No headline is longer (characters)."""


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says of its paragraphs."""

    level: int = 0
    """As a heading; 0 is none."""
    size: float = 0
    """Of its type, in points; 0 where it says nothing."""
    bold: bool = False


def read(data: bytes) -> SeedText:
    """The text of a .docx, a line a paragraph, ``#`` marks before headings, tabs between the
    cells of a table; raises :class:`SeedError` where it is none."""
    paragraphs = list(islice(_paragraphs(_body(data)), _MOST + 1))
    if len(paragraphs) > _MOST:
        raise SeedError("size", f"more than {_MOST} paragraphs are no printed page", _ALONE)
    if not any(text.strip() for text, _, _ in paragraphs):
        raise SeedError("empty", "the file is empty")
    levels = _by_size([(text, size) for text, _, size in paragraphs])
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
    # Imported here: it takes longer to load than most pages to read.
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    if data.startswith(_OLD) and _LOCKED in data:
        raise _locked()
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
    """Raises :class:`SeedError` where the parts of a .docx are not those of a page."""
    parts = packed.infolist()
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise _locked()
    words = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if words > _LARGEST_XML or sum(part.file_size for part in parts) > LARGEST:
        raise SeedError("size", "too large for one printed page", _ALONE)
    for part in parts:
        try:
            with packed.open(part) as unpacked:
                while unpacked.read(_CHUNK):
                    pass
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as fault:
            message = f"its part {part.filename!r} is damaged"
            raise SeedError("damaged", message, SAVE_ANEW) from fault


def _locked() -> SeedError:
    return SeedError("password", "the .docx is locked by a password", "save it without one")


def _paragraphs(document: Any) -> Iterator[tuple[str, int, float]]:
    """(text, heading level by style or 0, size of type in points or 0) of each paragraph."""
    from docx.table import Table

    styles: dict[str | None, _Style] = {}
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                # As they stand: a merged cell is one, however many columns it says it has.
                cells = [" ".join(_text(cell).split()) for cell in row._tr.tc_lst]
                yield "\t".join(cells), 0, 0
        else:
            # A style is looked up once: that takes longer than reading most paragraphs.
            name = block._p.style
            style = styles[name] if name in styles else styles.setdefault(name, _style(block))
            yield _text(block._p), style.level or _outline(block), _size(block, style)
            for box in _boxes(block._p):
                yield _text(box), 0, 0


def _text(element: Any) -> str:
    """The words of a paragraph or a cell, those of inserted runs too, text boxes left out."""
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
    """The paragraphs of text boxes anchored here; Word writes each box twice, once for old
    programs."""
    boxes = paragraph.xpath(".//w:txbxContent//w:p")
    return [box for box in boxes if not box.xpath("ancestor::*[local-name()='Fallback']")]


def _style(paragraph: Any) -> _Style:
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
    """The level a paragraph without a heading's style has in the outline."""
    outline = paragraph._p.xpath("./w:pPr/w:outlineLvl/@w:val")
    return int(outline[0]) + 1 if outline and outline[0].isdigit() and int(outline[0]) < 6 else 0


def _size(paragraph: Any, style: _Style) -> float:
    """The size of type of most of a paragraph, a little more where it is bold."""
    count: Counter[float] = Counter()
    for run in paragraph.runs:
        font = run.font
        size = font.size.pt if font.size else style.size
        bold = font.bold if font.bold is not None else style.bold
        count[size + (0.25 if bold else 0)] += len(run.text)
    return count.most_common(1)[0][0] if count else 0


def _by_size(paragraphs: list[tuple[str, float]]) -> list[int]:
    """Heading levels by size: what is larger than the body, and short, by rank from 1."""
    count: Counter[float] = Counter()
    for text, size in paragraphs:
        count[size] += len(text)
    body = count.most_common(1)[0][0] if count else 0
    larger = [size > body and 0 < len(text.strip()) <= _SHORT for text, size in paragraphs]
    ranks = sorted({size for (_, size), big in zip(paragraphs, larger, strict=True) if big})
    places = {size: min(at, 6) for at, size in enumerate(reversed(ranks), 1)}
    return [places[size] if big else 0 for (_, size), big in zip(paragraphs, larger, strict=True)]
