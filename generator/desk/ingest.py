"""``huozi ingest``."""

from __future__ import annotations

import argparse

NAME = "ingest"
HELP = "ingest"
EXAMPLE = "huozi ingest"


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""


def run(asked: argparse.Namespace) -> int:
    """Runs; the exit status."""
    return 0
