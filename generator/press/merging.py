"""Parts of an archive, built anywhere, put together into one output.

Knows that a part is a build from nothing that stopped before what spans editions; to merge is to
lay the parts where such a build would be, and to let it go on. So what comes out is, byte for
byte, what one machine gives, and what the parts lack or the sources have changed since is built.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.press import settling
from generator.press.build import Options, at_work, build
from generator.press.paths import CACHE, PartPaths, Paths
from generator.press.report import Report
from generator.press.shop import Order, open_shop
from generator.state.database import Unusable
from generator.state.store import Store
from generator.values.problems import Problem, Stop, error


def merge(order: Order, options: Options, parts: Sequence[Path]) -> Report:
    """Builds a site's output from parts of it (the folders that ``--years`` made).

    Raises Stop where a part is unfinished, was made with other settings, or holds an edition that
    another one holds too."""
    paths = Paths(options.out, order.root / CACHE)
    key = open_shop(order).key
    with at_work(paths):
        problems = [problem for part in parts for problem in _faults(part, key, order)]
        if problems:
            raise Stop(problems)
        settling.settle(paths, clean=True)
        _lay_out(paths, key, parts, order)
    return build(order, replace(options, clean=True))


def _faults(part: Path, key: str, order: Order) -> list[Problem]:
    place = part.name
    paths = PartPaths(part, order.root / CACHE)
    try:
        store = Store(paths.next_state)
    except Unusable:
        return [error(place, "this is no part of an archive", "huozi build --years makes them",
                      rule="part")]  # fmt: skip
    made, finished = store.meta("key"), store.meta("finished") == "yes"
    store.close()
    if made != key:
        hint = "build it again with this site, this theme, these settings and this huozi"
        return [error(place, "this part was made with other settings", hint, rule="part")]
    if not finished:
        return [error(place, "this part is not finished", "run the same command again: it goes on "
                      "where it was", rule="part")]  # fmt: skip
    return []


def _lay_out(paths: Paths, key: str, parts: Sequence[Path], order: Order) -> None:
    settling.give_up(paths)
    store = settling.open_state(paths, key, fresh=True)
    try:
        for part in parts:
            own = PartPaths(part, order.root / CACHE)
            try:
                store.join(own.next_state)
            except Unusable as fault:
                said = f"cannot be joined with the others: {fault}"
                raise Stop([error(part.name, said, "no edition may be in two parts",
                                  rule="part")]) from None  # fmt: skip
            # Copied, not linked: what is written over here must not change there.
            for source, to in ((own.next, paths.next), (own.next_records, paths.next_records)):
                if source.is_dir():
                    shutil.copytree(source, to, copy_function=shutil.copyfile, dirs_exist_ok=True)
    finally:
        store.close()
