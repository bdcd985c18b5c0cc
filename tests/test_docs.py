"""The documentation says what the code says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.cli import main
from generator.content import frontmatter
from generator.model.site import KEYS
from tests.conftest import ROOT

KINDS = {
    "text": "text",
    "flag": "true or false",
    "number": "whole number",
    "texts": "list of texts",
    "table": "table of texts",
}


def reference() -> str:
    """docs/site-toml.md, made of the table of keys."""
    lines = [
        "# site.toml",
        "",
        "Every key, its type and its default. A key with a dot stands in a table:",
        "`ingest.joins` is `joins` below `[ingest]`. An unknown key is an error.",
        "",
        "| key | type | default | |",
        "|---|---|---|---|",
    ]
    for key in KEYS:
        default = f"`{_toml(key.default)}`" if key.default not in ("", [], {}) else ""
        lines.append(f"| `{key.name}` | {KINDS[key.kind]} | {default} | {key.doc} |")
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).replace("'", '"') if isinstance(value, list) else str(value)


def test_every_key_of_site_toml_is_documented(pytestconfig: pytest.Config) -> None:
    path = ROOT / "docs" / "site-toml.md"
    if pytestconfig.getoption("--renew-golden"):
        path.write_text(reference(), "utf-8")
    assert path.read_text("utf-8") == reference()
    assert all(key.doc for key in KEYS)


def test_every_key_of_front_matter_stands_in_the_contract() -> None:
    contract = (ROOT / "docs" / "contract.md").read_text("utf-8")
    for key in frontmatter.KEYS:
        assert f"`{key}`" in contract, key


def test_every_command_stands_in_both_readmes() -> None:
    for name in ("README.md", "README.zh.md"):
        text = (ROOT / name).read_text("utf-8")
        for command in main.COMMANDS:
            assert f"`huozi {command}" in text, f"{name}: huozi {command}"


@pytest.mark.parametrize(
    "name", ["README.md", "README.zh.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]
)
def test_what_a_document_links_to_exists(name: str) -> None:
    for link in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", (ROOT / name).read_text("utf-8")):
        if "://" not in link:
            assert (ROOT / Path(link)).exists(), f"{name} links to {link}"
