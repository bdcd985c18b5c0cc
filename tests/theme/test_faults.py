"""A mistake in a template is one problem, with the template's file and line."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.model.problem import Problem, Stop
from generator.model.variant import VARIANTS
from generator.theme.theme import Theme, load

VIEW = SimpleNamespace(label="要闻", begin=lambda room: room)


def theme(root: Path, **templates: str) -> Theme:
    """A site's own theme with these templates (``page`` is ``page.html``), upon the default one."""
    folder = root / "own"
    (folder / "templates").mkdir(parents=True)
    (folder / "theme.toml").write_text('extends = "default"', "utf-8")
    for name, text in templates.items():
        (folder / "templates" / f"{name}.html").write_text(text, "utf-8")
    return load("own", root, [VARIANTS["zh-Hans"]])


def problem(failing: Theme, template: str = "page.html") -> Problem:
    with pytest.raises(Stop) as stop:
        failing.render(template, VIEW, "/2025/", "zh-Hans")
    [only] = stop.value.problems
    return only


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("<h1>\n{% if %}", 2, "Expected"),
        ("<h1>\n{{ 1 | slender }}", 2, "No filter named 'slender'"),
        ("<h1>\n{% include 'nowhere.html' %}", 2, 'lacks the template "nowhere.html"'),
        ("{% extends 'nowhere.html' %}", 1, 'lacks the template "nowhere.html"'),
        ("<h1>\n{% include 'page.html' %}", 2, "itself without end"),
        ("<h1>\n\n{{ vieww.label }}", 3, "'vieww' is undefined"),
        ('<p>\n</p><p\nid="a">\n</p><p>\n{{ vieww.label }}', 5, "'vieww' is undefined"),
        ('<p\nid="a"\ntitle="{{ 1 }}\n{% if %}">', 4, "Expected"),
        ('<p\nid="a">\n</p><p>\n{% if view %}', 4, "Unexpected end of template"),
        ("<h1>\n{{ view.labels }}", 2, "no attribute 'labels'"),
        ("<h1>\n{{ view.begin(1, 2) }}", 2, "takes 1 positional argument"),
        ("<h1>\n{{ 1 // 0 }}", 2, "ZeroDivisionError"),
        ("<h1>\n{{ t('nobody') }}", 2, 'nobody wrote the word "nobody"'),
        ("<h1>\n{{ t('date', year=2025) }}", 2, "needs a value for 'month'"),
        ("<h1>\n{{ choose('months', 12) }}", 2, "has no item 12"),
        ("<h1>\n{{ choose('archive', 0) }}", 2, 'list of words "archive"'),
        ("<link\nhref='{{ asset('none.css') }}'>", 2, 'no asset "none.css"'),
        ("{{ inline('none.js').text }}", 1, 'no script "inline/none.js"'),
    ],
)
def test_a_mistake_has_its_file_and_line(
    template: str, line: int, words: str, tmp_path: Path
) -> None:
    reported = problem(theme(tmp_path, page=template))
    assert (reported.path, reported.line, reported.rule) == (
        "themes/own/templates/page.html",
        line,
        "theme",
    )
    assert words in reported.message


@pytest.mark.parametrize(
    "page",
    [
        "{% include 'part.html' %}",
        "{% import 'part.html' as part %}{{ part.label(view) }}",
        "\n\n{% from 'part.html' import label %}{{ label(view) }}",
    ],
)
def test_a_mistake_in_a_template_that_others_use_names_that_one(page: str, tmp_path: Path) -> None:
    part = "{% macro label(view) %}\n{{ view.labels }}\n{% endmacro %}{{ label(view) if view }}"
    reported = problem(
        theme(tmp_path, page=page, part=part.replace("if view", "if view is defined"))
    )
    assert (reported.path, reported.line) == ("themes/own/templates/part.html", 2)


def test_a_mistake_in_a_part_names_the_part(tmp_path: Path) -> None:
    folder = theme(tmp_path, page="{{ parts.labels.label(view) }}").folders[0]
    (folder / "templates/parts").mkdir()
    part = folder / "templates/parts/labels.html"
    part.write_text("{% macro label(view) %}\n{{ view.labels }}\n{% endmacro %}", "utf-8")
    reported = problem(load("own", tmp_path, [VARIANTS["zh-Hans"]]))
    assert (reported.path, reported.line) == ("themes/own/templates/parts/labels.html", 2)


def test_a_part_that_is_missing_is_named_with_the_template_that_wants_it(tmp_path: Path) -> None:
    reported = problem(theme(tmp_path, page="\n{{ parts.labels.label(view) }}"))
    assert (reported.path, reported.line) == ("themes/own/templates/page.html", 2)
    assert "parts/labels.html" in reported.message


def test_a_template_that_is_missing_is_named(tmp_path: Path) -> None:
    reported = problem(theme(tmp_path), "letters.html")
    assert str(reported).startswith("themes/own/templates/letters.html:1:1: the theme lacks")


def test_a_theme_whose_name_begins_like_another_s_is_not_taken_for_it(tmp_path: Path) -> None:
    longer = tmp_path / "own2" / "templates"
    longer.mkdir(parents=True)
    (longer.parent / "theme.toml").write_text('extends = "own"', "utf-8")
    (longer / "page.html").write_text("{{ view.labels }}", "utf-8")
    theme(tmp_path)
    assert problem(load("own2", tmp_path, [VARIANTS["zh-Hans"]])).path == (
        "themes/own2/templates/page.html"
    )


def test_every_unknown_key_of_theme_toml_is_reported(tmp_path: Path) -> None:
    theme(tmp_path)
    settings = 'extend = "default"\n\ncolour = "red"\nextends = "default"\n'
    (tmp_path / "own" / "theme.toml").write_text(settings, "utf-8")
    with pytest.raises(Stop) as stop:
        load("own", tmp_path, [VARIANTS["zh-Hans"]])
    assert [str(problem) for problem in stop.value.problems] == [
        'themes/own/theme.toml:1:1: unknown key "extend"; did you mean "extends"?',
        'themes/own/theme.toml:3:1: unknown key "colour"; known: name, extends, description',
    ]
