"""What changes in a site's folder: bursts of paths, as people and programs make them.

Knows the operating system's notices (the only importer of watchfiles) and which files are
editors' scraps. Refuses to know what a changed path means.
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
        |4913$          # Vim trying whether it may write
        |~\$            # word processors
        )
        |~$|\.(swp|swx|tmp|part|bak|crdownload)$|___jb_(tmp|old)___$
    """,
    re.VERBOSE,
)
_QUIET_MS = 12
"""A burst is over when nothing has moved for so long."""
_BURST_MS = 400
"""A burst that never ends is handed on after so long."""
_POLL_MS = 250
"""How often the few files at the top are looked at; they are too few to be worth a watch, and
one watch over all would cover the output too."""

Signature = tuple[tuple[str, int, int, int], ...]


def is_scrap(name: str) -> bool:
    """Whether a file's name is one of an editor's temporary files."""
    return bool(_SCRAP.search(name))


def bursts(root: Path) -> Iterator[set[str]]:
    """Endless: sets of changed paths, relative to ``root`` with forward slashes; an empty set
    whenever nothing has changed for a moment, so that the caller can look at the clock.

    The first set is empty and says that nothing will be missed from now on. Folders that come,
    go or are replaced are followed."""
    top = _top_signature(root)
    pending: set[str] = set()
    while True:
        try:
            notify = _watch([root / name for name in FOLDERS if (root / name).is_dir()])
        except FileNotFoundError:
            continue  # a folder went between the look and the watch
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
                    break  # told once the new folders are watched
                yield pending


def _watch(folders: list[Path]) -> RustNotify:
    return RustNotify([str(folder) for folder in folders], False, False, 0, True, True)


def _burst(notify: RustNotify) -> set[str]:
    changes = notify.watch(_BURST_MS, _QUIET_MS, _POLL_MS, None)
    if changes == "signal":
        raise KeyboardInterrupt
    return {path for _, path in changes} if isinstance(changes, set) else set()


def _top_signature(root: Path) -> Signature:
    """The files and folders at the top: (name, device, inode, time of change; 0 for folders,
    whose insides are watched)."""
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
