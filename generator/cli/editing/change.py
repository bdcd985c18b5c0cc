"""A change of one file by a command: shown as a difference, written whole, undone by Git."""

from __future__ import annotations

import argparse
import difflib
import shlex
from dataclasses import dataclass
from pathlib import Path

from generator.cli import console, options
from generator.cli.replace_text import replace_text
from generator.content import git
from generator.model.problem import Stop, error


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A file's text before and after, and what is to be said of it."""

    root: Path
    path: str
    """Relative to the site."""
    before: str
    after: str
    address: str
    """Where readers meet the change."""
    following: str
    """What the next build will do."""

    @property
    def diff(self) -> str:
        """The unified difference; line ends are not shown."""
        rows = difflib.unified_diff(
            self.before.splitlines(),
            self.after.splitlines(),
            f"a/{self.path}",
            f"b/{self.path}",
            lineterm="",
        )
        return "\n".join(rows)


def add_arguments(parser: argparse.ArgumentParser, *, now: bool = True) -> None:
    """Adds the options of every command that changes a file of the editor's."""
    parser.add_argument("--dry-run", action="store_true", help="show the change, and write nothing")
    options.add(parser, "--base-url", *(("--now",) if now else ()))


def apply(change: Change, args: argparse.Namespace) -> int:
    """Writes a change unless ``--dry-run`` is given, prints it, and returns the exit status."""
    undo = _undo(change, args) if change.before != change.after else ""
    is_written = change.before != change.after and not args.dry_run
    if is_written:
        try:
            replace_text((change.root / change.path).resolve(), change.after)
        except OSError as fault:
            message = f"cannot be written: {fault.strerror}"
            raise Stop([error(change.path, message, rule="unwritable")], status=1) from None
    if args.json:
        report = {
            "path": change.path,
            "address": change.address,
            "written": is_written,
            "diff": change.diff,
            "next": change.following,
            "undo": undo if is_written else "",
            "problems": [],
        }
        console.print_json(report)
    elif not args.quiet:
        for line in (change.diff, f"{change.address}: {change.following}"):
            if line:
                print(line)
        if is_written:
            print(undo)
        elif change.before != change.after:
            print("nothing is written (--dry-run)")
    return 0


def _undo(change: Change, args: argparse.Namespace) -> str:
    """How the change is taken back, as the file is in Git before it."""
    at = "" if args.site == Path() else f" -C {shlex.quote(str(args.site))}"
    path = shlex.quote(change.path)
    if git.run(change.root, "cat-file", "-e", f"HEAD:./{change.path}") is None:
        return f"to undo this: take the lines with + out of {change.path} (it is not in Git)"
    if git.run(change.root, "status", "--porcelain", "--", change.path):
        return (
            f"to undo this: take the lines with + out of {change.path}; "
            f"git{at} checkout -- {path} takes back all its changes that are not committed"
        )
    return f"to undo this: git{at} checkout -- {path}"
