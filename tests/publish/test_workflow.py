"""The example workflow that publishes to an object storage: sound by its linters, and its commands
are those of huozi."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.test_parts_workflow import tool
from tests.conftest import ROOT

EXAMPLE = ROOT / "docs" / "publish-to-storage.yml"


def test_the_linters_find_nothing() -> None:
    done = tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", EXAMPLE)
    assert done.returncode == 0, done.stdout
    policy = ROOT / "tests" / "cli" / "zizmor.yml"
    done = tool("zizmor", "--offline", "--config", policy, "--min-severity", "low", EXAMPLE)
    assert done.returncode == 0, done.stdout


def test_the_steps_are_those_of_the_nightly_workflow() -> None:
    nightly = ROOT / "generator" / "cli" / "scaffold" / "publish.yml"
    uses = [set(re.findall(r"uses: (\S+)", file.read_text("utf-8"))) for file in (EXAMPLE, nightly)]
    assert uses[0] < uses[1]
    commands = [
        re.findall(r"run: (huozi .*)", file.read_text("utf-8")) for file in (EXAMPLE, nightly)
    ]
    assert commands[0] == [*commands[1], "huozi publish"]
    assert Path(ROOT / "requirements-s3.lock").is_file()
