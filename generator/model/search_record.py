"""What search knows of an article: every string a reader can see of it, in every variant.

The press leaves these records edition by edition; the search reads nothing else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from generator.model.digest import canonical
from generator.model.swift import swift


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class SearchText:
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


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecord:
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


def to_line(record: SearchRecord) -> str:
    """A record as one line of a record file (JSON, no line break)."""
    return canonical(record)


def from_line(line: str) -> SearchRecord:
    """The record in a line that :func:`to_line` wrote."""
    address, edition, page, section, authors, source, texts = json.loads(line)
    return SearchRecord(
        address=address,
        edition=edition,
        page=page,
        section=section,
        authors=tuple(authors),
        source=source,
        texts=tuple((tag, _text(fields)) for tag, fields in texts),
    )


def _text(fields: list[Any]) -> SearchText:
    kicker, title, subtitle, byline, authors, source, section, page_name, blocks = fields
    return SearchText(
        kicker=kicker,
        title=title,
        subtitle=subtitle,
        byline=byline,
        authors=tuple(authors),
        source=source,
        section=section,
        page_name=page_name,
        blocks=tuple((name, text) for name, text in blocks),
    )
