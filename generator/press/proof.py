"""One target against the row of its last printing: kept, or written, and why.

Knows fingerprints: (recipe and its version, template closure, address, view), field by field, so
that a reason can be given.
"""

from __future__ import annotations

import dataclasses
import time
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.paper.plan import Target
from generator.press.stage import Stage
from generator.press.watch import Watch
from generator.state.rows import TargetRow
from generator.theme.theme import Theme
from generator.values import digest

_PART = 4
"""Hexadecimal digits a part is remembered by."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that goes into the output as it is: an asset, a static file."""

    path: str
    source: Path | bytes


@dataclass(slots=True)
class Printed:
    """What became of one owner's targets."""

    owner: str
    rows: list[TargetRow] = field(default_factory=list)
    """Every target of the owner that stands now, written or kept."""
    written: list[str] = field(default_factory=list)
    kept: int = 0
    doubled: list[str] = field(default_factory=list)
    """Paths that two targets of this owner want."""
    watch: Watch = field(default_factory=Watch)
    deleted: list[str] = field(default_factory=list)
    reason: str = ""
    """Why the path that was asked about was written or kept."""


def print_all(
    owner: str,
    targets: Iterable[Target | Copy],
    rows: Mapping[str, TargetRow],
    theme: Theme,
    stage: Stage,
    ask: str = "",
) -> Printed:
    """Writes those of an owner's targets that are stale; ``rows`` are its rows so far, ``ask`` a
    path whose reason is wanted."""
    done = Printed(owner)
    for target in targets:
        done.watch.lap("views")
        row = rows.get(target.path)
        standing = row is not None and stage.stands(target.path)
        if isinstance(target, Copy):
            new, reason = _copy(target, owner, row if standing else None, stage)
            done.watch.lap("copies")
        else:
            new, reason = _print(target, owner, row, standing, theme, stage, done.watch)
        done.rows.append(new)
        if reason:
            done.written.append(target.path)
        else:
            done.kept += 1
        if target.path == ask:
            done.reason = reason or "kept: nothing it is made of has changed"
    done.watch.lap("views")
    planned = {row.path for row in done.rows}
    if len(planned) < len(done.rows):
        count = Counter(row.path for row in done.rows)
        done.doubled = [path for path, times in count.items() if times > 1]
    done.deleted = sorted(set(rows) - planned)
    return done


_RACY = 2_000_000_000
"""As :data:`generator.paper.catalog` has it: a file this young (ns) is read again."""


def _copy(target: Copy, owner: str, row: TargetRow | None, stage: Stage) -> tuple[TargetRow, str]:
    if isinstance(target.source, bytes):
        data, look = target.source, ""
    else:
        stat = target.source.stat()
        look = f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ino}"
        if row is not None and row.parts == look:
            return row, ""
        data = target.source.read_bytes()
        look = look if stat.st_mtime_ns + _RACY < time.time_ns() else ""
    mark = digest.of_bytes(data)
    new = TargetRow(target.path, owner, mark, look, mark, len(data))
    if row is not None and row.digest == mark:
        return new, ""
    stage.put(target.path, data)
    return new, "written: the file has changed" if row else "written: new"


def _print(
    target: Target,
    owner: str,
    row: TargetRow | None,
    standing: bool,
    theme: Theme,
    stage: Stage,
    watch: Watch,
) -> tuple[TargetRow, str]:
    fingerprint, parts = _fingerprint(target, theme)
    watch.lap("fingerprints")
    if row is not None and standing and row.fingerprint == fingerprint:
        return row, ""
    data = _made(target, theme)
    new = TargetRow(target.path, owner, fingerprint, parts, digest.of_bytes(data), len(data))
    watch.lap(f"template {target.recipe.name}")
    if row is not None and standing and row.digest == new.digest:
        return new, ""
    stage.put(target.path, data)
    watch.lap("writing")
    return new, _reason(target, row, standing, parts)


def _made(target: Target, theme: Theme) -> bytes:
    recipe = target.recipe
    if recipe.write is not None:
        made = recipe.write(target.view)
    else:
        made = theme.render(recipe.template, target.view, target.here, target.variant.tag)
    return made.encode("utf-8", "surrogatepass") if isinstance(made, str) else made


def _fingerprint(target: Target, theme: Theme) -> tuple[str, str]:
    recipe = target.recipe
    closure = recipe.version or theme.closure(recipe.template, target.variant.tag)
    texts = map(digest.canonical, digest.fields_of(target.view))
    fields = [text.encode("utf-8", "surrogatepass") for text in texts]
    parts = closure[:_PART] + "".join([f"{zlib.crc32(field):08x}"[:_PART] for field in fields])
    # A canonical text holds no line break: no two lists of fields are joined into one text.
    head = "\n".join((recipe.name, closure, target.here)).encode("utf-8", "surrogatepass")
    return digest.of_bytes(b"\n".join((head, *fields))), parts


def _reason(target: Target, row: TargetRow | None, standing: bool, parts: str) -> str:
    if row is None:
        return "written: new"
    if not standing:
        return "written: the file was missing"
    view = target.view
    assert dataclasses.is_dataclass(view)
    names = ["the template", *digest.names_of(type(view))]
    if len(parts) != len(row.parts):
        return "written: the kind of page has changed"
    changed = [
        name
        for at, name in enumerate(names)
        if parts[at * _PART : (at + 1) * _PART] != row.parts[at * _PART : (at + 1) * _PART]
    ]
    return "written: " + (", ".join(changed) or "its recipe") + " changed"
