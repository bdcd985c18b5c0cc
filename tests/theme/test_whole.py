"""A page made in one piece says what its pieces say, or is left in pieces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import jinja2
import pytest

from generator.model.variant import VARIANTS
from generator.pages.targets import RECIPES
from generator.theme.compiler import Compiled, Compiler
from generator.theme.slim import Slimming
from generator.theme.theme import SHIPPED, load
from generator.theme.whole import FUNCTIONS, Involved, whole

PARENT = (
    "{% set shared = '共' %}<{% block title %}报{% endblock %}>{% include 'head.html' %}"
    "{% block outer %}外{% block inner %}内{% endblock %}{% endblock %}{{ shared }}"
)
PARTS = (
    "{% macro bold(text, times=1) %}{% for n in (1, 2) %}<b>{{ text * times }}</b>{% endfor %}"
    "{% endmacro %}"
)
COMMON = {
    "parent.html": PARENT,
    "head.html": "{% set seen = 1 %}[{{ view.label }}{{ more | default('') }}]",
    "parts.html": PARTS,
    "other.html": "{% macro bold(text) %}{{ text }}{% endmacro %}",
    "named.html": "{{ view.label }}{{ n }}",
    "blocks.html": "{% block title %}别{% endblock %}",
}


@dataclass(frozen=True)
class View:
    """What is shown."""

    label: str = "要闻&"
    file: str = "named.html"


def environment(templates: Mapping[str, str]) -> jinja2.Environment:
    env = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=[Slimming],
        loader=jinja2.DictLoader({**COMMON, **templates}),
        bytecode_cache=Compiled(None),
    )
    env.code_generator_class = Compiler
    env.globals = {name: lambda said, name=name: f"{name} {said}" for name in FUNCTIONS}
    return env


def in_pieces(env: jinja2.Environment) -> str:
    return env.get_template("page.html").render(view=View())


CHILD = "{% extends 'parent.html' %}"
TITLE = CHILD + "{% block title %}"
JOINED = [
    "{{ view.label }}{{ t('key') }}",
    "{% include 'head.html' %}{{ seen is defined }}",
    CHILD,
    TITLE + "{{ view.label }} {{ super() }}{% endblock %}",
    TITLE + "{{ super() }}{{ super() }}{% endblock %}",
    CHILD + "{% block inner %}{% set x = 1 %}{{ x }}{% endblock %}",
    CHILD + "{% block outer %}{{ x is defined }}{{ super() }}{% endblock %}",
    CHILD + "{% block outer %}{% block fresh %}新{% endblock %}{% endblock %}",
    CHILD + "{% set more = '多' %} said outside {% block title %}{{ more }}{% endblock %}",
    CHILD + "{% macro own(x) %}{{ x }}{{ view.label }}{% endmacro %}"
    "{% block title %}{{ own('<') }}{% endblock %}",
    CHILD + "{% import 'parts.html' as parts %}{% block title %}{{ parts.bold('一', times=2) }}"
    "{{ parts.bold('<') }}{% endblock %}",
    CHILD + "{% from 'parts.html' import bold as b %}{% block title %}{{ b('一') }}{% endblock %}",
    TITLE + "{% for n in (1, 2) %}{% include 'named.html' %}{% endfor %}{% endblock %}",
    TITLE + "{% include view.label ignore missing %}{% endblock %}",
    TITLE + "{% include ['none.html', 'head.html'] %}{% endblock %}",
    TITLE + "{% include 'blocks.html' %}{% endblock %}",
]


@pytest.mark.parametrize("template", JOINED)
def test_a_page_made_in_one_piece_is_the_same(template: str) -> None:
    env = environment({"page.html": template})
    assert whole(env, "page.html", "mark")(View()) == in_pieces(env)


@pytest.mark.parametrize(
    "template",
    [
        "{% block a %}一{% endblock %}{{ self.a() }}",
        CHILD + "{% block title %}{{ super() | upper }}{% endblock %}",
        "{% for n in (1, 2) %}{% block a scoped %}{{ n }}{% endblock %}{% endfor %}",
        "{% if view.label %}{% extends 'parent.html' %}{% endif %}",
        "{% extends view.file %}",
        "前{% extends 'parent.html' %}",
        CHILD + "{% if view.label %}{% set more = 1 %}{% endif %}",
        CHILD + "{% import 'parts.html' as parts with context %}",
        CHILD + "{% import 'parts.html' as t %}{% block title %}{{ t.bold('一') }}{% endblock %}",
        CHILD + "{% import 'parts.html' as p %}{% import 'other.html' as p %}"
        "{% block title %}{{ p.bold('一') }}{% endblock %}",
        CHILD + "{% block outer %}{% set x = 1 %}{% block inner %}{{ x is defined }}{% endblock %}"
        "{% endblock %}",
        CHILD + "{% block title %}{% include 'other.html' without context %}{% endblock %}",
        "{% autoescape false %}{{ view.label }}{% endautoescape %}",
    ],
)
def test_what_shows_only_as_it_runs_is_left_in_pieces(template: str) -> None:
    env = environment({"page.html": template})
    with pytest.raises(Involved):
        whole(env, "page.html", "mark")


def test_a_template_that_extends_itself_is_left_to_tell_it() -> None:
    env = environment({"page.html": "{% extends 'page.html' %}"})
    with pytest.raises(Involved):
        whole(env, "page.html", "mark")


@pytest.mark.parametrize("name", ["default", "plain"])
def test_every_page_of_a_theme_that_comes_with_huozi_is_made_in_one_piece(
    name: str,
) -> None:
    theme = load(name, SHIPPED, [VARIANTS["zh-Hans"]])
    env = environment({})
    env.loader = theme._envs["zh-Hans"].loader
    for recipe in RECIPES:
        if recipe.template:
            assert whole(env, recipe.template, "mark")


def test_what_it_is_compiled_to_is_kept_as_long_as_no_file_of_the_theme_changes(
    tmp_path: Path,
) -> None:
    def page(head: str, mark: str) -> str:
        env = environment({"page.html": CHILD, "head.html": head})
        env.bytecode_cache = Compiled(tmp_path)
        return whole(env, "page.html", mark)(View())

    assert "甲" in page("甲", "1")
    assert "甲" in page("乙", "1"), "the mark says that nothing has changed"
    assert "乙" in page("乙", "2")
