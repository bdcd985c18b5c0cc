"""What the search weighs for a reader: bytes, requests and milliseconds, in a real browser.

    python -m benchmarks.search_weight                       10,000 articles of one year
    python -m benchmarks.search_weight --articles 100000     several years
    python -m benchmarks.search_weight --texts FOLDER        a collection of your own (*.txt, *.md)

Chromium on this machine, a local server that compresses as static hosts do, no network delay. Cold:
a browser that has never been here opens /search/?q=…, one for each query. Further: the next query
on an open page that has searched before. Only the search's own files are counted (its data and its
scripts, not the page and its style). `--whole` also asks for every older period.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import search_archive
from benchmarks.measure import machine
from generator.model import site_file
from generator.search.update import update
from tests import chromium

ROOT = Path(__file__).parent.parent
RESULTS = Path(__file__).parent / "SEARCH.md"
TEXT = (".html", ".js", ".css", ".json", ".xml")
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; form-action 'self'"
)
READY = """() => {
  const list = document.getElementById("search-results");
  return list && (list.children.length || ["done", "error"].includes(list.dataset.state));
}"""
CLOCK = """
new MutationObserver(() => {
  const list = document.getElementById("search-results");
  if (!list) return;
  if (list.children.length || list.dataset.state === "done") window.first ??= performance.now();
  const resting = list.dataset.state === "partial" && !list.hasAttribute("aria-busy");
  if (list.dataset.state === "done" || resting) window.done ??= performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true });
"""


class Server(http.server.SimpleHTTPRequestHandler):
    """A static host: text compressed, everything cacheable."""

    protocol_version = "HTTP/1.1"
    sent: ClassVar[list[tuple[str, int]]] = []

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.partition("?")[0]))
        path = path / "index.html" if path.is_dir() else path
        try:
            data = path.read_bytes()
        except OSError:
            self.send_error(404)
            return
        self.send_response(200)
        if path.suffix in TEXT:
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
        if path.suffix == ".html":
            self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        Server.sent.append((self.path, len(data)))
        try:
            self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def handle(self) -> None:
        # A browser that leaves a page breaks off what it was reading.
        try:
            super().handle()
        except (ConnectionResetError, BrokenPipeError):
            self.close_connection = True

    def log_message(self, format: str, *words: object) -> None:
        pass


@dataclass
class Measure:
    """One query."""

    first_bytes: int
    first_ms: float
    done_bytes: int
    done_ms: float
    requests: int
    index: int
    """Bytes of index files."""
    texts: int
    periods: int


def taken(since: int) -> list[tuple[str, int]]:
    """What the search's files weighed since a moment."""
    return [
        (path, size)
        for path, size in Server.sent[since:]
        if "/search/data/" in path or ("/assets/search" in path and path.endswith(".js"))
    ]


def _measure(page: Page, since: int, began: float) -> Measure:
    page.wait_for_function(READY)
    first = sum(size for _, size in taken(since))
    page.wait_for_function("() => window.done")
    files = taken(since)
    index = [(path, size) for path, size in files if "/i/" in path]
    return Measure(
        first,
        page.evaluate("window.first") - began,
        sum(size for _, size in files),
        page.evaluate("window.done") - began,
        len(files),
        sum(size for _, size in index),
        sum(size for path, size in files if "/t/" in path),
        len({path.split("/")[-3] for path, _ in index}),
    )


def cold(browser: Browser, origin: str, queries: list[str]) -> list[Measure]:
    """Each query in a browser that was never here."""
    found = []
    for query in queries:
        context = browser.new_context()
        page = context.new_page()
        page.add_init_script(CLOCK)
        since = len(Server.sent)
        page.goto(f"{origin}search/?q={quote(query)}", wait_until="commit")
        found.append(_measure(page, since, 0.0))
        context.close()
    return found


def further(browser: Browser, origin: str, queries: list[str], whole: bool) -> list[Measure]:
    """One query after the other on one page."""
    page = browser.new_context().new_page()
    page.add_init_script(CLOCK)
    page.goto(f"{origin}search/?q=%E6%96%B0%E9%97%BB")
    page.wait_for_function("() => window.done")
    if whole:
        _to_the_end(page)
    found = []
    for query in queries:
        since = len(Server.sent)
        page.evaluate("document.getElementById('search-results').replaceChildren()")
        began = page.evaluate(
            """(query) => {
          window.first = window.done = undefined;
          const box = document.querySelector("form.search-box");
          box.elements.q.value = query;
          const began = performance.now();
          box.requestSubmit();
          return began;
        }""",
            query,
        )
        measured = _measure(page, since, began)
        if whole:
            _to_the_end(page)
            files = taken(since)
            measured.done_bytes = sum(size for _, size in files)
            measured.requests = len(files)
            measured.done_ms = page.evaluate("performance.now()") - began
        found.append(measured)
    return found


def _to_the_end(page: Page) -> None:
    """Asks for older periods until there are none."""
    page.evaluate("""async () => {
      const list = document.getElementById("search-results");
      const more = document.getElementById("search-more");
      const rest = (ms) => new Promise((done) => setTimeout(done, ms));
      const box = document.querySelector("form.search-box");
      const engine = await box.engine();
      const query = await engine.query(list.dataset.query);
      for (const period of engine.periods) await engine.search(period, query);
    }""")


def _row(name: str, values: list[float], unit: str) -> str:
    ordered = sorted(values)
    at = [ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.5, 0.9)]
    return f"| {name} | {at[0]:,.0f} | {at[1]:,.0f} | {ordered[-1]:,.0f} | {unit} |"


def table(kind: str, measured: list[Measure]) -> list[str]:
    """The rows of one kind of measurement."""
    return [
        _row(f"{kind}: first result", [m.first_bytes / 1000 for m in measured], "KB"),
        _row(f"{kind}: first result", [m.first_ms for m in measured], "ms"),
        _row(f"{kind}: all asked", [m.done_bytes / 1000 for m in measured], "KB"),
        _row(f"{kind}: all asked", [m.done_ms for m in measured], "ms"),
        _row(f"{kind}: requests", [m.requests for m in measured], ""),
        _row(
            f"{kind}: index a period",
            [m.index / 1000 / max(1, m.periods) for m in measured if m.periods],
            "KB",
        ),
        _row(f"{kind}: texts", [m.texts / 1000 for m in measured], "KB"),
    ]


def _site(folder: Path) -> Path:
    """The example paper, whose search page is used; its output."""
    for name in ("site.toml", "seeds"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    command = [sys.executable, "-m", "generator", "build", "--no-search", "--quiet"]
    clock = ["--now", "2025-03-20T08:00:00+08:00", "--site", str(folder)]
    subprocess.run([*command, *clock], cwd=ROOT, check=True, capture_output=True)
    return folder / "output"


def _index(options: argparse.Namespace, work: Path) -> tuple[Path, list[str], str]:
    """Builds the index; (output, queries, what was built)."""
    site, _ = site_file.parse((ROOT / "site.toml").read_text("utf-8"))
    assert site is not None
    records = work / "records"
    source = (
        search_archive.collected(options.texts, options.articles)
        if options.texts
        else search_archive.generated(options.articles)
    )
    editions = search_archive.write(source, records, site)
    out = _site(work / "site")
    made = update(records, out, work / "search.json", site=site, editions=editions)
    assert not made.problems, made.problems
    index = sum(p.stat().st_size for p in out.glob("search/data/*/i/*"))
    texts = sum(p.stat().st_size for p in out.glob("search/data/*/t/*"))
    periods = len(made.indexed)
    said = (
        f"{made.articles:,} articles, {periods} periods, indexed in {made.seconds:.0f} s; "
        f"{made.bytes / 1e6:.1f} MB in {made.files:,} files: index {index / 1e6:.1f} MB, "
        f"texts of three scripts {texts / 1e6:.1f} MB"
    )
    kinds = search_archive.sample(records, options.queries)
    return out, [query for _, query in kinds], said


def record(options: argparse.Namespace, lines: list[str]) -> None:
    """Puts what was measured into its section of the results, in place of what stood there."""
    head = "# What the search weighs\n\nMade by `python -m benchmarks.search_weight --write`.\n"
    source = f"texts of {options.texts.name}" if options.texts else "generated articles"
    title = f"{options.articles:,} {source}{', every period asked' if options.whole else ''}"
    text = RESULTS.read_text("utf-8") if RESULTS.exists() else head
    first, *sections = text.split("\n## ")
    kept = [section.rstrip("\n") for section in sections if section.partition("\n")[0] != title]
    kept.append("\n".join([title, "", *machine(), "", *lines]))
    RESULTS.write_text("\n## ".join([first, *(section + "\n" for section in kept)]), "utf-8")


def main() -> None:
    """Measures and prints a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=60)
    parser.add_argument("--texts", type=Path, help="a folder of texts of your own")
    parser.add_argument("--keep", type=Path, help="build here, or use what was built here")
    parser.add_argument("--whole", action="store_true", help="ask every period")
    parser.add_argument("--write", action="store_true", help="write benchmarks/SEARCH.md")
    options = parser.parse_args()
    work = options.keep or Path(tempfile.mkdtemp(prefix="huozi-bench-"))
    ready = work / "ready.json"
    if ready.exists():
        out, queries, said = json.loads(ready.read_text("utf-8"))
    else:
        (work / "site").mkdir(parents=True)
        out, queries, said = _index(options, work)
        ready.write_text(json.dumps([str(out), queries, said], ensure_ascii=False), "utf-8")
    handler = functools.partial(Server, directory=str(out))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_address[1]}/"
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=chromium.installed(), args=list(chromium.ARGUMENTS)
        )
        lines = [
            f"{said}. {len(queries)} queries.",
            "",
            "| | median | p90 | most | |",
            "|---|---:|---:|---:|---|",
            *table("cold", cold(browser, origin, queries)),
            *table("further", further(browser, origin, queries, options.whole)),
        ]
        browser.close()
    server.shutdown()
    print("\n".join(lines))
    if options.write:
        record(options, lines)
    if not options.keep:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
