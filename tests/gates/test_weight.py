"""Weight: bytes transferred, and requests before the text is painted."""

from __future__ import annotations

import functools
import gzip
import random
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.gates.places import ARTICLE, FOLDERS, FRONT, window

KB = 1024


def wire(data: bytes) -> int:
    """Bytes as a host sends them, compressed."""
    return len(gzip.compress(data, 9, mtime=0))


def with_imports(scripts: Iterable[Path]) -> set[Path]:
    """Scripts, and the modules that are loaded with them."""
    found: set[Path] = set()
    waiting = {script.resolve() for script in scripts}
    while waiting:
        script = waiting.pop()
        found.add(script)
        names = re.findall(r'(?:^|;)import ?"([^"]+)"', script.read_text("utf-8"), re.MULTILINE)
        waiting |= {(script.parent / name).resolve() for name in names} - found
    return found


def too_heavy(page: Path, budget: int) -> list[str]:
    """What a page (its index.html) has beyond the budgets."""
    html = page.read_text("utf-8")
    styles = re.findall(r'<link rel="?stylesheet"? href="?([^">]+)', html)
    named = re.findall(r'<script[^>]* src="?([^"> ]+)', html)
    scripts = with_imports(page.parent / name for name in named)
    found = {
        "page": wire(page.read_bytes()) - budget,
        "styles": sum(wire((page.parent / name).read_bytes()) for name in styles) - 6 * KB,
        "scripts": sum(wire(script.read_bytes()) for script in scripts) - 4 * KB,
        "style sheets": len(styles) - 1,
        "scripts that block": len(re.findall(r"<script(?! type=| async| defer)[^>]* src", html)),
    }
    return [f"{what}: {over} too many" for what, over in found.items() if over > 0]


def asked_for(page: Page, address: str) -> tuple[list[str], list[str]]:
    """What is loaded before a page's text is painted; what another origin is asked for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    waited: list[str] = page.evaluate(
        "performance.getEntriesByType('resource')"
        ".filter(one => one.renderBlockingStatus == 'blocking').map(one => one.name)"
    )
    home = re.match(r"\w+://[^/]+/", address)
    assert home is not None
    return [address, *waited], [u for u in asked if not u.startswith((home[0], "data:"))]


@pytest.mark.parametrize("folder", FOLDERS.values(), ids=FOLDERS)
def test_the_pages_are_light(folder: str, paper: Path) -> None:
    output = paper / "output"
    pages = {article / folder: 8 * KB for article in (output / "2025/03-20").glob("01-*")}
    pages |= {output / folder: 12 * KB, output / "2025/03-20" / folder: 12 * KB}
    assert len(pages) == 11
    for page, budget in pages.items():
        assert too_heavy(page / "index.html", budget) == [], page


PLANTED = {
    "page": lambda html: html + random.Random(1).randbytes(5000).hex(),
    "style sheets": lambda html: html + '<link rel="stylesheet" href="more.txt">',
    "styles": lambda html: html + '<link rel="stylesheet" href="more.txt">',
    "scripts": lambda html: html + '<script type="module" src="more.txt"></script>',
    "scripts, by import": lambda html: html + '<script type="module" src="imports.js"></script>',
    "scripts that block": lambda html: html + '<script src="more.txt"></script>',
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(fault: str, paper: Path, tmp_path: Path) -> None:
    article = paper / "output" / ARTICLE
    html = PLANTED[fault]((article / "index.html").read_text("utf-8"))
    (tmp_path / "a/b/c").mkdir(parents=True)
    (tmp_path / "assets").symlink_to(paper / "output" / "assets")
    (tmp_path / "a/b/c/index.html").write_text(html, "utf-8")
    (tmp_path / "a/b/c/more.txt").write_text(random.Random(2).randbytes(4000).hex())
    (tmp_path / "a/b/c/imports.js").write_text('import "./more.txt";')
    found = too_heavy(tmp_path / "a/b/c/index.html", 8 * KB)
    assert fault.partition(",")[0] in {said.partition(":")[0] for said in found}


@pytest.mark.browser
@pytest.mark.parametrize("place", [FRONT, ARTICLE], ids=["front", "article"])
def test_the_text_is_painted_after_two_requests(
    place: str, paper: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    origin = served(paper / "output")
    with window(browser, "about:blank") as page:
        first, elsewhere = asked_for(page, origin + place)
        assert len(first) <= 2
        assert elsewhere == []


def _answer(body: str, route: Route) -> None:
    route.fulfill(body=body, content_type="text/html; charset=utf-8")


@pytest.mark.browser
def test_what_blocks_or_leaves_the_origin_is_found(
    paper: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    address = served(paper / "output") + ARTICLE
    html = (paper / "output" / ARTICLE / "index.html").read_text("utf-8")
    for planted in ('<script src="../x.js"></script>', '<img src="http://127.0.0.1:9/x.png">'):
        with window(browser, "about:blank") as page:
            changed = html.replace("</title>", "</title>" + planted)
            page.route(address, functools.partial(_answer, changed))
            first, elsewhere = asked_for(page, address)
            assert len(first) > 2 or elsewhere, planted
