"""One period: the records of its articles, as the files a reader's browser asks for.

Knows what of an article is searched, in what order, and what the table beside the index says of
each. Refuses to know other periods, and where the files go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from generator.model import address
from generator.model.search_record import SearchRecord
from generator.search import excerpts, pagefind
from generator.search.excerpts import Alone, fields, pack
from generator.search.tokens import Folding, singles, words

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
    made = dict(pagefind.index(pages).files)
    made[TABLE] = pack(_table(records, borders))
    for number, record in enumerate(records):
        made[f"t/{number}.huozi"] = excerpts.article(record, alone)
    return made


def size(record: SearchRecord, folding: Folding) -> int:
    """How many characters of an article are indexed."""
    return sum(len(block) for group in _blocks(record, folding) for block in group)


def _words(record: SearchRecord, folding: Folding) -> tuple[str, int, int]:
    """An article's words, and how many of them are the headline's, and the headline's and the
    byline's: where in it a string was found says how high the article stands."""
    head, line, body = _blocks(record, folding)
    # What can be found alone stands with its field, and keeps strings from crossing into another.
    in_head = [*words(head), *singles(head)]
    in_line = [*words(line), *singles(line)]
    all_words = " ".join([*in_head, *in_line, *words(body)])
    return all_words, len(in_head), len(in_head) + len(in_line)


def _blocks(record: SearchRecord, folding: Folding) -> tuple[list[str], list[str], list[str]]:
    """What is indexed of an article: headline, byline and source, text. First as the source script
    has it; of the other variants what is another word, not only another form of it."""
    head: dict[str, None] = {}
    line: dict[str, None] = {}
    body: list[str] = []
    said: set[str] = set()
    """Blocks of the variants before: two that print Traditional script share most of theirs."""
    known: set[str] = set()
    for number, (_, text) in enumerate(record.texts):
        *parts, byline, source = (folding.fold(field) for field in fields(text))
        head |= dict.fromkeys(part for part in parts if part)
        line |= dict.fromkeys(part for part in (byline, source) if part)
        new = [block for _, block in text.blocks if number == 0 or block not in said]
        blocks = [folded for block in new if (folded := folding.fold(block))]
        body += blocks if number == 0 else [block for block in blocks if block not in known]
        said |= set(new)
        known |= set(blocks)
    return list(head), list(line), body


def _table(
    records: Sequence[SearchRecord], borders: Sequence[tuple[int, int]]
) -> dict[str, object]:
    """What is known of each article without its text: its address, section, authors and source (by
    number), and where its headline and byline end."""
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
    """Some names in order, each with its number."""
    return {name: number for number, name in enumerate(sorted(set(names)))}


def _shown(records: Sequence[SearchRecord]) -> dict[str, dict[str, str]]:
    """Variant tag → section, author or source as named → as shown, where that is not the same, and
    not another spelling of it."""
    found: dict[str, dict[str, str]] = {}
    for record in records:
        for tag, text in record.texts:
            names = zip(
                (record.section, record.source, *record.authors),
                (text.section, text.source, *text.authors),
                strict=False,
            )
            found.setdefault(tag, {}).update(
                (name, shown)
                for name, shown in names
                if address.folded(name) != address.folded(shown)
            )
    return {tag: names for tag, names in found.items() if names}
