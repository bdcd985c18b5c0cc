"""How long the difference of a build and a publication takes, by the number of files.

    python -m benchmarks.publish_difference FOLDER 550000 5500000

States of so many files are made up, with the paths and sizes of an archive in three scripts; 1,500
files differ, as in a night. No file of an output is read or written: this is what a publication
costs on this machine before the first file is sent, and after the last.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from generator.build.owner import Owner
from generator.build.source_rows import TargetRow
from generator.build.store import Store
from generator.model import digest
from generator.publish import manifest
from generator.publish.manifest import ManifestRow
from generator.publish.place import Kind
from generator.publish.plan import Built, plan_difference
from generator.publish.published_store import PublishedStore

CHANGED = 1500


def rows(number: int) -> Iterator[TargetRow]:
    """The files of an archive, 200 an edition."""
    for at in range(number):
        day = at // 200
        edition = f"{1900 + day // 365}/{day % 365 // 31 + 1:02d}-{day % 365 % 31 + 1:02d}"
        path = f"{edition}/{at % 200:03d}/zh-hant-tw/index.html"
        yield TargetRow(path, Owner("edition", edition), digest.of_text(path), 6000, "", 0)


def measured(folder: Path, number: int) -> dict[str, object]:
    """The seconds of each step."""
    shutil.rmtree(folder, ignore_errors=True)
    built = Store(folder / "built.sqlite", new=True)
    built.begin()
    built.put_targets(rows(number))
    step = number // CHANGED
    built.run_many(
        "update targets set digest=? where path=?",
        [("0" * 32, row.path) for at, row in enumerate(rows(number)) if at % step == 0],
    )
    built.commit()
    built.close()
    store = PublishedStore.at(folder / "published.sqlite")
    store.begin()
    store.put_files(
        (ManifestRow(row.path, row.digest, row.size, Kind.PAGE) for row in rows(number)), 1
    )
    store.commit()
    seconds: dict[str, float] = {}
    began = time.perf_counter()

    def lap(name: str) -> None:
        nonlocal began
        seconds[name] = round(time.perf_counter() - began, 2)
        began = time.perf_counter()

    plan_difference(store, Built(folder / "output", folder / "built.sqlite", ()))
    lap("difference")
    changed = store.work_left()[0]
    store.begin()
    store.apply(2, 1)
    size = len(manifest.encode_rows(store.rows_of([2], whole=False)))
    files, _ = store.totals()
    store.forget_before(2, 2)
    store.take_unneeded()
    store.commit()
    lap("manifest of a night")
    whole = len(manifest.encode_rows(store.rows_of([1, 2], whole=True)))
    lap("manifest anew")
    store.close()
    shutil.rmtree(folder)
    return {"files": files, "changed": changed, "seconds": seconds, "bytes": [size, whole]}


if __name__ == "__main__":
    for word in sys.argv[2:]:
        print(json.dumps(measured(Path(sys.argv[1]) / "difference", int(word))), flush=True)
