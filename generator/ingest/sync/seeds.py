"""The folder ``seeds/``: the printed pages of each edition, and its ``edition.toml`` files.

Links that lead out of the site and second seeds for a page are refused.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from generator.content import edition_file as facts_file
from generator.ingest.read.formats import READERS
from generator.ingest.sync.seed_cache import SeedCache
from generator.model.article import EditionFacts, EditionId
from generator.model.problem import Problem, error, has_errors

FOLDER = "seeds"


class Seed(msgspec.Struct, frozen=True):
    """One printed page."""

    path: str
    """Relative to the site: ``seeds/2025-03-20/01.txt``."""
    page: str


class EditionSeeds(msgspec.Struct, frozen=True):
    """The seeds of one edition."""

    folder: str
    id: EditionId
    facts: EditionFacts
    seeds: tuple[Seed, ...]
    is_sound: bool = True
    """Whether its folder has no problems."""
    is_unchanged: bool = False
    """Whether its folder is unchanged, so that it was not opened and ``facts`` are empty."""


def edition_seeds(
    root: Path, cache: SeedCache | None = None, only: EditionId | None = None
) -> tuple[list[EditionSeeds], list[Problem]]:
    """All editions with seeds, oldest first, and the problems of the folder. Those unchanged
    according to ``cache`` are not opened; with ``only`` all other editions are left out."""
    editions: list[EditionSeeds] = []
    problems: list[Problem] = []
    for entry in _entries(root / FOLDER, FOLDER, problems):
        place = f"{FOLDER}/{entry.name}"
        if only and EditionId.parse(entry.name) not in (None, only):
            continue
        if edition := cache.unchanged_edition(root, place) if cache else None:
            editions.append(_unchanged(root, place, edition))
        elif entry.is_dir():
            if _is_inside(root, entry, place, problems):
                bundle = _read_folder(root, place, problems)
                editions += [bundle] if bundle else []
        elif Path(entry.name).suffix.lower() in READERS:
            hint = f"such as {FOLDER}/2025-03-20/01.txt"
            problems.append(
                error(place, "a seed stands in its edition's folder", hint, rule="seed")
            )
    duplicates = _duplicates(editions)
    refused = {problem.path for problem in duplicates}
    sound = [bundle for bundle in editions if bundle.folder not in refused]
    if only:
        sound = [bundle for bundle in sound if bundle.id == only]
    return sorted(sound, key=lambda bundle: bundle.id), problems + duplicates


def _unchanged(root: Path, place: str, edition: EditionId) -> EditionSeeds:
    names = sorted(os.listdir(root / place))  # noqa: PTH208 - names are enough
    pages = (
        Seed(f"{place}/{name}", stem)
        for name in names
        for stem, dot, suffix in [name.rpartition(".")]
        if f"{dot}{suffix}".lower() in READERS and not _ignored(name)
    )
    return EditionSeeds(place, edition, EditionFacts(), tuple(pages), is_unchanged=True)


def _entries(folder: Path, place: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted((e for e in entries if not _ignored(e.name)), key=lambda e: e.name)
    except FileNotFoundError:
        return []
    except OSError as fault:
        problems.append(error(place, f"cannot be read: {fault.strerror}", rule="unreadable"))
        return []


def _ignored(name: str) -> bool:
    return name.startswith((".", "~")) or name.endswith("~")


def _read_folder(root: Path, place: str, problems: list[Problem]) -> EditionSeeds | None:
    name, before = place.rpartition("/")[2], len(problems)
    entries = _entries(root / place, place, problems)
    facts, wrong = _facts(root, place, entries)
    problems += wrong
    if has_errors(wrong):
        return None
    edition = _edition(name, place, facts, problems)
    if edition is None:
        return None
    seeds = tuple(_seeds(root, place, entries, problems))
    return EditionSeeds(place, edition, facts, seeds, is_sound=len(problems) == before)


def _edition(
    name: str, place: str, facts: EditionFacts, problems: list[Problem]
) -> EditionId | None:
    named = EditionId.parse(name)
    if named is None and facts.date is None:
        hint = f"name it like 2025-03-20, or write date = 2025-03-20 in {place}/{facts_file.FILE}"
        message = "the folder is no date and names none"
        problems.append(error(place, message, hint, rule="seed-date"))
        return None
    if named is None:
        return EditionId(facts.date) if facts.date else None
    if facts.date not in (None, named.date):
        message = f"its date {facts.date} contradicts the folder's"
        where = f"{place}/{facts_file.FILE}"
        problems.append(error(where, message, "leave the date out", rule="seed-date"))
        return None
    return named


def _facts(
    root: Path, place: str, entries: Iterable[os.DirEntry[str]]
) -> tuple[EditionFacts, list[Problem]]:
    if not any(entry.name == facts_file.FILE for entry in entries):
        return EditionFacts(), []
    path = f"{place}/{facts_file.FILE}"
    try:
        text = (root / path).read_text("utf-8")
    except UnicodeDecodeError:
        return EditionFacts(), [error(path, "not valid UTF-8", rule="encoding")]
    except OSError as fault:
        message = f"cannot be read: {fault.strerror}"
        return EditionFacts(), [error(path, message, rule="unreadable")]
    return facts_file.parse(text, path)


def _seeds(
    root: Path, place: str, entries: Iterable[os.DirEntry[str]], problems: list[Problem]
) -> Iterable[Seed]:
    taken: dict[str, str] = {}
    for entry in entries:
        stem, suffix = Path(entry.name).stem, Path(entry.name).suffix
        path = f"{place}/{entry.name}"
        if (
            suffix.lower() not in READERS
            or not entry.is_file()
            or not _is_inside(root, entry, path, problems)
        ):
            continue
        if not re.fullmatch(r"[0-9A-Za-z]+", stem):
            hint = "letters and digits, such as 01.txt or A01.txt"
            problems.append(error(path, f'"{stem}" is no page number', hint, rule="seed-page"))
        elif stem.casefold() in taken:
            message = f"a second seed for page {stem}, beside {taken[stem.casefold()]}"
            problems.append(error(path, message, "keep one of them", rule="seed-page"))
        else:
            taken[stem.casefold()] = entry.name
            yield Seed(path, stem)


def _is_inside(root: Path, entry: os.DirEntry[str], place: str, problems: list[Problem]) -> bool:
    # Anything but a link is in a folder that was checked before.
    is_own = not entry.is_symlink() and not (root / FOLDER).is_symlink()
    if is_own or (root / place).resolve().is_relative_to(root.resolve()):
        return True
    problems.append(error(place, "the link leads out of the site", rule="seed-link"))
    return False


def _duplicates(editions: Sequence[EditionSeeds]) -> list[Problem]:
    """A problem for each second folder of an edition, whose pages could not be told apart."""
    taken: dict[EditionId, str] = {}
    problems = []
    for bundle in editions:
        if bundle.id in taken:
            message = f"a second folder for {bundle.id}, beside {taken[bundle.id]}"
            hint = "put its seeds there, or give the edition a suffix (2025-03-20-evening)"
            problems.append(error(bundle.folder, message, hint, rule="seed-page"))
        taken.setdefault(bundle.id, bundle.folder)
    return problems
