"""Pages as .docx, as papers' own systems export them: paragraphs in, marked lines out.

Knows styles, outline levels and sizes of type as heading levels, tables, text boxes, changes that
are not yet accepted; the only importer of python-docx. Refuses pictures, page headers and notes:
they are no text of the page.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from generator.ingest.readers.sheet import Fault, Sheet

LARGEST = 100_000_000
"""No page's parts are larger (bytes, unpacked)."""
_STYLE = re.compile(r"(?:heading|标题|標題)\s*([1-6])$", re.IGNORECASE)
_SHORT = 80
"""No headline is longer (characters)."""


def read(data: bytes) -> Sheet:
    """The text of a .docx, a line a paragraph, ``#`` marks before headings, tabs between the
    cells of a table; raises :class:`Fault` where it is none."""
    paragraphs = list(_paragraphs(_body(data)))
    if not any(text.strip() for text, _, _ in paragraphs):
        raise Fault("empty", "the file is empty")
    levels = _by_size([(text, size) for text, _, size in paragraphs])
    lines = []
    for (text, level, _), guessed in zip(paragraphs, levels, strict=True):
        marks = "#" * (level or guessed)
        lines += [
            f"{marks} {line}" if marks and line.strip() else line for line in text.split("\n")
        ]
    return Sheet("\n".join(lines), "docx")


def _body(data: bytes) -> Any:
    # Imported here: it takes longer to load than most pages to read.
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST:
                raise Fault("size", "too large for one printed page")
        return docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as fault:
        raise Fault("binary", "not a .docx file", "an older .doc must be saved anew") from fault


def _paragraphs(document: Any) -> Iterator[tuple[str, int, float]]:
    """(text, heading level by style or 0, size of type in points or 0) of each paragraph."""
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = [" ".join(_text(cell._tc).split()) for cell in _cells(row)]
                yield "\t".join(cells), 0, 0
        else:
            yield _text(block._p), _level(block), _size(block)
            for box in _boxes(block._p):
                yield _text(box), 0, 0


def _cells(row: Any) -> Iterator[Any]:
    """A row's cells, a merged one once."""
    last = None
    for cell in row.cells:
        if cell._tc is not last:
            yield cell
        last = cell._tc


def _text(element: Any) -> str:
    """The words of a paragraph or a cell, those of inserted runs too, text boxes left out."""
    depth = len(element.xpath("ancestor-or-self::w:txbxContent"))
    parts = []
    for node in element.xpath(".//w:t | .//w:tab[parent::w:r] | .//w:br | .//w:cr"):
        if len(node.xpath("ancestor::w:txbxContent")) > depth:
            continue
        kind = node.tag.rpartition("}")[2]
        parts.append({"t": node.text or "", "tab": " "}.get(kind, "\n"))
    return "".join(parts)


def _boxes(paragraph: Any) -> list[Any]:
    """The paragraphs of text boxes anchored here; Word writes each box twice, once for old
    programs."""
    boxes = paragraph.xpath(".//w:txbxContent//w:p")
    return [box for box in boxes if not box.xpath("ancestor::*[local-name()='Fallback']")]


def _level(paragraph: Any) -> int:
    name = (paragraph.style.name or "") if paragraph.style is not None else ""
    if found := _STYLE.match(name):
        return int(found[1])
    if name.casefold() in ("title", "标题", "標題"):
        return 1
    if name.casefold() in ("subtitle", "副标题", "副標題"):
        return 2
    outline = paragraph._p.xpath("./w:pPr/w:outlineLvl/@w:val")
    return int(outline[0]) + 1 if outline and outline[0].isdigit() and int(outline[0]) < 6 else 0


def _size(paragraph: Any) -> float:
    """The size of type of most of a paragraph, a little more where it is bold."""
    count: Counter[float] = Counter()
    style = paragraph.style
    for run in paragraph.runs:
        font = run.font
        size = font.size or (style.font.size if style is not None else None)
        bold = font.bold if font.bold is not None else (style is not None and style.font.bold)
        count[(size.pt if size else 0) + (0.25 if bold else 0)] += len(run.text)
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
