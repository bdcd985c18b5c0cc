"""Templates become pages as Jinja2 makes them, plainer and in fewer bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import jinja2
import pytest
from markupsafe import Markup

from generator.theme.compiler import Compiled, Compiler
from generator.theme.slim import Slimming, slim


@dataclass(frozen=True)
class Link:
    """What a view may hold."""

    label: str = "要闻"
    address: str = "/sections/要闻/"

    def at(self, step: str, more: str = "") -> str:
        """The address, one step on."""
        return self.address + step + more


def page(template: str, **values: object) -> str:
    env = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=[Slimming],
        loader=jinja2.DictLoader({"page.html": template, "part.html": "<b>{{ view.label }}</b>"}),
    )
    env.code_generator_class = Compiler
    return env.get_template("page.html").render(view=Link(), **values)


@pytest.mark.parametrize(
    ("template", "made"),
    [
        ('<p class="kicker">肩题</p>', "<p class=kicker>肩题</p>"),
        ('<p class="kicker up">肩题</p>', '<p class="kicker up">肩题</p>'),
        ('<p class="">肩题</p>', '<p class="">肩题</p>'),
        ('<a href="{{ view.address }}">报</a>', "<a href=/sections/要闻/>报</a>"),
        ('<a href="{{ said }}">报</a>', '<a href="a b">报</a>'),
        ('<a href="{{ empty }}">报</a>', '<a href="">报</a>'),
        ('<a href="{{ hostile }}">报</a>', '<a href="&#34;x=&#34;&gt;">报</a>'),
        ('<a href="{{ marked }}">报</a>', "<a href=&lt;>报</a>"),
        ('<a href="/{{ view.label }}">报</a>', '<a href="/要闻">报</a>'),
        ('<b class="a{% if said %} b{% endif %}">', '<b class="a b">'),
        ('<b class="a"{% if said %} id="b"{% endif %}>', "<b class=a id=b>"),
        ('<b class="a"{% if said %} id="b"{% endif %}/>', '<b class=a id="b"/>'),
        ('a="b" <b>a="b" c</b>', 'a="b" <b>a="b" c</b>'),
        ('<script>a="b" </script><b id="c">', '<script>a="b" </script><b id=c>'),
        ('<!-- <b class="a"> --><b id="c">', '<!-- <b class="a"> --><b id=c>'),
        ('<b title=\'class="a" b\' id="c">', "<b title='class=\"a\" b' id=c>"),
        ("<ul><li>一</li><li>二</li></ul>", "<ul><li>一<li>二</ul>"),
        ("<div><p>一</p><p>二</p>三</div>", "<div><p>一<p>二</p>三</div>"),
    ],
)
def test_what_html_does_not_need_is_left_out_of_a_template_and_nothing_else(
    template: str, made: str
) -> None:
    assert page(template, said="a b", empty="", hostile='"x=">', marked=Markup("&lt;")) == made


def test_a_piece_of_html_may_end_without_its_last_end_tag() -> None:
    said = slim('<p id="p1">一</p>\n<p>二 a="b" c</p>\n')
    assert said == '<p id=p1>一\n<p>二 a="b" c'


def test_attributes_functions_and_conditions_are_those_of_jinja() -> None:
    template = (
        "{% macro who(link, more='后') %}{{ link.label }}{{ more }}{% endmacro %}"
        "{{ view.at('01/') }} {{ view.at(step='02/', more='a') }} {{ view.at(*['03/']) }} "
        "{{ who(view) }}{{ who(view, more='前') }} {{ '要闻'.count('要') }} "
        "{{ 1 if view.missing is defined else 0 }}{{ view.missing | default('无') }} "
        "{% include 'part.html' %}{% for n in (1, 2) %}{{ loop.index }}{% endfor %} {{ '&' }}"
    )
    assert page(template) == (
        "/sections/要闻/01/ /sections/要闻/02/a /sections/要闻/03/ 要闻后要闻前 1 "
        "0无 <b>要闻</b>12 &amp;"
    )


@pytest.mark.parametrize(
    ("template", "made"),
    [
        (
            "{% for n in 'ab' %}{{ loop.first }}{{ loop.index }}{{ loop.index0 }} {% endfor %}",
            "True10 False21 ",
        ),
        (
            "{% for n in 'ab' %}{% for m in 'ab' %}{{ loop.index }}{% endfor %}{{ loop.index }}"
            "{% endfor %}",
            "121122",
        ),
        (
            "{% for n in 'ab' %}{% for m in 'ab' if loop.first %}{{ m }}{% endfor %}"
            "{{ loop.index }}"
            "{% endfor %}",
            "ab12",
        ),
        ("{% for n in 'ab' %}{{ loop.index }}{{ loop.last }}{% endfor %}", "1False2True"),
        ("{% for n in 'ab' %}{{ loop.index }}{{ loop.cycle('x', 'y') }}{% endfor %}", "1x2y"),
        ("{% for n in '' %}{{ loop.index }}{% else %}无{% endfor %}", "无"),
        ("{% for n, m in ((1, 2),) %}{{ n }}{{ m }}{{ loop.index }}{% endfor %}", "121"),
        (
            "{% macro a(missing, t_1=2) %}{{ missing }}{{ t_1 }}{% endmacro %}{{ a('<', t_1=3) }}",
            "&lt;3",
        ),
        ("{% macro a() %}{{ caller() }}{% endmacro %}{% call a() %}<{% endcall %}", "<"),
        ("{% macro a() %}{{ varargs | join }}{{ kwargs['b'] }}{% endmacro %}{{ a(1, b=2) }}", "12"),
        ("{% macro a(n, m=n) %}{{ n }}{{ m }}{% endmacro %}{{ a(1) }}", "11"),
    ],
)
def test_loops_and_macros_are_those_of_jinja(template: str, made: str) -> None:
    assert page(template) == made


def test_what_a_macro_is_not_given_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError, match="'link' was not provided"):
        page("{% macro who(link) %}{{ link.label }}{% endmacro %}{{ who() }}")
    with pytest.raises(TypeError):
        page("{% macro who(link) %}{{ link.label }}{% endmacro %}{{ who(view, view) }}")


def test_what_a_view_does_not_have_is_an_error() -> None:
    with pytest.raises((AttributeError, jinja2.TemplateError), match="lable"):
        page("{{ view.lable }}")
    with pytest.raises(jinja2.TemplateError, match="vieww"):
        page("{{ vieww.label }}")


def test_what_a_template_is_compiled_to_serves_the_next_process(tmp_path: Path) -> None:
    def page(source: str) -> str:
        env = jinja2.Environment(
            loader=jinja2.DictLoader({"page.html": source}), bytecode_cache=Compiled(tmp_path)
        )
        return env.get_template("page.html").render()

    assert page("往期") == "往期"
    (path,) = tmp_path.iterdir()
    first = path.read_bytes()
    assert page("往期") == "往期"
    assert page("旧报") == "旧报"
    assert path.read_bytes() != first
    path.write_bytes(first[:-1])
    assert page("往期") == "往期"
    assert path.read_bytes() == first
