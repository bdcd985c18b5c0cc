"""``huozi serve``: the preview in the browser, fresh at every change."""

from __future__ import annotations

import argparse
import contextlib
import functools
import json
import os
import re
import signal
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from types import FrameType
from typing import Any

from generator.build.report import Report
from generator.build.site_context import load_site
from generator.cli import console
from generator.cli.clock import clock
from generator.cli.preview import display, watcher
from generator.cli.preview.affected import AT_FIRST, EVERYTHING, concern
from generator.cli.preview.rebuilder import Rebuilder
from generator.cli.preview.reload_hub import Bulletin
from generator.cli.preview.server import Server
from generator.cli.site_lock import at_content, turn
from generator.ingest import ingest
from generator.model.problem import Problem, Stop, error

HELP = "show the paper in the browser while it is made; reload at every change"
EXAMPLE = "huozi serve --drafts --no-open"

_PORTS = range(8000, 8010)
_QUIET = 8
"""Empty looks (a quarter of a second each) after which the search index is brought up to date."""


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument(
        "--port",
        type=int,
        metavar="N",
        help="on 127.0.0.1 (default: 8000, or the next that is free; 0: any)",
    )
    parser.add_argument(
        "--base-path",
        default="/",
        metavar="/PATH/",
        help="as the site will stand: /repo/ for a project's pages",
    )
    parser.add_argument(
        "--drafts", action="store_true", help="show drafts and what is not out yet, marked as such"
    )
    parser.add_argument(
        "--open",
        action=argparse.BooleanOptionalAction,
        help="open a browser (default: where there is a display, and neither "
        "--json nor CI nor SSH)",
    )
    parser.add_argument(
        "--jobs",
        type=int,
        metavar="N",
        default=os.cpu_count() or 1,
        help="processes at most for the first build",
    )
    parser.add_argument(
        "--now", metavar="TIME", help="pretend it is then (ISO 8601) instead of now"
    )


def run(asked: argparse.Namespace) -> int:
    """Serves until it is interrupted; the exit status."""
    root = asked.site.resolve()
    clock(asked.now, load_site(root).timezone)
    with turn(root, "serve", "huozi serve is already at work on this site", patience=0):
        return _serve(root, asked)


def _serve(root: Path, asked: argparse.Namespace) -> int:
    bulletin = Bulletin()
    rebuilder = Rebuilder(
        root=root,
        base_path=base_path(asked.base_path),
        drafts=asked.drafts,
        clock=functools.partial(clock, asked.now),
        bulletin=bulletin,
        ingest=lambda: _take_in(root),
        jobs=asked.jobs,
    )
    server = _listen(asked.port, rebuilder, bulletin)
    server.start()
    _say(asked, {"event": "serving", "url": server.url}, f"{server.url}  (Ctrl-C ends it)")
    if _opens(asked):
        display.show(server.url)
    ended = _heard_ctrl_c()
    try:
        bursts = watcher.bursts(root)
        next(bursts)
        _tell(asked, rebuilder.run(AT_FIRST), server.url)
        quiet = 0
        for paths in bursts:
            if ended.is_set():
                raise KeyboardInterrupt
            quiet = 0 if paths else quiet + 1
            moved = concern(paths) if paths else EVERYTHING if rebuilder.overdue() else None
            if moved:
                _tell(asked, rebuilder.run(moved), server.url)
            elif quiet == 1:
                rebuilder.warm()
            elif rebuilder.unindexed and quiet > _QUIET:
                rebuilder.index()
                _say(asked, {"event": "indexed"}, "")
    except KeyboardInterrupt:
        _say(asked, {"event": "ended"}, "")
    finally:
        server.stop()
    return 0


def _opens(asked: argparse.Namespace) -> bool:
    if asked.open is None:
        return not asked.json and display.is_near(os.environ, sys.platform)
    return bool(asked.open)


def _heard_ctrl_c() -> threading.Event:
    """Set once Ctrl-C was heard. It interrupts what is under way as ever, but Python drops an
    interrupt that falls into a destructor: whoever looks here has heard it all the same."""
    heard = threading.Event()

    def hear(_number: int, _frame: FrameType | None) -> None:
        heard.set()
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, hear)
    return heard


def base_path(given: str) -> str:
    """A base path with its slashes. Raises Stop where it is none."""
    whole = "/" + given.strip("/") + "/" if given.strip("/") else "/"
    if not re.fullmatch(r"/([\w.~-]+/)*", whole, re.ASCII) or "/../" in whole:
        raise Stop([error("--base-path", f'"{given}" is no path', "such as /repo/", rule="usage")])
    return whole


def _listen(wanted: int | None, rebuilder: Rebuilder, bulletin: Bulletin) -> Server:
    """A server on the port that was asked for, else on the first of a few that is free."""
    for port in _PORTS[:-1] if wanted is None else ():
        with contextlib.suppress(OSError):
            return Server(port, rebuilder.out, rebuilder.base_path, bulletin)
    port = _PORTS[-1] if wanted is None else wanted
    try:
        return Server(port, rebuilder.out, rebuilder.base_path, bulletin)
    except (OSError, OverflowError) as fault:
        said = error(
            "--port",
            f"{port} cannot be listened on: {fault}",
            "take another one, or 0 for any that is free",
            rule="port",
        )
        raise Stop([said]) from None


def _take_in(root: Path) -> list[Problem]:
    """Makes content of new seeds; the watcher will see what it wrote."""
    with at_content(root):
        return list(ingest(root, load_site(root)).problems)


def _tell(asked: argparse.Namespace, reports: Iterable[Report], url: str) -> None:
    """One line for each rebuild, after its problems."""
    for report in reports:
        console.problems(report.problems)
        spent = sum(report.seconds.values())
        changed = len(report.written) + len(report.deleted)
        line = f"{console.count(changed, 'file')} changed in {spent * 1000:.0f} ms"
        _say(asked, {"event": "built", "url": url} | report.as_dict(), line if changed else "")


def _say(asked: argparse.Namespace, event: dict[str, Any], line: str) -> None:
    if asked.json:
        print(json.dumps(event, ensure_ascii=False, sort_keys=True), flush=True)
    elif line and not asked.quiet:
        print(line, flush=True)
