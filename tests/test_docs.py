"""The documentation agrees with the code."""

from __future__ import annotations

import argparse
import ast
import inspect
import itertools
import re
from pathlib import Path

import msgspec
import pytest

from generator.cli import main
from generator.content import frontmatter
from generator.model.site import KEYS, Basics, SiteOptions
from tests.conftest import ROOT

KINDS = {
    "text": "text",
    "flag": "true or false",
    "number": "whole number",
    "texts": "list of texts",
    "table": "table of texts",
}


def documented(options: type, table: str = "") -> dict[str, str]:
    """The keys of a class of options, each with its docstring."""
    (body,) = (n for n in ast.parse(inspect.getsource(options)).body if isinstance(n, ast.ClassDef))
    docs: dict[str, str] = {}
    for field, doc in itertools.pairwise([*body.body, None]):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            default = getattr(options(), field.target.id)
            if isinstance(default, msgspec.Struct):
                docs |= documented(type(default), f"{field.target.id}.")
            else:
                assert isinstance(doc, ast.Expr) and isinstance(doc.value, ast.Constant)
                docs[table + field.target.id] = " ".join(str(doc.value.value).split())
    return docs


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
    docs = documented(Basics) | documented(SiteOptions)
    assert list(docs) == [key.name for key in KEYS]
    for key in KEYS:
        default = f"`{_toml(key.default)}`" if key.default not in ("", (), {}) else ""
        lines.append(f"| `{key.name}` | {KINDS[key.kind]} | {default} | {docs[key.name]} |")
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(list(value)).replace("'", '"') if isinstance(value, tuple) else str(value)


def test_every_key_of_site_toml_is_documented(pytestconfig: pytest.Config) -> None:
    path = ROOT / "docs" / "site-toml.md"
    if pytestconfig.getoption("--renew-golden"):
        path.write_text(reference(), "utf-8")
    assert path.read_text("utf-8") == reference()


def test_every_key_of_front_matter_stands_in_the_contract() -> None:
    contract = (ROOT / "docs" / "contract.md").read_text("utf-8")
    for key in frontmatter.KEYS:
        assert f"`{key}`" in contract, key


def test_every_command_stands_in_both_readmes() -> None:
    for name in ("README.md", "README.zh.md"):
        text = (ROOT / name).read_text("utf-8")
        for command in main.COMMANDS:
            assert f"`huozi {command}" in text, f"{name}: huozi {command}"


DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
    if path.name != "CHANGELOG.md"
)

_COMMAND = re.compile(r"\bhuozi (" + "|".join(main.COMMANDS) + r")\b([^`\n]*(?:\n[^`\n]+(?=`))?)")


def options(parser: argparse.ArgumentParser) -> set[str]:
    """The options of a command and of the commands below it."""
    names: set[str] = set()
    for action in parser._actions:
        names.update(action.option_strings)
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                names |= options(below)
    return names


def test_every_option_in_the_documents_exists() -> None:
    known = {name: options(main.parser([name])) for name in main.COMMANDS}
    checked = 0
    for path in (*map(ROOT.joinpath, DOCUMENTS), *ROOT.glob("generator/cli/scaffold/*.md")):
        for command, words in _COMMAND.findall(path.read_text("utf-8")):
            for option in re.findall(r"(?<=\s)--[a-z-]+", words.partition(" && ")[0]):
                checked += 1
                assert option in known[command], f"{path.name}: huozi {command} {option}"
    assert checked > 30


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_a_document_links_to_exists(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    folder = (ROOT / name).parent
    for link, fragment in re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)", _without_code(text)):
        if "://" in link or link.startswith("/"):
            continue
        target = folder / link if link else ROOT / name
        assert target.exists(), f"{name} links to {link}"
        if fragment:
            assert fragment in _fragments(target), f"{name} links to {link}#{fragment}"


def _without_code(text: str) -> str:
    return re.sub(r"`[^`\n]+`", "", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))


def _fragments(path: Path) -> set[str]:
    """The fragments by which the headings of a document are linked to, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in headings}


def test_what_the_architecture_and_the_decisions_name_exists() -> None:
    everything = {p.name for p in ROOT.glob("tests/**/*.py")}
    for name in DOCUMENTS:
        if name not in ("ARCHITECTURE.md", "CONTRIBUTING.md") and "/decisions/" not in name:
            continue
        text = (ROOT / name).read_text("utf-8")
        for path in re.findall(r"`([\w./-]+/[\w.-]*\.(?:py|md|txt|toml|yml))`", text):
            below = (ROOT / path, ROOT / "generator" / path, ROOT / "themes/default/assets" / path)
            if not path.startswith(("pages/about", "content/2025", ".huozi", "/")):
                assert any(p.exists() for p in below), f"{name} names {path}"
        for test in re.findall(r"`(test_\w+\.py)`", text):
            assert test in everything, f"{name} names {test}"


PARTS = ("Context", "Decision", "Measured", "Consequences", "Rejected")


def test_decisions_are_numbered_without_gaps_and_have_their_five_parts() -> None:
    paths = sorted((ROOT / "docs" / "decisions").iterdir())
    assert [path.name[:4] for path in paths] == [f"{n:03}-" for n in range(1, len(paths) + 1)]
    for number, path in enumerate(paths, 1):
        text = path.read_text("utf-8")
        assert text.startswith(f"# {number}. "), path.name
        places = [text.find(f"\n**{part}") for part in PARTS]
        assert min(places) > 0, f"{path.name} lacks {PARTS[places.index(-1)]}"
        assert places == sorted(places), path.name
