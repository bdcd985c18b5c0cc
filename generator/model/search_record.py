"""Search records: every string of an article that a reader can see, in every variant.

A build writes the records of each edition; the search index is made of nothing else.
"""

from __future__ import annotations

import msgspec


class SearchText(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """An article in one variant, as its readers see it."""

    kicker: str
    title: str
    """The headline; where the paper printed none, the first clause of the text."""
    subtitle: str
    byline: str
    """The byline line as it is shown."""
    authors: tuple[str, ...]
    """The names as this variant shows them, in the order of the record's own."""
    source: str
    """Whose text it is, as the page names it; empty where it says nothing."""
    section: str
    page_name: str
    blocks: tuple[tuple[str, str], ...]
    """(element id or the empty string, text): paragraphs, subheads, cells, captions, credits,
    footnotes, corrections, in reading order."""


class SearchRecord(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """One article that readers may find."""

    address: str
    """From the site's root, in the source script: ``/2025/03-20/01-03/``."""
    edition: str
    page: str
    section: str
    """In the source script: what a filter names; so are the two below."""
    authors: tuple[str, ...]
    source: str
    texts: tuple[tuple[str, SearchText], ...]
    """Variant tag → text, the source script first."""


_DECODER = msgspec.json.Decoder(SearchRecord)


def to_line(record: SearchRecord) -> str:
    """A record as one line of a record file (JSON, no line break)."""
    return msgspec.json.encode(record).decode()


def from_line(line: str) -> SearchRecord:
    """The record in a line that :func:`to_line` wrote. Raises msgspec.DecodeError for another."""
    return _DECODER.decode(line)
