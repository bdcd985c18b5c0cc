"""``content/DATE/ingest.json``: what was made from which seed, and what became of it.

Knows the file's form, both ways. It is what lets ingest respect in any clone what an editor
changed, renumbered, merged, split or deleted. Refuses to hold anything that the seed and the
content do not need: no time, no machine, no text but the few words by which an article is known
again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.ingest.read.reading_doubt import Doubt
from generator.model.problem import Problem, error

FILE = "ingest.json"
FORM = 1
"""The form of the file; another one is refused."""


@dataclass(frozen=True, slots=True)
class Made:
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


@dataclass(frozen=True, slots=True)
class SeedRecord:
    """One seed as it was read last."""

    digest: str
    encoding: str
    totals: Mapping[str, int]
    articles: tuple[Made, ...]
    last: int
    """The highest number ever given on its page."""
    credits: tuple[str, ...] = ()
    left_out: tuple[tuple[int, str, str], ...] = ()
    """(line, characters, why)."""
    doubts: tuple[Doubt, ...] = ()
    settled: tuple[str, ...] = ()
    """Doubts the editor has answered: ``rule`` or ``rule: words``."""


@dataclass(frozen=True, slots=True)
class Record:
    """The ledger's file of one edition."""

    edition: str = ""
    """The digest of edition.toml as ingest wrote it; empty where it wrote none."""
    seeds: Mapping[str, SeedRecord] = field(default_factory=dict)
    """By the seed's path."""


def parse(text: str, path: str) -> tuple[Record, list[Problem]]:
    """The record in a file's text."""
    try:
        table = json.loads(text)
        if table["form"] != FORM:
            said = f"the ledger is of form {table['form']}, this huozi knows {FORM}"
            return Record(), [error(path, said, "use the newer huozi", rule="ledger")]
        seeds = {name: _seed(row) for name, row in table["seeds"].items()}
        return Record(table["edition"], seeds), []
    except json.JSONDecodeError as fault:
        said, hint = f"not valid JSON: {fault.msg}", "take the last good one from version control"
        problem = error(path, said, hint, rule="ledger", line=fault.lineno, column=fault.colno)
        return Record(), [problem]
    except (KeyError, TypeError, ValueError, AttributeError):
        hint = "take the last good one from version control"
        return Record(), [error(path, "not a ledger of ingest", hint, rule="ledger")]


def _seed(row: Mapping[str, Any]) -> SeedRecord:
    return SeedRecord(
        digest=str(row["digest"]),
        encoding=str(row["encoding"]),
        totals=dict(row["totals"]),
        articles=tuple(_made(one) for one in row["articles"]),
        last=int(row["last"]),
        credits=tuple(row.get("credits", ())),
        left_out=tuple((line, text, why) for line, text, why in row.get("left_out", ())),
        doubts=tuple(Doubt(line, rule, said) for line, rule, said in row.get("doubts", ())),
        settled=tuple(row.get("settled", ())),
    )


def _made(row: Mapping[str, Any]) -> Made:
    first, last = row["lines"]
    return Made(
        number=int(row["number"]),
        lines=(int(first), int(last)),
        digest=str(row["digest"]),
        title=str(row["title"]),
        begins=str(row["begins"]),
        ends=str(row["ends"]),
        jumps=bool(row.get("jumps", False)),
        gone=bool(row.get("gone", False)),
    )


def render(record: Record) -> str:
    """The text of the file; an article and a doubt a line, so that versions compare well."""
    seeds = [f"{_json(name)}: {_seed_text(row)}" for name, row in sorted(record.seeds.items())]
    inside = ",\n".join(seeds)
    return f'{{"form": {FORM},\n"edition": {_json(record.edition)},\n"seeds": {{\n{inside}\n}}}}\n'


def _seed_text(row: SeedRecord) -> str:
    lines = [
        f'  "digest": {_json(row.digest)}',
        f'  "encoding": {_json(row.encoding)}',
        f'  "totals": {_json(dict(row.totals))}',
        f'  "articles": {_rows([_made_text(made) for made in row.articles])}',
    ]
    lines.append(f'  "last": {row.last}')
    if row.credits:
        lines.append(f'  "credits": {_json(row.credits)}')
    if row.left_out:
        lines.append(f'  "left_out": {_rows([_json(one) for one in row.left_out])}')
    if row.doubts:
        told = [_json((doubt.line, doubt.rule, doubt.message)) for doubt in row.doubts]
        lines.append(f'  "doubts": {_rows(told)}')
    if row.settled:
        lines.append(f'  "settled": {_json(row.settled)}')
    return "{\n" + ",\n".join(lines) + "\n}"


def _made_text(made: Made) -> str:
    row: dict[str, Any] = {
        "number": made.number,
        "lines": made.lines,
        "digest": made.digest,
        "title": made.title,
        "begins": made.begins,
        "ends": made.ends,
    }
    if made.jumps:
        row["jumps"] = True
    if made.gone:
        row["gone"] = True
    return _json(row)


def _rows(rows: list[str]) -> str:
    return "[\n    " + ",\n    ".join(rows) + "\n  ]" if rows else "[]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
