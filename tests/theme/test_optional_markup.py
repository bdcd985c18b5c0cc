"""Optional quotes and end tags are not sent, and browsers make the same page of the rest."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import html5lib
import jinja2
import lxml.html
import pytest
from lxml import etree

from generator.model.variant import VARIANTS
from generator.theme.optional_markup import OptionalMarkup
from generator.theme.theme import load
from tests.conftest import CLOCK, ROOT, example_site

BUILD_AS_WRITTEN = """
import sys
from jinja2.ext import Extension
from generator.cli.main import main
from generator.theme import environment

class AsWritten(Extension):
    pass

environment.OptionalMarkup = AsWritten
sys.exit(main())
"""
"""huozi, with templates compiled as they are written."""


def tree(page: str) -> bytes:
    """What the HTML standard's parser makes of a page, white space and all."""
    return bytes(etree.tostring(html5lib.parse(page, "lxml", namespaceHTMLElements=False)))


def tree_by_lxml(page: str) -> bytes:
    return bytes(etree.tostring(lxml.html.document_fromstring(page.encode())))


def build_as_written(site: Path) -> Path:
    words = ("build", "--no-search", "--now", CLOCK, "--site", str(site))
    subprocess.run([sys.executable, "-c", BUILD_AS_WRITTEN, *words], cwd=ROOT, check=True)
    return site / "output"


def test_the_papers_pages_are_the_same_trees_as_written(paper: Path, tmp_path: Path) -> None:
    site = example_site(tmp_path)
    shutil.copytree(paper / "content", site / "content")
    written = build_as_written(site)
    pages = sorted((paper / "output").rglob("*.html"))
    assert len(pages) > 100
    for path in pages:
        sent = path.read_text("utf-8")
        full = (written / path.relative_to(paper / "output")).read_text("utf-8")
        assert len(sent) < len(full), path
        assert tree(sent) == tree(full), path
        assert tree_by_lxml(sent) == tree_by_lxml(full), path


def render(folder: Path, template: str) -> str:
    """A site's own template, as a page of a paper."""
    (folder / "own" / "templates").mkdir(parents=True)
    (folder / "own" / "theme.toml").write_text('extends = "default"', "utf-8")
    (folder / "own" / "templates" / "page.html").write_text(template, "utf-8")
    view = SimpleNamespace(label="要 闻", rows=(1, 2))
    return load("own", folder, [VARIANTS["zh-Hans"]]).render("page.html", view, "/", "zh-Hans")


@pytest.mark.parametrize(
    ("template", "sent"),
    [
        ('<p class="lead" id="p1">春</p>', "<p class=lead id=p1>春</p>"),
        ('<p class="lead short">春</p>', '<p class="lead short">春</p>'),
        ('<p class="">春</p>', '<p class="">春</p>'),
        ('<img src="/a/" alt="b"/>', '<img src="/a/" alt="b"/>'),
        ("<p title='a' class=\"b\">春</p>", "<p title='a' class=b>春</p>"),
        (
            '<a href="{{ "/" | url }}" rel="up">春</a>',
            '<a href="./" rel=up>春</a>',
        ),
        (
            '<a class="{{ view.label }} b" rel="up"{% if view %} id="c"{% endif %}>春</a>',
            '<a class="要 闻 b" rel="up" id="c">春</a>',
        ),
        (
            "<p title='{{ view.label }} <b class=\"c\">'>春</p>",
            "<p title='要 闻 <b class=\"c\">'>春</p>",
        ),
        ("<p title='<b class=\"c\">'>春</p>", "<p title='<b class=\"c\">'>春</p>"),
        ('<p class="a"　id="b">春</p>', '<p class="a"　id=b>春</p>'),
        (
            '<script>\'<p class="a"></p><p>{{ view.label }}</p><p class="a">\'</script><p id="b">',
            '<script>\'<p class="a"></p><p>要 闻</p><p class="a">\'</script><p id=b>',
        ),
        (
            '<textarea>{{ view.label }}<p class="a"></p><p></textarea>',
            '<textarea>要 闻<p class="a"></p><p></textarea>',
        ),
        (
            '<!-- <p class="a"> {{ view.label }} <p class="a"> --><p class="a">',
            '<!-- <p class="a"> 要 闻 <p class="a"> --><p class=a>',
        ),
        ('<pre>\n <b class="a">\n\n 春 </b>\n</pre>', "<pre>\n <b class=a>\n\n 春 </b>\n</pre>"),
        ('{% raw %}<b class="a">{{</b>{% endraw %}', "<b class=a>{{</b>"),
        ('1 < 2, class="a" > <b class="a">', '1 < 2, class="a" > <b class=a>'),
        ("<ul><li>春</li><li>夏</li></ul>", "<ul><li>春<li>夏</ul>"),
        ("<ul>\n<li>春</li>\n<li>夏</li>\n</ul>", "<ul>\n<li>春</li>\n<li>夏</li>\n</ul>"),
        ("<ul>{% for r in view.rows %}<li></li>{% endfor %}</ul>", "<ul><li></li><li></li></ul>"),
        ("<p>春</p>{{ view.label }}<p>夏</p><p>秋</p></div>", "<p>春</p>要 闻<p>夏<p>秋</div>"),
        ("<a><p>春</p></a>", "<a><p>春</p></a>"),
        ("<dl><dt>春</dt><dd>夏</dd></dl>", "<dl><dt>春<dd>夏</dl>"),
        (
            "<select><option>春</option><option selected>夏</option></select>",
            "<select><option>春<option selected>夏</select>",
        ),
        (
            "<table><tr><td>春</td><th>夏</th></tr><tr><td>秋</td></tr></table>",
            "<table><tr><td>春<th>夏<tr><td>秋</table>",
        ),
    ],
)
def test_only_what_is_optional_everywhere_goes(template: str, sent: str, tmp_path: Path) -> None:
    assert render(tmp_path, template) == sent


def test_a_template_that_is_no_web_page_stays_as_it_is() -> None:
    templates = {"a.js": "x = '<p class=\"a\">'", "a.html": '<p class="a">'}
    env = jinja2.Environment(loader=jinja2.DictLoader(templates), extensions=[OptionalMarkup])
    assert env.get_template("a.js").render() == templates["a.js"]
    assert env.get_template("a.html").render() == "<p class=a>"


class Writer:
    """Writes templates at random: valid HTML with expressions, loops and conditions."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.depth = 0

    def value(self) -> str:
        values = ('="b"', '="b c"', "='b'", '="{{ x }}"', '="b{{ x }}"', '="/b/"', '=""', "", "=b")
        return self.random.choice([*values, "=' =\"b\">'", "='{{ x }} =\"b\" '", '="{{ x }}>"'])

    def attributes(self) -> str:
        names = self.random.sample(
            ["class", "id", "title", "lang", "dir"], self.random.randrange(4)
        )
        written = [f" {name}{self.value()}" for name in names]
        return "".join(
            f"{{% if x %}}{text}{{% endif %}}" if self.random.random() < 0.2 else text
            for text in written
        )

    def element(self, name: str, content: str) -> str:
        return f"<{name}{self.attributes()}>{content}</{name}>"

    def several(self, *names: str) -> str:
        """Some elements, with or without white space, or in a loop."""
        space = self.random.choice(["", "", "\n", "  "])
        items = [
            self.element(self.random.choice(names), self.flow())
            for _ in range(self.random.randrange(1, 4))
        ]
        text = space + space.join(items) + space
        return f"{{% for n in y %}}{text}{{% endfor %}}" if self.random.random() < 0.3 else text

    def phrase(self) -> str:
        return "".join(
            self.random.choice(
                [
                    "春 ",
                    "{{ x }}",
                    "{{ x }}\n",
                    " 1 < 2 ",
                    "{# a #}",
                    '<!-- <b class="a"></b> {{ x }} <p class="a"></p><p> -->',
                    '<script>"<p class=a></p><p>{{ x }}</p><p>"; \'<i id="a">\'</script>',
                    '<textarea id="a"> <i id="a">\n{{ x }}</textarea>',
                    '<svg id="a"><path d="M0"/><title id="a"><i id="a"></title></svg>',
                    f"<br{self.attributes()}>",
                    self.element("b", "{{ x }} "),
                    "<select><option>1</option><option>2</option></select>",
                ]
            )
            for _ in range(self.random.randrange(3))
        )

    def flow(self) -> str:
        """Blocks between phrases, down to a depth."""
        self.depth += 1
        text = self.phrase()
        for _ in range(self.random.randrange(3) if self.depth < 4 else 0):
            text += self.block() + self.random.choice(["", "\n", self.phrase()])
        self.depth -= 1
        return text

    def block(self) -> str:
        kind = self.random.choice(
            ["p", "p", "pre", "ul", "ol", "dl", "table", "div", "section", "h2"]
        )
        if kind in ("p", "h2", "pre"):
            return self.element(kind, self.phrase())
        if kind in ("ul", "ol"):
            return self.element(kind, self.several("li"))
        if kind == "dl":
            return self.element(kind, self.several("dt", "dd"))
        if kind == "table":
            cells = "".join(f"<tr>{self.several('td', 'th')}</tr>" for _ in range(2))
            return self.element(kind, f"<thead>{cells}</thead><tbody>{cells}</tbody>")
        return self.element(kind, self.flow())


def test_random_templates_give_the_same_trees() -> None:
    templates = {
        f"{seed}.html": f"<!doctype html><title>a</title><body>{Writer(seed).flow()}</body>"
        for seed in range(150)
    }
    loader = jinja2.DictLoader(templates)
    written = jinja2.Environment(loader=loader, autoescape=True)
    sent = jinja2.Environment(loader=loader, autoescape=True, extensions=[OptionalMarkup])
    saved = 0
    for name, template in templates.items():
        for x in ("", 'a" =b><i>'):
            full = written.get_template(name).render(x=x, y=(1, 2))
            short = sent.get_template(name).render(x=x, y=(1, 2))
            assert tree(short) == tree(full), template
            saved += len(full) - len(short)
    assert saved > 4_000
