"""A closed year on another host: no address changes, and lists include its articles."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

import pytest
from lxml import html
from playwright.sync_api import Browser

from tests.conftest import huozi, until

NOW = "2025-04-01T08:00:00+08:00"
SITE = 'title = "试报"\ndescription = "试"\nbase_url = "https://paper.example/"\n'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "paper"
    for day in ("2023-12-31", "2024-01-01", "2024-06-01", "2025-03-20"):
        edition = root / "content" / day
        edition.mkdir(parents=True)
        (edition / "edition.toml").write_text('[pages]\n01 = "要闻"\n', "utf-8")
        text = f"---\ntitle: {day}的桥\nbylines: [{{name: 李文}}]\n---\n桥长一里。\n"
        (edition / "01-01.md").write_text(text, "utf-8")
    (root / "site.toml").write_text(SITE, "utf-8")
    return root


def build(site: Path, *words: str) -> None:
    done = huozi("build", "--now", NOW, *words, site=site)
    assert done.returncode == 0, done.stderr


def files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in paths
        if not path.name.startswith(".")
    }


@contextmanager
def one_origin(main: Path, closed: dict[str, Path]) -> Iterator[str]:
    """Several folders behind one address, as sibling repositories of one user's site are."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            year, _, rest = urlsplit(path).path.lstrip("/").partition("/")
            self.directory = str(closed.get(year, main))
            return super().translate_path("/" + rest if year in closed else path)

        def log_message(self, format: str, *words: object) -> None:
            pass

    handler = functools.partial(Handler)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def crawl(start: str) -> set[str]:
    """Every page that can be reached by links; raises where one leads nowhere."""
    seen, waiting = {start}, [start]
    while waiting:
        url = waiting.pop()
        with urlopen(url) as answer:
            body = answer.read()
            if not answer.headers.get_content_type().endswith("html"):
                continue
        page = html.document_fromstring(body)
        for link in page.xpath("//a/@href | //link[@rel='stylesheet']/@href | //script/@src"):
            target = urljoin(url, link).partition("#")[0].partition("?")[0]
            if target.startswith(start) and target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def test_a_closed_year_is_built_beside_the_rest_and_no_address_changes(
    site: Path, tmp_path: Path
) -> None:
    build(site)
    whole = {path for path in files(site / "output") if path.endswith(".html")}
    (site / "site.toml").write_text(SITE + 'archive = ["2024"]\n', "utf-8")
    build(site)
    build(site, "--years", "2024", "--out", str(tmp_path / "closed"))
    main, closed = files(site / "output"), files(tmp_path / "closed")
    assert not any(path.startswith("2024/") for path in main)
    assert all(path.startswith("2024/") for path in closed)
    assert "2024/06-01/01-01/zh-hant-tw/index.html" in closed
    assert {path for path in (*main, *closed) if path.endswith(".html")} == whole
    assert "2024/06-01" in (site / "output/sections/要闻/index.html").read_text("utf-8")
    assert huozi("check", site=site).returncode == 0

    alone = Path(shutil.copytree(tmp_path / "closed" / "2024", tmp_path / "repository-2024"))
    with one_origin(site / "output", {"2024": alone}) as origin:
        reached = crawl(origin)
    for there in ("2024/", "2024/06-01/01-01/zh-hant-hk/", "2023/12-31/01-01/", "2025/03-20/"):
        assert origin + there in reached


def test_a_closed_year_takes_its_search_index_along(site: Path, tmp_path: Path) -> None:
    (site / "site.toml").write_text(SITE + 'archive = ["2024"]\n', "utf-8")
    build(site)
    build(site, "--years", "2024", "--out", str(tmp_path / "closed"))
    main, closed = files(site / "output"), files(tmp_path / "closed")
    listed = json.loads(main["search/data/index.json"])["periods"]
    (year,) = [period for period in listed if "year" in period]
    assert (year["year"], year["articles"]) == ("2024", 2)
    assert any(path.startswith(f"2024/search/{year['key']}/i/") for path in closed)
    assert not any(year["key"] in path for path in main)
    assert not any(path.startswith("search/") for path in closed)
    assert sorted(period["from"] for period in listed) == ["2023-12-31", "2024-01-01", "2025-03-20"]


def test_a_year_that_is_not_closed_is_a_part_for_merging(site: Path, tmp_path: Path) -> None:
    build(site, "--years", "2024", "--out", str(tmp_path / "part"))
    assert (tmp_path / "part" / "pages" / "2024").is_dir()


@pytest.mark.browser
def test_the_search_of_the_rest_finds_what_is_in_a_closed_year(
    site: Path, tmp_path: Path, browser: Browser
) -> None:
    (site / "site.toml").write_text(SITE + 'archive = ["2024"]\n', "utf-8")
    build(site)
    build(site, "--years", "2024", "--out", str(tmp_path / "closed"))
    page = browser.new_page()
    with one_origin(site / "output", {"2024": tmp_path / "closed" / "2024"}) as origin:
        for variant, bridge in (("", "2024-06-01的桥"), ("zh-hant-tw/", "2024-06-01的橋")):
            page.goto(f"{origin}search/{variant}?q={bridge}")
            until(page, "document.querySelector('#search-results').dataset.state === 'done'")
            page.locator("#search-results li a").first.click()
            page.wait_for_url(f"{origin}2024/06-01/01-01/{variant}*")
            assert bridge in page.inner_text("h1")
    page.close()


@pytest.mark.browser
def test_the_search_works_while_a_closed_year_is_unreachable(site: Path, browser: Browser) -> None:
    (site / "site.toml").write_text(SITE + 'archive = ["2024"]\n', "utf-8")
    build(site)
    page = browser.new_page()
    with one_origin(site / "output", {}) as origin:
        page.goto(f"{origin}search/?q=桥长一里")
        until(page, "document.querySelector('#search-results').dataset.state === 'done'")
        found = page.locator("#search-results li h2").all_inner_texts()
        assert found == ["2025-03-20的桥", "2023-12-31的桥"]
        assert "2024年的报纸暂时查不到" in page.inner_text("#search-status")
    page.close()
