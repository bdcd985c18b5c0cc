"""Every page is well-formed HTML by a strict parser."""

from __future__ import annotations

from pathlib import Path

import html5lib
import lxml.html
from html5lib.constants import E as WORDS

from tests.gates.places import ARTICLE


def errors(html: str) -> list[str]:
    """What the HTML standard's parser finds wrong, with its line."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    return [f"line {at[0]}: {WORDS[code] % values}" for at, code, values in parser.errors]


def test_every_page_is_well_formed(paper: Path) -> None:
    pages = sorted((paper / "output").rglob("*.html"))
    assert len(pages) > 60
    wrong = {
        path.relative_to(paper).as_posix(): found
        for path in pages
        if (found := errors(path.read_text("utf-8")))
    }
    assert wrong == {}


def test_planted_faults_are_found(paper: Path) -> None:
    html = (paper / "output" / ARTICLE / "index.html").read_text("utf-8")
    assert errors(html) == []
    assert errors(html.replace("</article>", "", 1))
    assert errors(html.replace("<!doctype html>", "", 1))
    assert errors(html.replace("</main>", "</div></main>", 1))
    assert errors(html.replace('id="p1"', 'id="p1" id="p2"', 1))


def test_every_page_applies_the_stored_settings(paper: Path) -> None:
    alone = ("404.html",)
    for path in (paper / "output").rglob("*.html"):
        page = lxml.html.fromstring(path.read_bytes())
        if path.name in alone or page.xpath("//meta[@http-equiv='refresh']"):
            continue
        scripts = page.xpath("//script/@src")
        assert any("/reader." in name or "/article." in name for name in scripts), path
