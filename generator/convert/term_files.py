"""Reads and checks ``names.toml`` and ``glossary.toml``.

All errors are reported at once: unknown keys, entries without a word, entries that contradict each
other,
and warnings for forms in another script than that of their key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.convert import opencc_chains, term_placeholders
from generator.convert.foreign_characters import foreign_offsets
from generator.convert.terms import Kind, TermEntry, Terms, keys
from generator.model.problem import Problem, did_you_mean, error, warning
from generator.model.site import Site
from generator.model.toml_text import toml_error
from generator.model.variant import VARIANTS, Variant

NAMES, GLOSSARY = "names.toml", "glossary.toml"
_TABLES: dict[str, dict[str, Kind]] = {
    NAMES: {"person": "person", "place": "place", "body": "body"},
    GLOSSARY: {"term": "term"},
}
_FORMS = ("hans", "hant", "hant_tw", "hant_hk")
_KEYS = (*_FORMS, "keep", "id", "note")
_VARIANTS = {
    "hans": VARIANTS["zh-Hans"],
    "hant": VARIANTS["zh-Hant"],
    "hant_tw": VARIANTS["zh-Hant-TW"],
    "hant_hk": VARIANTS["zh-Hant-HK"],
}
"""Key → the variant whose script its form is in."""


def load_terms(root: Path, site: Site) -> tuple[Terms, list[Problem]]:
    """The entries of a site's two files, and their problems.

    A missing file has no entries. With any error, the entries are incomplete and not to be used."""
    entries: list[TermEntry] = []
    problems: list[Problem] = []
    for name in (NAMES, GLOSSARY):
        path = root / name
        if not path.is_file():
            continue
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            problems.append(error(name, "not UTF-8", "save it as UTF-8", rule="encoding"))
            continue
        file_entries, file_problems = parse(text, name, site.source)
        entries += file_entries
        problems += file_problems
    problems += contradictions(entries, site)
    problems += misplaced(entries)
    if len(entries) > term_placeholders.LIMIT:
        message = f"{len(entries)} entries; {term_placeholders.LIMIT} are possible"
        problems.append(error(GLOSSARY, message, rule="terms"))
    return Terms(tuple(entries)), problems


def parse(text: str, path: str, source: Variant) -> tuple[list[TermEntry], list[Problem]]:
    """The entries of a file with that text, and its problems."""
    try:
        root = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        return [], [toml_error(path, fault)]
    entries: list[TermEntry] = []
    problems: list[Problem] = []
    known = _TABLES[path]
    for table, rows in root.items():
        lines = _lines_of(text, table)
        kind = known.get(table)
        if kind is None:
            hint = "known: " + ", ".join(f"[[{name}]]" for name in known)
            problems.append(
                error(
                    path,
                    f"unknown table [[{table}]]",
                    hint,
                    rule="unknown-key",
                    line=next(lines, 1),
                )
            )
            continue
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            message = f"{table} must be written as [[{table}]]"
            problems.append(error(path, message, rule="type", line=next(lines, 1)))
            continue
        for row in rows:
            entry, more = _entry(row, kind, path, next(lines, 1), source)
            problems += more
            if entry is not None:
                entries.append(entry)
    return entries, problems


def contradictions(entries: list[TermEntry], site: Site) -> list[Problem]:
    """An error for each word that two entries convert differently, at the second of them."""
    problems: list[Problem] = []
    first: dict[str, TermEntry] = {}
    for entry in entries:
        word = entry.form(site.source) or ""
        earlier = first.setdefault(word, entry)
        if earlier is entry:
            continue
        for variant in site.variants:
            first_form, second_form = _form(earlier, variant, word), _form(entry, variant, word)
            if first_form != second_form:
                message = (
                    f"{word}: {_show(second_form)} for {variant.tag} here, {_show(first_form)} "
                    f"in {earlier.path}:{earlier.line}"
                )
                hint = "one of the two must go; for one article use convert: in its front matter"
                problems.append(
                    error(entry.path, message, hint, rule="terms-contradict", line=entry.line)
                )
                break
        else:
            if entry.kind != "person" or not entry.id or entry.id == earlier.id:
                message = f"{word} stands in {earlier.path}:{earlier.line} already"
                hint = "people who share a name each need an id" * (entry.kind == "person")
                problems.append(
                    error(entry.path, message, hint, rule="terms-twice", line=entry.line)
                )
    return problems


def misplaced(entries: Iterable[TermEntry]) -> Iterator[Problem]:
    """A warning for each form that is not in the script of its key."""
    for entry in entries:
        for key, form in () if entry.keep else entry.forms:
            variant = _VARIANTS[key]
            strange = foreign_offsets(form, variant)
            if strange:
                other = VARIANTS["zh-Hans" if variant.is_traditional else "zh-Hant"]
                named = "Simplified" if variant.is_traditional else "Traditional"
                message = f'{key} = "{form}": {form[strange[0]]} is {named}'
                hint = f'write {key} = "{opencc_chains.chain(other, variant)(form)}"'
                yield warning(entry.path, message, hint, rule="terms-script", line=entry.line)


def _form(entry: TermEntry, variant: Variant, word: str) -> str | None:
    return word if entry.keep else entry.form(variant)


def _show(form: str | None) -> str:
    return form or "nothing"


def _entry(
    row: Mapping[str, Any], kind: Kind, path: str, line: int, source: Variant
) -> tuple[TermEntry | None, list[Problem]]:
    faults: list[tuple[str, str, str]] = []
    for key, value in row.items():
        if key not in _KEYS:
            faults.append(("unknown-key", f'unknown key "{key}"', did_you_mean(key, _KEYS)))
        elif (key == "keep") != isinstance(value, bool) or not isinstance(value, (bool, str)):
            wanted = "true or false" if key == "keep" else "a text in quotes"
            faults.append(("type", f'"{key}" must be {wanted}', ""))
        elif isinstance(value, str) and key in _FORMS and not value.strip():
            faults.append(("type", f'"{key}" is empty', "leave it out"))
    forms = tuple((key, row[key]) for key in _FORMS if isinstance(row.get(key), str))
    entry = TermEntry(
        forms,
        row.get("keep") is True,
        kind,
        str(row.get("id", "")),
        str(row.get("note", "")),
        path,
        line,
    )
    if not faults and entry.form(source) is None:
        wanted = " or ".join(keys(source))
        faults.append(("missing", f"the entry lacks the word itself ({wanted})", ""))
    others = [key for key, form in forms if form != entry.form(source)]
    if not faults and entry.keep and others:
        what = f"keep and {others[0]} contradict each other"
        faults.append(("terms-contradict", what, f"leave out keep, or {others[0]}"))
    if not faults and any(ord(c) >= 0xF0000 or c == "\0" for _, form in forms for c in form):
        faults.append(("type", "a private-use character of plane 15 or 16", "no term can hold one"))
    problems = [error(path, message, hint, rule=rule, line=line) for rule, message, hint in faults]
    return (None if faults else entry), problems


def _lines_of(text: str, table: str) -> Iterator[int]:
    """The line number of each ``[[table]]`` (or ``table = …``) in a TOML text."""
    pattern = re.compile(
        rf"\s*(?:\[\[?\s*[\"']?{re.escape(table)}[\"']?\s*\]\]?|{re.escape(table)}\s*=)"
    )
    for number, line in enumerate(text.splitlines(), 1):
        if pattern.match(line):
            yield number
