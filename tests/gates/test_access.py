"""Accessibility: axe-core finds no violation of WCAG 2.2 AA."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.gates.places import ARTICLE, FOLDERS, FRONT, window

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}


def violations(page: Page) -> list[str]:
    """What axe-core finds: its rule and the elements."""
    return [
        f"{found['id']}: {node['html'][:120]}"
        for found in Axe().run(page, options=OPTIONS).response["violations"]
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("place", [FRONT, ARTICLE], ids=["front", "article"])
@pytest.mark.parametrize("tag", FOLDERS)
def test_axe_finds_no_violations(
    tag: str, place: str, paper: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    with window(browser, served(paper / "output") + place + FOLDERS[tag]) as page:
        for width in (375, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                assert violations(page) == [], f"{width} px, {scheme}"


FAULTS = {
    "color-contrast": "document.querySelector('.e-content').style.color = '#aaa'",
    "html-has-lang": "document.documentElement.removeAttribute('lang')",
    "link-name": "document.querySelector('.meta a').textContent = ''",
    "target-size": "document.querySelector('.meta').innerHTML = "
    "'<a href=a style=\"float:left;min-width:0;min-height:0;font:9px/1 serif\">a</a>'.repeat(5);"
    "document.querySelector('.meta').style.display = 'block'",
    "image-alt": "document.querySelector('.e-content').append(new Image(9, 9))",
}


@pytest.mark.parametrize("rule", FAULTS)
def test_a_planted_fault_is_found(
    rule: str, paper: Path, served: Callable[[Path], str], browser: Browser
) -> None:
    with window(browser, served(paper / "output") + ARTICLE) as page:
        page.evaluate(FAULTS[rule])
        assert rule in {found.partition(":")[0] for found in violations(page)}
