"""The structure of the code: order of imports, one importer for each library, names and sizes."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator"

# Lowest first; packages on one line do not import each other.
FLOORS = (
    {"model"},
    {"content", "convert", "theme", "formats", "makeup"},
    {"ingest"},
    {"build", "search"},
    {"pages"},
    {"check"},
    {"publish"},
    {"cli"},
)
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}
# The engine builds any Project, not only newspapers.
FORBIDDEN = {("build", name) for name in ("content", "convert", "formats", "ingest", "search")}

DOORS = {
    "yaml": "content/yaml.py",
    "markdown_it": "content/markdown/",
    "mdit_py_plugins": "content/markdown/",
    "html.parser": "content/markup.py",
    "opencc": "convert/opencc_chains.py",
    "lunar_python": "formats/lunar.py",
    "PIL": "formats/",
    "jinja2": "theme/",
    "rcssmin": "theme/assets.py",
    "rjsmin": "theme/assets.py",
    "playwright": "check/search_reader.py",
    "pagefind_bin": "search/pagefind.py",
    "nh3": "content/sanitize.py",
    "lxml": "check/webpage.py",
    "watchfiles": "cli/preview/watcher.py",
    "sqlite3": "build/database.py",
    "charset_normalizer": "ingest/read/formats/encoding.py",
    "boto3": "publish/places/bucket.py",
    "botocore": "publish/places/bucket.py",
    "docx": "ingest/read/formats/docx.py",
    "pypinyin": "pages/kinds/authors.py",
}


def modules() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def package_of(name: str) -> str:
    parts = name.split(".")
    return parts[1] if parts[0] == "generator" and len(parts) > 1 else ""


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_package_imports_only_from_those_below_it(path: Path) -> None:
    package = path.relative_to(PACKAGE).parts[0]
    if package.endswith(".py"):
        return
    for name in imports(path):
        other = package_of(name)
        if other in FLOOR and other != package:
            below = FLOOR[other] < FLOOR[package]
            assert below, f"{package} must not import {other} ({name})"
            assert (package, other) not in FORBIDDEN, f"{package} must not import {other} ({name})"


def test_each_library_has_one_door() -> None:
    for path in modules():
        for name in imports(path):
            library = name if name in DOORS else name.split(".")[0]
            if library in DOORS:
                door = DOORS[library]
                where = path.relative_to(PACKAGE).as_posix()
                assert where == door or (door.endswith("/") and where.startswith(door)), (
                    f"{where} imports {library}; its door is {door}"
                )


NEWSPAPER_WORDS = re.compile(
    r"(?<![a-z-])(edition|article|newspaper|paper|headline|byline|kicker|masthead|dateline|author|"
    r"section|reader|editor|issue|seed|card|year|night|photo|front)s?(?![a-z])",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", sorted((PACKAGE / "build").glob("*.py")), ids=lambda p: p.name)
def test_the_engine_contains_no_newspaper_words(path: Path) -> None:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        assert not NEWSPAPER_WORDS.search(line.replace("_", " ")), f"{path.name}:{number} {line}"


PATTERNS = frozenset(
    ("compile", "search", "match", "fullmatch", "sub", "findall", "finditer", "split")
)
_NOT_A_TAG = re.compile(
    r"\[(?:\\.|[^\]\\])*\]|\?P?<"
)  # a class of characters; (?<=, (?<!, (?P<name>
# The compiler of templates shortens the markup of finished pages.
OF_PAGES = ("theme/",)


def patterns(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module's regular expressions, with their lines."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in PATTERNS and getattr(node.func.value, "id", "") == "re":
            for part in ast.walk(node.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield node.lineno, part.value


def test_html_is_read_by_a_parser_never_by_pattern() -> None:
    for path in modules():
        where = path.relative_to(PACKAGE).as_posix()
        for line, pattern in patterns(path):
            if not where.startswith(OF_PAGES):
                assert "<" not in _NOT_A_TAG.sub("", pattern), f"{where}:{line} {pattern}"


def test_no_two_modules_share_a_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in modules():
        if path.name != "__init__.py":
            places[path.name].append(path.relative_to(PACKAGE).as_posix())
    assert not {name: paths for name, paths in places.items() if len(paths) > 1}


def test_no_two_classes_share_a_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(f"{path.relative_to(PACKAGE).as_posix()}:{node.lineno}")
    assert not {name: lines for name, lines in places.items() if len(lines) > 1}


EMPTY_NAMES = re.compile(r"_?(found|said|told|made|kept|own|one|once|here|there)")
# Fields that templates of a paper's own theme read (docs/views.md).
PUBLISHED_NAMES = {("pages/single.py", "here"), ("pages/single.py", "there")}


def bound_names(path: Path) -> Iterator[tuple[int, str]]:
    """The lines and names of what a module binds: variables, attributes, parameters, functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.arg(arg=name):
                yield node.lineno, name


def test_names_say_what_they_hold() -> None:
    for path in modules():
        where = path.relative_to(PACKAGE).as_posix()
        for line, name in bound_names(path):
            if (where, name) not in PUBLISHED_NAMES:
                assert not EMPTY_NAMES.fullmatch(name), f"{where}:{line} {name}"


def test_only_the_commands_print() -> None:
    for path in modules():
        if path.relative_to(PACKAGE).parts[0] == "cli":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "print", f"{path.relative_to(PACKAGE)}:{node.lineno} prints"


def test_every_module_has_a_docstring() -> None:
    for path in modules():
        assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path.relative_to(PACKAGE)


def test_files_and_functions_stay_short() -> None:
    for path in modules():
        text = path.read_text("utf-8")
        assert text.count("\n") <= 375, f"{path.relative_to(PACKAGE)} is too long"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                where = f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name}"
                assert length <= 53, f"{where} has {length} lines"
