"""What people would use instead, set up to make the same kinds of pages of the same articles.

Hugo: article, page (版), edition and month pages, sections and authors with feeds and with a list
for each of their years, in three languages.
Pelican: its own kinds of pages, three runs for three languages. Eleventy: articles and an
edition's list only. Each makes less than huozi does; none is told to make more.
"""

from __future__ import annotations

import concurrent.futures
import shutil
from pathlib import Path

import opencc
import yaml

SCRIPTS = {"zh-hans": "", "zh-tw": "s2tw", "zh-hk": "s2hk"}


def read(site: Path) -> list[tuple[str, str, dict[str, object], str]]:
    """The articles of a site: (date, stem, front matter, body)."""
    found = []
    for path in sorted((site / "content").glob("*/*.md")):
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        front = yaml.load(head, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        found.append((path.parent.name, path.stem, front, body))
    return found


def sections(site: Path) -> dict[str, str]:
    """The pages' names of the archive."""
    first = next((site / "content").glob("*/edition.toml")).read_text("utf-8")
    rows = (line.split(" = ") for line in first.splitlines() if " = " in line)
    return {number: name.strip('"') for number, name in rows}


def _convert(job: tuple[Path, str, str]) -> None:
    root, folder, config = job
    convert = opencc.OpenCC(config).convert
    for path in (root / "zh-hans").rglob("*.md"):
        to = root / folder / path.relative_to(root / "zh-hans")
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(convert(path.read_text("utf-8")), "utf-8")


def convert_all(content: Path) -> None:
    """OpenCC over the Markdown, into two more languages, one on each processor."""
    jobs = [(content, folder, config) for folder, config in SCRIPTS.items() if config]
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        list(pool.map(_convert, jobs))


# -- Hugo --------------------------------------------------------------------------------------

_HUGO = """\
baseURL = "https://paper.example/"
title = "基准日报"
defaultContentLanguage = "zh-hans"
disableKinds = ["RSS"]
[pagination]
pagerSize = 1000000
[taxonomies]
author = "authors"
column = "columns"
month = "months"
author_year = "author_years"
column_year = "column_years"
[outputFormats.atom]
mediaType = "application/atom+xml"
baseName = "feed"
[outputFormats.feed]
mediaType = "application/json"
baseName = "feed"
[mediaTypes."application/atom+xml"]
suffixes = ["xml"]
[outputs]
home = ["html", "atom", "feed"]
section = ["html"]
taxonomy = ["html"]
term = ["html", "atom", "feed"]
"""
_BASE = """\
<!doctype html><html lang="{{ .Language.Lang }}"><head><meta charset="utf-8">
<title>{{ .Title }} · {{ site.Title }}</title><link rel="canonical" href="{{ .Permalink }}">
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Language.Lang }}"
 href="{{ .Permalink }}">{{ end }}</head><body><nav>{{ range .AllTranslations }}
<a href="{{ .RelPermalink }}">{{ .Language.Lang }}</a>{{ end }}</nav>
<main>{{ block "main" . }}{{ end }}</main></body></html>
"""
_LIST = """\
{{ define "main" }}<h1>{{ .Title }}</h1>{{ range first 60 .RegularPagesRecursive }}
<article><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Summary | plainify }}</p>
<p>{{ range .Params.authors }}{{ . }} {{ end }}</p></article>{{ end }}{{ end }}
"""
_TERM = """\
{{ define "main" }}<h1>{{ .Title }}</h1>{{ $pages := .Pages }}
{{ if not (findRE "_years$" .Data.Plural) }}{{ $pages = first 30 .Pages }}{{ end }}
<ul>{{ range $pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>
{{ range .Params.authors }}{{ . }} {{ end }}</li>{{ end }}</ul>{{ end }}
"""
_TERMS = """\
{{ define "main" }}{{ range .Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>
{{ end }}{{ end }}
"""
_SINGLE = """\
{{ define "main" }}<article class="h-entry"><p>{{ .Params.kicker }}</p><h1>{{ .Title }}</h1>
<p>{{ .Params.subtitle }}</p>{{ range .GetTerms "authors" }}<a href="{{ .RelPermalink }}">
{{ .Title }}</a>{{ end }}{{ range .GetTerms "columns" }}<a href="{{ .RelPermalink }}">{{ .Title }}
</a>{{ end }}<time>{{ .Date.Format "2006-01-02" }}</time>{{ .Content }}
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
<aside>{{ range .CurrentSection.RegularPages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>
{{ end }}</aside></article>{{ end }}
"""
_ATOM = """\
<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>
{{ .Title }}</title>{{ range first 30 .RegularPages }}<entry><title>{{ .Title }}</title>
<link href="{{ .Permalink }}"/><summary>{{ .Summary | plainify }}</summary></entry>{{ end }}</feed>
"""
_FEED = """\
{"title": {{ .Title | jsonify }}, "items": [{{ range $i, $p := first 30 .RegularPages }}
{{ if $i }},{{ end }}{"url": {{ .Permalink | jsonify }}, "title": {{ .Title | jsonify }},
"content_text": {{ .Summary | plainify | jsonify }}}{{ end }}]}
"""


def hugo_site(site: Path, to: Path) -> None:
    """The same articles as a Hugo site in one language; OpenCC makes the others."""
    shutil.rmtree(to, ignore_errors=True)
    names = sections(site)
    for date, stem, front, body in read(site):
        page, number = stem.split("-")
        folder = to / "content" / "zh-hans" / date / page
        if not folder.exists():
            folder.mkdir(parents=True)
            _front(folder / "_index.md", {"title": f"{date} {names[page]}"}, "")
            _front(folder.parent / "_index.md", {"title": date}, "")
        authors = [byline["name"] for byline in front["bylines"]]  # type: ignore[attr-defined]
        year = date[:4]
        fields = {
            "title": front["title"],
            "kicker": front.get("kicker", ""),
            "date": date,
            "subtitle": front.get("subtitle", ""),
            "authors": authors,
            "columns": [names[page]],
            "months": [date[:7]],
            "source": front["source"],
            "author_years": [f"{name} {year}" for name in authors],
            "column_years": [f"{names[page]} {year}"],
        }
        _front(folder / f"{number}.md", fields, body)
    for kind in ("months", "author_years", "column_years"):
        (to / "content" / "zh-hans" / kind).mkdir()
        without_feeds = {"title": kind, "cascade": {"outputs": ["html"]}}
        _front(to / "content" / "zh-hans" / kind / "_index.md", without_feeds, "")
    languages = "".join(
        f'[languages.{tag}]\ncontentDir = "content/{tag}"\nweight = {at}\n'
        for at, tag in enumerate(SCRIPTS, 1)
    )
    (to / "hugo.toml").write_text(_HUGO + languages, "utf-8")
    layouts = to / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for name, text in {
        "baseof.html": _BASE,
        "list.html": _LIST,
        "single.html": _SINGLE,
        "term.html": _TERM,
        "taxonomy.html": _TERMS,
        "list.atom.xml": _ATOM,
        "list.feed.json": _FEED,
    }.items():
        (layouts / name).write_text(text, "utf-8")


def _front(path: Path, fields: dict[str, object], body: str) -> None:
    head = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)
    path.write_text(f"---\n{head}---\n{body}", "utf-8")


# -- Pelican and Eleventy ----------------------------------------------------------------------


def pelican_site(site: Path, to: Path) -> None:
    """The same articles for Pelican, one content folder for each language."""
    shutil.rmtree(to, ignore_errors=True)
    names = sections(site)
    folder = to / "content" / "zh-hans"
    folder.mkdir(parents=True)
    for date, stem, front, body in read(site):
        authors = "; ".join(byline["name"] for byline in front["bylines"])  # type: ignore[attr-defined]
        head = (
            f"Title: {front['title']}\nDate: {date}\nCategory: {names[stem[:2]]}\n"
            f"Authors: {authors}\nSlug: {date}-{stem}\n\n"
        )
        (folder / f"{date}-{stem}.md").write_text(head + body, "utf-8")
    (to / "pelicanconf.py").write_text(
        'SITENAME = "paper"\nTIMEZONE = "Asia/Shanghai"\nDEFAULT_LANG = "zh"\n'
        'FEED_ALL_ATOM = "feed.xml"\nFEED_MAX_ITEMS = 40\nDEFAULT_PAGINATION = False\n',
        "utf-8",
    )


def eleventy_site(site: Path, to: Path) -> None:
    """The same articles for Eleventy, with one list an edition."""
    shutil.rmtree(to, ignore_errors=True)
    folder = to / "content" / "zh-hans"
    dates = set()
    for date, stem, front, body in read(site):
        (folder / date).mkdir(parents=True, exist_ok=True)
        fields = {"title": front["title"], "layout": "article.njk", "tags": [date]}
        _front(folder / date / f"{stem}.md", fields, body)
        dates.add(date)
    for date in dates:
        text = (
            f'---\npermalink: "zh-hans/{date}/index.html"\n---\n'
            f'{{% for a in collections["{date}"] %}}<a href="{{{{ a.url }}}}">'
            "{{ a.data.title }}</a>{% endfor %}"
        )
        (folder / f"{date}.njk").write_text(text, "utf-8")
    (to / "content" / "_includes").mkdir()
    (to / "content" / "_includes" / "article.njk").write_text(
        "<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1>{{ content | safe }}", "utf-8"
    )
