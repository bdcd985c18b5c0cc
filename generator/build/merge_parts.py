"""Parts of a project that were built separately, merged into one output.

A part is a build from nothing that stopped before the files that span sources. The parts are copied
to where such a build writes, and the build continues there. The output is, byte for byte, that of
one machine; sources that no part has, or that have changed since, are built.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from msgspec import structs

from generator.build import recover as recovery
from generator.build.database import Unusable
from generator.build.engine import Options, build
from generator.build.lock import at_work
from generator.build.owner import Owner
from generator.build.paths import CACHE, PartPaths, Paths
from generator.build.project import Project, S
from generator.build.report import Report
from generator.build.store import WITHHELD, Store
from generator.model.problem import Problem, Stop, error


def merge(
    open_project: Callable[[], Project[S]], root: Path, options: Options, parts: Sequence[Path]
) -> Report:
    """Builds a project's output from parts of it.

    Raises Stop where a part is unfinished, was made with other settings, or holds a source that
    another one holds too."""
    paths = Paths(options.out, root / CACHE)
    project = open_project()
    key = project.key
    with at_work(paths):
        problems = [problem for part in parts for problem in _faults(part, key, root)]
        problems = problems or _overlaps(parts, root)
        if problems:
            raise Stop(problems)
        recovery.recover(paths, clean=True)
        _lay_out(project, paths, parts, root)
    return build(open_project, root, structs.replace(options, clean=True))


def _faults(part: Path, key: str, root: Path) -> list[Problem]:
    place = _place(part, root)
    paths = PartPaths(part, root / CACHE)
    try:
        store = Store(paths.next_state)
    except Unusable:
        return [
            error(
                place,
                "this is no part of an archive",
                "huozi build --years makes them",
                rule="part",
            )
        ]
    key_of_part, finished = store.meta("key"), store.meta("finished") == "yes"
    store.close()
    if key_of_part != key:
        hint = "build it again with this site, this theme, these settings and this huozi"
        return [error(place, "this part was made with other settings", hint, rule="part")]
    if not finished:
        return [
            error(
                place,
                "this part is not finished",
                "run the same command again: it goes on where it was",
                rule="part",
            )
        ]
    return []


def _overlaps(parts: Sequence[Path], root: Path) -> list[Problem]:
    """An error for each part with sources that an earlier one holds too."""
    problems: list[Problem] = []
    holders: dict[str, Path] = {}
    for part in parts:
        with closing(Store(PartPaths(part, root / CACHE).next_state)) as store:
            sources = sorted(store.marks())
        if twice := [source for source in sources if source in holders]:
            more = f" (and {len(twice) - 1} more)" if twice[1:] else ""
            message = f"{twice[0]}{more} is in {_place(holders[twice[0]], root)} too"
            hint = "name each part once" if part == holders[twice[0]] else "leave one of them out"
            problems.append(error(_place(part, root), message, hint, rule="part"))
        holders = dict.fromkeys(sources, part) | holders
    return problems


def _place(part: Path, root: Path) -> str:
    """The path of a part in messages: relative to the site where it lies below it."""
    root = root.resolve()
    path = part.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(part)


def _lay_out(project: Project[S], paths: Paths, parts: Sequence[Path], root: Path) -> None:
    recovery.give_up(paths)
    store = recovery.open_state(paths, project.key, project.store_type, fresh=True)
    withheld: set[Owner] = set()
    try:
        for part in parts:
            part_paths = PartPaths(part, root / CACHE)
            withheld |= _withheld(part_paths)
            try:
                store.join(part_paths.next_state)
            except Unusable as fault:
                message, hint = f"is damaged: {fault}", "build it again"
                raise Stop([error(_place(part, root), message, hint, rule="part")]) from None
            # Copied, not linked: what is written over here must not change there.
            for source, to in (
                (part_paths.next, paths.next),
                (part_paths.next_records, paths.next_records),
            ):
                if source.is_dir():
                    shutil.copytree(source, to, copy_function=shutil.copyfile, dirs_exist_ok=True)
        store.set_owner_set(WITHHELD, withheld)
    finally:
        store.close()


def _withheld(part: PartPaths) -> set[Owner]:
    """The owners in a part that want an address which another source keeps."""
    with closing(Store(part.next_state)) as store:
        return store.owner_set(WITHHELD)
