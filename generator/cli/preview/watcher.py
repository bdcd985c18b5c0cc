"""Watches a site's folder and yields bursts of changed paths, without editors' temporary files.

The only importer of watchfiles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from watchfiles._rust_notify import RustNotify

FOLDERS = ("content", "seeds", "pages", "static", "themes")
FILES = ("site.toml", "names.toml", "glossary.toml", "variants.lock")
_SCRAP = re.compile(
    r"""^(\.            # hidden files; .#lock and .name.swp among them
        |\#.*\#$        # Emacs
        |4913$          # Vim's test for write permission
        |~\$            # word processors
        )
        |~$|\.(swp|swx|tmp|part|bak|crdownload)$|___jb_(tmp|old)___$
    """,
    re.VERBOSE,
)
_QUIET_MS = 12
"""A burst ends after this long without a change."""
_BURST_MS = 400
"""The longest burst."""
_POLL_MS = 250
"""The interval at which the files at the top are polled; a watch on their folder would cover the
output too."""

Signature = tuple[tuple[str, int, int, int], ...]


def is_scrap(name: str) -> bool:
    """Whether a name is that of an editor's temporary file."""
    return bool(_SCRAP.search(name))


def bursts(root: Path) -> Iterator[set[str]]:
    """Yields sets of changed paths, relative to ``root`` with forward slashes, without end.

    The first set is empty and means that watching has begun. Later an empty set follows each
    interval without changes, so that the caller can check the clock. Folders that are added,
    removed or replaced are followed."""
    top = _top_signature(root)
    pending: set[str] = set()
    while True:
        try:
            notify = _watch([root / name for name in FOLDERS if (root / name).is_dir()])
        except FileNotFoundError:
            continue  # a folder was removed before it could be watched
        with notify:
            yield pending
            while True:
                burst = _burst(notify)
                signature = _top_signature(root)
                top_changes = {row[0] for row in set(top) ^ set(signature)}
                top = signature
                pending = top_changes | {
                    _relative(root, path) for path in burst if not _skip(root, path)
                }
                if top_changes & set(FOLDERS):
                    break  # yielded once the new folders are watched
                yield pending


def _watch(folders: list[Path]) -> RustNotify:
    return RustNotify([str(folder) for folder in folders], False, False, 0, True, True)


def _burst(notify: RustNotify) -> set[str]:
    changes = notify.watch(_BURST_MS, _QUIET_MS, _POLL_MS, None)
    if changes == "signal":
        raise KeyboardInterrupt
    return {path for _, path in changes} if isinstance(changes, set) else set()


def _top_signature(root: Path) -> Signature:
    """The files and folders at the top: (name, device, inode, time of change in ns; 0 for folders,
    whose contents are watched)."""
    rows = []
    for name in (*FILES, *FOLDERS):
        try:
            stat = (root / name).stat()
        except OSError:
            continue
        moment = stat.st_mtime_ns if name in FILES else 0
        rows.append((name, stat.st_dev, stat.st_ino, moment))
    return tuple(rows)


def _relative(root: Path, path: str) -> str:
    return Path(path).relative_to(root).as_posix()


def _skip(root: Path, path: str) -> bool:
    file = Path(path)
    return not file.is_relative_to(root) or any(
        is_scrap(part) for part in file.relative_to(root).parts
    )
