"""Samples of what stands at a place, against the manifest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.model import digest
from generator.model.problem import Problem, error
from generator.publish.headers import content_type
from generator.publish.manifest import ManifestRow
from generator.publish.place import Destination, Kind, Upload
from generator.publish.published_store import UNKNOWN, UNSURE, PublishedStore


def verify(place: Destination, store: PublishedStore, number: int) -> tuple[int, list[Problem]]:
    """Asks a place for some of its files, chosen at random: how many, and what is wrong with them,
    which the next publication mends."""
    ask = "select path, digest, size, kind from files where digest<>'' order by random() limit ?"
    rows = [ManifestRow(*row) for row in store.run(ask, (number,))]
    problems = []
    for row in rows:
        for known, message in _faults(place, row):
            hint = "huozi publish sends it again"
            problems.append(error(f"{place.name}/{row.path}", message, hint, rule="publish-verify"))
            store.begin()
            store.put_doubts([(row, known)])
            store.commit()
    return len(rows), problems


def _faults(place: Destination, row: ManifestRow) -> Iterator[tuple[str, str]]:
    upload = Upload(row.path, row.digest, row.size, Kind(row.kind), Path())
    answer = place.fetch(upload)
    if answer is None:
        yield UNSURE, "is missing"
        return
    data, type_ = answer
    if digest.of_bytes(data) != row.digest:
        yield UNKNOWN, "has other bytes than were published"
    elif type_ and type_ != content_type(row.path):
        yield UNKNOWN, f"is served as {type_}, not as {content_type(row.path)}"
