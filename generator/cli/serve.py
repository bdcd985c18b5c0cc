"""``huozi serve``: a preview in the browser, rebuilt and reloaded at every change."""

from __future__ import annotations

import argparse
import contextlib
import functools
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
from generator.cli import console, options
from generator.cli.clock import clock
from generator.cli.preview import display, watcher
from generator.cli.preview.affected import EVERYTHING, INITIAL, affected_by
from generator.cli.preview.rebuilder import Rebuilder
from generator.cli.preview.reload_hub import ReloadHub
from generator.cli.preview.server import Server
from generator.cli.site_lock import hold, hold_content
from generator.ingest import ingest
from generator.model.problem import Problem, Stop, error
from generator.pages.site_context import load_site

HELP = "show the paper in the browser while it is made; reload at every change"
EXAMPLE = "huozi serve --drafts --no-open"

_PORTS = range(8000, 8010)
_IDLE = 8
"""Idle polls (a quarter of a second each) after which the search index is updated."""


def add(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
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
    options.add(parser, "--jobs", help="processes at most for the first build")
    options.add(parser, "--now", help="pretend it is then (ISO 8601) instead of now")


def run(args: argparse.Namespace) -> int:
    """Serves until interrupted and returns the exit status."""
    root = args.site.resolve()
    clock(args.now, load_site(root).timezone)
    with hold(root, "serve", "huozi serve is already at work on this site", timeout=0):
        return _serve(root, args)


def _serve(root: Path, args: argparse.Namespace) -> int:
    hub = ReloadHub()
    rebuilder = Rebuilder(
        root=root,
        base_path=base_path(args.base_path),
        drafts=args.drafts,
        clock=functools.partial(clock, args.now),
        hub=hub,
        ingest=lambda: _ingest(root),
        jobs=args.jobs,
    )
    server = _listen(args.port, rebuilder, hub)
    server.start()
    _print_event(args, {"event": "serving", "url": server.url}, f"{server.url}  (Ctrl-C ends it)")
    if _wants_browser(args):
        display.open_browser(server.url)
    interrupted = _interrupt_event()
    try:
        bursts = watcher.bursts(root)
        next(bursts)
        _print_reports(args, rebuilder.run(INITIAL), server.url)
        idle = 0
        for paths in bursts:
            if interrupted.is_set():
                raise KeyboardInterrupt
            idle = 0 if paths else idle + 1
            affected = affected_by(paths) if paths else EVERYTHING if rebuilder.is_due() else None
            if affected:
                _print_reports(args, rebuilder.run(affected), server.url)
            elif idle == 1:
                rebuilder.warm()
            elif rebuilder.unindexed and idle > _IDLE:
                rebuilder.index()
                _print_event(args, {"event": "indexed"}, "")
    except KeyboardInterrupt:
        _print_event(args, {"event": "ended"}, "")
    finally:
        server.stop()
    return 0


def _wants_browser(args: argparse.Namespace) -> bool:
    if args.open is None:
        return not args.json and display.has_display(os.environ, sys.platform)
    return bool(args.open)


def _interrupt_event() -> threading.Event:
    """An event that is set on SIGINT, which raises KeyboardInterrupt as well.

    Python drops an exception raised in a destructor; the event records the signal even then."""
    event = threading.Event()

    def on_sigint(_number: int, _frame: FrameType | None) -> None:
        event.set()
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, on_sigint)
    return event


def base_path(option: str) -> str:
    """A base path with its slashes. Raises Stop if it is invalid."""
    path = "/" + option.strip("/") + "/" if option.strip("/") else "/"
    if not re.fullmatch(r"/([\w.~-]+/)*", path, re.ASCII) or "/../" in path:
        raise Stop([error("--base-path", f'"{option}" is no path', "such as /repo/", rule="usage")])
    return path


def _listen(wanted: int | None, rebuilder: Rebuilder, hub: ReloadHub) -> Server:
    """A server on the requested port, else on the first free one of a few. Raises Stop."""
    for port in _PORTS[:-1] if wanted is None else ():
        with contextlib.suppress(OSError):
            return Server(port, rebuilder.out, rebuilder.base_path, hub)
    port = _PORTS[-1] if wanted is None else wanted
    try:
        return Server(port, rebuilder.out, rebuilder.base_path, hub)
    except (OSError, OverflowError) as fault:
        problem = error(
            "--port",
            f"{port} cannot be listened on: {fault}",
            "take another one, or 0 for any that is free",
            rule="port",
        )
        raise Stop([problem]) from None


def _ingest(root: Path) -> list[Problem]:
    """Ingests new seeds and returns the problems; the watcher reports the files written."""
    with hold_content(root):
        return list(ingest(root, load_site(root)).problems)


def _print_reports(args: argparse.Namespace, reports: Iterable[Report], url: str) -> None:
    """Prints the problems of each rebuild, then one line for it."""
    for report in reports:
        console.problems(report.problems)
        spent = sum(report.seconds.values())
        changed = len(report.written) + len(report.deleted)
        line = f"{console.count(changed, 'file')} changed in {spent * 1000:.0f} ms"
        _print_event(
            args, {"event": "built", "url": url} | report.as_dict(), line if changed else ""
        )


def _print_event(args: argparse.Namespace, event: dict[str, Any], line: str) -> None:
    if args.json:
        console.print_json(event)
    elif line and not args.quiet:
        print(line, flush=True)
