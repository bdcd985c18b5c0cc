"""A site changes one thing of a theme and copies nothing else; a very different theme fits too."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from lxml import html

from tests.conftest import ROOT, huozi
from tests.press.driver import tree

FRONT, ARTICLE = "", "2025/03-20/01-01/"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The example paper with a theme of its own that so far changes nothing."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    settings = (ROOT / "site.toml").read_text("utf-8")
    replaced = settings.replace('theme = "default"', 'theme = "own"')
    (tmp_path / "site.toml").write_text(replaced, "utf-8")
    put(tmp_path, "theme.toml", 'name = "own"\nextends = "default"\n')
    return tmp_path


def put(site: Path, name: str, text: str) -> None:
    """One file of the site's own theme."""
    path = site / "themes" / "own" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def built(site: Path, place: str = FRONT) -> html.HtmlElement:
    done = huozi("build", "--no-search", "--now", "2025-03-20T08:00+08:00", site=site)
    assert done.returncode == 0, done.stderr
    return opened(site, place)


def opened(site: Path, place: str) -> html.HtmlElement:
    return html.fromstring((site / "output" / place / "index.html").read_bytes())


def test_one_template(site: Path) -> None:
    put(site, "templates/fixed.html", '{% extends "default/fixed.html" %}')
    put(
        site,
        "templates/article.html",
        '{% extends "default/article.html" %}'
        '{% block main %}{{ super() }}<p id="own">本报版权所有</p>{% endblock %}',
    )
    page = built(site, ARTICLE)
    assert page.xpath("string(//p[@id='own'])") == "本报版权所有"
    assert page.xpath("//article[contains(@class, 'h-entry')]//*[@id='p1']")


def test_one_word_of_a_word_list(site: Path) -> None:
    put(site, "words/zh-Hans.toml", 'archive = "旧报"\n')
    page = built(site)
    assert page.xpath("string(//a[@class='site'])") == "旧报"
    assert page.xpath("string(//a[@class='skip'])") == "跳到正文", "the others are the parent's"
    other = opened(site, "zh-hant-tw/")
    assert other.xpath("string(//a[@class='site'])") == "過往報紙"


def test_colours(site: Path) -> None:
    put(site, "assets/style.add.css", ":root{--red:#0a5}")
    page = built(site)
    (name,) = page.xpath("//link[@rel='stylesheet']/@href")
    styles = (site / "output" / name).read_text("utf-8")
    assert styles.startswith(":root{color-scheme:light dark;")
    assert styles.endswith(":root{--red:#0a5}")
    sheets = [path.name.partition(".")[0] for path in (site / "output/assets").rglob("*.css")]
    assert sorted(sheets) == ["search", "style"], "one file, one request"


def test_the_nameplate(site: Path) -> None:
    put(site, "assets/nameplate.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    put(
        site,
        "templates/nameplate.html",
        """<img src="{{ asset('nameplate.svg') }}" alt="{{ view.frame.site }}">""",
    )
    page = built(site)
    (front,) = page.xpath("//*[contains(@class, 'nameplate')]//img")
    assert front.get("alt") == "大同日报"
    assert (site / "output" / front.get("src")).exists()
    (small,) = opened(site, ARTICLE + "zh-hant-hk/").xpath("//*[@class='nameplate']//img")
    assert small.get("alt") == "大同日報"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example paper in the plain theme, with its search."""
    site = tmp_path_factory.mktemp("plain")
    shutil.copytree(ROOT / "content", site / "content")
    settings = (ROOT / "site.toml").read_text("utf-8")
    (site / "site.toml").write_text(settings.replace('"default"', '"plain"'), "utf-8")
    done = huozi("build", "--now", "2025-03-20T08:00+08:00", site=site)
    assert done.returncode == 0, done.stderr
    return site


def test_the_plain_theme_has_neither_styles_nor_scripts(plain: Path) -> None:
    for path in (plain / "output").rglob("*.html"):
        if "search" in path.parts:
            continue
        page = html.fromstring(path.read_bytes())
        assert not page.xpath("//link[@rel='stylesheet'] | //style | //img"), path
        assert not page.xpath("//script[not(@type='application/ld+json')]"), path


def test_the_plain_theme_keeps_the_hooks(plain: Path) -> None:
    page = opened(plain, ARTICLE + "zh-hant-tw/")
    assert page.get("lang") == "zh-Hant-TW"
    assert len(page.xpath("//nav[@class='script-switch']/a")) == 3
    (entry,) = page.xpath("//article[@class='h-entry']")
    for hook in ("p-name", "p-author", "dt-published", "p-category", "e-content"):
        assert entry.xpath(f".//*[contains(@class, '{hook}')]"), hook
    assert entry.xpath(".//*[@id='p1']")


def test_the_plain_theme_passes_all_checks(plain: Path) -> None:
    done = huozi("check", site=plain)
    assert done.returncode == 0, done.stderr


def test_a_part_that_several_pages_include(site: Path) -> None:
    put(site, "templates/choices.html", "<b id=own>{{ t('archive') }}</b>")
    assert built(site, ARTICLE).xpath("string(//b[@id='own'])") == "往期"
    assert opened(site, FRONT).xpath("string(//b[@id='own'])") == "往期"


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<h1>\n{% if %}", "Expected an expression"),
        ("<h1>\n{{ vieww.card }}", "'vieww' is undefined"),
        ("<h1>\n{{ choose() }}", "argument"),
    ],
)
def test_a_mistake_in_a_template_is_one_problem_and_the_output_stays(
    site: Path, template: str, words: str
) -> None:
    built(site)
    before = tree(site / "output")
    put(site, "templates/article.html", template)
    done = huozi("build", "--no-search", "--now", "2025-03-20T08:00+08:00", site=site)
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.startswith("themes/own/templates/article.html:2:1: ")
    assert words in line
    assert tree(site / "output") == before


@pytest.mark.parametrize("guide", ["themes.md", "themes.zh.md"])
def test_every_part_is_documented_with_its_macros(guide: str) -> None:
    rows = re.findall(
        r"^\| `(parts/\w+\.html)` \| (.*) \|$", (ROOT / "docs" / guide).read_text("utf-8"), re.M
    )
    templates = ROOT / "themes/default/templates"
    assert [name for name, _ in rows] and sorted(name for name, _ in rows) == sorted(
        path.relative_to(templates).as_posix() for path in (templates / "parts").iterdir()
    )
    for name, words in rows:
        macros = set(re.findall(r"macro (\w+\([^)]*\))", (templates / name).read_text("utf-8")))
        names = {macro.partition("(")[0] for macro in macros}
        assert set(re.findall(r"`(\w+)\(", words)) <= names, name


def test_replacing_one_part_leaves_the_others(site: Path) -> None:
    put(
        site,
        "templates/parts/headlines.html",
        '{% import "default/parts/headlines.html" as default %}{% set mark = default.mark %}'
        '{% macro headline(card) %}<b class="own">{{ card.title }}</b>{% endmacro %}',
    )
    put(
        site,
        "templates/parts/bylines.html",
        "{% macro people(card) %}{% endmacro %}"
        "{% macro who(card) %}<i class='own'>{{ card.source }}</i>{% endmacro %}",
    )
    put(
        site,
        "templates/parts/makeup.html",
        '{% import "default/parts/makeup.html" as default %}'
        "{% macro page(boxes, style, level) %}{% for box in boxes %}"
        '<h2 class="own">{{ box.card.title }}</h2>{{ default.story(box, level) }}'
        "{% endfor %}{% endmacro %}",
    )
    front, article = built(site), opened(site, ARTICLE)
    assert len(front.xpath("//h2[@class='own']")) > 5
    assert front.xpath("//*[contains(@class, 'box')]//i[@class='own']")
    assert front.xpath("//table[@class='calendar']"), "the parts beside it are the parent's"
    assert article.xpath("string(//h1/b[@class='own'])")


def test_a_damaged_cache_of_compiled_templates_is_replaced(site: Path) -> None:
    put(site, "templates/nameplate.html", "甲")
    assert built(site).xpath("string(//h1)").strip() == "甲"
    page = (site / "output/index.html").read_bytes()
    cached = sorted((site / ".huozi/templates").iterdir())
    assert len(cached) > 15
    for number, path in enumerate(cached):
        data = path.read_bytes()
        path.write_bytes((b"", data[:20], data[: len(data) // 2], b"not code")[number % 4])
    put(site, "words/zh-Hans.toml", "")  # every page is rendered again
    built(site)
    assert (site / "output/index.html").read_bytes() == page


def test_a_template_may_include_what_is_known_only_as_it_runs(site: Path) -> None:
    put(site, "templates/article.html", "{% include view.frame.lang ~ '.html' %}")
    for text in ("one", "another"):
        for lang in ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK"):
            put(site, f"templates/{lang}.html", f"<i id=own>{text} {lang}</i>")
        assert built(site, ARTICLE).xpath("string(//i[@id='own'])") == f"{text} zh-Hans"
