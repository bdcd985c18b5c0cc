"""Recovery: a build that was interrupted is completed or given up."""

from __future__ import annotations

import errno
import shutil
from contextlib import closing

from generator.build.database import Unusable, forget
from generator.build.paths import PartPaths, Paths
from generator.build.project import S
from generator.build.release import KEPT, Release, discard, swap, sweep
from generator.build.store import Store
from generator.model.problem import Stop, error


def recover(paths: Paths, *, clean: bool) -> bool:
    """Completes an interrupted build; whether the output is to be built from nothing.

    Raises Stop where the folder holds files that are not of huozi."""
    forget(paths.work_state)
    if isinstance(paths, PartPaths):
        standing = paths.out.is_dir() and any(paths.out.iterdir())
        _refuse_foreign(paths, standing and not paths.next_state.exists())
        return True
    out = paths.out
    if out.exists() and not out.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "not a folder", str(out))
    standing = out.is_dir() and any(p.name not in KEPT for p in out.iterdir())
    has_state = paths.state.exists() or paths.next_state.exists()
    _refuse_foreign(paths, standing and not has_state and not paths.is_ours)
    if standing and not paths.next.exists():
        _end_swap(paths)
    if not _end_release(paths):
        forget(paths.state)
        tidy(paths)
        return True
    return clean or not standing


def _refuse_foreign(paths: Paths, foreign: bool) -> None:
    if foreign:
        hint = "name an empty folder, or one that huozi made"
        message = f"{paths.out.name} is not empty and huozi has no record of making it"
        raise Stop([error(str(paths.out), message, hint, rule="foreign-output")])


def _end_swap(paths: Paths) -> None:
    """Completes a swap: the output is in place, its state is not."""
    if paths.state.exists():
        return
    try:
        with closing(Store(paths.next_state)) as store:
            finished = store.meta("finished") == "yes"
    except Unusable:
        return
    if finished:
        _state_follows(paths)


def _end_release(paths: Paths) -> bool:
    """Completes a release; whether there is a usable state."""
    try:
        store = Store(paths.state)
    except Unusable:
        return False
    try:
        begun = Release.load(paths.manifest)
        if begun is not None and store.meta("released") != begun[1]:
            begun[0].carry_out(paths.stages(fresh=False))
            store.begin()
            store.mark_unsure(begun[0].written)
            store.commit()
    finally:
        store.close()
    paths.manifest.unlink(missing_ok=True)
    return True


def open_state(paths: Paths, key: str, store_type: type[S], *, fresh: bool) -> S:
    """The state a build works on. An interrupted build from nothing is continued if it began with
    the same ``key``."""
    if not fresh:
        return store_type(paths.state)
    try:
        store = store_type(paths.next_state)
        if store.meta("key") == key and paths.next.is_dir():
            sweep(paths.next, store.owned)
            return store
        store.close()
    except Unusable:
        pass
    give_up(paths)
    store = store_type(paths.next_state, new=True)
    store.begin()
    store.set_meta("key", key)
    store.commit()
    paths.next.mkdir(parents=True, exist_ok=True)
    return store


def give_up(paths: Paths) -> None:
    """Deletes an unfinished build from nothing."""
    discard(paths.next, paths.out)
    shutil.rmtree(paths.next_records, ignore_errors=True)
    forget(paths.next_state)


def swap_in(paths: Paths) -> None:
    """Publishes a finished build from nothing."""
    forget(paths.state)
    tidy(paths, whole=False)
    swap(paths.next, paths.out, paths.old)
    _state_follows(paths)


def _state_follows(paths: Paths) -> None:
    if paths.next_records.exists():
        shutil.rmtree(paths.records, ignore_errors=True)
        paths.next_records.replace(paths.records)
    paths.next_state.replace(paths.state)


def tidy(paths: Paths, *, whole: bool = True) -> None:
    """Deletes the manifest and the staging folders; with ``whole`` an unfinished build from nothing
    too."""
    paths.manifest.unlink(missing_ok=True)
    stages = paths.stages(fresh=False)
    for stage in (stages.pages, stages.records):
        if stage.staging is not None:
            shutil.rmtree(stage.staging, ignore_errors=True)
    if whole and paths.state.exists():
        give_up(paths)
