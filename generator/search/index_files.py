"""The files of one period: its index, the table of its articles, and an article's texts each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from generator.model import address
from generator.model.search_record import SearchRecord
from generator.search import excerpts, pagefind
from generator.search.excerpts import Alone, fields, pack
from generator.search.search_text import Folding, singles, words

TABLE = "table.huozi"
"""The table's name; an article's text is ``t/N.huozi``."""


def files(records: Sequence[SearchRecord], folding: Folding, alone: Alone) -> dict[str, bytes]:
    """The files of a period: Pagefind's index, a table, a text for each article.

    ``records`` are in the order in which results of one rank are shown: newest edition first,
    each in reading order. Raises EngineFault."""
    pages, borders = [], []
    for record in records:
        page, head, line = _words(record, folding)
        pages.append(page)
        borders.append((head, line))
    result = dict(pagefind.index(pages).files)
    result[TABLE] = pack(_table(records, borders))
    for number, record in enumerate(records):
        result[f"t/{number}.huozi"] = excerpts.article(record, alone)
    return result


def size(record: SearchRecord, folding: Folding) -> int:
    """How many characters of an article are indexed."""
    return sum(len(block) for group in _blocks(record, folding) for block in group)


def _words(record: SearchRecord, folding: Folding) -> tuple[str, int, int]:
    """An article's words, the number of those of the headline, and of headline and byline together.
    The place of a hit among the words decides the article's rank."""
    head, line, body = _blocks(record, folding)
    # The words of single characters follow their field, so that no string crosses into the next.
    in_head = [*words(head), *singles(head)]
    in_line = [*words(line), *singles(line)]
    all_words = " ".join([*in_head, *in_line, *words(body)])
    return all_words, len(in_head), len(in_head) + len(in_line)


def _blocks(record: SearchRecord, folding: Folding) -> tuple[list[str], list[str], list[str]]:
    """The indexed blocks of an article: headline, byline and source, text. Those of the source
    script come first; of the other variants only those that differ in normal form."""
    head: dict[str, None] = {}
    line: dict[str, None] = {}
    body: list[str] = []
    seen: set[str] = set()
    """Blocks of the variants before: variants in Traditional script share most of theirs."""
    seen_folded: set[str] = set()
    for number, (_, text) in enumerate(record.texts):
        *parts, byline, source = (folding.fold(field) for field in fields(text))
        head |= dict.fromkeys(part for part in parts if part)
        line |= dict.fromkeys(part for part in (byline, source) if part)
        new = [block for _, block in text.blocks if number == 0 or block not in seen]
        blocks = [folded for block in new if (folded := folding.fold(block))]
        body += blocks if number == 0 else [block for block in blocks if block not in seen_folded]
        seen |= set(new)
        seen_folded |= set(blocks)
    return list(head), list(line), body


def _table(
    records: Sequence[SearchRecord], borders: Sequence[tuple[int, int]]
) -> dict[str, object]:
    """Each article without its text: address, section, authors and source (by number), and the ends
    of its headline and byline."""
    sections = _numbered(record.section for record in records)
    authors = _numbered(name for record in records for name in record.authors)
    sources = _numbered(record.source for record in records)
    return {
        "editions": [
            [edition, len(list(group))] for edition, group in groupby(r.edition for r in records)
        ],
        "stems": " ".join(record.address.rstrip("/").rpartition("/")[2] for record in records),
        "sections": list(sections),
        "section": [sections[record.section] for record in records],
        "shown": _shown(records),
        "authors": list(authors),
        "author": [[authors[name] for name in record.authors] for record in records],
        "sources": list(sources),
        "source": [sources[record.source] for record in records],
        "head": [head for head, _ in borders],
        "line": [line for _, line in borders],
    }


def _numbered(names: Iterable[str]) -> dict[str, int]:
    """The names in order, each with its number."""
    return {name: number for number, name in enumerate(sorted(set(names)))}


def _shown(records: Sequence[SearchRecord]) -> dict[str, dict[str, str]]:
    """Variant tag → section, author or source in the source script → in the variant, where that is
    more than another spelling."""
    shown_names: dict[str, dict[str, str]] = {}
    for record in records:
        for tag, text in record.texts:
            names = zip(
                (record.section, record.source, *record.authors),
                (text.section, text.source, *text.authors),
                strict=False,
            )
            shown_names.setdefault(tag, {}).update(
                (name, shown)
                for name, shown in names
                if address.folded(name) != address.folded(shown)
            )
    return {tag: names for tag, names in shown_names.items() if names}
