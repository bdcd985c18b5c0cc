"""What comes from content, seeds or file names can neither act in a page nor leave the output."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from lxml import etree, html
from playwright.sync_api import Browser

from generator.build.engine import Options
from generator.content.markdown import parse
from generator.content.sanitize import is_safe
from generator.model import site_file
from generator.model.forbidden_elements import NEVER
from generator.model.problem import Stop
from generator.pages.newspaper import build
from generator.pages.site_context import BuildRequest
from tests.conftest import huozi

NOW = dt.datetime.fromisoformat("2025-04-01T08:00:00+08:00")
XSS = (
    "<script>pwned=1</script>",
    '"><img src=/x onerror="pwned=1">',
    "'-pwned=1-'",
    "</script><script>pwned=1</script>",
    "{{ 7*7 }}",
    "{% raw %}",
    "javascript:pwned=1",
    "<svg/onload=pwned=1>",
    "]]><!--",
    "&lt;script&gt;",
    "</title><script>pwned=1</script>",
)
ESCAPES = (
    "../../../evil",
    "..",
    "..\\..\\evil",
    "/etc/passwd",
    "%2e%2e/evil",
    "evil\u0000",
    ".htaccess",
)


def quoted(text: str) -> str:
    return json.dumps(text.replace("\u0000", ""), ensure_ascii=False)


def paper(root: Path, *texts: str, raw_html: bool = False) -> None:
    """A paper that says dangerous things wherever an editor can say anything: an article each."""
    q = quoted("".join(texts))
    (root / "site.toml").write_text(
        f"title = {q}\ndescription = {q}\npublisher = {q}\nfooter = [{q}]\n"
        f"base_url = 'https://paper.example/'\nraw_html = {str(raw_html).lower()}\n",
        "utf-8",
    )
    (root / "static").mkdir()
    (root / "static" / "tree.png").write_bytes(b"picture")
    (root / "static" / "x").write_bytes(b"picture")
    (root / "glossary.toml").write_text(f"[[term]]\nhans = {q}\nhant = {q}\n", "utf-8")
    edition = root / "content" / "2025-03-20"
    edition.mkdir(parents=True)
    (edition / "edition.toml").write_text(f"issue = {q}\n[pages]\n01 = {q}\n", "utf-8")
    for number, text in enumerate(texts, 1):
        (edition / f"01-{number:02d}.md").write_text(article(text), "utf-8")
    (root / "pages").mkdir()
    about = f"---\ntitle: {q}\n---\n\n{''.join(texts)}\n"
    (root / "pages" / "about.md").write_text(about, "utf-8")


def article(text: str) -> str:
    """An article that says one thing in every field and all over its body."""
    q = quoted(text)
    image = f"{{file: /tree.png, alt: {q}, caption: {q}, credit: {q}}}"
    return (
        f"---\ntitle: {q}\nkicker: {q}\nsubtitle: {q}\nsection: {q}\nsource: {q}\n"
        f"bylines: [{{roles: [{q}], name: {q}, house: {q}}}]\ndateline: {{place: {q}}}\n"
        f"summary: {q}\ntags: [{q}]\nimages: [{image}]\n"
        f"corrections: [{{date: 2025-03-21, text: {q}}}]\n---\n\n{text}\n\n## {text}\n\n"
        f"[{text}](<{text}>) ![{text}](/tree.png) <{text}> -{{{text}}}-\n"
    )


def printed(root: Path) -> list[Path]:
    request = BuildRequest(root=root, base_url=None, now=NOW, drafts=False)
    try:
        build(request, Options(out=root / "output"))
    except Stop:
        return []  # refused whole is as good
    return sorted((root / "output").rglob("*.html"))


def acts(page: Path) -> list[str]:
    """What in a page could act without the theme having put it there."""
    found = []
    for element in html.document_fromstring(page.read_bytes()).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "script" and not element.get("src"):
            if element.get("type") == "application/ld+json":
                json.loads(element.text)
            elif element.get("type") != "application/json" and "pwned" in (element.text or ""):
                found.append(html.tostring(element, encoding="unicode"))
        found += [f"{element.tag} {n}" for n in element.attrib if n.lower().startswith("on")]
        for name in ("href", "src", "action"):
            value = (element.get(name) or "").strip().lower()
            if value.startswith(("javascript:", "vbscript:", "data:text")):
                found.append(f"{element.tag} {name}={value}")
    return found


@pytest.mark.parametrize("raw_html", [False, True], ids=["as text", "raw html"])
def test_no_field_can_act(raw_html: bool, tmp_path: Path) -> None:
    paper(tmp_path, *XSS, raw_html=raw_html)
    pages = printed(tmp_path)
    for number in range(1, len(XSS) + 1):
        page = tmp_path / f"output/2025/03-20/01-{number:02d}/index.html"
        assert page in pages, "the paper is printed all the same"
    assert [(page, what) for page in pages for what in acts(page)] == []


FIELDS = (
    "jump: {to: Q}",
    "jump: {from: Q}",
    "see: [Q]",
    "kind: Q",
    "date: Q",
    "updated: Q",
    "publish_at: Q",
    "expires: Q",
    "draft: Q",
    "incomplete: Q",
    "aliases: [Q]",
    "rights: {offline: Q}",
    "images: [{file: Q, alt: x}]",
    "settled: [Q]",
)


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_that_is_no_free_text_is_refused_or_cannot_act(field: str, tmp_path: Path) -> None:
    paper(tmp_path, "平常的话")
    for number, text in enumerate((*XSS, *ESCAPES), 2):
        file = tmp_path / f"content/2025-03-20/01-{number:02d}.md"
        file.write_text(f"---\ntitle: 题\n{field.replace('Q', quoted(text))}\n---\n\n文\n", "utf-8")
    pages = printed(tmp_path)
    assert [(page, what) for page in pages for what in acts(page)] == []
    made = {path.name for path in tmp_path.parent.iterdir()}
    assert "evil" not in made and not list(tmp_path.rglob("*evil*"))


def test_all_other_texts_cannot_act(tmp_path: Path) -> None:
    """Seeds, names of files and people, decided conversions, notices: each says it all."""
    paper(tmp_path, "平常的话")
    q = quoted("".join(XSS))
    edition = tmp_path / "content" / "2025-03-20"
    head = f"title: {q}\nwithdrawn: {{date: 2025-03-21, reason: {q}}}"
    (edition / "01-02.md").write_text(f"---\n{head}\n---\n\n文\n", "utf-8")
    head = f"title: 题\nconvert: {{terms: {{平常: {q}}}, keep: [{q}]}}\nsettled: [{q}]"
    head += f"\nbylines: [{{roles: [记者], name: 李文, printed: {q}}}]"
    head += f"\norigin: {{seed: {q}, lines: [1, 2]}}"
    (edition / "01-03.md").write_text(f"---\n{head}\n---\n\n平常\n", "utf-8")
    named = edition / "01-04-<img src=x onerror=pwned=1>\"'.md"
    named.write_text("---\ntitle: 题\n---\n\n文\n", "utf-8")
    (tmp_path / "names.toml").write_text(
        f'[[person]]\nhans = "李文"\nhant = {q}\nnote = {q}\n', "utf-8"
    )
    (tmp_path / "static" / "<svg onload=pwned=1>.txt").write_text("x", "utf-8")
    seeds = tmp_path / "seeds" / "2025-03-21"
    seeds.mkdir(parents=True)
    lines = "\n\n".join(XSS)
    (seeds / "01.txt").write_text(f"# {XSS[1]}\n\n本报记者 {XSS[7]}\n\n{lines}\n", "utf-8")
    (seeds / "edition.toml").write_text(f"issue = {q}\n[pages]\n01 = {q}\n", "utf-8")
    done = huozi("build", "--no-search", "--now", NOW.isoformat(), site=tmp_path)
    assert "Traceback" not in done.stderr
    pages = sorted((tmp_path / "output").rglob("*.html"))
    for address in ("2025/03-20/01-02", "2025/03-20/01-03", "2025/03-20/01-04", "2025/03-21/01-01"):
        assert tmp_path / "output" / address / "index.html" in pages, done.stderr
    assert [(page, what) for page in pages for what in acts(page)] == []
    for file in (tmp_path / "output").rglob("*.xml"):
        etree.parse(file)  # raises where a word became markup
    for file in (tmp_path / "output").rglob("*.json"):
        json.loads(file.read_text("utf-8"))


@pytest.mark.parametrize("text", ESCAPES)
def test_nothing_leaves_the_output(text: str, tmp_path: Path) -> None:
    site = tmp_path / "inner" / "paper"
    site.mkdir(parents=True)
    paper(site, text)
    assert site / "output/2025/03-20/01-01/index.html" in printed(site)
    picture = site / "content/2025-03-20/01-01.md"
    hostile = picture.read_text("utf-8").replace("file: /tree.png", f"file: {quoted(text)}")
    (site / "content/2025-03-20/01-02.md").write_text(hostile, "utf-8")
    printed(site)
    outside = [
        path.relative_to(tmp_path).as_posix()
        for path in tmp_path.rglob("*evil*")
        if not path.is_relative_to(site / "output")
    ]
    assert outside == []
    assert not list((site / "output").rglob(".htaccess"))


@pytest.mark.parametrize(
    "alias", ["/../../evil/", "/a/../../evil/", "//evil/", "/a\\b/", "evil/", "/a?b/"]
)
def test_an_alias_cannot_leave_the_output(alias: str, tmp_path: Path) -> None:
    paper(tmp_path, "平常的话")
    file = tmp_path / "content/2025-03-20/01-01.md"
    text = file.read_text("utf-8").replace("---\n", f"---\naliases: [{quoted(alias)}]\n", 1)
    file.write_text(text, "utf-8")
    done = huozi("build", "--no-search", site=tmp_path)
    assert done.returncode == 1
    assert "is no address of this site" in done.stderr
    assert not (tmp_path / "output/2025/03-20/01-01").exists()


@pytest.mark.parametrize("name", ["...md", ".hidden.md", "a b.md"])
def test_a_fixed_pages_name_cannot_leave_the_output(name: str, tmp_path: Path) -> None:
    paper(tmp_path, "平常的话")
    (tmp_path / "pages" / name).write_text("---\ntitle: 题\n---\n\n文\n", "utf-8")
    done = huozi("build", "--no-search", site=tmp_path)
    assert done.returncode == 2
    assert "no page can be called that" in done.stderr


def test_a_link_out_of_the_site_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    for folder in ("static", "content/2025-03-20", "seeds/2025-03-21"):
        site = tmp_path / folder.replace("/", "-")
        site.mkdir()
        paper(site, "平常的话")
        (site / folder).mkdir(parents=True, exist_ok=True)
        name = "01-02.md" if folder.startswith("content") else "01.txt"
        (site / folder / name).symlink_to(secret)
        done = huozi("build", "--no-search", site=site)
        assert done.returncode != 0, folder
        assert "out of the site" in done.stderr
        assert not any("secret" in p.read_text("utf-8") for p in (site / "output").rglob("*.txt"))


@pytest.mark.parametrize(
    ("link", "safe"),
    [
        ("/2025/", True),
        ("../a:b/", True),
        ("#p1", True),
        ("http://a.example/", True),
        ("mailto:a@a.example", True),
        ("javascript:x", False),
        ("JaVaScript:x", False),
        ("\x01javascript:x", False),
        ("java\nscript:x", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("vbscript:x", False),
        ("intent:x", False),
    ],
)
def test_a_links_scheme_is_one_to_read_with(link: str, safe: bool) -> None:
    assert is_safe(link) is safe


def test_a_dangerous_link_is_removed_and_its_text_stays() -> None:
    body = parse("[请点](javascript:alert(1))，![图](data:text/html,x)，[好的](/about/)。")
    assert body.document.to_html() == '<p id="p1">请点，图，<a href="/about/">好的</a>。</p>'
    assert len(body.unsafe) == 2


def test_raw_html_is_cleaned_to_what_the_site_names() -> None:
    body = "水是 H<sub>2</sub>O<script>x</script><iframe src='/x'></iframe>，"
    body += '<u style="color:red" onclick="x">看</u>'
    parsed = parse(body, allowed=("sub", "iframe", "u"))
    assert parsed.document.to_html() == '<p id="p1">水是 H<sub>2</sub>O，<u>看</u></p>'
    assert set(parsed.refused) == {"<script>", "<iframe>", "onclick=", "style="}
    assert parse(body).document.to_html().count("&lt;") >= 6, (
        "and without leave it is shown as text"
    )


@pytest.mark.parametrize("name", sorted(NEVER))
def test_an_element_that_can_act_goes_even_where_the_site_names_it(name: str) -> None:
    body = f"水<{name} id='x'>深<img src=/x onerror=alert(1)></{name}>火热"
    parsed = parse(body, allowed=(name,))
    shown = parsed.document.to_html()
    assert f"<{name}" not in shown
    assert not re.search("<[^>]*onerror", shown)
    assert f"<{name}>" in parsed.refused


@pytest.mark.browser
def test_a_browser_runs_no_injected_script(browser: Browser, tmp_path: Path) -> None:
    paper(tmp_path, *XSS, raw_html=True)
    pages = printed(tmp_path)
    assert pages
    page = browser.new_page()
    for file in pages[::5]:
        page.goto(file.as_uri())
        assert page.evaluate("typeof pwned") == "undefined", file
    page.close()


def test_settings_that_are_no_addresses_are_refused() -> None:
    for bad in ("/../x/", "x", "/a//b/", "/a"):
        site, problems = site_file.parse(f'title = "报"\n[moved]\n"{bad}" = "/b/"\n')
        assert site is None and problems[0].rule == "moved"


def test_a_forbidden_element_in_site_toml_is_reported_with_the_reason() -> None:
    site, problems = site_file.parse('title = "报"\nraw_html_tags = ["sub", "noscript", "input"]\n')
    assert site is None
    assert [(p.line, p.message, p.hint) for p in problems] == [
        (
            2,
            "<noscript> cannot be allowed: it is there for programs, and an article runs none",
            "take it out of the list",
        ),
        (
            2,
            "<input> cannot be allowed: it is part of a form, and what a reader enters would go "
            "to another host",
            "take it out of the list",
        ),
    ]
