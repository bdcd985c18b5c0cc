"""Writes the targets of an owner whose bytes have changed, and gives the reason on request.

A file is rendered in order to be compared: that costs no more than to compare all it is made of.
Files that cost more (books, pictures, copies) are compared by the digest of what they are made of.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping

import msgspec

from generator.build.owner import Owner
from generator.build.release import Stage
from generator.build.source_rows import TargetRow
from generator.build.stopwatch import Watch
from generator.build.target import Copy, Target
from generator.model import digest
from generator.model.file_times import is_racy
from generator.theme.theme import Theme


class WriteResult(msgspec.Struct):
    """The result of writing one owner's targets."""

    owner: Owner
    rows: list[TargetRow] = msgspec.field(default_factory=list)
    """Every target of the owner, written or kept."""
    written: list[str] = msgspec.field(default_factory=list)
    unchanged: int = 0
    withheld: list[tuple[TargetRow, TargetRow]] = msgspec.field(default_factory=list)
    """Pairs of targets with one path: (the one that keeps it, the other)."""
    watch: Watch = msgspec.field(default_factory=Watch)
    deleted: list[str] = msgspec.field(default_factory=list)
    reason: str = ""
    """Why the path ``ask`` was written or kept."""


def write_changed(
    owner: Owner,
    targets: Iterable[Target | Copy],
    rows: Mapping[str, TargetRow],
    theme: Theme,
    stage: Stage,
    ask: str = "",
) -> WriteResult:
    """Writes those of an owner's targets that are stale; ``rows`` are its rows so far, ``ask`` a
    path whose reason is wanted."""
    done = WriteResult(owner)
    planned: dict[str, TargetRow] = {}
    for target in targets:
        done.watch.lap("views")
        if keeper := planned.get(target.path):
            done.withheld.append((keeper, keeper._replace(claim=target.claim)))
            continue
        row = rows.get(target.path)
        standing = row is not None and stage.exists(target.path)
        if isinstance(target, Copy):
            new, data = _copy(target, owner, row if standing else None)
            done.watch.lap("copies")
        else:
            new, data = _render(target, owner, row if standing else None, theme, done.watch)
        if target.path == ask:
            done.reason = _reason(target.path, row, standing, data, stage)
        planned[target.path] = new
        if data is None:
            done.unchanged += 1
        else:
            stage.put(target.path, data)
            done.written.append(target.path)
            done.watch.lap("writing")
    done.watch.lap("views")
    done.rows = list(planned.values())
    done.deleted = sorted(rows.keys() - planned.keys())
    return done


def _copy(target: Copy, owner: Owner, row: TargetRow | None) -> tuple[TargetRow, bytes | None]:
    """The file's row, and its bytes where they are to be written. ``row`` is that of the file that
    stands."""
    if isinstance(target.source, bytes):
        data, look = target.source, ""
    else:
        stat = target.source.stat()
        look = f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ino}"
        if row is not None and row.source == look:
            return row._replace(claim=target.claim), None
        data = target.source.read_bytes()
        look = "" if is_racy(stat.st_mtime_ns, time.time_ns()) else look
    new = TargetRow(target.path, owner, digest.of_bytes(data), len(data), look, target.claim)
    return _compared(new, row, data)


def _render(
    target: Target, owner: Owner, row: TargetRow | None, theme: Theme, watch: Watch
) -> tuple[TargetRow, bytes | None]:
    """As :func:`_copy`, of what is made of a view."""
    recipe = target.recipe
    source = ""
    if recipe.version:
        source = digest.of_value([recipe.name, recipe.version, target.view])
        if row is not None and row.source == source:
            return row, None
    if recipe.write is not None:
        content = recipe.write(target.view)
    else:
        content = theme.render(recipe.template, target.view, target.location, target.variant.tag)
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    new = TargetRow(target.path, owner, digest.of_bytes(data), len(data), source, target.claim)
    watch.lap(f"template {recipe.name}")
    return _compared(new, row, data)


def _compared(new: TargetRow, row: TargetRow | None, data: bytes) -> tuple[TargetRow, bytes | None]:
    return new, None if row is not None and row.digest == new.digest else data


def _reason(
    path: str, row: TargetRow | None, standing: bool, data: bytes | None, stage: Stage
) -> str:
    if data is None:
        return "kept: nothing on it has changed"
    if row is None:
        return "written: new"
    if not standing:
        return "written: the file was missing"
    if not row.digest:
        return "written: another hand, or a build that was cut off, may have changed it"
    return f"written: {_difference(stage.read(path), data)}"


_AROUND, _SHOWN = 12, 60
"""Characters shown beside a difference, and of it at most."""


def _difference(before: bytes, after: bytes) -> str:
    """The first difference of two files, and all up to the last, for a person to read."""
    try:
        old, new = before.decode("utf-8"), after.decode("utf-8")
    except UnicodeDecodeError:
        return "its bytes have changed"
    start = _alike(old, new)
    tail = _alike(old[start:][::-1], new[start:][::-1])
    shown = [
        text[max(0, start - _AROUND) : len(text) - tail + min(tail, _AROUND)] for text in (old, new)
    ]
    was, now = (text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…" for text in shown)
    return f"{was!r} became {now!r}"


def _alike(old: str, new: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(old), len(new)))
