"""Files on their way into the output: whole, old or new, at every moment.

A build from nothing goes into a folder nobody reads yet, which is swapped in whole at the end.
Any other build stages every file first; then one release moves new files into place (nothing
links to them yet), then changed ones (all they link to stands), then deletes. The manifest makes
a release that was cut off end the next time.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.state.store import TargetRow


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a build writes its files."""

    out: Path
    """The folder the files are for."""
    staging: Path | None
    """Where they wait for their release; None: they go into ``out`` at once, which nobody
    reads yet."""

    def put(self, path: str, data: bytes) -> None:
        """Writes a file, whole."""
        final = (self.staging or self.out) / path
        temporary = final.with_name(final.name + ".part")
        try:
            temporary.write_bytes(data)
        except FileNotFoundError:
            final.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(data)
        temporary.replace(final)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a release moves and deletes."""

    written: list[tuple[str, str]]
    """(path, owner)."""
    deleted: list[str]


def release(
    stage: Stage, manifest: Path, rows: Iterable[TargetRow], deleted: Iterable[str]
) -> None:
    """Moves staged files into place, new ones first, then deletes; both listed in the manifest
    until all is done. The caller removes the manifest once its own rows are safe."""
    assert stage.staging is not None
    plan = Plan([(row.path, row.owner) for row in rows], list(deleted))
    part = manifest.with_name(manifest.name + ".part")
    text = json.dumps([plan.written, plan.deleted], ensure_ascii=False)
    part.write_text(text, "utf-8", "surrogatepass")
    part.replace(manifest)
    _carry_out(stage.out, stage.staging, plan)


def _carry_out(out: Path, staging: Path, plan: Plan) -> None:
    waiting = [path for path, _ in plan.written if (staging / path).exists()]
    changed = []
    for path in waiting:
        if (out / path).exists():
            changed.append(path)
        else:
            _move(staging / path, out / path)
    for path in changed:
        _move(staging / path, out / path)
    for path in plan.deleted:
        delete(out, path)


def _move(source: Path, final: Path) -> None:
    try:
        source.replace(final)
    except FileNotFoundError:
        final.parent.mkdir(parents=True, exist_ok=True)
        source.replace(final)


def delete(out: Path, path: str) -> None:
    """Deletes a file of ours, and the folders that it leaves empty."""
    file = out / path
    file.unlink(missing_ok=True)
    folder = file.parent
    while folder != out:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def recover(out: Path, staging: Path, manifest: Path) -> list[TargetRow]:
    """Ends a release that was cut off; the rows (without fingerprints) of all it wrote, so that
    no file of it can be forgotten. Clears what else was staged."""
    rows: list[TargetRow] = []
    if manifest.exists():
        plan = Plan(*json.loads(manifest.read_text("utf-8", "surrogatepass")))
        _carry_out(out, staging, plan)
        rows = [TargetRow(path, owner, "", "", "", 0) for path, owner in plan.written]
    shutil.rmtree(staging, ignore_errors=True)
    return rows


KEPT = (".gitkeep", ".git")
"""What stands in an output folder beside the site, for version control: a swap leaves it."""


def swap(new: Path, out: Path, old: Path) -> None:
    """Puts a whole new folder in the place of ``out``, which goes to ``old`` and is deleted."""
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        for name in KEPT:
            if (out / name).exists():
                (out / name).replace(new / name)
        out.replace(old)
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
    new.replace(out)
    shutil.rmtree(old, ignore_errors=True)
