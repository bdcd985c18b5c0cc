"""The console script ``huozi``: parses the command line and runs one command.

Exit statuses: 0 done, 1 errors in the material, 2 wrong usage or configuration, 70 a fault of
huozi, 130 interrupted, 141 the reader of the output has gone (128 plus the number of SIGPIPE, which
Python turns into an exception, so that files are left in order).
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import select
import sys
import tempfile
import traceback
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import ModuleType

from generator import __version__
from generator.cli import console
from generator.model.problem import Stop, error

COMMANDS = (
    "new",
    "ingest",
    "build",
    "merge",
    "publish",
    "serve",
    "check",
    "variants",
    "doctor",
    "withdraw",
    "correct",
    "moved",
    "settle",
)
"""The names of all commands, each a module of this package."""
DEBUG_HELP = "show the traceback of a fault, and what each worker of a build is at"


def command(name: str) -> ModuleType:
    """The module of a command, with ``HELP``, ``EXAMPLE``, ``add(parser)`` and
    ``run(arguments) -> exit status``. Imported on demand to keep start-up short."""
    return importlib.import_module(f"generator.cli.{name}")


def parser(names: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """The argument parser with the given commands as subparsers."""
    top = argparse.ArgumentParser(
        prog="huozi",
        description="A newspaper's pages in, a searchable edition in three scripts out.",
    )
    top.add_argument("--version", action="version", version=f"huozi {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in names:
        module = command(name)
        sub = commands.add_parser(
            name, help=module.HELP, description=module.HELP, epilog=f"example: {module.EXAMPLE}"
        )
        if name != "new":  # takes the folder as its argument
            sub.add_argument(
                "--site",
                type=Path,
                default=Path(),
                metavar="DIR",
                help="the site's folder (default: the current one)",
            )
        sub.add_argument("--json", action="store_true", help="one JSON object on standard output")
        sub.add_argument("--quiet", action="store_true", help="say nothing but problems")
        sub.add_argument("--debug", action="store_true", help=DEBUG_HELP)
        module.add(sub)
        sub.set_defaults(module=module)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    commands = words[:1] if words[:1] and words[0] in COMMANDS else COMMANDS
    args = parser(commands).parse_args(words)
    try:
        with _shown_work(args.debug):
            return int(args.module.run(args))
    except Stop as stop:
        console.stopped(stop, as_json=args.json)
        return stop.status
    except KeyboardInterrupt:
        print("interrupted; every file stands whole, the next run goes on", file=sys.stderr)
        return 130
    except Exception as fault:
        if isinstance(fault, BrokenPipeError) and _is_unread():
            raise
        if args.debug:
            traceback.print_exc()
        problem = error(
            "huozi", f"a fault of huozi: {fault!r}", f"the traceback is in {_log()}", rule="fault"
        )
        console.stopped(Stop([problem]), as_json=args.json)
        return 70


def _shown_work(debug: bool) -> AbstractContextManager[None]:
    """Shows the items that workers process, if ``debug`` is set."""
    if not debug:
        return contextlib.nullcontext()
    from generator.build import work_log  # most runs do without logging

    return work_log.shown()


def _log() -> str:
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="huozi-", suffix=".log", delete=False
    ) as log:
        traceback.print_exc(file=log)
    return log.name


def _is_unread() -> bool:
    """Whether the reader of standard output or standard error has gone (``| head``); other pipes
    break for other reasons."""
    if not hasattr(select, "poll"):  # Windows reports such a pipe by another error
        return False
    poller = select.poll()
    for stream in (sys.stdout, sys.stderr):
        poller.register(stream.fileno(), 0)
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in poller.poll(0))


def run() -> None:
    """The entry point of the console script."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status: int | str | None
        try:
            status = main()
        except SystemExit as end:  # raised by argparse after --help or wrong usage
            status = end.code
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except BrokenPipeError:
        # The interpreter flushes buffered output at exit and would report the error again.
        devnull = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(devnull, stream.fileno())
        status = 141
    sys.exit(status)
