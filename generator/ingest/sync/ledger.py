"""``content/DATE/ingest.json``: what was made from which seed, and what became of it.

Reads and writes the file. With it ingest respects in any clone what an editor changed, renumbered,
merged, split or deleted. The file holds only what the seeds and the content need: no time, no
machine, no text but the few words by which an article is recognised.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from generator.ingest.read.audit import Totals
from generator.ingest.read.reading_doubt import Doubt
from generator.model.problem import Problem, error

FILE = "ingest.json"
FORM = 1
"""The form of the file; another one is refused."""


class LedgerArticle(msgspec.Struct, frozen=True, omit_defaults=True):
    """One article as ingest made it."""

    number: int
    lines: tuple[int, int]
    digest: str
    """Of the file as ingest wrote it last."""
    title: str
    begins: str
    """The first words of its text."""
    ends: str
    """The last words of its text."""
    jumps: bool = False
    """One half of an article that goes on, or began, on another page."""
    gone: bool = False
    """The seed has it no more."""


class SeedRecord(msgspec.Struct, frozen=True):
    """One seed as it was read last."""

    digest: str
    encoding: str
    totals: Totals
    articles: tuple[LedgerArticle, ...]
    last: int
    """The highest number ever given on its page."""
    credits: tuple[str, ...] = ()
    left_out: tuple[tuple[int, str, str], ...] = ()
    """(line, characters, why)."""
    doubts: tuple[Doubt, ...] = ()
    settled: tuple[str, ...] = ()
    """Doubts the editor has answered: ``rule`` or ``rule: words``."""


class Record(msgspec.Struct, frozen=True):
    """The ledger's file of one edition."""

    edition: str = ""
    """The digest of edition.toml as ingest wrote it; empty where it wrote none."""
    seeds: Mapping[str, SeedRecord] = {}
    """By the seed's path."""


class _Form(msgspec.Struct):
    form: int


class _File(Record, frozen=True, kw_only=True):
    """A ledger's file of this form: nothing may be missing."""

    edition: str
    seeds: dict[str, SeedRecord]


_RESTORE = "take the last good one from version control"
_BYTE = re.compile(r" \(byte (\d+)\)$")


def parse(text: str, path: str) -> tuple[Record, list[Problem]]:
    """The record in a file's text."""
    data = text.encode()
    try:
        form = msgspec.json.decode(data, type=_Form).form
        if form != FORM:
            message = f"the ledger is of form {form}, this huozi knows {FORM}"
            return Record(), [error(path, message, "use the newer huozi", rule="ledger")]
        file = msgspec.json.decode(data, type=_File)
    except msgspec.ValidationError:
        return Record(), [error(path, "not a ledger of ingest", _RESTORE, rule="ledger")]
    except msgspec.DecodeError as fault:
        return Record(), [_malformed(data, path, str(fault))]
    return Record(file.edition, file.seeds), []


def _malformed(data: bytes, path: str, fault: str) -> Problem:
    """The library's complaint about a text that is no JSON, with its place."""
    place = _BYTE.search(fault)
    before = data[: int(place[1])] if place else data
    reason = _BYTE.sub("", fault).removeprefix("JSON is malformed: ")
    return error(
        path,
        f"not valid JSON: {reason}",
        _RESTORE,
        rule="ledger",
        line=before.count(b"\n") + 1,
        column=len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1,
    )


def render(record: Record) -> str:
    """The text of the file; an article and a doubt a line, so that versions compare well."""
    seeds = [f"{_json(name)}: {_seed_text(row)}" for name, row in sorted(record.seeds.items())]
    inside = ",\n".join(seeds)
    return f'{{"form": {FORM},\n"edition": {_json(record.edition)},\n"seeds": {{\n{inside}\n}}}}\n'


def _seed_text(row: SeedRecord) -> str:
    fields = {
        "digest": _json(row.digest),
        "encoding": _json(row.encoding),
        "totals": _json(row.totals),
        "articles": _rows(row.articles),
        "last": _json(row.last),
    }
    if row.credits:
        fields["credits"] = _json(row.credits)
    if row.left_out:
        fields["left_out"] = _rows(row.left_out)
    if row.doubts:
        fields["doubts"] = _rows(row.doubts)
    if row.settled:
        fields["settled"] = _json(row.settled)
    return "{\n" + ",\n".join(f'  "{name}": {text}' for name, text in fields.items()) + "\n}"


def _rows(values: Sequence[object]) -> str:
    return "[\n    " + ",\n    ".join(map(_json, values)) + "\n  ]" if values else "[]"


def _json(value: object) -> str:
    """A value on one line, a space behind each comma and colon."""
    return msgspec.json.format(msgspec.json.encode(value), indent=0).decode()
