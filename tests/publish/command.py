"""Runs a command of huozi in the process of the tests, where starting one would take longest."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from generator.cli.main import main


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def run_huozi(*words: str, site: Path, env: Mapping[str, str] | None = None) -> Done:
    """Runs a command as a person would, with the environment ``env`` beside that of the tests."""
    out, errors = io.StringIO(), io.StringIO()
    with (
        mock.patch.dict("os.environ", env or {}),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(errors),
    ):
        status = main([*words, "--site", str(site)])
    return Done(status, out.getvalue(), errors.getvalue())
