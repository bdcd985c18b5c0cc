"""Options that several commands share."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

_OPTIONS: dict[str, dict[str, Any]] = {
    "--base-url": {
        "metavar": "URL",
        "help": "where the site will stand (else HUOZI_BASE_URL, else site.toml)",
    },
    "--out": {"type": Path, "metavar": "DIR", "help": "instead of output/"},
    "--profile": {"action": "store_true", "help": "show where the time went"},
    "--jobs": {
        "type": int,
        "metavar": "N",
        "default": os.cpu_count() or 1,
        "help": "processes at most (default: one a processor)",
    },
    "--no-search": {"action": "store_true", "help": "leave the search index alone"},
    "--now": {
        "metavar": "TIME",
        "help": "the clock, ISO 8601 (else SOURCE_DATE_EPOCH, else the time it is)",
    },
}


def add(parser: argparse.ArgumentParser, *names: str, **others: Any) -> None:
    """Adds shared options by name; ``others`` replaces arguments of their definitions, such as
    ``help``."""
    for name in names:
        parser.add_argument(name, **_OPTIONS[name] | others)


def base_url(args: argparse.Namespace) -> str | None:
    """The address given by ``--base-url`` or else the environment; None: as in site.toml."""
    return args.base_url or os.environ.get("HUOZI_BASE_URL") or None
