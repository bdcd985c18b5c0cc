"""docs/views.md is made of the views themselves: every field a template gets, with its words."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import typing

import msgspec
import pytest

from generator.build.target import Recipe
from generator.pages import article_page, edition, emptied, page_kinds, single
from generator.pages.kinds import (
    archive,
    authors,
    corrections,
    fixed,
    front,
    home,
    listing,
    month,
    not_found,
    photos,
    search,
    year,
)
from tests.conftest import ROOT

VIEWS: dict[Recipe, type] = {
    article_page.ARTICLE: article_page.ArticleView,
    front.EDITION: edition.EditionView,
    edition.PAGE: edition.PageView,
    month.MONTH: month.MonthView,
    year.YEAR: year.YearView,
    archive.ARCHIVE: archive.ArchiveView,
    listing.LISTING: listing.ListView,
    corrections.CORRECTIONS: corrections.CorrectionsView,
    authors.AUTHORS: authors.AuthorsView,
    photos.PHOTOS: photos.PhotosView,
    search.SEARCH: single.PlainView,
    fixed.FIXED: fixed.FixedView,
    single.NOTICE: single.NoticeView,
    emptied.EMPTIED: emptied.EmptiedView,
    single.REDIRECT: single.RedirectView,
    not_found.NOT_FOUND: single.PlainView,
    home.EMPTY: single.PlainView,
}
"""What each template is given as ``view``."""


def documented_members(kind: type) -> dict[str, tuple[str, str]]:
    """Name → (type as written, docstring) of the public members of a class."""
    (body,) = (n for n in ast.parse(inspect.getsource(kind)).body if isinstance(n, ast.ClassDef))
    members: dict[str, tuple[str, str]] = {}
    for node, after in zip(body.body, [*body.body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            words = ""
            if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
                words = " ".join(str(after.value.value).split())
            members[node.target.id] = (ast.unparse(node.annotation), words)
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            words = " ".join((ast.get_docstring(node) or "").split())
            is_property = any(getattr(d, "id", "") == "property" for d in node.decorator_list)
            taken = ", ".join(argument.arg for argument in node.args.args[1:])
            name = node.name if is_property else f"{node.name}({taken})"
            members[name] = (ast.unparse(node.returns) if node.returns else "", words)
    return members


def parts(kind: object) -> list[type]:
    """The dataclasses and Structs inside a type."""
    if isinstance(kind, type) and (
        dataclasses.is_dataclass(kind) or issubclass(kind, msgspec.Struct)
    ):
        return [kind]
    return [inner for arg in typing.get_args(kind) for inner in parts(arg)]


def methods(kind: type) -> list[object]:
    """What the public methods and properties of a view give."""
    named = {name: value for name, value in vars(kind).items() if not name.startswith("_")}
    functions = [getattr(value, "fget", value) for value in named.values()]
    return [
        typing.get_type_hints(function)["return"]
        for function in functions
        if inspect.isfunction(function)
    ]


def reached() -> list[type]:
    """The views and all values in them, in the order of the first reference."""
    kinds: list[type] = []
    waiting = list(dict.fromkeys(VIEWS.values()))
    while waiting:
        kind = waiting.pop(0)
        if kind not in kinds:
            kinds.append(kind)
            hints = typing.get_type_hints(kind)
            waiting += [p for hint in hints.values() for p in parts(hint)]
            waiting += [p for method in methods(kind) for p in parts(method)]
    return kinds


def reference() -> str:
    """The whole of docs/views.md."""
    lines = [
        "# What templates get",
        "",
        "Each template is given one value, `view`, of the kind named here. Addresses are from the",
        "site's root; `address | url` makes one relative to the page. [Themes](themes.md) says how",
        "templates are written and overridden.",
        "",
        "| template | view |",
        "|---|---|",
        *(f"| `{recipe.template}` | {_link(kind)} |" for recipe, kind in VIEWS.items()),
    ]
    for kind in reached():
        lines += ["", f"## {kind.__name__}", "", " ".join((kind.__doc__ or "").split()), ""]
        lines += ["| field | type | |", "|---|---|---|"]
        lines += [_row(name, *field) for name, field in documented_members(kind).items()]
    return "\n".join(lines) + "\n"


def _row(name: str, kind: str, words: str) -> str:
    escaped = kind.replace("|", "\\|")
    return f"| `{name}` | `{escaped}` | {words} |"


def _link(kind: type) -> str:
    return f"[{kind.__name__}](#{kind.__name__.lower()})"


def test_every_field_of_every_view_is_documented(pytestconfig: pytest.Config) -> None:
    path = ROOT / "docs" / "views.md"
    if pytestconfig.getoption("--renew-golden"):
        path.write_text(reference(), "utf-8")
    assert path.read_text("utf-8") == reference()


def test_every_template_that_is_given_a_view_is_named() -> None:
    assert {recipe.template for recipe in VIEWS} == {
        r.template for r in page_kinds.recipes() if r.template
    }
